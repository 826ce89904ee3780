# Comptes de service d'une organisation.

members-service-title = Comptes de service
members-service-link = Comptes de service
members-service-lead = Des programmes qui agissent pour { $name } au moyen d'une clé, même lorsque les personnes changent.
members-service-hint = Un compte de service a des rôles et des clés, et pas de mot de passe : personne ne se connecte avec lui.
members-service-none = Pas encore de compte de service
members-service-none-why = Un capteur, un script ou une autre plateforme qui lit ou apporte des données pour toute l'organisation vient avec la clé d'un compte à lui, et non avec celle d'une personne.
members-service-new = Créer un compte de service
members-service-name-hint = Ce qu'est le programme, tel que les autres le voient à côté de ce qu'il écrit : « Capteurs du fleuve ».
members-service-do = Créer le compte
members-service-made = Le compte de service est créé. Donnez-lui une clé.
members-service-change = Clés
members-service-revoke = Révoquer { $name }
members-service-end = Mettre fin au compte
members-service-ended = Le compte de service a pris fin ; ses clés ne valent plus rien.
members-service-key-made = Une clé pour { $name }
members-refused-field-roles = Choisissez au moins un rôle.
members-refused-field-scope = Choisissez ce que la clé permet.
