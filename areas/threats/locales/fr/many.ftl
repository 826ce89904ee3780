# Ce que l’on fait de plusieurs attributs à la fois

threats-many-all = Choisir tous ceux de cette page
threats-many-take = Choisir : { $value }
threats-many-tag = Mot-clé pour les attributs choisis
threats-many-hint = Cochez des attributs ci-dessus, puis dites ce qu’il faut en faire.
threats-many-tag-do = Ajouter le mot-clé
threats-many-untag-do = Retirer le mot-clé
threats-many-detect-do = Pour la détection
threats-many-silence-do = Pas pour la détection
threats-many-remove-do = Retirer
threats-many-nothing = Rien n’a été choisi, donc rien n’est changé.
threats-attributes-count = Indiquez de 1 à { $n } attributs.
threats-many-detected = { $n ->
    [1] Un attribut sert à la détection.
   *[other] { $n } attributs servent à la détection.
}
threats-many-silenced = { $n ->
    [1] Un attribut ne sert pas à la détection.
   *[other] { $n } attributs ne servent pas à la détection.
}
threats-many-tagged = { $n ->
    [1] Le mot-clé est posé sur un attribut.
   *[other] Le mot-clé est posé sur { $n } attributs.
}
threats-many-untagged = { $n ->
    [1] Le mot-clé est retiré d’un attribut.
   *[other] Le mot-clé est retiré de { $n } attributs.
}
threats-many-removed = { $n ->
    [1] Un attribut est retiré.
   *[other] { $n } attributs sont retirés.
}
