# Santé : ce qui se trouve hors de la base de données.

members-health-disk = Place sur le disque
members-health-room = { $free } libres sur { $total }
members-health-disk-low = Libérez de la place avant qu'il ne soit plein : plus rien ne pourrait alors être conservé.
members-health-mail-waiting = Courriels en attente
members-health-mail-failed = Courriels abandonnés
members-health-mail-sent = Dernier courriel envoyé
members-health-never = Aucun encore
members-health-backup = Dernière sauvegarde
members-health-backup-none = Aucune connue ; faites-en une avec « belfry backup »
members-health-backup-old = Elle date de plus d'une semaine.
