# L’échéancier : ce qui est dû, par qui, et les rappels.

desk-agenda-title = Échéances
desk-agenda-lead = Les vôtres, celles de vos organisations et celles de vos cercles. Les échéances dépassées viennent en premier.
desk-agenda-zone = Les heures sont données dans votre fuseau horaire. Heure actuelle : { $now }.
desk-agenda-late = Dépassées
desk-agenda-week = Dans les sept jours
desk-agenda-later = Plus tard
desk-agenda-ended = Terminées ou écartées
desk-agenda-late-chip = Dépassée
desk-agenda-near-chip = Dans les 24 heures
desk-agenda-when = { $relative }, le { $date }
desk-agenda-unnamed = Une échéance
desk-agenda-own = { $title }
desk-agenda-strip = Échéances à venir
desk-agenda-count-none = Aucune échéance
desk-agenda-count = { $n ->
    [1] Une échéance
   *[other] { $total } échéances
}
desk-agenda-count-late = { $n ->
    [1] Une échéance, en retard
   *[other] { $total } échéances, dont { $late } en retard
}
desk-agenda-empty = Aucune échéance
desk-agenda-empty-why = Les échéances apparaissent ici d’elles-mêmes dès que l’on vous demande quelque chose ou qu’une obligation commence, chacune avec sa date et ce qu’il faut faire. Vous pouvez aussi ajouter les vôtres.
desk-agenda-none-here = Rien ici
desk-agenda-none-here-why = Aucune échéance ne correspond à ces filtres.
desk-agenda-show-all = Tout afficher
desk-agenda-pages = Pages
desk-agenda-first = Retour au début
desk-agenda-next = Suite

# Filtres
desk-agenda-whose = Pour qui
desk-agenda-whose-all = Nous tous
desk-agenda-whose-mine = Moi
desk-agenda-whose-organisation = Mon organisation
desk-agenda-whose-circles = Mes cercles
desk-agenda-state = État
desk-agenda-state-open = En cours
desk-agenda-state-ended = Terminées ou écartées
desk-agenda-area = Origine
desk-agenda-area-all = Toutes
desk-agenda-area-desk = Ajoutées à la main
desk-agenda-area-incidents = Incidents
desk-agenda-area-surveys = Enquêtes
desk-agenda-area-members = Membres
desk-agenda-area-threats = Menaces

# Une échéance
desk-agenda-due = Échéance
desk-agenda-about = Concerne
desk-agenda-opened = Ouverture
desk-agenda-ended-as = Issue
desk-agenda-ended-by = { $when }, par { $name }
desk-agenda-ended-late = Après l’échéance
desk-agenda-was-due = Échéance : { $when }
desk-agenda-assignee = Prise en charge par
desk-agenda-outcome-done = Terminée
desk-agenda-outcome-dismissed = Écartée
desk-agenda-do-done = Marquer comme terminée
desk-agenda-do-dismiss = Écarter
desk-agenda-do-reopen = Rouvrir
desk-agenda-go = Ouvrir la page
desk-agenda-done-done = L’échéance est marquée comme terminée.
desk-agenda-dismissed-done = L’échéance est écartée. Vous la retrouverez sous « Terminées ou écartées ».
desk-agenda-reopened-done = L’échéance est rouverte.
desk-agenda-assign = Qui s’en charge
desk-agenda-assign-hint = Les rappels ne vont alors qu’à cette personne.
desk-agenda-assign-do = Confier à cette personne
desk-agenda-assigned = C’est noté.
desk-agenda-nobody = Personne en particulier
desk-agenda-reminders = Rappels
desk-agenda-reminders-hint = Ici et par courriel, selon le choix de chacun. Un rappel qui n’a pas pu partir à l’heure part dès que possible, et le signale.
desk-agenda-reminders-none = Aucun rappel.
desk-agenda-reminder-sent = envoyé
desk-agenda-reminder-late = envoyé en retard, le { $when }

# À la main
desk-agenda-new = Ajouter une échéance
desk-agenda-new-lead = Ce que vous, ou d’autres, ne devez pas oublier. Ce que la plateforme vous demande figure déjà dans la liste.
desk-agenda-new-do = Ajouter
desk-agenda-new-done = L’échéance est ajoutée.
desk-agenda-what = Ce qu’il faut faire
desk-agenda-what-hint = En une ligne, comme vous le diriez : « Envoyer le rapport à l’organe de direction ».
desk-agenda-date = Jour
desk-agenda-time = Heure
desk-agenda-time-hint = Heures et minutes, par exemple 17:00.
desk-agenda-who = Pour
desk-agenda-who-hint = Si elle est pour une organisation, tous ses membres la voient, et quiconque parle en son nom peut y mettre fin.
desk-agenda-for-me = Moi-même
desk-agenda-for-circle = Cercle de confiance { $title }
desk-agenda-remind = Rappeler
desk-agenda-remind-hint = Les rappels dont l’heure est déjà passée ne sont pas envoyés.
desk-agenda-remind-week = Une semaine avant
desk-agenda-remind-day = Un jour avant
desk-agenda-remind-hour = Une heure avant
desk-agenda-remind-due = À l’échéance
desk-agenda-remind-after = Un jour après, si elle est encore ouverte
desk-agenda-leave = Cet intitulé peut quitter la plateforme
desk-agenda-leave-hint = Sinon, les courriels et votre calendrier disent seulement qu’une échéance approche.
desk-agenda-leave-short = Dans les courriels et les calendriers
desk-agenda-leave-yes = Avec l’intitulé
desk-agenda-leave-no = Seulement qu’il y a une échéance
desk-agenda-title-missing = Dites ce qu’il faut faire.
desk-agenda-title-long = Restez en dessous de { $n } caractères.
desk-agenda-due-missing = Indiquez un jour et une heure, par exemple 17:00.
desk-agenda-due-past = Choisissez un moment à venir, dans les dix prochaines années.
desk-agenda-whose-missing = Dites pour qui elle est.

# Les rappels, comme notifications et dans les courriels
desk-fact-agenda-reminder = Échéance le { $due } : { $title }
desk-fact-agenda-reminder-late = Rappel tardif. Échéance le { $due } : { $title }
desk-filter-agenda-reminder = Rappels
desk-mail-agenda-reminder = Une échéance approche : { $due }.
desk-mail-agenda-reminder-late = Rappel tardif. Une échéance : { $due }.
