# Un formulaire d’une session qui est terminée.
web-lapsed-title = La session de ce formulaire est terminée
web-lapsed-out = Votre session a pris fin après l’ouverture du formulaire ; rien n’a été enregistré.
web-lapsed-out-next = Connectez-vous : vous reviendrez à la page où vous étiez.
web-lapsed-anew = Ce formulaire date d’une session antérieure à votre session actuelle ; rien n’a été enregistré.
web-lapsed-anew-next = Ouvrez de nouveau la page où vous étiez.
web-lapsed-anew-do = Rouvrir la page
web-lapsed-anew-again = Si votre saisie convient toujours, envoyez-la telle qu’elle figure ci-dessous. Sinon, rouvrez la page où vous étiez.
web-lapsed-anew-send = Envoyer maintenant
web-lapsed-again-hint = Une fois connecté, revenez à cet onglet et renvoyez le formulaire. Il vous sera montré encore une fois avant tout enregistrement.
web-lapsed-again = Renvoyer le formulaire
web-lapsed-typed = Votre saisie
web-lapsed-typed-hint = La page s’ouvre dans un nouvel onglet ; celui-ci reste, pour y recopier votre saisie. Les mots de passe et les fichiers ne sont jamais rendus.
web-lapsed-cut = Il y en avait trop pour tout rendre : la fin manque.

# Un formulaire qui n’a pas été lu.
web-unread-elsewhere = Le formulaire a été envoyé depuis un autre site, et rien n’en a été fait. Ouvrez la page ici et remplissez-la ici.
web-unread-broken = Le formulaire n’est pas écrit comme il devrait l’être.
web-unread-broke-off = Le formulaire s’est arrêté avant d’être arrivé en entier. La connexion a peut-être été coupée.
web-unread-not-utf8 = Un texte n’y est pas en UTF-8.
