# Où l’on peut aller dans ce domaine, pour la ligne qui mène partout.

members-place-organisations = Organisations
members-place-organisation-new = Enregistrer une organisation
members-place-circles = Cercles de confiance
members-place-circle-new = Fonder un cercle de confiance
members-place-roles = À quoi sert chaque rôle
members-place-me = Vos réglages
members-place-password = Changer de mot de passe
members-place-sessions = Vos sessions
members-place-keys = Vos clés d’API
members-place-notifications = Ce dont on vous informe
members-place-views = Vos vues enregistrées
