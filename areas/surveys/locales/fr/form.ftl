# Les formulaires : bibliothèque et éditeur.

surveys-form-title = Formulaires
surveys-form-lead = Ce qui peut être demandé : des définitions avec leurs versions, en plusieurs langues. Une version publiée ne change plus.
surveys-form-none = Aucun formulaire pour l’instant
surveys-form-none-why = Un formulaire est rédigé une fois, vérifié, puis posé autant de fois que souhaité. Rédigez-en un ici ou apportez un XLSForm.
surveys-form-name = Formulaire
surveys-form-owner = Organisation
surveys-form-version = Version
surveys-form-version-n = Version { $n }
surveys-form-draft = Brouillon
surveys-form-saved = Modifié
surveys-form-new = Nouveau formulaire
surveys-form-new-lead = Seulement son titre et ses langues pour commencer. Les questions viennent ensuite.
surveys-form-new-do = Commencer
surveys-form-made = Le formulaire existe. Ajoutez sa première question.
surveys-form-title-field = Titre
surveys-form-title-in = Titre ({ $language })
surveys-form-title-missing = Donnez-lui un titre de { $n } caractères au plus.
surveys-form-title-first = Le titre manque dans la première langue. Écrivez-le.
surveys-form-languages = Langues
surveys-form-languages-missing = Choisissez la langue de rédaction, et onze autres au plus.
surveys-form-reach = Qui voit le formulaire
surveys-form-reach-own = Mon organisation
surveys-form-reach-own-hint = Les personnes interrogées voient de toute façon les questions lorsqu’elles leur sont posées.
surveys-form-reach-community = Toute la communauté
surveys-form-reach-community-hint = D’autres peuvent l’employer pour leurs propres enquêtes.
surveys-form-reach-again = Pour un nouveau formulaire. Celui qui existe garde ses lecteurs.
surveys-form-import = Importer un XLSForm
surveys-form-import-lead = Un classeur avec les feuilles survey, choices et settings, tel que d’autres outils d’enquête l’écrivent. Ce qui ne peut être repris est signalé cellule par cellule.
surveys-form-import-do = Importer
surveys-form-imported = { $n ->
    [0] Le formulaire est là.
    [1] Le formulaire est là. Une indication de présentation a été laissée de côté.
   *[other] Le formulaire est là. { $n } indications de présentation ont été laissées de côté.
  }
surveys-form-file = Classeur
surveys-form-file-hint = XLSX, 8 Mio au plus.
surveys-form-file-missing = Choisissez un classeur.
surveys-form-file-large = Le classeur dépasse 8 Mio.
surveys-form-file-unreadable = Ce classeur ne peut être lu. Enregistrez-le au format XLSX.
surveys-form-file-faults = { $n ->
    [1] Une cellule ne peut être reprise. Rien n’a été conservé.
   *[other] { $n } cellules ne peuvent être reprises. Rien n’a été conservé.
  }
surveys-form-file-cells = Ce qui ne peut être repris
surveys-form-file-more = … et { $n } autres.
surveys-form-preview = Essayer
surveys-form-edit = Modifier
surveys-form-edit-lead = L’ordre est celui des questions posées. Chaque page enregistre ce que vous y faites.
surveys-form-export = XLSForm
surveys-form-unwritable = Un XLSForm ne peut exprimer ceci : { $why }
surveys-form-publish = Publier une version
surveys-form-published = La version { $n } est publiée. Elle ne changera plus.
surveys-form-unchanged = Rien n’a changé depuis la version { $n }.
surveys-form-ready = Le brouillon peut être publié
surveys-form-ready-why = Il a été vérifié dans son ensemble. Les enquêtes posent des versions publiées ; tout changement ultérieur en fait une nouvelle.
surveys-form-versions = Versions
surveys-form-versions-hint = Ce qui a été demandé reste tel quel, quoi que devienne le brouillon.
surveys-form-versions-none = Aucune n’est encore publiée.
surveys-form-ask = Employer dans une enquête
surveys-form-asked = Questions
surveys-form-asked-none = Rien n’est encore demandé.
surveys-form-required = Obligatoire
surveys-form-conditional = Sous condition
surveys-form-up = Monter
surveys-form-down = Descendre
surveys-form-remove = Retirer
surveys-form-add = Ajouter
surveys-form-add-hint = L’élément vient à la fin, ou à la fin d’une section. Les détails suivent sur sa propre page.
surveys-form-add-do = Ajouter
surveys-form-label = Question ou intitulé
surveys-form-label-missing = Écrivez ce qui est demandé.
surveys-form-kind = Type
surveys-form-kind-missing = Choisissez un type.
surveys-form-into = Où
surveys-form-into-top = Au premier niveau
surveys-form-into-missing = Cette section n’existe plus.
surveys-form-about = Titre et langues
surveys-form-save = Enregistrer
surveys-form-choice-first = Première réponse
surveys-form-choice-second = Deuxième réponse
surveys-form-row-first = Première ligne

