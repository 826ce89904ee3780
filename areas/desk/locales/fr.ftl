# Les mots du bureau : la journée d’une personne, l’activité, l’échéancier, la recherche, et les pages hors des espaces.

desk-nav = Ma journée
desk-activity-menu = Ce qui a changé
desk-agenda-menu = Mes échéances
desk-somebody = Quelqu’un
desk-something = un contenu auquel vous n’avez plus accès

# Sortes de fiches, dans les listes qui les mêlent
desk-kind-threats-event = Événement
desk-kind-members-circle = Cercle de confiance
desk-kind-members-organisation = Organisation
desk-kind-surveys-campaign = Enquête
desk-kind-insight-report = Rapport périodique
desk-kind-forms-form = Formulaire
desk-kind-surveys-assessment = Auto-évaluation
desk-kind-surveys-assessment-shared = Auto-évaluation qui vous est montrée

# La journée
desk-home-title = Votre journée
desk-home-lead = { $due } { $new }
desk-home-nothing-due = Aucune échéance.
desk-home-due = { $n ->
    [1] Une échéance.
   *[other] { $total } échéances.
}
desk-home-due-late = { $n ->
    [1] Une échéance, en retard.
   *[other] { $total } échéances, dont { $late } en retard.
}
desk-home-nothing-new = Rien de nouveau depuis votre dernier passage.
desk-home-new = { $n ->
    [1] Une nouveauté.
   *[other] { $n } nouveautés.
}
desk-home-new-many = { $n } nouveautés ou plus.
desk-home-agenda = Échéances
desk-home-agenda-all = Toutes ({ $n })
desk-home-activity = Ce qui a changé pour vous
desk-home-activity-all = Tous les changements
desk-home-shared = Partagé avec vous
desk-home-shared-hint = Ce que d’autres organisations ont partagé récemment
desk-home-shared-empty = Rien pour l’instant. Ce que d’autres organisations partagent avec vos cercles ou avec la communauté apparaît ici, le plus récent d’abord.

# La première visite
desk-welcome-title = Bienvenue dans Belfry
desk-welcome-day = Cette page est votre journée : vos échéances, ce qui a changé pour vous, ce que d’autres ont partagé. Il n’y a rien à régler.
desk-welcome-share = Collez une empreinte, une adresse ou un nom dans la recherche ci-dessus pour savoir si quelqu’un ici l’a rencontré.
desk-welcome-sees = Chaque page qui montre une fiche dit qui d’autre la voit. Vous en décidez avant de publier, jamais après.
desk-welcome-aside = Compris

# Trois choses à faire, selon le rôle
desk-do-lookup = Chercher des valeurs
desk-do-import = Importer des événements
desk-do-event = Rédiger un événement
desk-do-register = Consulter le registre
desk-do-platform = Administrer la plateforme
desk-do-circles = Cercles de confiance
desk-do-people = Inviter des personnes
desk-do-search = Chercher
desk-do-directory = Organisations
desk-do-events = Événements

# Activité
desk-activity-title = Ce qui a changé pour vous
desk-activity-lead = Ce dont vous êtes informé parce que vous y avez accès. Vos réglages décident de ce qui vous est signalé, et de ce qui vous parvient aussi par courriel.
desk-activity-new = Nouveau
desk-activity-read-all = Tout marquer comme lu
desk-activity-marked = { $n ->
    [0] Tout était déjà lu.
    [1] Une notification est marquée comme lue.
   *[other] { $n } notifications sont marquées comme lues.
}
desk-activity-wishes = Ce qui vous est signalé
desk-activity-what = Sujet
desk-activity-state = Lu ou non
desk-activity-all = Tout
desk-activity-unread-only = Pas encore lu
desk-activity-empty = Rien n’a encore changé
desk-activity-empty-why = Lorsqu’un événement est partagé avec vous, que l’un des vôtres est commenté ou que l’on vous invite dans un cercle, cela apparaît ici.
desk-activity-none-here = Rien ici
desk-activity-none-here-why = Aucune notification ne correspond à ces filtres, ou vous êtes arrivé au bout.
desk-activity-show-all = Tout afficher

