# Le domaine des menaces
threats-nav = Menaces

# États et niveaux
threats-state-staged = Importation en cours
threats-state-draft = Brouillon
threats-state-published = Publié
threats-state-recalled = Rappelé
threats-tlp-not-stated = TLP non indiqué

# Liste des événements
threats-list-title = Événements de menace
threats-list-new = Nouvel événement
threats-list-import = Importer
threats-list-lookup = Rechercher des valeurs
threats-list-text = Mots ou valeur
threats-list-text-hint = Nom, empreinte, adresse …
threats-list-tag = Mot-clé
threats-list-type = Type d’attribut
threats-list-owner = Propriétaire
threats-list-tlp = TLP
threats-list-state = État
threats-list-circle = Cercle de confiance
threats-list-from = Du
threats-list-to = Au
threats-list-any = Tous
threats-list-event = Événement
threats-list-date = Date
threats-list-attributes = Attributs
threats-list-tags = Mots-clés
threats-list-more-tags = autres mots-clés
threats-list-csv = CSV
threats-list-filter = { $name } : { $value }
threats-list-count = { $n ->
    [one] { $n } événement
   *[other] { $n } événements
}
threats-list-count-more = plus de { $n } événements
threats-list-empty = Aucun événement pour l’instant
threats-list-empty-why = Un événement réunit ce que quelqu’un a vu d’une menace : adresses, empreintes, noms. Les autres trouvent aussitôt ce qu’ils ont en commun avec lui.
threats-list-none = Rien ne correspond à ces filtres
threats-list-none-why = Retirez-en un, ou consultez toute la liste.

# Événement
threats-show-owner = Propriétaire
threats-show-owner-unknown = Une organisation que vous ne pouvez pas connaître
threats-show-creator = Organisation d’origine
threats-show-version = version { $version }
threats-show-meant = Destiné à
threats-show-level = Niveau de menace
threats-show-analysis = Analyse
threats-show-changed = Dernière modification
threats-show-published = Publié
threats-show-extends = Complète
threats-show-origin = Reçu comme
threats-show-clusters = Galaxies
threats-show-publish = Publier …
threats-show-edit = Modifier
threats-show-recall = Rappeler …
threats-show-export = Exporter
threats-show-recalled = Cet événement a été rappelé
threats-show-recalled-why = Son organisation l’a retiré : n’utilisez plus ses valeurs pour la détection.
threats-show-draft = Ceci est un brouillon
threats-show-draft-why = Seule son organisation le voit tant qu’il n’est pas publié.
threats-show-near = En commun avec d’autres événements
threats-show-near-none = Aucune des valeurs affichées ne figure dans un autre événement que vous pouvez voir.
threats-show-near-values = { $n ->
    [one] { $n } valeur en commun
   *[other] { $n } valeurs en commun
}
threats-show-attributes = { $n ->
    [one] { $n } attribut
   *[other] { $n } attributs
}
threats-show-text = Valeur ou remarque
threats-show-type = Type
threats-show-category = Catégorie
threats-show-ids = Détection
threats-show-ids-only = Détection seulement
threats-show-value = Valeur
threats-show-seen = Observations
threats-show-elsewhere = Ailleurs
threats-show-value-page = Tout sur cette valeur
threats-show-empty = Aucun attribut pour l’instant
threats-show-empty-why = Les attributs sont les valeurs d’un événement : adresses, empreintes, noms. Tout ce que les autres peuvent trouver est ici.
threats-show-none = Aucun attribut ne correspond
threats-show-none-why = Retirez un filtre pour voir les autres.
threats-show-pages = Pages des attributs
threats-show-first = Première page
threats-show-next = Page suivante
threats-show-discussion = Discussion
threats-show-history = Historique
threats-seen-by-draft = seulement son organisation, jusqu’à la publication
threats-seen-by-beyond = tout le monde, aussi hors de cette communauté
threats-seen-by-organisations = { $n ->
    [one] { $n } organisation
   *[other] { $n } organisations
}
threats-seen-by-others = { $n ->
    [one] { $n } organisation, et d’autres que vous ne pouvez pas connaître
   *[other] { $n } organisations, et d’autres que vous ne pouvez pas connaître
}
threats-seen-by-circles = { $who } dans { $circles }
threats-meant-people = des personnes désignées
threats-meant-organisation = sa propre organisation
threats-meant-circle = un cercle de confiance
threats-meant-community = la communauté
threats-meant-connected = les communautés connectées
threats-meant-everyone = tout le monde
threats-level-high = Élevé
threats-level-medium = Moyen
threats-level-low = Faible
threats-level-undefined = Non défini
threats-analysis-initial = Initiale
threats-analysis-ongoing = En cours
threats-analysis-complete = Terminée
threats-origin-own = Rédigé ici
threats-origin-misp = Fichier MISP
threats-origin-stix = Lot STIX
threats-origin-csv = Tableau
threats-origin-text = Texte libre
threats-shared = { $n ->
    [one] dans { $n } autre événement
   *[other] dans { $n } autres événements
}
threats-shared-more = dans plus de { $n } autres événements
threats-somebody = Quelqu’un
threats-some-organisation = Une organisation

