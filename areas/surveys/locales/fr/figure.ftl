# Ce qui est dit aux rapports et aux tableaux de bord.

surveys-figure-participation = Participation
surveys-figure-participation-means = Organisations ou personnes invitées à une enquête, et celles qui y ont répondu avant sa clôture. Par groupe : celles dont la réponse est comptée, selon ce que le registre dit de leur organisation. Les groupes de peu de membres sont réunis.
surveys-figure-maturity = Maturité
surveys-figure-maturity-means = La moyenne de toutes les questions d’une enquête posées sur son échelle, sur l’ensemble des réponses ; si des questions relèvent d’exigences d’un catalogue, de celles-là. Par groupe et d’une vague à l’autre : de toutes ces questions ensemble. Les moyennes sont arrondies de sorte qu’aucune réponse ne puisse être calculée.
surveys-figure-answers = Réponses à une question
surveys-figure-answers-means = Combien ont donné chaque réponse, y compris celles et ceux qui n’en ont donné aucune. Les effectifs trop petits ne sont pas montrés, ni ceux d’où ils pourraient être calculés.
surveys-figure-wave = Vague
surveys-figure-question = Question
surveys-figure-mean = Moyenne
surveys-figure-coarse = Les moyennes sont arrondies de sorte que déplacer { $n } réponses d’un bout à l’autre de l’échelle pourrait encore donner la même.
