# Les seconds facteurs de quelqu'un d'autre, qui les a perdus.

members-factors-title = Seconds facteurs
members-factors-none = Aucun
members-factors-one = { $kind } ({ $name })
members-factors-totp = Codes
members-factors-passkey = Clé d'accès
members-factors-remove = Retirer les seconds facteurs
members-factors-hint = Pour quelqu'un qui les a perdus : les codes de secours disparaissent aussi, toutes les sessions sont fermées et la personne est avertie par courriel. Assurez-vous d'abord que la demande vient bien d'elle. Lorsqu'un rôle exige un second facteur, un nouveau est mis en place à la connexion suivante.
members-factors-removed = { $name } n'a plus de second facteur et est déconnecté partout.
members-safety-factors-removed = Un administrateur a retiré tous les seconds facteurs et codes de secours de votre compte et vous a déconnecté partout.
