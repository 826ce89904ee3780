# Les mots autour des questions d'un formulaire ; les questions ont les leurs.

forms-choose = Choisir…
forms-yes = Oui
forms-no = Non
forms-entry = { $name } { $number }
forms-entry-add = Ajouter : { $name }
forms-entry-remove = Retirer
forms-rank-place = Place { $n }
forms-currency = Devise
forms-error-required = Répondez à cette question.
forms-error-constraint = Cette réponse ne convient pas. Modifiez-la.
forms-error-wrong-kind = Cette saisie ne peut être lue comme une réponse. Écrivez-la comme la question le demande.
forms-error-no-number = Ce n’est pas un nombre. Saisissez un nombre, par exemple 120.
forms-error-no-date = Ce n’est pas une date. Saisissez une date, par exemple 2026-11-27.
forms-error-no-time = Ce n’est pas une heure. Saisissez une heure, par exemple 14:30.
forms-error-no-moment = Ce n’est pas une date avec une heure. Saisissez-les, par exemple 2026-11-27 14:30.
forms-error-not-offered = Ce choix n'est pas, ou plus, proposé. Choisissez-en un autre.
forms-error-not-whole = Seul un nombre entier convient. Retirez les décimales.
forms-error-off-scale = Cette valeur n'est pas sur l'échelle. Choisissez l'un de ses degrés.
forms-error-too-long = Le texte est trop long. Raccourcissez-le.
forms-error-not-a-rank = Chaque choix occupe exactement une place. Attribuez-en une à chacun.
forms-error-currency = Cette devise n'est pas proposée. Choisissez-en une autre.
forms-error-not-agreed = Votre accord est nécessaire pour continuer.
forms-error-too-few = Il y en a trop peu. Ajoutez-en.
forms-error-too-many = Il y en a trop. Retirez-en.
forms-error-unknown = Le formulaire a changé et ne contient plus cette question.

forms-file-kept = { $name } ({ $size })
forms-file-remove = Retirer ce fichier
