# Le domaine des menaces
threats-nav = Menaces

# États et niveaux
threats-state-staged = Importation en cours
threats-state-draft = Brouillon
threats-state-published = Publié
threats-state-recalled = Rappelé
threats-tlp-not-stated = TLP non indiqué

# Liste des événements
threats-list-title = Événements de menace
threats-list-new = Nouvel événement
threats-list-import = Importer
threats-list-lookup = Rechercher des valeurs
threats-list-text = Mots ou valeur
threats-list-text-hint = Nom, empreinte, adresse …
threats-list-tag = Mot-clé
threats-list-type = Type d’attribut
threats-list-owner = Propriétaire
threats-list-tlp = TLP
threats-list-state = État
threats-list-circle = Cercle de confiance
threats-list-from = Du
threats-list-to = Au
threats-list-any = Tous
threats-list-event = Événement
threats-list-date = Date
threats-list-attributes = Attributs
threats-list-tags = Mots-clés
threats-list-more-tags = autres mots-clés
threats-list-csv = CSV
threats-list-filter = { $name } : { $value }
threats-list-count = { $n ->
    [one] { $n } événement
   *[other] { $n } événements
}
threats-list-count-more = plus de { $n } événements
threats-list-empty = Aucun événement pour l’instant
threats-list-empty-why = Un événement réunit ce que quelqu’un a vu d’une menace : adresses, empreintes, noms. Les autres trouvent aussitôt ce qu’ils ont en commun avec lui.
threats-list-none = Rien ne correspond à ces filtres
threats-list-none-why = Retirez-en un, ou consultez toute la liste.
