# Abandonner une notification que personne n’a reçue.

incidents-discard-unsent = Rien n’en a été envoyé
incidents-discard-unsent-why = Votre organisation est seule à la voir. Rédigez sa première étape pour l’envoyer ; si elle n’est finalement pas nécessaire, abandonnez-la.
incidents-discard-do = L’abandonner
incidents-discard-title = Abandonner cette notification ?
incidents-discard-why = Ce qui était commencé, ce que les vôtres ont dit à côté et ses échéances disparaissent. L’incident reste, et son historique indique qu’une notification a été abandonnée. L’obligation de notifier, s’il y en a une, demeure.
incidents-discard-keep = L’abandonner
incidents-discard-done = La notification { $number } est abandonnée ; personne ne l’avait reçue.
incidents-discard-sent = Une partie en a été envoyée, et ce qui est envoyé reste.
incidents-fact-notification-discarded = a abandonné une notification jamais envoyée
