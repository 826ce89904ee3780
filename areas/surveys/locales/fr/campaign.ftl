# Les enquêtes et leur vie.

surveys-campaign-new = Nouvelle enquête
surveys-campaign-new-lead = D’abord un brouillon : seule votre organisation le voit jusqu’à l’ouverture.
surveys-campaign-edit = Modifier le brouillon
surveys-campaign-keep = Conserver le brouillon
surveys-campaign-kept = Le brouillon est conservé.
surveys-campaign-drafted = Le brouillon existe. Vérifiez qui il atteint, puis ouvrez l’enquête.
surveys-campaign-settled = Ce n’est plus un brouillon : ce qui a été arrêté reste. Vous pouvez encore déplacer la clôture.
surveys-campaign-title = Titre
surveys-campaign-title-missing = Donnez-lui un titre de { $n } caractères au plus.
surveys-campaign-form = Formulaire
surveys-campaign-form-hint = Une version publiée. Elle reste la même pour toutes les personnes qui répondent.
surveys-campaign-form-choose = Choisir…
surveys-campaign-form-version = { $title }, version { $n }
surveys-campaign-form-older = Version { $n }, comme choisie auparavant
surveys-campaign-form-missing = Choisissez une version publiée d’un formulaire.
surveys-campaign-form-faults = Cette version ne peut plus être posée. Publiez-en une nouvelle.
surveys-campaign-about = À quoi elle sert
surveys-campaign-about-hint = Quelques phrases pour les personnes interrogées : pourquoi, et ce que deviennent leurs réponses.
surveys-campaign-about-long = { $n } caractères au plus.
surveys-campaign-mode = Qui saura qui a dit quoi
surveys-campaign-mode-hint = C’est une promesse faite à celles et ceux qui répondent. Elle vaut dès la première réponse.
surveys-campaign-unit = Qui répond
surveys-campaign-opens = Ouverture
surveys-campaign-opens-hint = Vide : tout de suite.
surveys-campaign-closes = Clôture
surveys-campaign-closes-hint = À la fin de ce jour. Elle peut être déplacée ensuite.
surveys-campaign-closes-missing = Choisissez un jour à venir, après l’ouverture.
surveys-campaign-day-missing = Ce n’est pas une date. Écrivez par exemple 2027-01-31.
surveys-campaign-zone = Dans votre fuseau horaire : nous sommes le { $now }.
surveys-campaign-level = Niveau
surveys-campaign-country = Pays
surveys-campaign-country-hint = Deux lettres, pour une enquête nationale.
surveys-campaign-country-missing = Indiquez le pays, en deux lettres.
surveys-campaign-least = Minimum par chiffre
surveys-campaign-least-hint = Aucun effectif publié ne porte sur moins de répondants. Cinq est l’usage.
surveys-campaign-least-wrong = Choisissez un nombre de 3 à { $n }.
surveys-campaign-audience = À qui elle s’adresse
surveys-campaign-audience-note = Rien de choisi : toute la communauté
surveys-campaign-circle = Seulement les membres d’un cercle de confiance
surveys-campaign-circle-none = Aucun cercle
surveys-campaign-kinds = Types d’organisations
surveys-campaign-sectors = Secteurs
surveys-campaign-places = Pays et régions
surveys-campaign-places-hint = Codes séparés par des virgules : LU, ou des régions par le début de leur code NUTS, BE3.
surveys-campaign-choose = Choisissez.
surveys-campaign-reach-own = Votre organisation, jusqu’à l’ouverture
surveys-campaign-reach-community = La communauté en a connaissance ; les organisations désignées ci-dessous sont interrogées
surveys-campaign-reach-circle = Les membres de son cercle de confiance
surveys-campaign-reaches = { $n ->
    [0] Personne ne serait interrogé
    [1] Une organisation sera interrogée
   *[other] { $n } organisations seront interrogées
  }
