# Les mots de la maison : ce qui entoure chaque page, et ceux des composants.

web-skip = Aller au contenu
web-nav = Espaces
web-nav-open = Menu
web-crumbs = Vous êtes ici
web-search-label = Chercher dans tout ce que vous pouvez voir
web-search-hint = Chercher : nom, empreinte, adresse…
web-search-do = Chercher
web-sign-in = Se connecter
web-sign-out = Se déconnecter
web-person-menu = { $name } : votre menu
web-preferences = Langue et thème
web-language = Langue
web-theme = Thème
web-theme-system = Automatique
web-theme-light = Clair
web-theme-dark = Sombre
web-close = Fermer
web-copy = Copier { $value }
web-copied = Copié
web-foot-version = Belfry { $version }
web-foot-zone = Heures : { $zone }
web-foot-accessibility = Déclaration d’accessibilité
web-foot-licences = Licences de tiers
web-foot-source = Code source

# Qui voit ceci
web-audience = Qui voit ceci
web-audience-owner = Propriétaire
web-audience-reach = Vu par
web-audience-more = Qui voit ceci ?
web-tlp-none = TLP non indiqué

# Formulaires
web-form-optional = (facultatif)
web-form-error = Erreur :
web-form-errors = { $count ->
    [1] Un point demande votre attention
   *[other] { $count } points demandent votre attention
}

# Listes
web-filter-form = Filtrer cette liste
web-filter-open = Filtres
web-filter-do = Appliquer
web-filter-active = Filtrée par
web-filter-remove = Retirer le filtre { $filter }
web-filter-day = « { $typed } » n’est pas une date. Écrivez-la comme 2026-01-31.
web-filter-clear = Tout effacer
web-export-csv = CSV
web-export-xlsx = Excel
web-pager = Pages de cette liste
web-pager-newer = Plus récents
web-pager-older = Plus anciens

# Étapes, chronologies, tâches
web-step-done = Fait :
web-state-done = Fait :
web-state-now = En cours :
web-state-late = En retard :
web-job-queued = En attente
web-job-running = En cours
web-job-done = Terminé
web-job-failed = Échec
web-job-cancel = Annuler

# Les pages qui disent ce qui n’a pas marché : quoi, pourquoi, que faire
web-error-reference = Numéro à donner à l’assistance :
web-error-home = Aller à votre journée
web-error-search = Chercher
web-error-bad-title = Cette demande n’a pas pu être lue
web-error-bad-why = Il manque quelque chose, ou ce qui a été envoyé n’a pas la forme attendue ici.
web-error-bad-next = Revenez en arrière, relisez votre saisie et envoyez-la de nouveau.
web-error-forbidden-title = Vous ne pouvez pas faire cela
web-error-forbidden-why = Vos rôles ne le permettent pas, ou votre session est terminée.
web-error-forbidden-next = Si votre travail l’exige, adressez-vous à la personne qui administre votre organisation.
web-error-missing-title = Il n’y a rien ici pour vous
web-error-missing-why = L’adresse est peut-être mal saisie, la page a pu être retirée, ou elle n’a pas été partagée avec vous.
web-error-missing-next = Cherchez-la, ou demandez à la personne qui vous a donné l’adresse de la partager avec vous.
web-error-method-title = Cette adresse ne s’utilise pas ainsi
web-error-method-why = La page existe, mais elle n’accepte pas ce type de demande.
web-error-method-next = Ouvrez la page et servez-vous de ses boutons.
web-error-conflict-title = Quelqu’un a été plus rapide
web-error-conflict-why = Le contenu a changé depuis que vous l’avez ouvert ; votre modification n’a donc pas été enregistrée par-dessus.
web-error-conflict-next = Revenez en arrière, rechargez la page pour voir la version récente, puis refaites votre modification.
web-error-large-title = C’est trop volumineux
web-error-large-why = Votre envoi dépasse ce que cette page accepte ; rien n’en a été conservé.
web-error-large-next = Envoyez-le en plusieurs parties, ou importez-le comme fichier.
web-error-often-title = Trop de demandes
web-error-often-why = Pour protéger tout le monde, le nombre de demandes par adresse et par compte est limité.
web-error-often-next = Patientez une minute et réessayez. Votre saisie est encore là si vous revenez en arrière.
web-error-busy-title = Le service est très sollicité
web-error-busy-why = Il y a en ce moment plus de demandes que nous ne pouvons en traiter. Rien n’a été perdu.
web-error-busy-next = Réessayez dans quelques secondes.
web-error-fault-title = Un problème est survenu de notre côté
web-error-fault-why = L’incident a été enregistré. Rien n’a été modifié à moitié.
web-error-fault-next = Réessayez. Si cela se reproduit, donnez à l’assistance le numéro ci-dessous.

web-points = Ce qui y renvoie
