# Plusieurs avis en une ligne qui s’ouvre.

desk-bundle-open = { $n ->
    [1] Montrer ce qui s’est passé
   *[other] Montrer les { $n }
}
desk-bundle-all = Les montrer un par un
desk-bundle-read = { $n ->
    [1] Marquer comme lu
   *[other] Marquer les { $n } comme lus
}
desk-bundle-each = Un par un
desk-bundle-each-what = Lignes
desk-bundle-together = Regroupées
desk-bundle-count = Du plus récent au plus ancien
desk-bundle-today = Aujourd’hui
desk-bundle-week = Ces sept derniers jours
desk-bundle-earlier = Plus tôt