# Observations
threats-sighting-add = Signaler
threats-sighting-seen = Nous l’avons vue
threats-sighting-false = Faux positif
threats-sighting-expired = Expirée
threats-sighting-added = Merci. Votre observation est enregistrée.
threats-sighting-seen-count = { $n ->
    [one] vue une fois
   *[other] vue { $n } fois
}
threats-sighting-false-count = { $n ->
    [one] { $n } faux positif
   *[other] { $n } faux positifs
}
threats-sighting-expired-count = { $n ->
    [one] expirée : { $n } signalement
   *[other] expirée : { $n } signalements
}

# Discussion
threats-discuss-none = Personne n’a encore rien dit.
threats-discuss-text = Votre remarque
threats-discuss-hint = Tous ceux qui voient cet événement la lisent.
threats-discuss-send = Envoyer
threats-discuss-ask = Demander des informations
threats-discuss-question = Question
threats-discuss-answer = Réponse
threats-discuss-answer-it = Répondre
threats-discuss-your-answer = Votre réponse
threats-discuss-send-answer = Envoyer la réponse
threats-discuss-acknowledge = Accuser réception
threats-discuss-acknowledged = Accusé de réception de { $who }
threats-discuss-noted = Votre organisation a accusé réception de cet événement.
threats-discuss-said = Votre remarque est publiée.
threats-discuss-asked = Votre question est publiée ; le propriétaire voit que des informations sont demandées.
threats-discuss-empty = Écrivez quelque chose avant d’envoyer.
threats-discuss-long = Restez en dessous de { $n } caractères.

# Historique et divulgations
threats-fact-created = a rédigé l’événement
threats-fact-imported = a importé l’événement
threats-fact-changed = a modifié l’événement
threats-fact-published = a publié l’événement
threats-fact-recalled = a rappelé l’événement
threats-fact-sighting = a signalé une observation
threats-fact-comment = a participé à la discussion
threats-disclosed-title = Qui l’a reçu
threats-disclosed-hint = Seule votre organisation voit ce registre.
threats-disclosed-none = Personne ne l’a encore reçu.
threats-disclosed-all = Quiconque peut le voir
threats-how-published = par publication
threats-how-exported = par exportation
threats-how-downloaded = par téléchargement
threats-how-api = par l’API

# Valeurs
threats-value-title = À propos de cette valeur
threats-value-lead = Tout ce que vous pouvez en savoir : où elle figure, qui l’a vue, ce qui l’entoure.
threats-value-again = Rechercher une autre valeur
threats-value-one = Valeur
threats-value-one-label = Une valeur
threats-value-look = Rechercher
threats-value-many = Rechercher une liste de valeurs
threats-value-normal = Comparée comme
threats-value-kinds = Connue comme
threats-value-where = Où elle figure
threats-value-first = Première saisie
threats-value-last = Dernière saisie
threats-value-sightings = Observations
threats-value-unseen = Aucune signalée
threats-value-by = { $who } ({ $n })
threats-value-occurrences = { $n ->
    [one] { $n } occurrence
   *[other] { $n } occurrences
}
threats-value-occurrences-more = plus de { $n } occurrences
threats-how-around = réseau qui l’entoure
threats-how-within = dans ce réseau
threats-value-pages = Pages des occurrences
threats-value-none = Inconnue ici
threats-value-none-why = Aucun événement que vous pouvez voir ne la contient. Elle peut tout de même être malveillante : si vous l’avez vue, partagez-la dans un événement.
threats-value-network = Les réseaux plus larges que /8 (IPv4) ou /16 (IPv6) ne sont pas parcourus pour les adresses qu’ils contiennent.
threats-value-too-long = Une valeur peut avoir jusqu’à 4 096 octets.
threats-values-title = Rechercher des valeurs
threats-values-lead = Collez ce que vous avez, d’un journal, d’un courriel ou d’une liste : vous voyez aussitôt ce que la communauté en sait.
threats-values-list = Une liste
threats-values-list-label = Une valeur par ligne
threats-values-list-hint = Jusqu’à 10 000 : empreintes, adresses, domaines, liens, noms de fichiers. Les valeurs neutralisées sont comprises.
threats-values-empty = Collez au moins une valeur.
threats-values-many = Au plus { $n } valeurs à la fois.
threats-values-found = Ce qui est connu
threats-values-known = { $known } valeurs connues sur { $all }
threats-values-cut = Seules les { $n } premières valeurs connues sont affichées.
threats-values-unknown = Valeurs inconnues
