# Ce que les membres apprennent par la pratique.

practices-nav = Pratiques
practices-title = Pratiques
practices-lead = Ce que d’autres ont fait, ce que cela a demandé et ce qui en est sorti ; et ce qui gêne tout le monde.
practices-filter-q = Mots
practices-filter-q-hint = De quoi il s’agit
practices-filter-kind = Nature
practices-filter-sector = Secteur
practices-filter-size = Taille
practices-filter-item = Point du catalogue
practices-filter-country = Pays
practices-filter-level = Niveau
practices-filter-state = État
practices-list-any = Tous
practices-list-any-of-them = Toutes
practices-list-state-out = Publiées
practices-list-state-working = En cours
practices-list-state-superseded = Remplacées
practices-list-state-all = Toutes
practices-list-filter = { $label } : { $value }
practices-list-count = { $n ->
    [0] Aucune fiche
    [1] 1 fiche
   *[other] { $n } fiches
  }
practices-list-count-more = Plus de { $n } fiches
practices-list-none = Rien ne correspond
practices-list-none-why = Retirez un filtre ou cherchez d’autres mots. Seules les fiches publiées sont affichées, sauf si vous choisissez un autre état.
practices-list-empty = Pas encore de pratique
practices-list-empty-why = Une pratique raconte ce qui a été fait, ce que cela a demandé et comment on sait que cela marche, pour que les autres n’aient pas à tout reprendre. Une difficulté est tout aussi utile : quelqu’un connaît peut-être une solution.
practices-list-by = Apporté par
practices-list-since = Depuis
practices-list-endorsed = { $n ->
    [one] { $n } soutien
   *[other] { $n } soutiens
  }
practices-list-adopted = { $n ->
    [one] Réalisé par { $n } autre
   *[other] Réalisé par { $n } autres
  }
practices-item = { $code } { $title }
practices-reach-own = Votre organisation, tant que c’est un brouillon
practices-reach-desk = Qui l’a apportée et qui l’examine
practices-reach = { $n ->
    [one] { $n } organisation
   *[other] { $n } organisations
  }
practices-reach-others = { $n ->
    [one] { $n } organisation, et les membres d’un cercle dont vous n’êtes pas
   *[other] { $n } organisations, et les membres d’un cercle dont vous n’êtes pas
  }
practices-reach-circles = { $n ->
    [one] { $n } organisation dans { $circles }
   *[other] { $n } organisations dans { $circles }
  }
practices-agenda-check = Examiner « { $title } »
practices-agenda-revise = Reprendre « { $title } » : la fiche revient avec une question
practices-unnamed = Contributeur non nommé
practices-unnamed-by = Une organisation non nommée, par l’entremise de { $broker }
practices-unnamed-source = Seule votre organisation voit pour qui cette fiche a été apportée
practices-personal-endorsements = Soutiens que vous avez rédigés : { $n }
practices-personal-adoptions = Ce que vous avez dit de pratiques reprises par votre organisation : { $n }
practices-personal-links = Pratiques que vous avez reliées à des difficultés : { $n }
practices-personal-why = Ils appartiennent à votre organisation et restent, sous votre pseudonyme.
