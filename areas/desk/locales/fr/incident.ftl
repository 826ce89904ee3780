# Ce qui arrive aux notifications d’incidents, pour les deux parties.

desk-do-warn = Alerte précoce
desk-do-inbox = Notifications reçues
desk-kind-incidents-incident = Incident
desk-kind-incidents-notification = Notification
desk-kind-incidents-package = Paquet
desk-kind-incidents-question = Question proposée
desk-fact-incidents-step-submitted = { $who } a notifié un incident : { $title }
desk-fact-incidents-recipient-added = Une notification de { $who } vous a été transmise : { $title }
desk-fact-incidents-step-reviewed = { $who } a examiné la notification { $title }
desk-fact-incidents-report-requested = { $who } demande un rapport sur la notification { $title }
desk-fact-incidents-notification-closed = { $who } a clos la notification { $title }
desk-filter-incidents-step-submitted = Incidents notifiés
desk-filter-incidents-recipient-added = Notifications transmises
desk-filter-incidents-step-reviewed = Notifications examinées
desk-filter-incidents-report-requested = Rapports demandés
desk-filter-incidents-notification-closed = Notifications closes
desk-mail-incidents-step-submitted = Une entité a notifié un incident à votre service.
desk-mail-incidents-recipient-added = Une notification a été transmise à votre service.
desk-mail-incidents-step-reviewed = Une autorité a examiné ce que vous avez notifié.
desk-mail-incidents-report-requested = Une autorité vous demande un rapport sur un incident.
desk-mail-incidents-notification-closed = Une autorité a clos une de vos notifications.
