# Ce que disent d’eux-mêmes les graphiques de valeurs.

words-plot-summary = Le plus haut : { $most }, avec { $n } ; le plus bas : { $least }, avec { $m }.
words-plot-same = { $n } partout.
words-plot-ray = { $n }. { $label }
