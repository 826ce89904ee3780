# Importations commencées et pas terminées

threats-unfinished-title = Pas terminées
threats-unfinished-hint = Vous seul les voyez. Le lien mène là où vous vous êtes arrêté.
threats-unfinished-until = Commencée le { $begun }, gardée jusqu’au { $day }
threats-unfinished-remove = Abandonner
threats-unfinished-remove-one = Abandonner : { $name }, commencée le { $begun }
threats-unfinished-removed = L’importation est abandonnée.
threats-unfinished-done = Cette importation est terminée : voici ce qu’elle a donné.
threats-unfinished-many = Vingt de vos importations ne sont pas terminées. Terminez-en ou abandonnez-en une, puis renvoyez ceci.
threats-personal-unfinished = { $n ->
    [one] { $n } importation commencée et pas terminée
   *[other] { $n } importations commencées et pas terminées
}
