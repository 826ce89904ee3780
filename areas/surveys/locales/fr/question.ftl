# Les résultats d’un coup d’œil, et ceux d’une question.

surveys-result-all = Tout sur une page
surveys-result-words = Mots de la question
surveys-result-part = Partie du formulaire
surveys-result-part-all = Toutes les parties
surveys-result-no-question = Aucune question ne correspond.
surveys-result-essential = Chiffre le plus parlant
surveys-result-figure = { $what } : { $figure }
surveys-result-figure-open = lue par l’organisateur seulement
surveys-result-answers = Réponses
surveys-result-before = Question précédente
surveys-result-after = Question suivante
surveys-result-own = Votre propre réponse
surveys-result-own-hint = Vous seul voyez cette partie. Des autres, il n’est rien dit qui ne figure ci-dessous pour tout le monde. Répartissez selon une autre question, comme l’effectif, et vous figurez parmi ceux qui y ont répondu comme vous.
surveys-result-peers-title = Parmi vos pairs
surveys-result-peers = Pairs
surveys-result-peers-all = L’ensemble des réponses
surveys-result-same = Ont répondu de même
surveys-result-place = Votre réponse
surveys-result-place-below = en dessous de la moitié centrale
surveys-result-place-within = dans la moitié centrale
surveys-result-place-above = au-dessus de la moitié centrale
surveys-group-region = Région
surveys-why-means = { $cells ->
    [1] La moyenne d’un groupe n’est pas montrée : elle porte sur moins de { $n } nombres, l’un d’eux en représente l’essentiel, ou une telle moyenne pourrait en être déduite.
   *[other] Les moyennes de { $cells } groupes ne sont pas montrées : elles portent sur moins de { $n } nombres, l’un d’eux en représente l’essentiel, ou de telles moyennes pourraient en être déduites.
  }
