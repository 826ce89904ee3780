# Aller : une ligne qui mène partout.

desk-go-title = Aller à
desk-go-lead = Tapez où vous voulez aller ou ce que vous voulez faire. Depuis toute page : Ctrl+K.
desk-go-words = Où aller ?
desk-go-hint = Une page, une action, un contenu …
desk-go-ways = Pages et actions
desk-go-records = Contenus
desk-go-recent = Contenus récents
desk-go-none = Rien de ce que vous pouvez ouvrir ne commence ainsi.
desk-go-search = Chercher « { $q } » partout
desk-go-place-home = Votre journée
desk-go-place-agenda = Échéancier
desk-go-place-agenda-new = Inscrire une échéance
desk-go-place-activity = Activité
desk-go-place-search = Recherche
desk-go-place-accessibility = Déclaration d’accessibilité
