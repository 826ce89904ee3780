# Les mots du domaine members : connexion, réglages personnels, organisations, cercles de confiance.

members-nav = Membres

# Connexion
members-sign-in-title = Se connecter
members-sign-in-lead = Utilisez l'adresse à laquelle vous avez été invité.
members-sign-in-lead-of = { $community } : utilisez l'adresse à laquelle vous avez été invité.
members-sign-in-email = Adresse électronique
members-sign-in-password = Mot de passe
members-sign-in-do = Se connecter
members-sign-in-email-missing = Saisissez votre adresse électronique.
members-sign-in-password-missing = Saisissez votre mot de passe.
members-sign-in-wrong = L'adresse et le mot de passe ne vont pas ensemble. Vérifiez l'un et l'autre, et la touche des majuscules, puis réessayez.
members-sign-in-disabled = Ce compte est fermé : personne ne peut s'y connecter. Demandez à l'administrateur de votre organisation de le rouvrir.
members-sign-in-throttled = { $n ->
    [one] Trop d'essais pour cette adresse ou depuis votre réseau. Pour freiner ceux qui devinent des mots de passe, le prochain essai comptera dans une minute.
   *[other] Trop d'essais pour cette adresse ou depuis votre réseau. Pour freiner ceux qui devinent des mots de passe, le prochain essai comptera dans { $n } minutes.
}
members-sign-in-busy = Beaucoup de personnes se connectent en ce moment. Votre saisie n'est pas en cause ; renvoyez-la dans quelques secondes.
members-sign-in-lost = Pas encore de compte, ou plus d'accès ? L'administrateur de votre organisation vous envoie un lien.
members-sign-in-first-title = Il n'y a encore personne
members-sign-in-first = Ouvrez le lien que le programme a affiché à son démarrage. Il fait entrer le premier administrateur, une seule fois.
members-sign-in-demo-title = Ceci est une démonstration
members-sign-in-demo = Les personnes et les organisations sont inventées. Leurs adresses et mots de passe ont été affichés dans le terminal où la démonstration a été lancée.
members-sign-out-done = Vous êtes déconnecté.