surveys-kind-one = Un choix parmi plusieurs
surveys-kind-several = Plusieurs choix
surveys-kind-yes-no = Oui ou non
surveys-kind-scale = Échelle
surveys-kind-matrix = Tableau
surveys-kind-rank = Classement
surveys-kind-text = Ligne de texte
surveys-kind-long-text = Texte long
surveys-kind-whole = Nombre entier
surveys-kind-decimal = Nombre
surveys-kind-date = Date
surveys-kind-time = Heure
surveys-kind-moment = Date et heure
surveys-kind-country = Pays
surveys-kind-region = Région
surveys-kind-sector = Secteur
surveys-kind-organisation = Organisation
surveys-kind-person = Personne
surveys-kind-file = Fichier
surveys-kind-money = Montant
surveys-kind-note = Texte à lire
surveys-kind-consent = Accord
surveys-kind-calculated = Calculé
surveys-kind-hidden = Caché
surveys-kind-page = Page
surveys-kind-group = Section
surveys-kind-repeat = Section répétée

surveys-question-lead = Nommé { $name } dans les expressions et les fichiers.
surveys-question-label = Texte
surveys-question-hint = Aide
surveys-question-choices = Réponses au choix
surveys-question-choices-hint = Une par ligne, sous la forme code: { $order }
surveys-question-choices-shared = Une par ligne, sous la forme code: { $order }. D’autres questions emploient la même liste ; elles changent aussi.
surveys-question-choices-missing = Écrivez au moins une réponse, chacune sur sa ligne.
surveys-question-rows = Lignes
surveys-question-rows-missing = Écrivez au moins une ligne. Son code ne comporte que des lettres, des chiffres et _.
surveys-question-from = De
surveys-question-to = À
surveys-question-step = Par pas de
surveys-question-scale-wrong = L’échelle doit croître du premier nombre au second, par pas supérieurs à zéro.
surveys-question-currencies = Monnaies
surveys-question-currencies-hint = Codes ISO séparés par des virgules : EUR, CHF.
surveys-question-required = Une réponse est obligatoire
surveys-question-relevance = Ne demander que si
surveys-question-relevance-hint = Une expression sur les noms d’autres questions : has_plan = "yes" and staff > 10
surveys-question-constraint = Une réponse doit remplir
surveys-question-constraint-hint = this désigne la réponse : this >= 0 and this <= 100
surveys-question-calculation = Calculé par
surveys-question-calculation-hint = Une expression sur les noms d’autres questions : staff * 2
surveys-question-kept = Enregistré.
surveys-question-kept-with-faults = Enregistré. Quelque chose sur cette page empêche encore de publier le formulaire.

surveys-fault-title = { $n ->
    [1] Un point empêche de le publier
   *[other] { $n } points empêchent de le publier
  }
surveys-fault-line = { $part } { $why }
surveys-fault-part-whole = Dans l’ensemble :
surveys-fault-part-label = Texte :
surveys-fault-part-relevance = Ne demander que si :
surveys-fault-part-constraint = Doit remplir :
surveys-fault-part-required = Quand il est dû :
surveys-fault-part-calculation = Calculé par :
surveys-fault-part-default = Valeur de départ :
surveys-fault-part-filter = Réponses proposées :
surveys-fault-part-count = Combien :
surveys-fault-part-score = Points :
surveys-fault-nothing = rien n’est demandé. Ajoutez une question.
surveys-fault-no-language = il n’a aucune langue.
surveys-fault-too-many = il y a plus d’éléments, ou de niveaux, qu’un formulaire ne peut en avoir.
surveys-fault-twice = un autre élément porte ce nom.
surveys-fault-no-list = il n’y a pas de liste { $name }.
surveys-fault-no-choices = la liste n’a aucune réponse au choix.
surveys-fault-bad-code = « { $code } » n’est pas un code : il est vide, trop long ou contient des espaces.
surveys-fault-code-twice = le code « { $code } » y figure deux fois.
surveys-fault-unsaid = il n’a pas de texte en { $language }, la première langue.
surveys-fault-undeclared = il a un texte en { $language }, qui n’est pas une langue du formulaire.
surveys-fault-placeholder = un nom entre accolades n’est pas celui d’une réponse qui puisse figurer ici.
surveys-fault-page-inside = une page ne peut se trouver à l’intérieur d’autre chose.
surveys-fault-numbers = ces nombres ne vont pas ensemble.
surveys-fault-currency = « { $code } » n’est pas une monnaie.
surveys-fault-no-calculation = il est calculé, et rien ne dit comment.
surveys-fault-misplaced = ce type d’élément ne peut en avoir.
surveys-fault-points = les points ne correspondent pas aux réponses.
surveys-fault-levels = les niveaux doivent croître à partir de 0 et rester sous 1.
surveys-fault-circle = il dépend de lui-même, par { $names }.
surveys-fault-later = la question n’est posée que selon { $name }, qui vient sur une page ultérieure.
surveys-fault-unreachable = aucune réponse n’y mène : ses conditions ne peuvent être toutes vraies.
surveys-fault-too-much = il demande trop de calculs.
surveys-fault-expression = l’expression ne convient pas ({ $detail }).

surveys-preview-title = Vous essayez le formulaire
surveys-preview-why = Rien de ce que vous répondez ici n’est conservé.
surveys-preview-end = Terminer l’essai
surveys-preview-done = L’essai est terminé. Rien n’a été conservé.
