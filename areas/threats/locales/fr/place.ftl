# Où l’on peut aller dans ce domaine, pour la ligne qui mène partout.

threats-place-events = Événements de menace
threats-place-event-new = Rédiger un événement
threats-place-import = Importer des données de menace
threats-place-values = Rechercher des valeurs
threats-place-vocabularies = Vocabulaires et listes d’avertissement

# Ce que ce domaine détient sur une personne.
threats-personal-events = { $n ->
    [one] { $n } événement
   *[other] { $n } événements
}
threats-personal-sightings = { $n ->
    [one] { $n } observation
   *[other] { $n } observations
}
threats-personal-why = Cela appartient à l’organisation, et d’autres s’y fient (RGPD, article 17, paragraphe 3).
