# Un formulaire d’une session qui est terminée.
web-lapsed-title = La session de ce formulaire est terminée
web-lapsed-out = Votre session a pris fin après l’ouverture du formulaire ; rien n’a été enregistré.
web-lapsed-out-next = Connectez-vous : vous reviendrez à la page où vous étiez.
web-lapsed-anew = Ce formulaire date d’une session antérieure à votre session actuelle ; rien n’a été enregistré.
web-lapsed-anew-next = Ouvrez de nouveau la page où vous étiez.
web-lapsed-anew-do = Rouvrir la page
web-lapsed-typed = Votre saisie
web-lapsed-typed-hint = Le bouton ci-dessus ouvre un nouvel onglet : vous pouvez recopier votre saisie d’ici. Les mots de passe et les fichiers ne sont jamais rendus.
web-lapsed-cut = Il y en avait trop pour tout rendre : la fin manque.
