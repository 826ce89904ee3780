# Qui prend connaissance de ce qui est dit à côté d’une notification.

incidents-hearers-own = Votre organisation seule, même après l’envoi
incidents-hearers-whole = { $who }, qui lisent toutes les réponses
incidents-hearers-some = { $who }
incidents-hearers-all = { $who }, c’est-à-dire tous les destinataires
