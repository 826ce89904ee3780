# Autour d’un graphique.

web-chart-table = Sous forme de tableau
