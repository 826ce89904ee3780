# Les accusés de réception de paquets, sur leur chemin de retour.

incidents-handback-went = Il est reparti de lui-même :
incidents-handback-under = L’accusé de réception est en route
incidents-handback-under-why = L’autre point de contact est joignable. Rien n’est à porter.
incidents-handback-stays = L’accusé de réception n’est pas reparti de lui-même
incidents-handback-carry = L’accusé de réception est à porter
incidents-handback-carry-why = Téléchargez l’accusé de réception et envoyez-le à qui a remis le paquet, par la voie par laquelle le paquet est venu.
incidents-handback-again = Réessayer
incidents-handback-on-its-way = L’accusé de réception est en route.
incidents-handback-by-hand = Aucune adresse de l’autre point de contact n’est connue. Téléchargez l’accusé de réception et envoyez-le.
incidents-handback-text = Ou le texte de l’accusé de réception
incidents-handback-package-text = Ou le texte du paquet
incidents-handback-text-hint = Collé tel quel, de la première accolade à la dernière.
incidents-handback-missing = Choisissez le fichier de l’accusé de réception, ou collez son texte.
