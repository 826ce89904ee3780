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
threats-list-text-hint = Nom, empreinte, adresse…
threats-list-tag = Mot-clé
threats-list-type = Type d’attribut
threats-list-owner = Propriétaire
threats-list-tlp = TLP
threats-list-tlp-none = non indiqué
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
threats-show-copies = Détenu aussi par
threats-show-copy-recalled = { $who } a rappelé cet événement
threats-show-copy-recalled-see = Voir pourquoi
threats-show-version = version { $version }
threats-show-meant = Destiné à
threats-show-level = Niveau de menace
threats-show-analysis = Analyse
threats-show-changed = Dernière modification
threats-show-published = Publié
threats-show-extends = Complète
threats-show-origin = Reçu comme
threats-show-clusters = Galaxies
threats-show-publish = Publier…
threats-show-edit = Modifier
threats-show-recall = Rappeler…
threats-show-export = Exporter
threats-show-recalled = Cet événement a été rappelé
threats-show-recalled-why = Son organisation l’a rappelé : n’utilisez plus ses valeurs pour la détection.
threats-show-draft = Ceci est un brouillon
threats-show-draft-why = Seule son organisation le voit tant qu’il n’est pas publié.
threats-show-near = En commun avec d’autres événements
threats-show-near-none = Aucune des valeurs affichées ne figure dans un autre événement que vous pouvez voir.
threats-show-near-values = { $n ->
    [one] { $n } valeur en commun
   *[other] { $n } valeurs en commun
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
    [1] vue une fois
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

# Historique et divulgations
threats-fact-created = a rédigé l’événement
threats-fact-imported = a importé l’événement
threats-fact-changed = a modifié l’événement
threats-fact-published = a publié l’événement
threats-fact-recalled = a rappelé l’événement
threats-fact-corrected = a rectifié l’événement
threats-fact-withdrawn = a ramené l’événement à son organisation
threats-fact-narrowed = a restreint les destinataires de l’événement
threats-disclosed-title = Qui l’a reçu
threats-disclosed-hint = Seule votre organisation voit ce registre.
threats-disclosed-none = Personne ne l’a encore reçu.
threats-how-published = Version { $version } publiée : { $n ->
    [0] personne en dehors de votre organisation ne l’a reçue
    [1] une organisation l’a reçue
    [one] { $n } organisation l’a reçue
   *[other] { $n } organisations l’ont reçue
}
threats-how-exported = a emporté la version { $version } dans une exportation
threats-how-downloaded = a téléchargé la version { $version }
threats-how-api = a lu la version { $version } par l’API
threats-how-lost = Avec la version { $version }, { $n ->
    [1] une organisation a perdu l’événement de vue
    [one] { $n } organisation a perdu l’événement de vue
   *[other] { $n } organisations ont perdu l’événement de vue
}

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
threats-value-wide = Le réseau est vaste : les { $n } premières adresses et premiers réseaux qu’il contient sont affichés, dans l’ordre des adresses. Demandez un réseau plus petit pour tout voir.
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

# ---------- Écrit et partagé à la main ----------

# À qui un événement est destiné
threats-reach-own = Votre organisation
threats-reach-community = Toute la communauté
threats-reach-circle = Cercle de confiance { $name }
threats-reach-hidden = Un cercle de confiance dont vous n’êtes pas membre

# En-tête d’un événement
threats-header-title = Titre
threats-header-title-hint = Ce qui s’est passé, en une ligne à laquelle les autres le reconnaissent.
threats-header-title-missing = Saisissez un titre : c’est par lui que les autres trouvent l’événement.
threats-header-title-long = C’est trop long. Utilisez au plus { $n } caractères.
threats-header-title-line = Un titre tient sur une ligne. Retirez les retours à la ligne.
threats-header-date = Date
threats-header-date-wrong = Ce n’est pas une date. Choisissez le jour de l’observation.
threats-header-tlp = TLP
threats-header-tlp-choose = Choisir…
threats-header-tlp-missing = Choisissez jusqu’où un destinataire peut diffuser ceci.
threats-header-level = Niveau de menace
threats-header-level-wrong = Ce niveau de menace n’existe pas. Choisissez-en un dans la liste.
threats-header-analysis = Analyse
threats-header-analysis-wrong = Cet état d’analyse n’existe pas. Choisissez-en un dans la liste.

# Nouvel événement
threats-new-title = Nouvel événement
threats-new-lead = Il commence comme brouillon, visible de votre seule organisation. Vous le remplissez ensuite et le partagez quand il est prêt.
threats-new-organisation = Pour quelle organisation
threats-new-organisation-wrong = Vous n’écrivez pas d’événements pour une telle organisation. Nommez l’une de celles pour lesquelles vous en écrivez.
threats-new-reach = Qui le verra plus tard
threats-new-reach-hint = Vous pourrez encore changer ce choix au moment de publier.
threats-new-reach-missing = Choisissez qui doit le voir : l’un des destinataires de la liste.
threats-new-tag = Un mot-clé
threats-new-tag-hint = D’autres mots-clés s’ajoutent à la page suivante.
threats-new-do = Créer le brouillon
threats-new-done = Le brouillon est créé. Remplissez-le maintenant.

# Éditeur
threats-edit-title = Modifier : { $title }
threats-edit-crumb = Modifier
threats-edit-look = Voir
threats-edit-back = Retour sans changement
threats-edit-save = Enregistrer
threats-edit-done = L’en-tête est enregistré.
threats-edit-header = En-tête
threats-edit-change = Modifier
threats-edit-change-one = Modifier : { $value }
threats-edit-attributes = Attributs
threats-edit-attributes-none = Aucun attribut pour l’instant. Ajoutez-en un ci-dessous, ou collez un texte et reprenez ce qui s’y trouve.
threats-edit-attributes-next = Attributs suivants
threats-edit-tags = Mots-clés
threats-edit-tags-hint = Le TLP se règle dans l’en-tête.
threats-edit-reports = Rapports
threats-edit-reports-hint = Des textes qui disent ce que les valeurs ne disent pas.
threats-edit-published-title = Cet événement est publié
threats-edit-published = Ses lecteurs voient aussitôt chaque changement. Publiez-le à nouveau quand vous avez fini : ceux qui l’ont seront avertis de la rectification.
threats-edit-recalled-title = Cet événement est rappelé
threats-edit-recalled = Ses lecteurs voient qu’il ne doit plus être utilisé. Publiez-le à nouveau pour lever le rappel.
threats-edit-meanwhile-title = Quelqu’un d’autre a changé ceci entre-temps
threats-edit-meanwhile = Vos propres mots sont encore dans le formulaire. Voici ce qui s’y trouve maintenant. Enregistrer encore met les vôtres à la place.
threats-edit-tlp-conflict = Ce niveau ne va pas jusqu’à ceux qui voient l’événement aujourd’hui. Publiez-le pour des destinataires moins nombreux : là, les deux se changent ensemble.

# Attributs
threats-attribute-type = Type
threats-attribute-category = Catégorie
threats-attribute-category-usual = Habituelle pour le type
threats-attribute-value = Valeur
threats-attribute-value-hint = Les écritures inoffensives comme hxxp et [.] sont restaurées. Les deux moitiés d’un type composé sont séparées par |.
threats-attribute-comment = Commentaire
threats-attribute-detection = Pour la détection
threats-attribute-detection-usual = Habituel pour le type
threats-attribute-detection-yes = Oui
threats-attribute-detection-no = Non
threats-attribute-audience = Qui le voit
threats-attribute-audience-event = Tous ceux qui voient l’événement
threats-attribute-audience-own = Mon organisation seulement
threats-attribute-audience-keep = Moins que l’événement, comme reçu
threats-attribute-narrow = Destinataires restreints
threats-attribute-add-title = Ajouter un attribut
threats-attribute-add-do = Ajouter l’attribut
threats-attribute-added = { $value } est ajouté.
threats-attribute-edit-title = Modifier un attribut
threats-attribute-changed = { $value } est enregistré.
threats-attribute-odd = { $done } Regardez encore une fois. { $odd }
threats-attribute-remove = Retirer
threats-attribute-remove-hint = Ce qui est retiré ne se trouve plus. Les copies ailleurs l’apprennent avec la prochaine version.
threats-attribute-removed = { $value } est retiré.
threats-attribute-refused-type = Ce type n’existe pas. Choisissez-en un dans la liste.
threats-attribute-refused-category = Ce type n’a pas sa place dans cette catégorie. Choisissez-en une autre, ou laissez l’habituelle.
threats-attribute-refused-empty = Saisissez une valeur.
threats-attribute-refused-long = C’est trop long : 64 ko au plus. Mettez les textes plus longs dans un rapport.
threats-attribute-refused-digits = Une empreinte de ce type a { $n } chiffres hexadécimaux. Vérifiez s’il en manque, ou choisissez un autre type.
threats-attribute-refused-address = Ce n’est ni une adresse IP ni un réseau. Écrivez par exemple 192.0.2.7, 2001:db8::7 ou 192.0.2.0/24.
threats-attribute-refused-host = Ce n’est pas un nom d’hôte. Écrivez par exemple mail.example.org, sans chemin et sans espaces.
threats-attribute-refused-url = Une URL a besoin de son schéma, par exemple https://example.org/chemin. Pour un chemin seul, choisissez le type uri.
threats-attribute-refused-email = Ce n’est pas une adresse électronique. Écrivez par exemple nom@example.org.
threats-attribute-refused-port = Un port est un nombre de 1 à 65535.
threats-attribute-refused-as = Un système autonome est un nombre, par exemple AS64496.
threats-attribute-refused-mac = Une adresse matérielle a 12 ou 16 chiffres hexadécimaux, par exemple 00:00:5e:00:53:01.
threats-attribute-refused-half = Ce type a deux moitiés. Écrivez les deux, séparées par |.
threats-attribute-refused-number = Ce type demande un nombre.
threats-attribute-refused-uuid = Ce n’est pas un UUID.
threats-attribute-refused-truth = Ce type demande 1 ou 0, true ou false.
threats-attribute-refused-known = L’événement contient déjà cette valeur sous ce type.
threats-attribute-refused-again = La demande contient cette valeur plus d’une fois sous ce type.
threats-warning-private = C’est une adresse privée : elle désigne autre chose dans chaque réseau.
threats-warning-loopback = Cette adresse désigne la machine elle-même.
threats-warning-multicast = C’est une adresse de multidiffusion.
threats-warning-reserved = Cette adresse est réservée et n’appartient à personne.
threats-warning-documentation = Ceci est réservé à la documentation et aux exemples.
threats-warning-internal = Ce nom s’emploie à l’intérieur des organisations.
threats-warning-well-known = Ceci figure dans bien des rapports sans être un indicateur.
threats-warning-public-suffix = D’autres enregistrent leurs noms sous ce domaine.
threats-warning-version-like = Ceci est peut-être un numéro de version.
threats-warning-may-be-file = Ceci est peut-être un nom de fichier.
threats-warning-may-be-domain = Ceci est peut-être un domaine.
threats-warning-no-scheme = Le schéma de cette URL manque.
threats-warning-host-bits = L’adresse n’est pas la première de son réseau.
threats-warning-of-nothing = C’est l’empreinte d’un fichier vide.
threats-warning-placeholder = Ceci ressemble à une valeur d’exemple.

# Plusieurs attributs tirés d’un texte
threats-paste-link = Ajouter en nombre
threats-paste-title = Ajouter plusieurs attributs
threats-paste-lead = Collez une liste, un courriel ou un rapport. Ce qui peut être un indicateur est trouvé et montré ; rien n’est ajouté avant votre accord.
threats-paste-text = Texte
threats-paste-text-hint = Jusqu’à 1 Mio. Les écritures inoffensives comme hxxp et [.] sont restaurées.
threats-paste-do = Chercher des indicateurs
threats-paste-empty = Collez d’abord un texte.
threats-paste-long = Ce texte est trop long : 1 Mio au plus est lu à la fois. Collez-le en plusieurs parties.
threats-paste-none = Rien dans ce texte ne ressemble à une adresse, un nom, une empreinte ou un chemin. Ajoutez les attributs un à un.
threats-accept-title = Ce qui a été trouvé
threats-accept-lead = Choisissez ce qui entre dans l’événement. Ce qui appelle une réserve n’est pas choisi d’avance.
threats-accept-take = Reprendre
threats-accept-remarks = Remarques
threats-accept-type-of = Type de { $value }
threats-accept-here = Déjà dans cet événement
threats-accept-known = Connu par
threats-accept-more = Ce texte en contient plus qu’on n’en montre à la fois. Reprenez ceux-ci, puis collez le reste.
threats-accept-comment = Commentaire pour tous
threats-accept-do = Ajouter ce qui est choisi
threats-accept-again = Changer le texte
threats-accept-nothing = Rien n’a été choisi, donc rien n’est ajouté.
threats-accept-done = { $n ->
    [0] Aucun attribut n’est ajouté.
    [1] Un attribut est ajouté.
   *[other] { $n } attributs sont ajoutés.
}
threats-accept-left = { $n ->
    [1] Un a été laissé de côté : il ne convient pas à son type, ou s’y trouve déjà.
   *[other] { $n } ont été laissés de côté : ils ne conviennent pas à leur type, ou s’y trouvent déjà.
}

# Objets
threats-object-link = { $name }
threats-object-title = Nouvel objet : { $name }
threats-object-template-file = Fichier
threats-object-template-domain-ip = Domaine et adresse
threats-object-template-url = URL
threats-object-template-email = Courriel
threats-object-choose = Autre objet
threats-object-choose-title = Quel objet ?
threats-object-choose-none = Les modèles d’objets sont chargés par la personne qui exploite cette installation.
threats-object-required = Celui-ci est nécessaire.
threats-object-empty = Rien n’a été saisi.
threats-object-part = { $relation } ({ $type })
threats-object-one-of = Au moins un de ces champs est nécessaire : { $names }.
threats-object-missing = Remplissez au moins l’un de ces champs : { $names }.
threats-object-do = Ajouter l’objet
threats-object-done = L’objet est ajouté.
threats-object-remove = Retirer l’objet entier
threats-object-removed = Retiré : { $name }
threats-object-bare = Il ne contient aucun attribut que vous puissiez voir.
threats-object-bare-title = Objets sans attributs que vous puissiez voir
threats-object-role-none = Le modèle n’a pas de rôle de ce nom, ou il n’y prend pas de texte.
threats-object-role-once = Ce rôle ne prend qu’une valeur.

# Mots-clés à la main
threats-tags-add-label = Un autre mot-clé
threats-tags-add = Ajouter le mot-clé
threats-tags-added = Le mot-clé { $tag } est posé.
threats-tags-shared = Le mot-clé { $tag } était local ; quiconque voit l’événement le voit maintenant.
threats-tags-remove = Retirer le mot-clé { $tag }
threats-tags-removed = Le mot-clé { $tag } est retiré.
threats-tags-level = Le TLP se règle dans l’en-tête et non par un mot-clé, pour que les deux ne puissent pas différer.
threats-tags-many = { $n } étiquettes au plus à la fois.
threats-tags-full = Un événement reçoit { $n } étiquettes à la main, et celui-ci les a. Retirez celles qui ne disent rien.
threats-tags-long = Un mot-clé a de 1 à 255 caractères sur une ligne.

# Rapports à la main
threats-report-new-title = Nouveau rapport
threats-report-edit-title = Modifier un rapport
threats-report-name = Titre
threats-report-name-missing = Saisissez un titre pour le rapport.
threats-report-content = Texte
threats-report-content-hint = Markdown : # pour les titres, - pour les listes, `code` pour les valeurs.
threats-report-content-missing = Saisissez le texte du rapport.
threats-report-content-long = C’est trop long : un rapport a au plus 1 Mio.
threats-report-remove = Retirer ce rapport
threats-report-done = C’est fait : { $name }

# Qui verra ceci
threats-publish-link = Publier…
threats-publish-title = Qui verra ceci
threats-publish-again-link = Publier à nouveau…
threats-publish-again-title = Qui verra cette version
threats-publish-reach = Destinataires
threats-publish-preview = Aperçu
threats-publish-do = Publier
threats-publish-again-do = Publier cette version
threats-publish-note = Ce qui a changé
threats-publish-note-hint = Ceux qui ont l’événement lisent ceci au-dessus.
threats-publish-note-long = C’est trop long : utilisez au plus { $n } octets.
threats-publish-who = Qui verra ceci
threats-publish-who-own = Votre organisation seulement.
threats-publish-who-count = { $reach } : { $n ->
    [1] une organisation
   *[other] { $n } organisations
}, la vôtre comprise.
threats-publish-unnamed = { $n ->
    [1] et une autre
   *[other] et { $n } autres
}
threats-publish-circles = Membres de { $names }
threats-publish-others = Il peut y en avoir d’autres, dans des cercles dont vous n’êtes pas membre.
threats-publish-conflict-title = Cela ne peut pas être partagé ainsi
threats-publish-conflict-not-stated = Personne n’a dit jusqu’où un destinataire peut diffuser ceci. Indiquez d’abord un niveau TLP, pour que les lecteurs sachent ce qu’ils peuvent en faire.
threats-publish-conflict-too-far = { $tlp } ne va pas jusqu’à ces destinataires : { $reach }. RED reste à des personnes nommées, à une organisation ou à un cercle.
threats-publish-conflict-ceiling = { $reach } ne diffuse rien au-delà de { $ceiling }, comme ses membres en sont convenus ; { $tlp } leur permettrait d’aller plus loin.
threats-publish-ways = L’une de ces possibilités convient :
threats-publish-way = { $reach }, en { $tlp }
threats-publish-leaves-title = Certains ne le verront plus
threats-publish-leaves = Ils le voyaient jusqu’ici et ne le verront plus : { $names }. Ceux qui l’avaient apprennent qu’il n’est plus partagé avec eux ; ce qu’ils ont copié leur reste.
threats-publish-stays = { $n ->
    [1] Une partie de l’événement reste en arrière : ses destinataires sont moins nombreux.
   *[other] { $n } parties de l’événement restent en arrière : leurs destinataires sont moins nombreux.
}
threats-publish-empty = L’événement ne contient pas encore d’attributs. Les autres n’y trouveront rien en commun.
threats-publish-meanwhile = Quelqu’un d’autre a changé l’événement pendant que vous regardiez. Regardez-le encore une fois, puis publiez.
threats-publish-done = { $n ->
    [1] Publié. Une organisation le voit.
   *[other] Publié. { $n } organisations le voient.
}
threats-publish-done-left = { $done } { $n ->
    [1] Une organisation ne le voit plus.
    [one] { $n } organisation ne le voit plus.
   *[other] { $n } organisations ne le voient plus.
}
threats-publish-done-own = Publié pour votre organisation.

# Rappeler, reprendre, supprimer
threats-show-corrected = Rectifié
threats-recall-link = Rappeler…
threats-recall-title = Rappeler
threats-recall-heading = Rappeler
threats-recall-hint = Ceux qui ont l’événement continuent de le voir, avec votre raison au-dessus et la mention qu’il ne doit plus être utilisé. Ils en sont avertis.
threats-recall-reason = Raison
threats-recall-reason-hint = Ce qui était faux, et ce que vos lecteurs devraient défaire.
threats-recall-reason-missing = Donnez une raison : vos lecteurs doivent savoir quoi défaire.
threats-recall-do = Rappeler cet événement
threats-recall-done = L’événement est rappelé. Ses lecteurs voient pourquoi.
threats-recall-already = Cet événement est déjà rappelé.
threats-recall-draft = Cet événement est un brouillon, visible de votre seule organisation. Il n’y a rien à rappeler.
threats-withdraw-heading = Retirer
threats-withdraw-hint = L’événement redevient un brouillon. Seule votre organisation le voit désormais. Ceux qui l’avaient apprennent qu’il a été retiré ; ce qu’ils ont copié leur reste.
threats-withdraw-do = Ramener au brouillon
threats-withdraw-done = L’événement est de nouveau un brouillon.
threats-delete-link = Supprimer…
threats-delete-title = Supprimer cet événement
threats-delete-draft = Plus personne ne verra ce brouillon, vous non plus.
threats-delete-published = Plus personne ne verra cet événement, vous non plus. Ceux qui l’ont apprennent qu’il a été supprimé, sans savoir pourquoi : pour le leur dire, rappelez-le plutôt.
threats-delete-sure = Je veux le supprimer
threats-delete-sure-missing = Cochez la case si vous voulez supprimer l’événement.
threats-delete-do = Supprimer
threats-delete-done = Supprimé : { $title }

# Registre des divulgations
threats-disclosures-link = Registre des divulgations
threats-disclosures-title = Registre des divulgations
threats-disclosures-lead = Qui a reçu quelle version de cet événement, quand et comment. Seule votre organisation voit ceci.
threats-disclosures-none = Personne n’a encore reçu cet événement
threats-disclosures-none-why = Dès qu’il est publié, exporté ou consulté par d’autres, c’est noté ici.
threats-disclosures-who = Qui
threats-disclosures-version = Version
threats-disclosures-how = Comment
threats-disclosures-when = Quand
threats-disclosures-channel = Destinataires choisis : { $reach }
threats-disclosures-lost = Restreint à : { $reach }
threats-disclosures-nobody = Personne en dehors de votre organisation
threats-disclosures-unknown = Une organisation que vous ne pouvez pas connaître
threats-disclosures-how-published = Publié
threats-disclosures-how-exported = Exporté
threats-disclosures-how-downloaded = Téléchargé
threats-disclosures-how-api = Lu par un programme
threats-disclosures-how-lost = Hors de vue

# Import
threats-import-title = Importer des données sur les menaces
threats-import-lead = Faites entrer ce que d’autres ont écrit : tout est vérifié d’abord, puis repris en entier ou pas du tout.
threats-import-how = Par quel moyen
threats-import-how-files = Fichiers
threats-import-how-paste = Coller
threats-import-file = Fichiers
threats-import-file-hint = MISP JSON ou STIX 2.1, un ou plusieurs, jusqu’à { $limit } en tout. Le format est reconnu d’après le contenu.
threats-import-file-missing = Choisissez au moins un fichier.
threats-import-file-refused = { $file } – { $why }
threats-import-fault-text = Ce n’est pas du JSON ; un fichier en UTF-16 doit d’abord être enregistré en UTF-8. Pour un tableau, prenez « Tableau » ; pour un rapport, un courriel ou une liste de valeurs, « Coller ».
threats-import-ready = { $n ->
    [1] Un fichier est prêt et sera importé avec les autres
   *[other] { $n } fichiers sont prêts et seront importés avec les autres
}
threats-import-text = Texte
threats-import-text-hint = MISP ou STIX en JSON, ou tout autre texte : un rapport, un courriel, une liste d’empreintes. Les valeurs neutralisées sont comprises.
threats-import-how-table = Tableau
threats-import-table = Fichier CSV
threats-import-table-hint = Une valeur par ligne, jusqu’à { $limit }. Vous direz à l’étape suivante ce que contient chaque colonne.
threats-import-table-text = Ou des lignes d’un tableur
threats-import-table-text-hint = Copiées et collées avec leurs tabulations.
threats-import-table-missing = Choisissez un fichier ou collez des lignes.
threats-import-step-table = Tableau
threats-import-step-columns = Colonnes
threats-import-step-preview = Aperçu
threats-import-columns-title = Ce que contient chaque colonne
threats-import-columns-lead = Aucun événement n’est encore créé ; vous pouvez partir et revenir. À côté de chaque colonne, ce que contiennent les premières lignes.
threats-import-columns = Colonnes
threats-import-columns-hint = Une seule colonne est nécessaire, celle des valeurs. Les remarques peuvent être dans plusieurs.
threats-import-column = Colonne { $n }
threats-import-column-name = Colonne
threats-import-column-holds = Contient
threats-import-column-first = Premières lignes
threats-import-columns-again = Montrer à nouveau
threats-import-columns-do = Aperçu
threats-import-columns-back = Choisir un autre tableau
threats-import-columns-no-value = Dites quelle colonne contient les valeurs.
threats-import-columns-twice = « { $column } » est choisi pour deux colonnes ; gardez-en une.
threats-import-column-ignore = Laissée de côté
threats-import-column-value = Valeur
threats-import-column-type = Type
threats-import-column-category = Catégorie
threats-import-column-comment = Remarque
threats-import-column-detection = Pour la détection
threats-import-column-date = Première observation
threats-import-delimiter = Entre les colonnes
threats-import-delimiter-comma = Virgule
threats-import-delimiter-semicolon = Point-virgule
threats-import-delimiter-tab = Tabulation
threats-import-delimiter-bar = Barre verticale
threats-import-header = La première ligne nomme les colonnes
threats-import-kind = Type des valeurs
threats-import-kind-hint = Utilisé là où aucune colonne ne le dit.
threats-import-kind-each = Reconnu d’après chaque valeur
threats-import-preview-title = L’événement avant sa création
threats-import-preview-lead = Aucun événement n’est encore créé ; vous pouvez partir et revenir. Voici ce que deviennent les lignes.
threats-import-preview-cut = Le tableau est long : les 10 000 premières lignes ont été regardées. Les autres seront vérifiées à leur entrée.
threats-import-preview-good = { $n ->
    [1] Une ligne devient un attribut.
   *[other] { $n } lignes deviennent des attributs.{ $more ->
        [0] {""}
       *[other] {" "}Les premières :
    }
}
threats-import-preview-bad = { $n ->
    [1] Une ligne ne convient pas
   *[other] { $n } lignes ne conviennent pas
}
threats-import-preview-left = Ce qui ne convient pas est laissé de côté. Revenez aux colonnes, ou corrigez le tableau et renvoyez-le.
threats-import-preview-problems = Voir pourquoi
threats-import-preview-which = Voir le détail
threats-import-preview-twice = { $n ->
    [1] Une ligne répète une ligne précédente : elle n’ajoute pas d’attribut
    [one] { $n } ligne répète une ligne précédente : elle n’ajoute pas d’attribut
   *[other] { $n } lignes répètent des lignes précédentes : elles n’ajoutent pas d’attribut
}
threats-import-preview-line = Ligne { $n } :
threats-import-preview-rows = Attributs
threats-import-preview-nothing = Aucune ligne ne devient un attribut. Revenez aux colonnes.
threats-import-preview-back = Retour aux colonnes
threats-import-preview-done = Le tableau est en cours de reprise.
threats-import-yes = Oui
threats-import-no = Non
threats-import-left = { $n ->
    [1] Une ligne ne convenait pas à son type et a été laissée de côté.
   *[other] { $n } lignes ne convenaient pas à leur type et ont été laissées de côté.
}
threats-import-fault-not-utf8 = Le texte n’est pas en UTF-8. Dans un tableur, enregistrez-le comme « CSV UTF-8 ».
threats-import-fault-row-too-large = Une ligne dépasse 1 Mio. Peut-être un guillemet n’est-il pas fermé.
threats-import-fault-table = Le tableau ne peut pas être lu à cet endroit.
threats-import-text-missing = Collez d’abord un texte.
threats-import-text-long = Un texte peut avoir jusqu’à 1 Mio. Prenez-en une partie.
threats-import-text-none = Rien n’y ressemble à un indicateur : ni adresse, ni nom, ni empreinte, ni lien, ni fichier, ni vulnérabilité.
threats-import-steps = Étapes
threats-import-step-paste = Coller
threats-import-step-accept = Choisir
threats-import-step-edit = Modifier le brouillon
threats-import-paste-file = C’est du { $format }, dont les événements entrent tels quels : choisissez qui peut les voir, puis continuez.
threats-import-accept-title = Choisir ce qui fera partie de l’événement
threats-import-accept-lead = Aucun événement n’est encore créé ; vous pouvez partir et revenir. Ce qui semble anodin n’est pas coché ; les types peuvent être changés.
threats-import-accept-found = Trouvé dans le texte
threats-import-accept-take = Reprendre
threats-import-accept-value = Valeur
threats-import-accept-type = Type
threats-import-accept-type-of = Type de { $value }
threats-import-accept-event = Le nouvel événement
threats-import-accept-event-hint = Il commence comme brouillon que seule votre organisation voit. Vous le publierez quand il sera complet.
threats-import-accept-none = Cochez au moins une valeur.
threats-import-accept-unfit = { $value } – { $why }
threats-import-accept-do = Créer le brouillon
threats-import-accept-back = Retour au texte
threats-import-accept-done = { $n ->
    [1] Le brouillon est créé, avec un attribut.
   *[other] Le brouillon est créé, avec { $n } attributs.
}
threats-import-known = { $n ->
    [1] Connue dans un événement que vous voyez
   *[other] Connue dans { $n } événements que vous voyez
}
threats-import-known-many = Connue dans plus de { $n } événements que vous voyez
threats-import-fault-unknown = C’est du JSON, mais ni celui de MISP ni un lot STIX. Un fichier MISP commence par "Event" ou "response", un lot STIX porte le type "bundle".
threats-import-fault-no-room = Trop de vos données attendent déjà. Attendez la fin de vos importations, puis renvoyez ceci.
threats-import-too-many = Vingt de vos importations sont en cours. Attendez que l’une se termine, puis renvoyez ceci.
threats-import-reach = Qui voit les événements
threats-import-reach-hint = Les événements que leur fichier dit non publiés, ou réservés à une organisation, restent des brouillons de votre organisation.
threats-import-reach-own-hint = Tous les membres de votre organisation, { $name }. Vous pourrez partager chaque événement plus tard.
threats-import-reach-community-hint = { $n ->
    [1] La seule organisation de la communauté.
   *[other] Les { $n } organisations de la communauté.
}
threats-import-reach-wrong = Choisissez qui voit les événements : votre organisation, l’un de vos cercles ou la communauté.
threats-import-reach-forbidden = Votre rôle ne vous permet pas de partager aussitôt des événements. Choisissez votre organisation ; un collègue habilité pourra les publier.
threats-import-reach-only-own = Les événements arrivent comme brouillons de votre organisation, { $name }. Un collègue habilité à publier pourra les partager.
threats-import-tlp = TLP des événements qui n’en indiquent pas
threats-import-tlp-hint = Les événements qui indiquent leur TLP le gardent. Sans TLP, ils restent dans la communauté jusqu’à ce que quelqu’un l’indique.
threats-import-tlp-later = L’indiquer plus tard
threats-import-tlp-wrong = Choisissez l’un des niveaux TLP.
threats-import-tlp-way = { $level } pour { $audience }
threats-import-tlp-conflict = { $level } ne permet pas de partager avec { $audience }. Ce qui convient : { $ways }.
threats-import-tlp-ceiling = Les membres de { $audience } ont convenu de { $ceiling } au plus ; { $level } porterait plus loin. Choisissez { $ceiling } ou un niveau plus strict.
threats-import-do = Importer
threats-import-paste-do = Continuer
threats-import-about = Bon à savoir
threats-import-about-whole = Un nouvel événement est repris en entier ou pas du tout. Un fichier défectueux est refusé, avec la ligne et la raison.
threats-import-about-twice = Rien n’entre deux fois. Ce qui est déjà là reste inchangé ; une version plus récente le met à jour.
threats-import-about-narrow = Ce qu’un fichier réserve à une organisation reste dans la vôtre, quel que soit votre choix ici.

# Un défaut d’un fichier
threats-import-at = Ligne { $line }, colonne { $column }. { $why }
threats-import-at-event = Ligne { $line }, colonne { $column }, événement { $event }. { $why }
threats-import-at-child = Ligne { $line }, colonne { $column }, événement { $event }, { $list ->
    [Attribute] attribut
    [Object] objet
    [EventReport] rapport
    [Sighting] observation
   *[other] { $list }
} { $index }. { $why }
threats-import-fault-empty = Il est vide.
threats-import-fault-truncated = Le texte s’arrête trop tôt. Peut-être a-t-il été coupé en route.
threats-import-fault-syntax = Ce n’est pas du JSON.
threats-import-fault-syntax-one = Ce n’est pas du JSON : { $one } manque ici.
threats-import-fault-syntax-two = Ce n’est pas du JSON : { $one } ou { $other } manque ici.
threats-import-fault-syntax-value = Ce n’est pas du JSON : une valeur manque ici.
threats-import-fault-syntax-escape = Ce n’est pas du JSON : une barre oblique inverse est suivie de ce qui ne peut l’être.
threats-import-fault-syntax-number = Ce n’est pas du JSON : un nombre est mal formé.
threats-import-fault-syntax-control = Ce n’est pas du JSON : un texte contient un saut de ligne ou un autre caractère de commande.
threats-import-fault-syntax-key = Ce n’est pas du JSON : le nom d’un champ n’est pas entre guillemets.
threats-import-fault-syntax-comma = Ce n’est pas du JSON : une virgule suit le dernier élément.
threats-import-fault-trailing = Il y a encore du texte après la fin.
threats-import-fault-bad-text = Il contient des caractères qui n’existent pas en Unicode. Peut-être n’est-ce pas de l’UTF-8 : enregistrez le fichier de nouveau dans ce codage.
threats-import-fault-binary-zip = C’est une archive zip ou un fichier de Word, d’Excel ou d’un autre logiciel de bureau, ni du JSON ni du texte. Décompressez-la, ou enregistrez son contenu en JSON, en CSV ou en texte.
threats-import-fault-binary-pdf = C’est un PDF, ni du JSON ni du texte. Copiez les mots voulus et utilisez « Coller ».
threats-import-fault-binary-office = C’est un fichier de Word, d’Excel ou d’Outlook, ni du JSON ni du texte. Enregistrez son contenu en CSV ou en texte.
threats-import-fault-binary-packed = C’est une archive compressée, ni du JSON ni du texte. Décompressez-la d’abord.
threats-import-fault-binary-other = Ce n’est pas du texte, mais des données binaires, comme une image ou un programme.
threats-import-fault-nul = Il contient un caractère NUL.
threats-import-fault-number-range = Un nombre est trop grand.
threats-import-fault-not-this = Ce n’est ni un événement MISP ni un lot STIX.
threats-import-fault-missing = Il manque à { $record } le champ « { $field } ».
threats-import-fault-wrong-kind = Le champ « { $field } » de { $record } devrait être { $what }.
threats-import-fault-repeated = Le champ « { $field } » figure deux fois dans un même { $record }.
threats-import-fault-too-long = Un texte dépasse { $limit } octets.
threats-import-fault-too-deep = Listes et objets sont imbriqués trop profondément, à plus de { $limit } niveaux.
threats-import-fault-too-many = La liste « { $field } » compte plus de { $limit } éléments.
threats-import-fault-too-large = Un enregistrement dépasse { $limit } octets.
threats-import-fault-unreadable = Il n’a pas pu être lu ({ $detail }).
threats-import-fault-other = Il n’a pas pu être compris ({ $detail }).
threats-import-fault-stix-deep = L’imbrication est trop profonde.
threats-import-fault-stix-large = Un objet est trop grand.
threats-import-fault-stix-many = Il contient plus d’objets ou de propriétés qu’on ne peut en reprendre.
threats-import-fault-stix-twice = Une propriété figure deux fois dans un objet ({ $detail }).
threats-import-fault-stix-missing = Une propriété obligatoire manque ({ $detail }).
threats-import-fault-stix-wrong = Une propriété n’est pas du bon genre ({ $detail }).
threats-import-fault-stix-id = Un identifiant ou un nom de type est mal formé ({ $detail }).
threats-import-fault-stix-time = Une date est mal formée ({ $detail }).
threats-import-fault-gone = Il a été lu avant le redémarrage du programme ; ses événements sont dans la liste.
threats-import-expected-text = un texte
threats-import-expected-number = un nombre entier
threats-import-expected-truth = vrai ou faux
threats-import-expected-uuid = un UUID
threats-import-expected-day = un jour tel que 2026-01-31
threats-import-expected-code = l’un des nombres prévus pour lui
threats-import-expected-list = une liste
threats-import-expected-record = un objet

# Une importation en cours
threats-import-running-title = Importation en cours
threats-import-running-lead = Vous pouvez quitter cette page : l’importation continue, et son résultat reste ici.
threats-import-done-title = Importation terminée
threats-import-failed-title = Importation échouée
threats-import-cancelled-title = Importation arrêtée
threats-import-pasted = Texte collé
threats-import-files = { $n ->
    [1] Un fichier
   *[other] { $n } fichiers
}
threats-import-note-waiting = Elle commence dès que son tour vient.
threats-import-note-later = Quelque chose a fait obstacle ; un nouvel essai suit bientôt.
threats-import-note-checking = Le texte est en cours de vérification.
threats-import-note-share = { $share } repris
threats-import-note-left = { $n ->
    [1] { $share } repris, encore une minute environ
   *[other] { $share } repris, encore { $n } minutes environ
}
threats-import-cancelled = L’importation a été arrêtée
threats-import-cancelled-why = Les événements déjà complets restent ; de celui qui était en cours, il ne reste rien. Les fichiers sont supprimés.
threats-import-cancelled-part = Au moins ce qui est indiqué ci-dessous a été fait ; les derniers événements peuvent y manquer.
threats-import-cancel-late = L’importation était déjà finie.
threats-import-failed = L’importation n’a pas pu continuer
threats-import-failed-next = Rien n’est perdu : les fichiers sont gardés sept jours, et ce qui est déjà entré n’entrera pas deux fois.
threats-import-again = Réessayer
threats-import-again-not = Cette importation ne peut pas être réessayée : ses fichiers ont disparu. Renvoyez-les.
threats-import-stopped-rights = Votre rôle ne vous permet plus d’importer pour cette organisation.
threats-import-stopped-circle = Votre organisation ne peut plus partager dans ce cercle de confiance.
threats-import-stopped-share = Votre rôle ne vous permet plus de partager aussitôt des événements.
threats-import-open = Ouvrir l’événement
threats-import-list = Vers la liste des événements
threats-import-more = Importer encore
threats-import-stat-new = Nouveaux
threats-import-stat-updated = Mis à jour
threats-import-stat-unchanged = Inchangés
threats-import-stat-failed = Échoués
threats-import-written = Repris : { $attributes ->
    [one] { $attributes } attribut
   *[other] { $attributes } attributs
}, { $objects ->
    [one] { $objects } objet
   *[other] { $objects } objets
} et { $clusters ->
    [one] { $clusters } grappe de galaxie
   *[other] { $clusters } grappes de galaxies
}.
threats-import-items = Événements
threats-import-items-more = { $n ->
    [1] Un autre événement n’est pas listé.
   *[other] { $n } autres événements ne sont pas listés.
}
threats-import-event = Événement
threats-import-what = Ce qui s’est passé
threats-import-remarks = Remarques
threats-import-what-new = Nouveau
threats-import-what-updated = Mis à jour
threats-import-what-unchanged = Inchangé
threats-import-what-failed = Échoué
threats-import-reason-tlp-unknown = Il porte un mot-clé TLP que TLP 2.0 ne connaît pas ; il compte comme TLP:RED.
threats-import-reason-tlp-conflict = Son TLP interdit ces destinataires : c’est un brouillon de votre organisation.
threats-import-reason-tlp-not-stated = Il n’indique pas de TLP et reste dans la communauté jusqu’à ce que quelqu’un le fasse.
threats-import-reason-kept-as-draft = Son fichier ne le dit pas publié : c’est un brouillon de votre organisation.
threats-import-reason-repeated = Certaines de ses parties figuraient deux fois dans le fichier ; les premières comptent.
threats-import-reason-meanwhile = Quelqu’un d’autre l’a fait entrer ou modifié au même moment. Ce qui a été fait demeure ; importez de nouveau le fichier s’il est toujours le plus récent.
threats-import-reason-deleted = Il a été supprimé ici. Qui supprime un événement l’empêche de revenir : créez-en un nouveau avec ce qui sert encore.
threats-import-reason-title-cut = Son titre dépasse 1 000 caractères : la suite a été laissée de côté.
threats-import-reason-untitled = Il n’a pas de titre : son UUID en tient lieu.
threats-import-reason-stays-published = Son fichier ne le dit plus publié. Votre organisation l’a publié ici, et cela demeure ; rappelez-le s’il ne doit plus servir.
threats-import-reason-time-ahead = Une date y dépasse l’année 2099 : elle compte comme le début de cette année.
threats-import-reason-content-broken = Le contenu d’une pièce jointe n’est pas du base64 : il a été laissé de côté.
threats-import-reason-unfit = { $n ->
    [1] Une valeur ne convient pas à son type. Elle est importée telle quelle : corrigez-la dans l’éditeur, ou retirez-la de la détection.
   *[other] { $n } valeurs ne conviennent pas à leur type. Elles sont importées telles quelles : corrigez-les dans l’éditeur, ou retirez-les de la détection.
}
threats-import-what-was-sent = Ce qui a été envoyé
threats-import-file-name = Fichier
threats-import-format = Format
threats-import-size = Taille
threats-import-file-failed = Non importé

## Vocabularies

threats-vocabulary-title = Vocabulaires
threats-vocabulary-lead = Ce que disent les mots-clés, quelles valeurs sont d’ordinaire sans danger, de quoi les objets sont faits.
threats-vocabulary-taxonomies = Taxonomies
threats-vocabulary-galaxies = Galaxies
threats-vocabulary-warninglists = Listes d’avertissement
threats-vocabulary-templates = Modèles d’objets
threats-vocabulary-taxonomies-why = Les taxonomies disent le sens des mots-clés, pour que tous emploient les mêmes.
threats-vocabulary-galaxies-why = Les galaxies nomment acteurs, outils et techniques, avec tous leurs autres noms.
threats-vocabulary-warninglists-why = Les listes d’avertissement nomment des valeurs qui sont rarement des indicateurs, comme les résolveurs publics.
threats-vocabulary-templates-why = Les modèles disent quels attributs vont ensemble.
threats-vocabulary-load = La personne qui exploite cette installation les charge depuis les répertoires de MISP : belfry vocabulary load DOSSIER.
threats-vocabulary-empty = Rien n’est encore chargé
threats-vocabulary-none = Rien ne convient
threats-vocabulary-none-why = Essayez avec moins de lettres, ou dans un autre onglet.
threats-vocabulary-long = C’est plus long que tout ce que contient un vocabulaire.
threats-vocabulary-search = Chercher
threats-vocabulary-search-words = Nom, mot-clé ou autre nom
threats-vocabulary-search-value = Une valeur : sur quelle liste est-elle ?
threats-vocabulary-found = Trouvé à l’intérieur
threats-vocabulary-term = Terme
threats-vocabulary-terms = Termes
threats-vocabulary-within = Dans
threats-vocabulary-name = Nom
threats-vocabulary-holds = Contient
threats-vocabulary-version = Version
threats-vocabulary-meaning = Sens
threats-vocabulary-tags = { $n ->
    [1] Un mot-clé
   *[other] { $n } mots-clés
}
threats-vocabulary-clusters = { $n ->
    [1] Une grappe
   *[other] { $n } grappes
}
threats-vocabulary-entries = { $n ->
    [1] Une entrée
   *[other] { $n } entrées
}
threats-vocabulary-roles = { $n ->
    [1] Un rôle
   *[other] { $n } rôles
}
threats-vocabulary-matching = Comment on compare
threats-vocabulary-matching-text = La valeur est une entrée
threats-vocabulary-matching-substring = Une entrée figure dans la valeur
threats-vocabulary-matching-hostname = La valeur est un hôte de la liste, ou un hôte au-dessous
threats-vocabulary-matching-cidr = La valeur est dans un réseau de la liste
threats-vocabulary-matching-regex = La valeur satisfait une expression régulière de la liste
threats-vocabulary-types = Pour les types
threats-vocabulary-types-all = Tous
threats-vocabulary-left-out = Laissé de côté
threats-vocabulary-unused = { $n ->
    [1] Une entrée ne peut être comparée à aucune valeur
   *[other] { $n } entrées ne peuvent être comparées à aucune valeur
}
threats-vocabulary-family = Famille
threats-vocabulary-one-of = Au moins un parmi
threats-vocabulary-exclusive = Usage
threats-vocabulary-exclusive-yes = Un seul de ces mots-clés par fiche
threats-vocabulary-sources = Sources
threats-vocabulary-required = Obligatoire
threats-vocabulary-multiple = Peut figurer plusieurs fois
threats-vocabulary-pages = Pages de termes
threats-vocabulary-silent = Muette
threats-vocabulary-silent-why = Cette liste n’est comparée à aucune valeur tant qu’un analyste ou un administrateur ne la réactive pas.
threats-vocabulary-silence = Rendre cette liste muette
threats-vocabulary-speak = Réactiver cette liste
threats-vocabulary-silenced = La liste est maintenant muette.
threats-vocabulary-speaks = La liste est de nouveau active.
threats-warninglist-on = Sur la liste « { $list } » : d’ordinaire sans danger
threats-warninglist-known = Sur la liste « { $list } »
threats-warninglist-more = { $n ->
    [1] et sur une autre liste
   *[other] et sur { $n } autres listes
}
threats-publish-warned = { $n ->
    [1] Une valeur de détection est sur une liste d’avertissement : d’ordinaire sans danger, elle donnerait de fausses alertes.
   *[other] { $n } valeurs de détection sont sur des listes d’avertissement : d’ordinaire sans danger, elles donneraient de fausses alertes.
}

threats-export-title = Exporter cet événement
threats-export-lead = Le fichier porte le TLP de l’événement. Ce que vous exportez de l’événement d’une autre organisation est noté dans son registre des divulgations.
threats-export-download = Télécharger en { $format }
threats-export-whole = Tout ce que vous voyez est conservé.
threats-export-lost = Ce qui n’est pas conservé tel quel :
threats-export-misp = JSON de MISP
threats-export-misp-about = Pour MISP et ce qui lit ses fichiers. Les pièces jointes et les échantillons y sont.
threats-export-stix = STIX 2.1
threats-export-stix-about = Un paquet pour les plateformes qui parlent STIX. Un événement venu en STIX repart tel qu’il est venu tant que personne ne le modifie.
threats-export-csv = CSV
threats-export-csv-about = Une ligne par attribut, pour les tableurs et les scripts.
threats-export-text = Texte brut
threats-export-text-about = Une valeur par ligne, seulement celles qui servent à la détection, pour les listes de blocage. Les lignes qui commencent par # disent de quoi il s’agit.
threats-export-how-left-out = Omis
threats-export-how-changed = Écrit autrement
threats-export-how-extension = Écrit autrement ; entier pour les programmes qui connaissent l’extension de Belfry
threats-export-thing-comments = { $n ->
    [1] Une remarque de la discussion
   *[other] { $n } remarques de la discussion
}
threats-export-thing-notices = { $n ->
    [1] Un avis de correction ou de rappel
   *[other] { $n } avis de correction ou de rappel
}
threats-export-thing-own-sightings = { $n ->
    [1] Une observation faite ici
   *[other] { $n } observations faites ici
}
threats-export-thing-audience = { $n ->
   *[other] Les destinataires : le format ne peut nommer ni cercle ni personnes
}
threats-export-thing-distribution = { $n ->
   *[other] Jusqu’où il peut aller : le fichier ne dit pas plus que qui le voit ici, et d’un cercle ou de personnes « votre organisation seulement »
}
threats-export-thing-no-word = { $n ->
    [1] Un attribut d’un type pour lequel STIX n’a pas de mot
   *[other] { $n } attributs de types pour lesquels STIX n’a pas de mot
}
threats-export-thing-objects = { $n ->
    [1] Un objet
   *[other] { $n } objets
}
threats-export-thing-contents = { $n ->
    [1] Le contenu d’une pièce jointe
   *[other] Le contenu de { $n } pièces jointes
}
threats-export-thing-clusters = { $n ->
    [1] Une grappe de galaxie
   *[other] { $n } grappes de galaxies
}
threats-export-thing-not-seen = { $n ->
    [1] Une mention qu’une valeur est inoffensive ou périmée
   *[other] { $n } mentions que des valeurs sont inoffensives ou périmées
}
threats-export-thing-reports = { $n ->
    [1] Un rapport
   *[other] { $n } rapports
}
threats-export-thing-sightings = { $n ->
    [1] Une observation
   *[other] { $n } observations
}
threats-export-thing-references = { $n ->
    [1] Un renvoi entre objets
   *[other] { $n } renvois entre objets
}
threats-export-thing-removed = { $n ->
    [1] Un attribut retiré
   *[other] { $n } attributs retirés
}
threats-export-thing-event-tags = { $n ->
    [1] Un mot-clé de l’événement
   *[other] { $n } mots-clés de l’événement
}
threats-export-thing-not-ids = { $n ->
    [1] Un attribut qui ne sert pas à la détection
   *[other] { $n } attributs qui ne servent pas à la détection
}
threats-export-thing-details = { $n ->
    [1] Type, catégorie, commentaire, dates et mots-clés d’un attribut
   *[other] Type, catégorie, commentaire, dates et mots-clés de { $n } attributs
}
threats-export-thing-line-breaks = { $n ->
    [1] Une valeur avec des sauts de ligne ou d’autres caractères qu’une ligne ne peut contenir
   *[other] { $n } valeurs avec des sauts de ligne ou d’autres caractères qu’une ligne ne peut contenir
}
threats-export-thing-level = { $n ->
   *[other] Un niveau TLP : aucun n’est indiqué, le fichier n’en indique donc aucun
}
