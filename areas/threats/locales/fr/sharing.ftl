# Les règles de partage, au moment de publier

threats-publish-rule-title = Une règle s’y oppose
threats-publish-rule-warns = Une règle met en garde
threats-publish-rule-refuses = Une règle s’y oppose. { $rule } Choisissez d’autres destinataires ou un autre niveau.
threats-edit-rule-refuses = Une règle de partage s’y oppose. { $rule } Publiez-le d’abord de nouveau pour d’autres destinataires.
threats-edit-rule-warns = Une règle de partage met en garde. { $rule }
threats-edit-tlp-ceiling = Ce cercle permet au plus { $ceiling }. Publiez-le pour d’autres destinataires : là, les deux se changent ensemble.

# Ce qui a été dit quand moins de personnes le voyaient, lorsqu’un événement est publié plus largement

threats-publish-along-title = Certaines choses ont été dites quand moins de personnes voyaient cet événement
threats-publish-along = Lecteurs jusqu’ici : { $before }. De ce temps-là, il y a { $what }. Ceux qui l’ont dit ne connaissaient pas les nouveaux lecteurs.
threats-publish-along-who = Le montrer aux nouveaux lecteurs ?
threats-publish-along-stay = Non, cela reste entre ceux qui voient l’événement maintenant
threats-publish-along-share = Oui, le montrer à tous les lecteurs
threats-publish-along-missing = Choisissez si les nouveaux lecteurs voient ce qui a été dit quand moins de personnes voyaient l’événement.
threats-publish-along-remarks = { $n ->
    [1] une remarque
    [one] { $n } remarque
   *[other] { $n } remarques
}
threats-publish-along-files = { $n ->
    [1] un fichier
    [one] { $n } fichier
   *[other] { $n } fichiers
}
threats-publish-along-sightings = { $n ->
    [1] une observation
    [one] { $n } observation
   *[other] { $n } observations
}
threats-publish-along-notes = { $n ->
    [1] une note sur une version
    [one] { $n } note sur une version
   *[other] { $n } notes sur des versions
}

# Ce que seuls font ceux qui peuvent publier

threats-edit-tlp-publish = Cet événement est publié : rendre son niveau plus ouvert, c’est le publier, ce que peut un contributeur, un analyste de CSIRT ou un administrateur de votre organisation. Demandez à l’un d’eux, ou laissez le niveau.
threats-attribute-refused-wider = Cet événement est publié : montrer à ses lecteurs une valeur qu’ils ne voient pas encore, c’est la publier, ce que peut un contributeur, un analyste de CSIRT ou un administrateur de votre organisation. Demandez à l’un d’eux, ou laissez ses destinataires.

# Fiches du même événement que détiennent d’autres organisations

threats-publish-copies-title = Le même événement est déjà ici
threats-publish-copies = { $n ->
    [1] Une autre organisation en détient une fiche, que vous voyez et que d’autres ici peuvent voir aussi. Qui voit les deux trouve la vôtre à côté :
   *[other] { $n } autres organisations en détiennent une fiche, que vous voyez et que d’autres ici peuvent voir aussi. Qui en voit plusieurs trouve la vôtre à côté :
}
