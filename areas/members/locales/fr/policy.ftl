# À qui s'adresse la plateforme : son nom, qui peut demander à la rejoindre, l'expéditeur des courriels.

members-policy-title = Communauté
members-policy-hint = Chaque modification est inscrite au journal, avec la valeur précédente. Elle est visible partout en une minute.
members-policy-name = Nom de la communauté
members-policy-sign-up = Qui peut demander à adhérer
members-policy-request = Tout le monde, sur demande
members-policy-request-hint = Des personnes demandent à rejoindre une organisation, et des organisations leur inscription. Chaque demande est tranchée ; personne n'entre de lui-même.
members-policy-closed = Personne
members-policy-closed-hint = Seules les personnes invitées adhèrent. Les pages de demande n'existent pas.
members-policy-missing = Choisissez qui peut demander.
members-policy-language = Langue habituelle
members-policy-language-none = Celle du navigateur, sinon l'anglais
members-policy-language-hint = Pour les visiteurs dont le navigateur ne demande aucune langue disponible.
members-policy-sender-name = Expéditeur des courriels : nom
members-policy-sender-name-hint = Tel que les messageries l'affichent.
members-policy-sender = Expéditeur des courriels : adresse
members-policy-sender-hint = Le serveur de messagerie doit l'accepter. Sans adresse, les courriels attendent.
members-policy-name-long = 100 caractères au plus.
members-policy-kept = Durées de conservation
members-policy-mail = Expéditeur des courriels
members-policy-mail-none = Aucun serveur de messagerie n'est configuré
