# What happens to notifications of incidents, for the two sides.

desk-do-warn = Early warning
desk-do-inbox = Notified to us
desk-kind-incidents-incident = Incident
desk-kind-incidents-notification = Notification
desk-kind-incidents-package = Package
desk-kind-incidents-question = Proposed question
desk-fact-incidents-step-submitted = { $who } notified an incident: { $title }
desk-fact-incidents-recipient-added = A notification of { $who } was passed on to you: { $title }
desk-fact-incidents-step-reviewed = { $who } reviewed notification { $title }
desk-fact-incidents-report-requested = { $who } asks for a report on notification { $title }
desk-fact-incidents-notification-closed = { $who } closed notification { $title }
desk-filter-incidents-step-submitted = Incidents notified
desk-filter-incidents-recipient-added = Notifications passed on
desk-filter-incidents-step-reviewed = Notifications reviewed
desk-filter-incidents-report-requested = Reports asked for
desk-filter-incidents-notification-closed = Notifications closed
desk-mail-incidents-step-submitted = An entity notified an incident to your office.
desk-mail-incidents-recipient-added = A notification was passed on to your office.
desk-mail-incidents-step-reviewed = An authority reviewed what you notified.
desk-mail-incidents-report-requested = An authority asks you for a report on an incident.
desk-mail-incidents-notification-closed = An authority closed a notification of yours.
