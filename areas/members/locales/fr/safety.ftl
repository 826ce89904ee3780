# Ce qu'une personne apprend lorsqu'un accès à son compte a changé.

members-letter-safety-subject = La sécurité de votre compte dans { $community }
members-letter-safety-text =
    Bonjour { $name },

    { $what } Quand : { $when }.

    Si c'était vous, il n'y a rien à faire. Sinon, connectez-vous, changez de mot de passe, fermez toutes les sessions et prévenez votre administrateur :
    { $link }
members-safety-password = Le mot de passe de votre compte a été modifié.
members-safety-factor-added = Un second facteur a été ajouté à votre compte.
members-safety-factor-removed = Un second facteur a été retiré de votre compte.
members-safety-codes = De nouveaux codes de secours ont été créés pour votre compte ; les précédents ne fonctionnent plus.
members-safety-login-tied = Un compte d'un autre site a été lié au vôtre : il permet désormais de se connecter ici.
members-safety-login-untied = Un compte d'un autre site a été délié du vôtre : il ne permet plus de se connecter ici.
members-safety-key-made = Une clé d'API a été créée pour votre compte : avec elle, un programme agit en votre nom.
members-safety-key-revoked = Une clé d'API de votre compte a été révoquée.
members-safety-address = L'adresse de votre compte a été modifiée.
members-safety-sessions = Un administrateur vous a déconnecté partout.
members-me-sessions-end-all = Se déconnecter partout
members-me-sessions-end-all-hint = Ici aussi. Les clés d'API et les liens de calendrier restent : révoquez-les sur leurs propres pages.
members-me-sessions-ended-all = Vous êtes déconnecté partout.
members-organisation-people-signed-out = { $name } est déconnecté partout.
members-organisation-people-sessions = Déconnecter partout