surveys-campaign-more = … et { $n } autres.
surveys-campaign-nobody = Personne ne serait interrogé. Élargissez le public.
surveys-campaign-open-do = Ouvrir l’enquête
surveys-campaign-opening = Elle s’ouvrira à son heure. Les personnes interrogées la trouveront à leur agenda.
surveys-campaign-waiting-why = Elle s’ouvrira à son heure. Les personnes interrogées la trouveront alors à leur agenda.
surveys-campaign-extend = Autre jour de clôture
surveys-campaign-extend-do = Déplacer la clôture
surveys-campaign-extended = La clôture est désormais fixée au { $when }, à tous les agendas.
surveys-campaign-remind-do = Relancer celles et ceux qui n’ont pas répondu
surveys-campaign-reminded = { $n ->
    [1] Une relance est envoyée, selon le souhait de son destinataire.
   *[other] { $n } relances sont envoyées, selon le souhait de chaque destinataire.
  }
surveys-campaign-not-open = Elle n’est pas ouverte.
surveys-campaign-close-do = Clore maintenant
surveys-campaign-closed = L’enquête est close.
surveys-campaign-tell-do = Montrer les résultats à qui voit l’enquête
surveys-campaign-told = Les résultats sont montrés.
surveys-campaign-wave-do = Vague suivante
surveys-campaign-wave-title = { $title }, vague { $n }
surveys-campaign-wave-made = La vague { $n } est préparée comme la précédente. Relisez-la, puis ouvrez-la.

surveys-mode-named = Nominative
surveys-mode-hint-named = L’organisateur voit qui a dit quoi et peut le dire nommément à celles et ceux qui voient les résultats.
surveys-mode-confidential = Confidentielle
surveys-mode-hint-confidential = L’organisateur voit qui a dit quoi. Les autres ne voient que des chiffres, dont aucun ne porte sur un petit nombre.
surveys-mode-anonymous = Anonyme
surveys-mode-hint-anonymous = Personne n’apprend qui a dit quoi, pas même l’organisateur ni l’exploitant de cette plateforme. Il n’y a alors ni brouillon, ni groupes par secteur, sauf si le formulaire le demande.
surveys-promise = Ce qui est promis
surveys-promise-title = Ce qui est promis : enquête { $mode ->
    [named] nominative
    [confidential] confidentielle
   *[anonymous] anonyme
  }
surveys-promise-named = Vos réponses portent le nom de votre organisation, ou le vôtre. L’organisateur les voit et peut les montrer nommément à celles et ceux qui voient les résultats. Les chiffres publiés ne portent jamais sur moins de répondants que le nombre indiqué plus haut.
surveys-promise-confidential = L’organisateur voit vos réponses et sait de qui elles viennent ; personne d’autre. Les autres ne voient que des chiffres : aucun ne porte sur moins de répondants que le nombre indiqué plus haut, et rien ne peut en être déduit par calcul.
surveys-promise-anonymous = Personne n’apprend quelles réponses sont les vôtres : ni l’organisateur, ni l’exploitant de cette plateforme. Les réponses sont conservées sous des numéros tirés au sort, sans nom, sans heure et sans ordre. Seul est conservé, jusqu’à la clôture, qui n’a pas encore répondu. Il n’y a donc pas de brouillon : répondez en une fois ; ce qui est envoyé ne peut être modifié. N’écrivez rien dans les champs libres qui permette de vous reconnaître.

surveys-unit-organisation = Les organisations
surveys-unit-hint-organisation = Une réponse chacune : rédigée à plusieurs, signée par une personne.
surveys-unit-person = Les personnes
surveys-unit-hint-person = Une réponse de chaque personne des organisations ci-dessous.

surveys-level-national = National
surveys-level-joint = Conjoint
surveys-level-european = Européen
surveys-level-of = National : { $country }

surveys-state-draft = Brouillon
surveys-state-waiting = Ouvre bientôt
surveys-state-open = Ouverte
surveys-state-closed = Close
surveys-state-told = Résultats montrés

surveys-standing-due = Vous êtes invité à répondre
surveys-standing-begun = Votre réponse est commencée et n’est pas signée
surveys-standing-signed = Votre réponse est signée

surveys-waves = Vagues
surveys-waves-hint = Les mêmes questions ont été posées auparavant, ou depuis.
surveys-wave-n = Vague { $n }
surveys-desk = Pour l’organisateur
surveys-desk-hint = Seule votre organisation voit cette partie.
surveys-desk-anonymous = Qui a répondu doit rester inconnu. Les résultats seront visibles après la clôture.
surveys-desk-done = Ont répondu
surveys-desk-waiting = N’ont pas encore répondu
surveys-answered = Réponses
surveys-invited = Interrogées
surveys-rate = Taux de réponse
