# Ce qui ne va pas dans une expression.

surveys-expression-at = au caractère { $at } : { $why }
surveys-expression-too-long = elle est trop longue
surveys-expression-too-deep = elle est imbriquée trop profondément
surveys-expression-character = « { $name } » n’a pas de sens ici
surveys-expression-unterminated = un guillemet manque
surveys-expression-number = ce n’est pas un nombre
surveys-expression-expected = { $name } était attendu
surveys-expression-function = il n’existe pas de fonction « { $name } »
surveys-expression-trailing = quelque chose suit la fin
surveys-expression-arguments = « { $name } » prend { $most ->
    [0] aucune valeur
    [1] une valeur
   *[other] de { $least } à { $most } valeurs
  }
surveys-expression-arguments-more = « { $name } » prend { $least } valeurs ou plus
surveys-expression-unknown = rien ne porte le nom « { $name } »
surveys-expression-no-answer = « { $name } » n’a pas de réponse
surveys-expression-type = { $one } était attendu, ici se trouve { $other }
surveys-expression-compare = { $one } ne peut être comparé à { $other }
surveys-expression-code = « { $code } » n’est pas un choix de « { $list } »
surveys-expression-many = il y a ici plusieurs réponses à « { $name } » ; sum, min, max, mean, count, join ou entry en font une seule
surveys-expression-this = « this » n’a pas de sens ici
surveys-expression-choice = « choice » n’a de sens que dans un filtre
surveys-expression-column = les choix n’ont pas de colonne « { $name } »
surveys-expression-pattern = ce n’est pas un motif utilisable
surveys-expression-written = { $name } doit être écrit en toutes lettres ici
surveys-expression-no-repeat = aucun groupe répété n’entoure ceci
surveys-expression-no-date = « { $name } » n’est pas une date
surveys-expression-a-name = un nom
surveys-expression-a-value = une valeur
surveys-expression-a-column = une colonne
surveys-expression-a-nothing = rien
surveys-expression-a-truth = oui ou non
surveys-expression-a-number = un nombre
surveys-expression-a-text = un texte
surveys-expression-a-date = une date
surveys-expression-a-time = une heure
surveys-expression-a-moment = une date avec une heure
surveys-expression-a-choice = un choix
surveys-expression-a-choices = plusieurs choix
surveys-expression-a-file = un fichier
surveys-expression-a-answer-inside = une réponse à l’intérieur d’un seul groupe répété
surveys-expression-a-repeat = le nom d’un groupe répété
surveys-expression-a-pattern = le motif
