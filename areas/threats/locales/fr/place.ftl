# Où l’on peut aller dans ce domaine, pour la ligne qui mène partout.

threats-place-events = Événements de menace
threats-place-event-new = Rédiger un événement
threats-place-import = Importer des données de menace
threats-place-values = Rechercher des valeurs
threats-place-vocabularies = Vocabulaires et listes d’avertissement
