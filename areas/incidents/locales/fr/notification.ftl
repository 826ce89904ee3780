# Les notifications, pour ceux qui les envoient et ceux qui les reçoivent.

incidents-notification-title = Notification { $number }
incidents-notification-lead = { $law } : { $entity } informe { $authority }.
incidents-notification-state-received = Reçue
incidents-notification-state-review = À l’examen
incidents-notification-state-asked = Révision demandée
incidents-notification-state-accepted = Acceptée
incidents-notification-state-closed = Close
incidents-notification-reach = { $who } ; chacun n’y lit que les réponses auxquelles la loi lui donne droit
incidents-notification-reach-unsent = Vos propres collaborateurs ; une fois envoyée, aussi { $who }
incidents-notification-part = Vous en voyez une partie
incidents-notification-part-why = La loi donne à votre service certaines des réponses. Les autres ne sont pas montrées.
incidents-notification-entity = Entité
incidents-notification-aware = Prise de connaissance par l’entité
incidents-notification-reply = Réponse de l’autorité
incidents-notification-reply-due = pour le { $when }
incidents-notification-reply-late = était due le { $when }
incidents-notification-replied = Réponse de l’autorité le
incidents-notification-handled = Terminé depuis
incidents-notification-closed = Close le
incidents-notification-steps = Étapes
incidents-notification-history-hint = Qui l’a envoyée, ouverte, examinée, et qui y a répondu.
incidents-part-nca = Autorité compétente
incidents-part-csirt = CSIRT
incidents-part-spoc = Point de contact unique
incidents-part-abroad = Contact à l’étranger
incidents-part-enisa = ENISA
incidents-part-cer = Autorité pour les entités critiques
incidents-part-dpa = Autorité de protection des données
incidents-part-financial = Autorité de surveillance financière
incidents-part-eidas = Organe de contrôle des services de confiance
incidents-stands-not-asked = Non demandé
incidents-stands-waits = Pas encore
incidents-stands-open = À faire
incidents-stands-overdue = En retard
incidents-stands-done = Terminé
incidents-stands-late = Fait en retard
incidents-answer-nothing = Rien n’est dit
incidents-answer-none = Rien de ceci n’est destiné à votre service.

incidents-step-lead = Heures du fuseau { $zone }.
incidents-step-lead-due = Pour le { $when }. Heures du fuseau { $zone }.
incidents-step-due = pour le { $when }
incidents-step-write = Rédiger : { $step }
incidents-step-do = Rédiger
incidents-step-revise = Envoyer une nouvelle version
incidents-step-again = { $step } : nouvelle version
incidents-step-asked = { $who } demande
incidents-step-next = Suivant
incidents-step-back = Retour
incidents-step-save = Garder pour plus tard
incidents-step-send = Envoyer à { $who }
incidents-step-more = Une réponse en appelle une autre
incidents-step-more-why = Une question est apparue qui n’était pas là avant. Relisez la page, puis envoyez-la.
incidents-step-sent = Envoyé. Ce que vous avez envoyé ne change plus ; une nouvelle version peut suivre.
incidents-step-same = Rien ne diffère de ce que vous avez déjà envoyé ; rien n’a donc été envoyé.
incidents-step-not-yet = Cette étape ne peut pas être envoyée maintenant.
incidents-step-kept = Gardé le { $when }. Vos propres collaborateurs le voient, et personne d’autre.
incidents-step-kept-hint = Ce que vous saisissez est gardé pour vos propres collaborateurs jusqu’à l’envoi.

incidents-version = { $n ->
   *[other] Version { $n }
  }
incidents-version-of = { $step }, version { $n }
incidents-version-late = En retard
incidents-version-due = Échéance
incidents-version-by = Envoyé par
incidents-version-changed = Modifié
incidents-version-before = Avant :
incidents-version-changes = { $n ->
    [0] Rien ne diffère de la version précédente.
    [1] Une réponse diffère de la version précédente.
   *[other] { $n } réponses diffèrent de la version précédente.
  }