# Ce qui s’est passé. $who est une organisation, $title le titre de la fiche.
desk-fact-threats-event-published = { $who } a partagé : { $title }
desk-fact-threats-event-corrected = { $who } a publié une nouvelle version : { $title }
desk-fact-threats-event-withdrawn = { $who } a retiré : { $title }
desk-fact-threats-event-narrowed = { $who } ne partage plus avec vous : { $title }
desk-fact-threats-event-deleted = { $who } a supprimé : { $title }
desk-fact-threats-event-recalled = { $who } a émis un rappel : { $title }
desk-fact-identity-circle-invited = { $who } invite votre organisation dans le cercle de confiance { $title }
desk-fact-identity-circle-joined = { $who } a rejoint le cercle de confiance { $title }
desk-fact-identity-circle-suspended = L’appartenance de votre organisation au cercle de confiance { $title } est suspendue
desk-fact-identity-circle-left = { $who } a quitté le cercle de confiance { $title }, ou a décliné
desk-fact-identity-circle-resumed = Votre organisation est de nouveau membre du cercle de confiance { $title }
desk-fact-identity-circle-handed-over = Votre organisation coordonne désormais le cercle de confiance { $title }
desk-fact-identity-circle-closed = Le cercle de confiance { $title } a été fermé
desk-fact-identity-person-joined = Quelqu’un a rejoint { $title }
desk-fact-identity-membership-changed = Vos rôles pour { $title } ont été modifiés

# Plusieurs du même genre. $title est celui du plus récent.
desk-many-threats-event-published = { $who } a partagé { $n } événements, dont le plus récent : { $title }
desk-many-threats-event-corrected = { $who } a publié de nouvelles versions de { $n } événements, dont la plus récente : { $title }
desk-many-threats-event-withdrawn = { $who } a retiré { $n } événements, dont le plus récent : { $title }
desk-many-threats-event-narrowed = { $who } ne partage plus { $n } événements avec vous, dont le plus récent : { $title }
desk-many-threats-event-deleted = { $who } a supprimé { $n } événements, dont le plus récent : { $title }
desk-many-threats-event-recalled = { $who } a rappelé { $n } événements, dont le plus récent : { $title }

# Les mêmes, comme choix d’un filtre
desk-filter-threats-event-published = Événements partagés
desk-filter-threats-event-corrected = Nouvelles versions
desk-filter-threats-event-withdrawn = Événements retirés
desk-filter-threats-event-narrowed = Événements qui ne sont plus partagés avec vous
desk-filter-threats-event-deleted = Événements supprimés
desk-filter-threats-event-recalled = Rappels
desk-filter-identity-circle-invited = Invitations dans des cercles
desk-filter-identity-circle-joined = Nouveaux membres de cercles
desk-filter-identity-circle-suspended = Appartenances suspendues
desk-filter-identity-circle-left = Départs de cercles
desk-filter-identity-circle-resumed = Appartenances rétablies
desk-filter-identity-circle-handed-over = Coordination de cercles
desk-filter-identity-circle-closed = Cercles fermés
desk-filter-identity-person-joined = Nouvelles personnes
desk-filter-identity-membership-changed = Vos rôles

# Courriel
desk-mail-subject = { $n ->
    [1] Belfry : une nouveauté pour vous
   *[other] Belfry : { $n } nouveautés pour vous
}
desk-mail-greeting = Bonjour { $name },
desk-mail-more = { $n ->
    [1] Et une de plus :
   *[other] Et { $n } de plus :
}
desk-mail-why = Vous recevez ce courriel parce que vos réglages le demandent. Ce qui ne doit pas quitter la plateforme n’est nommé que là-bas.
desk-mail-threats-event-published = Un événement a été partagé avec vous.
desk-mail-threats-event-corrected = Un événement partagé avec vous a une nouvelle version.
desk-mail-threats-event-withdrawn = Un événement partagé avec vous a été retiré.
desk-mail-threats-event-narrowed = Un événement n’est plus partagé avec vous.
desk-mail-threats-event-deleted = Un événement partagé avec vous a été supprimé.
desk-mail-threats-event-recalled = Un événement partagé avec vous a fait l’objet d’un rappel. Ne l’utilisez plus.
desk-mail-identity-circle-invited = Votre organisation est invitée dans un cercle de confiance.
desk-mail-identity-circle-joined = Une organisation a rejoint l’un de vos cercles de confiance.
desk-mail-identity-circle-suspended = Une appartenance à un cercle de confiance a été suspendue.
desk-mail-identity-circle-left = Une organisation a quitté l’un de vos cercles de confiance, ou a décliné.
desk-mail-identity-circle-resumed = Une appartenance à un cercle de confiance a été rétablie.
desk-mail-identity-circle-handed-over = Votre organisation coordonne désormais un cercle de confiance.
desk-mail-identity-circle-closed = Un cercle de confiance a été fermé.
desk-mail-identity-person-joined = Quelqu’un a rejoint votre organisation.
desk-mail-identity-membership-changed = Vos rôles ont été modifiés.

