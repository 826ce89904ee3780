# Questions proposées à la suite d’incidents.

surveys-proposed-title = Questions proposées
surveys-proposed-lead = Ce que d’autres ont appris à leurs dépens et voudraient demander à tous. Reprenez une question dans le projet, puis mettez-la dans vos propres mots.
surveys-proposed-none = Aucune question n’est proposée
surveys-proposed-none-why = Lorsqu’un incident enseigne à quelqu’un une question à poser à tous et qu’il la propose, elle apparaît ici.
surveys-proposed-by = Proposée par
surveys-proposed-since = Depuis le
surveys-proposed-about = Objet
surveys-proposed-from = Origine
surveys-proposed-see = La proposition
surveys-proposed-kind = Forme de la réponse
surveys-proposed-take = Reprendre dans le projet
surveys-proposed-taken = La question se trouve à la fin du projet. Celui qui l’a proposée voit quel formulaire la pose, s’il a accès au formulaire.
surveys-proposed-is-taken = Reprise
surveys-proposed-question = La question dans ce formulaire
surveys-proposed-in = Questions proposées par d’autres
surveys-proposed-in-hint = Elles sont nées de ce qui est arrivé à quelqu’un.
surveys-points-taken = Pose cette question
surveys-catalogue-failed = Là où elle a failli, pour autant que vous le voyiez :
