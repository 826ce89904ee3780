# Health: what lies outside the database.

members-health-disk = Room on the disk
members-health-room = { $free } free of { $total }
members-health-disk-low = Make room before it is full: then nothing can be kept any more.
members-health-mail-waiting = Mails that wait
members-health-mail-failed = Mails that were given up
members-health-mail-sent = Last mail sent
members-health-never = None yet
members-health-backup = Last backup
members-health-backup-none = None is known; take one with “belfry backup”
members-health-backup-old = It is older than a week.