# Recherche
desk-search-title = Recherche
desk-search-for = Recherche : { $q }
desk-search-words = Mots, valeur ou UUID
desk-search-hint = Nom, empreinte, adresse…
desk-search-value = C’est une valeur
desk-search-value-why = Sa propre page dit qui l’a rencontrée, à quoi elle appartient et ce qui parle contre elle.
desk-search-value-do = Examiner cette valeur
desk-search-uuid = La fiche qui porte cet UUID
desk-search-found = Trouvé
desk-search-level = TLP
desk-search-updated = Dernier changement
desk-search-count = { $n ->
    [0] Aucune fiche
    [1] Une fiche
   *[other] { $n } fiches
}
desk-search-count-more = Plus de { $n } fiches
desk-search-empty = Que cherchez-vous ?
desk-search-empty-why = Une seule recherche dans tout ce que vous pouvez voir, le plus récent d’abord. Inutile de savoir où c’est rangé.
desk-search-help-words = Plusieurs mots trouvent ce qui les contient tous.
desk-search-help-phrase = Entre guillemets droits, les mots se suivent : "command and control".
desk-search-help-beginning = Une étoile trouve ce qui commence par un mot : zebro*
desk-search-help-value = Une empreinte, une adresse, un domaine ou un lien peut être écrit sans danger : hxxps://portal[.]example
desk-search-none = Rien trouvé
desk-search-none-why = Rien de ce que vous pouvez voir ne contient tous ces mots. Essayez-en moins, ou le début d’un mot avec une étoile.

# Déclaration d’accessibilité
desk-accessibility-title = Déclaration d’accessibilité
desk-accessibility-lead = Qui travaille sur les menaces doit pouvoir travailler ici, quels que soient ses yeux, ses mains et ses appareils.
desk-accessibility-aim = Belfry vise sur chaque page le niveau AA des règles pour l’accessibilité des contenus Web (WCAG) 2.2, et par là les exigences de la norme EN 301 549 pour les sites web au titre de la directive (UE) 2016/2102.
desk-accessibility-state = Où nous en sommes
desk-accessibility-state-text = Les pages sont faites pour cela dès le premier jour :
desk-accessibility-keyboard = Tout fonctionne au clavier seul, dans un ordre sensé, et l’on voit où l’on est.
desk-accessibility-script = Tout fonctionne sans script ; les scripts n’ajoutent que du confort.
desk-accessibility-size = Les pages se lisent bien de 320 pixels aux grands écrans, et avec un texte deux fois plus grand.
desk-accessibility-colour = La couleur ne porte jamais seule le sens. Clair et sombre suivent votre appareil, de même que le souhait de moins de mouvement.
desk-accessibility-pictures = Tout ce qui est dessiné est accompagné de son tableau ou de mots.
desk-accessibility-limits = Ce qui reste insuffisant
desk-accessibility-limit-content = Les textes et fichiers ajoutés par les membres sont montrés tels quels ; ils peuvent manquer de structure ou de mots pour les images.
desk-accessibility-limit-people = Les vérifications sont faites jusqu’ici par programme et par ceux qui construisent le logiciel. Un examen avec des personnes qui utilisent des technologies d’assistance reste à faire.
desk-accessibility-how = Comment c’est vérifié
desk-accessibility-how-text = Un navigateur visite chaque sorte de page, en largeur de bureau et en clair, puis à 320 pixels et en sombre, et y applique les règles d’axe-core ; un défaut arrête la publication.
desk-accessibility-tell = Dites-le-nous
desk-accessibility-tell-text = Si quelque chose vous fait obstacle, dites-le à l’administrateur de cette installation : ce que vous vouliez faire, l’adresse de la page, et ce avec quoi vous la lisez.
desk-accessibility-tell-community = Si quelque chose vous fait obstacle, dites-le à l’administrateur de { $community } : ce que vous vouliez faire, l’adresse de la page, et ce avec quoi vous la lisez.

# Composants
desk-style-title = Composants
desk-style-lead = Chaque pièce dont les pages sont faites, avec un exemple.
