# Ce qui a été modifié, à côté d’une entrée de l’historique

threats-history-attribute-added = { $n ->
    [1] attribut ajouté : { $names }
   *[other] { $count } attributs ajoutés : { $names }
}
threats-history-attribute-changed = { $n ->
    [1] attribut modifié : { $names }
   *[other] { $count } attributs modifiés : { $names }
}
threats-history-attribute-detected = { $n ->
    [1] attribut pour la détection : { $names }
   *[other] { $count } attributs pour la détection : { $names }
}
threats-history-attribute-silenced = { $n ->
    [1] attribut hors détection : { $names }
   *[other] { $count } attributs hors détection : { $names }
}
threats-history-attribute-tagged = { $n ->
    [1] mot-clé sur un attribut : { $names }
   *[other] mot-clé sur { $count } attributs : { $names }
}
threats-history-attribute-untagged = { $n ->
    [1] mot-clé retiré d’un attribut : { $names }
   *[other] mot-clé retiré de { $count } attributs : { $names }
}
threats-history-attribute-removed = { $n ->
    [1] attribut retiré : { $names }
   *[other] { $count } attributs retirés : { $names }
}
threats-history-object-added = objet ajouté : { $names }
threats-history-object-removed = objet retiré : { $names }
threats-history-reference-added = référence ajoutée : { $names }
threats-history-reference-removed = référence retirée : { $names }
threats-history-report-added = rapport rédigé
threats-history-report-changed = rapport modifié
threats-history-report-removed = rapport retiré
threats-history-title = titre
threats-history-date = date
threats-history-tlp-wider = niveau TLP, pour aller plus loin
threats-history-tlp-stricter = niveau TLP, pour aller moins loin
threats-history-threat-level = niveau de menace
threats-history-analysis = analyse
threats-history-tag-added = mot-clé ajouté
threats-history-tag-removed = mot-clé retiré
