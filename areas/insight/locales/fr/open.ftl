# Données ouvertes à tous.

insight-open-lead = Des chiffres qui peuvent être repris partout. Aucun ne révèle un petit nombre.
insight-open-none-why = Elles paraissent ici lorsqu’un rapport est publié à l’intention de tous.
insight-open-box = Ouvrir ses chiffres à tous
insight-open-box-hint = Quiconque vient sans compte lit les chiffres soumis à un seuil, et rien d’autre du rapport.
insight-open-is = Ses chiffres sont ouverts à tous
insight-open-do = Ouvrir ses chiffres à tous
insight-open-close = Refermer ses chiffres
insight-open-done = Les chiffres sont ouverts à tous.
insight-open-undone = Les chiffres sont réservés à ceux qui voient le rapport. Ce qui a été copié entre-temps est dehors.
insight-open-see = Ce que chacun voit, sans compte
