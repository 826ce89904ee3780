# Ce que disent d’eux-mêmes les graphiques de valeurs.

words-plot-summary = Maximum { $n } ({ $most }), minimum { $m } ({ $least }).
words-plot-several = { $n } catégories
words-plot-same = { $n } partout.
words-plot-ray = { $n }. { $label }
