# Choix d’une question tirés du catalogue.

surveys-choices-title = Choix tirés du catalogue
surveys-choices-lead = Les éléments d’un référentiel deviennent les choix de cette question, avec leurs traductions. Une réponse garde le code de l’élément.
surveys-choices-do = Tirer les choix du catalogue
surveys-choices-from = Tirés de { $framework }, { $version }
surveys-choices-framework = Référentiel
surveys-choices-choose = Choisir
surveys-choices-which = Quels éléments
surveys-choices-measured = Tous ceux qui se mesurent ({ $n })
surveys-choices-level = Niveau { $level } ({ $n })
surveys-choices-items = Éléments
surveys-choices-items-hint = Écartez ce qui ne convient pas. Les choix actuels de la question sont remplacés.
surveys-choices-take = En faire les choix
surveys-choices-taken = Les choix sont tirés du catalogue.
surveys-choices-none = Choisissez un référentiel, et au moins un de ses éléments.
surveys-choices-many = Il y a plus de { $n } éléments. Choisissez un niveau.
surveys-file-picture = Images seulement (PNG, JPEG)
