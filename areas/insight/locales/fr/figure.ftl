# Les chiffres, et ce qui se trouve au-dessous.

insight-cell-withheld = non montré
insight-cell-nearly = la plupart ou toutes
insight-cell-hardly = peu ou aucune
insight-cell-none = –
insight-level-national = National
insight-level-joint = Commun
insight-level-european = Tous les pays

insight-by-month = mois
insight-by-sector = secteur
insight-by-kind = type d’organisation
insight-by-country = pays
insight-by-wave = vague
insight-by-answer = réponse
insight-by-question = question
insight-by-class = classe
insight-by-cause = cause
insight-by-state = état

insight-shape-bars = Barres
insight-shape-columns = Colonnes
insight-shape-lines = Lignes
insight-shape-radar = Radar
insight-shape-heat = Tableau ombré
insight-shape-table = Tableau

insight-figure-by = { $title }, par { $by }
insight-figure-part = { $title } : { $part }
insight-figure-what = Quoi
insight-figure-what-hint = Ce qu’un domaine peut compter ou mesurer, et comment c’est regroupé.
insight-figure-choose = Choisir un chiffre
insight-figure-missing = Choisissez un chiffre.
insight-figure-of = De quoi
insight-figure-of-hint = Les chiffres d’enquête portent sur une enquête dont les résultats sont montrés ; ceux d’une question, sur cette question.
insight-figure-of-all = De tout
insight-figure-of-missing = Choisissez sur quoi porte le chiffre : une enquête, ou l’une de ses questions.
insight-figure-shape = Présentation
insight-figure-level = D’un seul pays
insight-figure-level-hint = Deux lettres ; rien pour tous.
insight-figure-beside = Un pays à côté
insight-figure-beside-hint = Deux lettres ; rien pour aucun.
insight-figure-no-country = Ce chiffre ne peut pas être dit par pays.
insight-figure-no-level = { $level } à part ne peut pas être montré sans trahir peu d’organisations.
insight-figure-empty = Il n’y a rien à montrer ici à tous ceux qui lisent ce rapport.
insight-figure-definition = Ce qui est compté
insight-figure-from = Source :
insight-figure-rate = { $n } réponses sur { $all } ({ $rate }).
insight-figure-all = Sur { $n } en tout.
insight-figure-responses = { $n ->
    [1] Une est comptée.
   *[other] { $n } sont comptées.
  }
insight-figure-least = { $withheld ->
    [0] Aucune valeur ne porte sur moins de { $n }.
    [1] Aucune valeur ne porte sur moins de { $n } ; une n’est pas montrée.
   *[other] Aucune valeur ne porte sur moins de { $n } ; { $withheld } ne sont pas montrées.
  }
insight-figure-computed = Calculé le { $at }.

insight-annex-title = Données des chiffres :
insight-annex-figure = Chiffre
insight-annex-indicator = Indicateur
insight-annex-level = Niveau
insight-annex-row = Ligne
insight-annex-code = Code
insight-annex-column = Colonne
insight-annex-value = Valeur
insight-annex-told = Comment c’est dit
insight-annex-unit = Unité
insight-annex-population = Population
insight-annex-responses = Comptés
insight-annex-least = Minimum
insight-annex-computed = Calculé
insight-annex-means-figure = Le rapport et le titre du chiffre.
insight-annex-means-indicator = Le nom de ce qui est compté : le même dans tous les rapports.
insight-annex-means-level = De qui : tous les pays, ou un seul.
insight-annex-means-row = L’intitulé de la ligne.
insight-annex-means-code = Le code de la ligne : le même dans toutes les langues.
insight-annex-means-column = L’intitulé de la colonne.
insight-annex-means-value = La valeur ; vide là où elle n’est pas dite.
insight-annex-means-told = value : la valeur ; withheld : de peu, ou permettant d’en calculer peu ; nearly-all, hardly-any : rien de plus n’est dit ; none : il n’y a rien à dire.
insight-annex-means-unit = count : nombre ; share : part de un ; points : points d’une échelle ; days : jours.
insight-annex-means-population = Combien auraient pu être comptés.
insight-annex-means-responses = Combien l’ont été.
insight-annex-means-least = Le plus petit nombre sur lequel une valeur peut porter.
insight-annex-means-computed = Quand le chiffre a été calculé, en UTC.