incidents-review-title = Examens
incidents-review-of = { $who }, sur { $version }
incidents-review-do = Examiner { $version }
incidents-review-state = Qu’en pensez-vous ?
incidents-review-do-review = À l’examen
incidents-review-do-asked = Demander une révision
incidents-review-do-accepted = Accepter
incidents-review-text = Ce que vous dites à l’entité
incidents-review-hint = Pour une révision : ce qui manque, et où.
incidents-review-keep = Le dire
incidents-review-kept = L’entité est informée.
incidents-review-missing = Dites ce qui doit être révisé.
incidents-handle-title = Pour votre service
incidents-handle-nobody = Personne ne s’en occupe encore.
incidents-handle-assignee = { $who } s’en occupe.
incidents-handle-take = Je m’en occupe
incidents-handle-leave = Laisser à d’autres
incidents-handle-taken = Vous vous en occupez.
incidents-handle-closed = Elle est close : rien ne s’y ajoute plus.
incidents-written-long = Restez sous { $n } caractères.
incidents-handle-left = D’autres peuvent s’en occuper.
incidents-reply-owed = Répondre, pour le { $when }
incidents-reply-text = Réponse
incidents-reply-hint = Un premier retour et, sur demande, des orientations sur les mesures. Dites où signaler ce qui est pénal.
incidents-reply-do = Envoyer la réponse
incidents-reply-sent = Répondu.
incidents-reply-missing = Écrivez d’abord une réponse.
incidents-request-do = Demander un rapport intermédiaire
incidents-request-text = Que voulez-vous savoir ?
incidents-request-due = Pour quand
incidents-request-due-hint = Dans votre propre fuseau horaire.
incidents-request-keep = Demander
incidents-request-sent = La demande est faite à l’entité.
incidents-request-missing = Dites ce que vous voulez savoir.
incidents-request-due-wrong = Indiquez un jour et une heure à venir.
incidents-request-waits = Un rapport que vous avez demandé est encore attendu.
incidents-request-open = Un rapport est demandé pour le { $when }
incidents-request-answered = Un rapport a été demandé, et reçu le { $when }
incidents-pass-do = Transmettre
incidents-pass-why = Le destinataire voit dès maintenant ce à quoi la loi lui donne droit.
incidents-pass-to = À qui
incidents-pass-part = En qualité de
incidents-pass-keep = Transmettre
incidents-pass-done = Transmis.
incidents-pass-already = Ce destinataire reçoit déjà cette notification.
incidents-pass-missing = Choisissez à qui et en quelle qualité.
incidents-close-do = Clore
incidents-close-why = Plus rien n’est attendu. Ce qui a été envoyé reste.
incidents-close-keep = La clore
incidents-close-done = Close.

incidents-fact-step-submitted = a envoyé une étape
incidents-fact-step-reviewed = a examiné ce qui a été envoyé
incidents-fact-notification-replied = a répondu
incidents-fact-report-requested = a demandé un rapport
incidents-fact-notification-assigned = a changé la personne qui s’en occupe
incidents-fact-notification-read = l’a ouverte
incidents-fact-recipient-added = l’a transmise à un service de plus
incidents-fact-incident-handled = a dit que l’incident est terminé, ou ne l’est pas
incidents-fact-notification-closed = l’a close
incidents-fact-other = a fait quelque chose avec elle

incidents-inbox-title = Notifications reçues
incidents-inbox-lead = Ce que les entités ont dit à votre service, la première échéance en tête.
incidents-inbox-for = Service
incidents-inbox-open = Tout ce qui est ouvert
incidents-inbox-due = Prochaine échéance
incidents-inbox-overdue = En retard
incidents-inbox-border = Transfrontière
incidents-inbox-whose-me = Moi
incidents-inbox-whose-nobody = Personne encore
incidents-inbox-count = { $n ->
    [0] Rien
    [1] 1 notification
   *[other] { $count } notifications
  }
incidents-inbox-late = { $n ->
    [1] 1 en retard
   *[other] { $count } en retard
  }
incidents-inbox-empty = Rien n’a été notifié
incidents-inbox-empty-why = Ce que les entités de votre pays envoient apparaît ici aussitôt, trié par échéance.

incidents-agenda-step-early-warning = Alerte précoce { $title }
incidents-agenda-step-notification = Notification d’incident { $title }
incidents-agenda-step-intermediate = Rapport intermédiaire { $title }
incidents-agenda-step-progress = Rapport d’avancement { $title }
incidents-agenda-step-final = Rapport final { $title }
incidents-agenda-step-other = Rapport { $title }
incidents-agenda-reply = Répondre à la notification { $title }
incidents-agenda-revise = Réviser la notification { $title }
