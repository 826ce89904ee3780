# Ce qui est demandé aux organisations et aux personnes.

surveys-nav = Enquêtes
surveys-title = Enquêtes
surveys-lead = Ce qui vous est demandé et ce qui en est ressorti : personne n’est exposé et chaque chiffre peut être retracé.
surveys-asked = À vous de répondre
surveys-asked-hint = Enquêtes ouvertes auxquelles votre organisation, ou vous-même, pouvez répondre.
surveys-all = Toutes les enquêtes
surveys-none = Aucune enquête pour l’instant
surveys-none-why = Une enquête soumet un formulaire à des organisations ou à des personnes, recueille une réponse de chacune et montre ce qui en ressort sans exposer personne.
surveys-owner = Demandée par
surveys-state = État
surveys-closes = Clôture
surveys-reach = Portée
surveys-mine-due = À remplir
surveys-mine-begun = Commencée
surveys-mine-signed = Signée
surveys-agenda-answer = Répondre à l’enquête « { $title } »
surveys-personal-own = Vos propres réponses à des enquêtes : { $n }
surveys-personal-written = Réponses d’organisations que vous avez rédigées ou signées : { $n }
surveys-personal-why = Elles appartiennent à l’organisation et restent, sous votre pseudonyme.
