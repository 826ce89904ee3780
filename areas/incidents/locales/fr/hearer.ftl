# Qui prend connaissance de ce qui est dit à côté d’une notification.

incidents-hearers-own = Votre organisation seule, même après l’envoi
incidents-hearers-whole = Ceux qui lisent toutes les réponses : { $who }
incidents-hearers-some = { $who }
incidents-hearers-all = Tous les destinataires : { $who }
