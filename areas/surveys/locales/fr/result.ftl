# Ce qui en est ressorti.

surveys-result-title = Résultats
surveys-result-lead = Aucun chiffre ne porte sur moins de { $n } répondants, et aucun ne peut être déduit des autres.
surveys-result-not-told = Seule votre organisation voit ces résultats
surveys-result-not-told-why = Après relecture, montrez-les à qui voit l’enquête, depuis sa page.
surveys-result-reach-told = Toutes les personnes qui voient l’enquête
surveys-result-reach-closed = L’organisateur, jusqu’à ce que les résultats soient montrés
surveys-result-nothing = Trop peu de réponses
surveys-result-nothing-why = Avec si peu de réponses, chaque chiffre désignerait quelqu’un. Rien n’est montré.
surveys-result-left-out = { $n ->
    [1] Une réponse n’est pas comptée ici : deux vagues presque identiques trahiraient les répondants arrivés ou partis.
   *[other] { $n } réponses ne sont pas comptées ici : deux vagues presque identiques trahiraient les répondants arrivés ou partis.
  }
surveys-result-split = Par groupes selon
surveys-result-split-none = Sans groupes
surveys-result-questions = { $n ->
    [1] Une question
   *[other] { $n } questions
  }
surveys-result-question = Question
surveys-result-answer = Réponse
surveys-result-no-answer = Sans réponse
surveys-result-count = Nombre
surveys-result-share = Part
surveys-result-group = Groupe
surveys-result-group-size = Sur
surveys-result-shown = Présentation
surveys-result-summary = { $n ->
    [1] Une réponse est comptée.
   *[other] { $n } réponses sont comptées.
  }
surveys-result-by = Selon : { $by }
surveys-result-distribution = Répartition
surveys-result-withheld = non montré
surveys-result-nearly = la plupart ou toutes
surveys-result-hardly = peu ou aucune
surveys-result-median = Médiane
surveys-result-quartiles = Moitié centrale
surveys-result-mean = Moyenne
surveys-result-trend = Au fil des vagues
surveys-result-why = Ce qui n’est pas montré, et pourquoi
surveys-result-dictionary = Dictionnaire
surveys-result-raw = Toutes les réponses
surveys-result-raw-files = Toutes les réponses avec les fichiers

surveys-group-sector = Secteur
surveys-group-kind = Type d’organisation
surveys-group-country = Pays
surveys-group-none = Non précisé

surveys-why-few = Moins de { $n } réponses.
surveys-why-cells = { $cells ->
    [1] Un chiffre n’est pas montré : il porte sur moins de { $n } répondants, ou permettrait d’en calculer un tel.
   *[other] { $cells } chiffres ne sont pas montrés : ils portent sur moins de { $n } répondants, ou permettraient d’en calculer de tels.
  }
surveys-why-same = Lorsque moins de { $n } répondants diffèrent des autres, il est dit que la plupart ou tous ont répondu de même : sinon, on le saurait de chacun.
surveys-why-joined = Les groupes de moins de { $n } organisations sont présentés ensemble.
surveys-why-groups = Ces groupes ne peuvent être présentés sans désigner un petit nombre de répondants.
surveys-why-dominated = La moyenne n’est pas montrée : un répondant représente plus de la moitié de la somme.
surveys-why-spread = Médiane et dispersion sont montrées à partir de dix réponses.
surveys-why-open = Les réponses libres ne sont lues que par l’organisateur.
