# Que faire ensuite, et qui l’a déjà fait.

practices-next-title = Que faire ensuite
practices-next-lead = Choisissez des points faibles. Vous voyez ce que d’autres y ont fait, ce qui vous convient le mieux d’abord, et pourquoi.
practices-next-choose = Choisir des points faibles
practices-next-do = Voir ce que d’autres ont fait
practices-next-items-hint = RÉFÉRENTIEL/CODE, séparés par des virgules.
practices-next-asked = Vous demandez à propos de
practices-next-profile = Les secteurs de votre organisation comptent : { $sectors }.
practices-next-found = Ce que d’autres ont fait
practices-next-found-hint = L’adéquation d’abord, puis les preuves. Ce que d’autres de votre secteur et de votre taille ont fait compte le plus.
practices-next-done-by = Fait par :
practices-next-unnamed = quelqu’un qui n’est pas nommé
practices-next-items = { $n ->
    [1] Sur ce que vous demandez
   *[other] Sur { $n } de vos points
  }
practices-next-sector = Pour votre secteur
practices-next-size = Pour votre taille
practices-next-country = De votre pays
practices-next-peers-sector = { $n ->
    [one] Fait par { $n } de votre secteur
   *[other] Fait par { $n } de votre secteur
  }
practices-next-peers-size = { $n ->
    [one] Fait par { $n } de votre taille
   *[other] Fait par { $n } de votre taille
  }
practices-next-others = { $n ->
    [one] Fait par { $n } dans un autre secteur
   *[other] Fait par { $n } dans d’autres secteurs
  }
practices-next-endorsed = { $n ->
    [one] { $n } soutien
   *[other] { $n } soutiens
  }
practices-next-evidence = Avec des preuves
practices-next-quick = Quelques jours suffisent
practices-next-none = Personne n’en a encore parlé
practices-next-none-why = Signalez-le comme difficulté : la coordination interroge autour d’elle et vous informe.
practices-next-difficulties = Difficultés sur le même point
practices-next-difficulties-hint = Vous n’êtes pas seul.
