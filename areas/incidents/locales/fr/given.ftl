# Les paquets dont l’envoi a été abandonné.

incidents-handover-state-given-up = Envoi abandonné
incidents-given-up = Il n’est pas arrivé, et l’envoi est abandonné
incidents-given-up-why = Envoyez-le à nouveau dès que l’autre côté est joignable, ou téléchargez le paquet et remettez-le par une autre voie.
incidents-given-ended = L’autre point de contact n’est plus enregistré ici.

# Un délai qui court à compter de la dernière version d’une étape.
incidents-regime-from-last = à compter du dernier envoi de : { $step }
