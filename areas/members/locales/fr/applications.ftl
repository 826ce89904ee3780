# La liste des demandes d'inscription, pour les personnes qui y répondent.

members-applications-waiting = À trancher
members-applications-none-waiting = Rien n'attend votre décision
members-applications-due = Répondre avant le
members-applications-due-by = Répondre avant le { $date }
members-applications-late = En retard
