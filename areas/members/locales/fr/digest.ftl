# Le récapitulatif, et une autre voie pour un cercle.

members-me-way-digest = Dans le produit et avec le récapitulatif
members-me-digest-title = Quand le récapitulatif arrive
members-me-digest-hint = Un seul courriel pour tout ce que vous y avez mis, s’il y a quelque chose. Les heures sont celles de votre fuseau : nous sommes le { $now }.
members-me-digest-day = Jour
members-me-digest-every = Tous les jours
members-me-digest-day-1 = Lundi
members-me-digest-day-2 = Mardi
members-me-digest-day-3 = Mercredi
members-me-digest-day-4 = Jeudi
members-me-digest-day-5 = Vendredi
members-me-digest-day-6 = Samedi
members-me-digest-day-7 = Dimanche
members-me-digest-hour = Heure
members-me-within-title = Une autre voie pour un cercle
members-me-within-hint = Pour les événements, remarques, documents et annonces que le cercle partage. Les rappels de fiches, les échéances et les mentions de votre nom suivent la voie choisie ci-dessus.
members-me-within-usual = Comme choisi ci-dessus
