# Vues enregistrées des listes, parmi les réglages personnels ; et ce que disent les listes en fichier.

members-view-title = Vues enregistrées
members-view-hint = Une vue conserve les filtres d’une liste, pas les résultats : chaque lecteur n’y voit que ce qui lui est ouvert.
members-view-name = Nom
members-view-list = Liste
members-view-marks = Remarques
members-view-is-first = Vue de départ
members-view-shared = Partagée avec l’organisation
members-view-make-first = Commencer la liste par elle
members-view-not-first = Recommencer par la liste entière
members-view-remove = Supprimer
members-view-share = La partager avec mon organisation
members-view-first = Commencer la liste par cette vue
members-view-save = Enregistrer
members-view-again = La vue n’a pas été enregistrée
members-view-none = Aucune vue enregistrée
members-view-none-why = Filtrez une liste, d’événements ou d’organisations par exemple, puis choisissez « Enregistrer cette vue » : elle apparaîtra comme onglet au-dessus de la liste.
members-view-saved = La vue « { $name } » a été enregistrée.
members-view-removed = La vue a été supprimée.
members-view-first-turned = C’est fait : la liste s’ouvre comme vous l’avez choisi.
members-view-most = Vous avez cent vues. Supprimez-en d’abord quelques-unes.
members-view-nothing = Il n’y a aucun filtre à enregistrer.
