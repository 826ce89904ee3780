# Les référentiels : à quoi l’on se mesure.

surveys-catalogue-title = Catalogue
surveys-catalogue-lead = Des référentiels d’exigences, de compétences et de maturité, en versions qui ne changent jamais : ce à quoi se mesurent évaluations, formulaires et rapports.
surveys-catalogue-none = Aucun référentiel
surveys-catalogue-none-why = Ceux que le programme apporte apparaîtront ici à son prochain démarrage.
surveys-catalogue-framework = Référentiel
surveys-catalogue-version = Version { $version }
surveys-catalogue-version-head = Version
surveys-catalogue-version-newest = Dernière version
surveys-catalogue-versions = Versions
surveys-catalogue-versions-hint = Une version ne change jamais. Ce qui a été mesuré avec une version antérieure reste lisible.
surveys-catalogue-versions-n = { $n ->
    [1] une version
   *[other] { $n } versions
  }
surveys-catalogue-items-head = Éléments
surveys-catalogue-items = { $n ->
    [1] Un élément
   *[other] { $n } éléments
  }
surveys-catalogue-items-none = Aucun élément ne contient ces mots.
surveys-catalogue-levels = Niveaux
surveys-catalogue-levels-hint = Les degrés auxquels chaque élément est mesuré, du plus bas au plus haut.
surveys-catalogue-levels-none = Aucun : c’est une liste
surveys-catalogue-level = Niveau
surveys-catalogue-score = Compte pour
surveys-catalogue-licence = Licence
surveys-catalogue-licence-hint = Les conditions dans lesquelles il peut être utilisé et montré.
surveys-catalogue-source = Source
surveys-catalogue-provider = Établi par
surveys-catalogue-name = Nom pour les programmes
surveys-catalogue-name-hint = Minuscules, chiffres, et - _ . entre eux. Il figure dans les adresses.
surveys-catalogue-called = Titre
surveys-catalogue-language = Textes : { $language }
surveys-catalogue-find = Mots du code, du titre ou du texte
surveys-catalogue-in = Lire en
surveys-catalogue-code = Code
surveys-catalogue-says = Ce qu’il demande
surveys-catalogue-elsewhere = Dans d’autres référentiels
surveys-catalogue-heading = Intitulé
surveys-catalogue-asked = { $n ->
    [1] Une question qui aide
   *[other] { $n } questions qui aident
  }
surveys-catalogue-corresponds = { $how } { $framework }, { $code }
surveys-catalogue-relation-equal = identique à
surveys-catalogue-relation-subset = partie de
surveys-catalogue-relation-superset = plus large que
surveys-catalogue-relation-intersect = recoupe
surveys-catalogue-import = Apporter un référentiel
surveys-catalogue-import-lead = Une bibliothèque YAML dans la forme que tient la communauté de CISO Assistant, ou un tableau d’éléments en CSV. Tout est vérifié avant que rien ne soit conservé.
surveys-catalogue-import-hint = En tant qu’administrateur de la plateforme, vous pouvez apporter des référentiels.
surveys-catalogue-import-do = Apporter
surveys-catalogue-imported = { $n ->
    [1] Il est au catalogue.
   *[other] { $n } parties sont au catalogue.
  }
surveys-catalogue-file = Fichier
surveys-catalogue-file-hint = .yaml ou .yml, ou .csv avec les colonnes code, parent, assessable, groups, title::en, text::en et ainsi de suite pour chaque langue.
surveys-catalogue-file-missing = Choisissez un fichier.
surveys-catalogue-file-large = Le fichier dépasse { $size }.
surveys-catalogue-file-no-text = Ce n’est pas un texte en UTF-8. Enregistrez-le dans ce codage : « CSV UTF-8 » dans un tableur.
surveys-catalogue-file-wrong = Ce ne peut être un référentiel : { $why }
surveys-catalogue-reach = Qui peut le voir
surveys-catalogue-reach-everyone = Tout le monde
surveys-catalogue-reach-community = La communauté
surveys-catalogue-table = Ce qu’un tableau ne dit pas de lui-même
surveys-catalogue-table-note = Pour un CSV seulement
surveys-catalogue-table-missing = À remplir, en { $n } caractères au plus.
surveys-catalogue-scale = Ses éléments se mesurent sur
surveys-catalogue-scale-five = Cinq niveaux, d’absent à vérifié
surveys-catalogue-scale-three = Trois niveaux : non, en partie, oui
surveys-catalogue-scale-none = Rien : c’est une liste
surveys-catalogue-refused = Tout n’a pas pu être conservé
surveys-catalogue-kept-new = conservé
surveys-catalogue-kept-unchanged = y était déjà
surveys-catalogue-kept-differs = cette version existe avec un autre contenu ; donnez-lui une autre version
surveys-catalogue-kept-missing = l’un de ses référentiels manque ; apportez-le d’abord
