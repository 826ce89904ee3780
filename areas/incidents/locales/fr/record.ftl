# La fiche qu’une organisation tient pour elle-même.

incidents-nav = Incidents
incidents-title = Incidents
incidents-lead = Ce qui est arrivé à votre organisation : votre propre registre, vu par vos propres collaborateurs. Les autorités voient ce que vous notifiez, et rien d’autre.
incidents-kind-incident = Incident
incidents-kind-near-miss = Incident évité
incidents-kind-threat = Cybermenace
incidents-kind-hint-incident = Des données ou des services ont été compromis.
incidents-kind-hint-near-miss = Cela aurait pu devenir un incident et ne l’est pas devenu.
incidents-kind-hint-threat = Quelque chose qui pourrait nuire et ne l’a pas encore fait.
incidents-state-open = En cours
incidents-state-resolved = Terminé
incidents-state-closed = Clos
incidents-said-yes = Oui
incidents-said-no = Non
incidents-said-unknown = Pas encore connu
incidents-cause-system-failure = Défaillance technique
incidents-cause-natural-phenomenon = Phénomène naturel
incidents-cause-human-error = Erreur humaine
incidents-cause-malicious-action = Acte malveillant
incidents-cause-third-party-failure = Défaillance d’un tiers
incidents-severity-red = Très importante
incidents-severity-yellow = Importante
incidents-severity-green = Mineure
incidents-severity-white = Nulle
incidents-class-abusive-content = Contenu abusif
incidents-class-malicious-code = Code malveillant
incidents-class-information-gathering = Collecte d’informations
incidents-class-intrusion-attempts = Tentatives d’intrusion
incidents-class-intrusions = Intrusions
incidents-class-availability = Disponibilité
incidents-class-information-content-security = Sécurité du contenu des informations
incidents-class-fraud = Fraude
incidents-class-vulnerable = Vulnérabilité
incidents-class-other = Autre
incidents-exercise = EXERCICE
incidents-voluntary = Volontaire
incidents-moment-there = { $day }, { $time }

incidents-filter-q = Mots
incidents-filter-q-hint = Ce qui s’est passé
incidents-filter-kind = Nature
incidents-filter-state = État
incidents-filter-sector = Secteur
incidents-filter-cause = Cause
incidents-filter-exercise = Exercice
incidents-filter-law = Loi
incidents-filter-whose = Suivi par
incidents-list-any = Indifférent
incidents-list-filter = { $label } : { $value }
incidents-list-count = { $n ->
    [0] Rien d’inscrit
    [1] 1 fiche
   *[other] { $n } fiches
  }
incidents-list-count-more = Plus de { $n } fiches
incidents-list-none = Rien ne correspond
incidents-list-none-why = Retirez un filtre, ou cherchez d’autres mots.
incidents-list-empty = Rien d’inscrit
incidents-list-empty-why = Quand quelque chose arrive, envoyez une alerte précoce : trois réponses suffisent et la fiche s’ouvre d’elle-même. Ce qui ne doit pas être notifié, un incident évité par exemple, peut aussi être inscrit ici.
incidents-list-when = Quand

incidents-field-owner = Pour quelle organisation
incidents-field-title = Titre
incidents-field-title-hint = Une ligne : ce qui est arrivé à quel service.
incidents-field-title-missing = Donnez-lui un titre de { $n } caractères au plus.
incidents-field-kind = De quoi s’agit-il
incidents-field-choose = Choisissez.
incidents-field-long = { $n } caractères au plus.
incidents-field-when = Quand
incidents-field-when-hint = Heures du fuseau { $zone }. Ce que vous ne savez pas peut rester vide.
incidents-field-began = Début
incidents-field-hint-began = Pour autant que vous le sachiez.
incidents-field-detected = Détection
incidents-field-hint-detected = Quelqu’un ou quelque chose l’a remarqué.
incidents-field-aware = Prise de connaissance
incidents-field-hint-aware = Qu’il peut être important : les délais courent à partir de là.
incidents-field-resolved = Fin
incidents-field-hint-resolved = Vide tant que cela dure.
incidents-field-description = Ce qui s’est passé
incidents-field-hint-description = Dans l’ordre, pour ce qui est connu.
incidents-field-impact = Impact
incidents-field-hint-impact = Sur les utilisateurs, d’autres services, des tiers.
incidents-field-measures = Mesures
incidents-field-hint-measures = Ce qui a été fait et ce qui est en cours.
incidents-field-place = Où
incidents-field-hint-place = Sites, villes, régions.
incidents-field-severity = Gravité de l’impact
incidents-field-suspected = Acte malveillant suspecté
incidents-field-border = Touche d’autres pays
incidents-field-unsaid = Non précisé
incidents-field-services = Services
incidents-field-services-note = Ce qui a été touché
incidents-field-sector = Secteur
incidents-field-service = Service
incidents-field-reach = Étendue
incidents-field-reach-note = Utilisateurs, pays, coût, impact
incidents-field-users = Utilisateurs touchés
incidents-field-share = Part de tous les utilisateurs, en pour cent
incidents-field-share-wrong = De 0 à 100.
incidents-field-loss = Coût, en euros
incidents-field-number-wrong = Écrivez un nombre, par exemple 1200 ou 6,2.
incidents-field-countries = Pays
incidents-field-countries-hint = Deux lettres chacun : BE DE LU
incidents-field-countries-wrong = Écrivez les pays avec deux lettres chacun, par exemple BE DE LU.
incidents-field-why = Cause et mesures
incidents-field-why-note = Pour ce qui est connu
incidents-field-cause = Cause profonde
incidents-field-class = Classe
incidents-field-class-hint = De la taxonomie de référence des CSIRT.
incidents-field-other = Autres précisions
incidents-field-other-note = Exercice, fuseau horaire
incidents-field-exercise = C’est un exercice
incidents-field-exercise-hint = Rien de tout cela n’est arrivé. C’est indiqué partout.
incidents-field-zone = Fuseau horaire
incidents-field-zone-hint = Celui dans lequel les heures sont saisies, par exemple Europe/Luxembourg.
incidents-field-zone-wrong = Écrivez un fuseau, par exemple Europe/Luxembourg.
incidents-field-instant-wrong = Écrivez le jour et l’heure, par exemple 2026-11-26 02:00.
incidents-field-instant-future = Cet instant n’est pas encore venu.
incidents-field-resolved-before = Cela ne peut pas finir avant d’avoir commencé.
incidents-field-keep = Enregistrer

