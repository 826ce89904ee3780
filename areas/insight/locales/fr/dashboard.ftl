# Tableaux de bord et données ouvertes.

insight-desk-title = Coordination
insight-desk-lead = Les douze derniers mois, pour autant que vous les voyez. Chaque chiffre dit d’où il vient.
insight-desk-none = Rien à montrer pour l’instant
insight-desk-none-why = Les chiffres apparaissent dès que des événements sont partagés et que les résultats d’une enquête sont montrés.
insight-desk-open = Recommandations en cours
insight-desk-open-hint = De vos rapports publiés, la plus proche échéance d’abord.
insight-desk-open-none = Aucune n’est en cours.
insight-own-title = Notre organisation
insight-own-lead = Ce que partage { $name }, où en est la communauté, et ce qui vous est recommandé.
insight-own-open = Recommandé à notre organisation
insight-own-open-hint = Dans les rapports que vous voyez, la plus proche échéance d’abord.
insight-own-open-none = Rien n’est en cours.
insight-own-none = Rien à montrer pour l’instant
insight-own-none-why = Dès que votre organisation partage des événements et que les résultats d’une enquête sont montrés, vous les voyez ici.
insight-own-share = Nouvel événement
insight-data-title = Données ouvertes
insight-data-lead = Les chiffres des rapports qui peuvent aller partout (TLP:CLEAR), avec le sens de chaque colonne. Aucune valeur ne trahit peu d’organisations.
insight-data-none = Aucune donnée ouverte pour l’instant
insight-data-none-why = Les chiffres d’un rapport deviennent des données ouvertes lorsqu’il est publié en TLP:CLEAR.
insight-data-files = Fichiers
insight-data-files-hint = Tous les chiffres en un tableau, une ligne par valeur ; dans la langue que vous lisez.
insight-data-dictionary = Dictionnaire
insight-data-column = Colonne
insight-data-means = Ce qu’elle signifie
insight-data-reports = Rapports
insight-data-figures = { $n ->
    [1] Un chiffre
   *[other] { $n } chiffres
  }
