# Vues enregistrées, au-dessus d’une liste.

web-views = Vues enregistrées
web-views-all = Tout
web-views-save = Enregistrer cette vue
web-views-name = Nom de la vue
web-views-name-hint = Les filtres sont conservés, pas les résultats.
web-views-share = La partager avec mon organisation
web-views-first = Commencer la liste par cette vue
web-views-keep = Enregistrer
web-views-manage = Vos vues

# La ligne qui mène partout.
web-go = Aller à
web-go-label = Où aller ?
web-go-hint = Une page, une action, un contenu…