incidents-record-new = Inscrire un incident
incidents-record-new-lead = Pour vos propres collaborateurs. Rien n’est notifié ainsi. C’est urgent ? Envoyez plutôt une alerte précoce : la fiche s’ouvre d’elle-même.
incidents-record-entered = C’est inscrit. Vos propres collaborateurs le voient.
incidents-record-edit = Modifier la fiche
incidents-record-kept = Enregistré.
incidents-record-reach = Les collaborateurs de votre organisation
incidents-history = Historique
incidents-fact-incident-recorded = l’a inscrit
incidents-fact-incident-changed = l’a modifié
incidents-fact-settled-open = l’a rouvert
incidents-fact-settled-resolved = a dit que c’est terminé
incidents-fact-settled-closed = l’a clos

incidents-moment-title = Déroulement
incidents-moment-hint = Ce qui s’est passé quand, ce qui a été notifié et ce qui est dû.
incidents-moment-add = Ajouter ce qui s’est passé
incidents-moment-at = Quand
incidents-moment-at-hint = Heure du fuseau { $zone }. Vide pour maintenant.
incidents-moment-text = Quoi
incidents-moment-keep = Ajouter
incidents-moment-kept = Ajouté.
incidents-moment-at-wrong = Indiquez un jour et une heure, par exemple 2026-11-26 02:00, ou laissez vide pour maintenant.
incidents-moment-text-missing = Dites en quelques mots ce qui s’est passé.
incidents-moment-remove = Retirer quelque chose
incidents-moment-remove-do = Retirer
incidents-point-sent = Première notification
incidents-point-replied = L’autorité a répondu
incidents-point-closed = Clos par l’autorité
incidents-point-due = Échéance : { $step }

incidents-told-title = Notifié
incidents-told-hint = Une notification par loi et par autorité.
incidents-told-nobody = Personne n’a encore été informé.
incidents-told-unsent = Pas encore envoyé
incidents-told-next = { $step }, pour le { $when }
incidents-settle-title = Où en est-on
incidents-settle-why = Ceux que vous avez notifiés apprennent que c’est terminé. Si le rapport final devait l’attendre, son délai court à partir de là.
incidents-settle-resolved = C’est terminé
incidents-settle-closed = Clore
incidents-settle-open = Rouvrir
incidents-settled-open = Cela continue.
incidents-settled-resolved = C’est terminé.
incidents-settled-closed = Clos.

incidents-link-title = Menaces
incidents-link-hint = Les événements qui s’y rattachent, pour autant que vous les voyiez.
incidents-link-none = Aucun événement de menace n’est lié.
incidents-link-add = Lier un événement
incidents-link-event = Événement
incidents-link-event-hint = Son adresse ou son UUID.
incidents-link-remove = Délier
incidents-link-missing = Il n’y a pas d’événement de ce nom. Copiez son adresse depuis sa page.
incidents-link-added = Lié.

incidents-notify-title = Notifier
incidents-notify-lead = Une saisie, plusieurs lois : chaque loi et chaque autorité reçoit sa propre notification et voit ce à quoi sa loi lui donne droit.
incidents-notify-aware = Quand en avez-vous eu connaissance ?
incidents-notify-aware-why = La fiche ne le dit pas. Les délais courraient à partir de maintenant ; inscrivez d’abord l’heure si c’était plus tôt.
incidents-notify-all = Chaque loi connue ici a déjà une notification.
incidents-notify-authority-hint = Pour les lois dont les règles ne nomment aucune autorité, ou si vous savez mieux.
incidents-notify-law-missing = Choisissez au moins une loi.
incidents-notify-do = Continuer

incidents-personal-written = { $n ->
    [1] une note ou un brouillon sur un incident
   *[other] { $n } notes et brouillons sur des incidents
  }
incidents-personal-sent = { $n ->
    [1] un rapport envoyé à des autorités
   *[other] { $n } rapports envoyés à des autorités
  }
incidents-personal-handled = { $n ->
    [1] un acte sur une notification pour une autorité
   *[other] { $n } actes sur des notifications pour une autorité
  }
incidents-personal-why = Ils appartiennent à l’organisation et à ses obligations légales.
