# Le récapitulatif : un courriel à l’heure choisie.

desk-digest-subject = { $n ->
    [1] Belfry : votre récapitulatif, une nouveauté
   *[other] Belfry : votre récapitulatif, { $n } nouveautés
}
desk-digest-lead = Voici ce qui a changé pour vous, par cercle de confiance et par type.
desk-digest-circle = L’un de vos cercles de confiance, dont le nom reste sur la plateforme
desk-digest-others = Tout le reste
