# Ce qui est dit aux rapports et aux tableaux de bord.

members-figure-organisations = Organisations
members-figure-organisations-means = Organisations de la communauté qui figurent dans l’annuaire au moment du calcul, selon ce qu’elles y disent d’elles-mêmes.
members-figure-none = Non indiqué
