# Ce que demandent les lois, et celles d’un pays.

incidents-regime-title = Ce que demandent les lois
incidents-regime-lead = Chaque loi avec ses étapes et leurs délais. Les heures courent pendant les jours de congé ; un mois finit le même jour du mois suivant.
incidents-regime-from-aware = à compter de la connaissance
incidents-regime-from-classified = à compter du constat de gravité
incidents-regime-from-requested = à compter de la demande
incidents-regime-from-handled = à compter de son traitement
incidents-regime-from-step = à compter de la transmission de : { $step }
incidents-regime-when-trust = Services de confiance :
incidents-regime-when-not-trust = Autres :
incidents-regime-when-ongoing = S’il était encore en cours :
incidents-regime-when-not-ongoing = Sinon :
incidents-regime-open = sans retard injustifié, ou à la date de l’autorité
incidents-regime-hours = { $n ->
    [1] une heure
   *[other] { $n } heures
} { $from }
incidents-regime-months = { $n ->
    [1] un mois civil
   *[other] { $n } mois civils
} { $from }
incidents-regime-versions = Apportées par des pays
incidents-regime-own = Une loi à vous
incidents-regime-own-why = Un fichier dit les étapes, délais, formulaires et seuils d’une loi de ce pays : { $country }. Chaque version reste telle qu’elle est venue.
incidents-regime-file = Fichier
incidents-regime-file-hint = TOML, 512 Kio au plus. Il est vérifié en entier avant que rien ne soit conservé.
incidents-regime-bring = L’apporter
incidents-regime-kept = La loi est connue désormais.
incidents-regime-unchanged = Cette version était déjà là.
incidents-regime-no-file = Choisissez un fichier.
incidents-regime-no-text = Ce n’est pas du texte.
incidents-regime-faults = { $n ->
    [1] Un point y est erroné ; voir ci-dessous.
   *[other] { $n } points y sont erronés ; voir ci-dessous.
}
incidents-regime-built-in = Le programme apporte une loi de ce nom. Choisissez un autre nom.
incidents-regime-differs = Cette version est là avec un autre contenu. Donnez-lui une autre version.
incidents-regime-country = Son pays doit être { $country }, et son nom libre ou celui de ce pays.
