# Comment les pays mettent en œuvre un référentiel.

surveys-implementation-title = Mise en œuvre par pays
surveys-implementation-lead = Ce que les autorités disent de chaque exigence : où elle est en vigueur, où elle manque, et ce dont d’autres peuvent s’inspirer.
surveys-implementation-map = Exigences par pays
surveys-implementation-summary = { $countries ->
    [1] Un pays
   *[other] { $countries } pays
  } ; { $gaps ->
    [1] une exigence n’est pas mise en œuvre partout
   *[other] { $gaps } exigences ne sont pas mises en œuvre partout
  }. La lacune principale : « { $item } », dans { $n ->
    [1] un pays
   *[other] { $n } pays
  }.
surveys-implementation-no-gaps = { $n ->
    [1] Un pays ; tout est mis en œuvre au moins en partie.
   *[other] { $n } pays ; tout est mis en œuvre au moins en partie.
  }
surveys-implementation-nothing = Rien n’est encore consigné
surveys-implementation-nothing-why = Les autorités et les points de contact uniques consignent comment leur pays met en œuvre chaque exigence. Ici, cela devient une carte.
surveys-implementation-requirement = Exigence
surveys-implementation-sector = Secteur
surveys-implementation-sector-hint = Laissez ouvert si c’est pareil pour tous.
surveys-implementation-any-sector = Tout secteur
surveys-implementation-all-sectors = Tous les secteurs
surveys-implementation-any-level = Tout niveau
surveys-implementation-level-hint = National : de votre pays. Conjoint : de plusieurs ensemble. Européen : de l’Union entière.
surveys-implementation-status = État
surveys-implementation-status-none = Non transposée
surveys-implementation-status-planned = Prévue
surveys-implementation-status-partly = En partie
surveys-implementation-status-in-force = En vigueur
surveys-implementation-status-checked = En vigueur, vérifiée
surveys-implementation-status-exempt = Sans objet
surveys-implementation-untold = Non indiqué
surveys-implementation-union = Union européenne
surveys-implementation-cell = { $item } : { $country }
surveys-implementation-good-cell = { $status } ★
surveys-implementation-records = { $n ->
    [1] Une fiche
   *[other] { $n } fiches
  }
surveys-implementation-record = Consigner l’état de votre pays
surveys-implementation-record-do = Consigner
surveys-implementation-recorded = C’est consigné et montré sur la carte à qui peut le voir.
surveys-implementation-edit = Modifier
surveys-implementation-remove = Retirer
surveys-implementation-removed = C’est retiré.
surveys-implementation-evidence-hint = L’acte, un lien, un chiffre.
surveys-implementation-note = Ce qu’il y a à dire
surveys-implementation-note-hint = Comment c’est fait, ce qui manque, ce qui est en cours.
surveys-implementation-good = Bon exemple
surveys-implementation-good-hint = D’autres peuvent s’en inspirer. Dites dans la note ce qui en fait un. ★ le signale sur la carte.
surveys-implementation-good-why = Dites ce dont d’autres peuvent s’inspirer.
surveys-implementation-no-country = Le registre n’indique aucun pays pour votre organisation. Renseignez-le d’abord.
surveys-implementation-reach-own = Votre organisation seulement, pour l’instant
surveys-implementation-reach-community = La communauté
surveys-implementation-by = Consigné par
surveys-implementation-when = Consigné le
surveys-implementation-gaps = Lacunes
surveys-implementation-gaps-hint = Non transposée, seulement prévue, ou non indiqué ; l’exigence qui manque au plus de pays vient d’abord.
surveys-implementation-gaps-none = Aucune lacune.
surveys-implementation-gap = { $country } : { $status }
surveys-implementation-examples = Bons exemples
surveys-implementation-examples-hint = Ce dont, selon les autorités, d’autres peuvent s’inspirer.
surveys-implementation-examples-none = Aucun n’est encore signalé.
surveys-implementation-personal = Fiches de mise en œuvre que vous avez écrites : { $n }
