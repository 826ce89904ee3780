# Aller : une ligne qui mène partout.

desk-go-title = Aller à
desk-go-lead = Tapez où vous voulez aller ou ce que vous voulez faire. Depuis toute page : Ctrl+K.
desk-go-words = Où aller ?
desk-go-hint = Une page, une action, un contenu…
desk-go-ways = Pages et actions
desk-go-records = Contenus
desk-go-recent = Contenus récents
desk-go-none = Rien de ce que vous pouvez ouvrir ne commence ainsi.
desk-go-search = Chercher « { $q } » partout
desk-go-place-home = Votre journée
desk-go-place-agenda = Échéances
desk-go-place-agenda-new = Ajouter une échéance
desk-go-place-activity = Activité
desk-go-place-search = Recherche
desk-go-place-accessibility = Déclaration d’accessibilité

# Ce que le bureau détient sur une personne.
desk-personal-notices = { $n ->
    [one] { $n } avis
   *[other] { $n } avis
}
desk-personal-agenda = { $n ->
    [one] { $n } échéance personnelle
   *[other] { $n } échéances personnelles
}
desk-personal-remarks = { $n ->
    [one] { $n } contribution à une discussion
   *[other] { $n } contributions à des discussions
}
desk-personal-documents = { $n ->
    [one] { $n } document
   *[other] { $n } documents
}
desk-personal-why = Cela appartient à l’organisation, et d’autres s’y fient (RGPD, article 17, paragraphe 3).
