# What reports and dashboards are told.

surveys-figure-participation = Participation
surveys-figure-participation-means = Organisations or people who were invited to a survey and who answered it by its end. In groups: those whose answers are counted, by what the register says of their organisation. Groups of few are told together.
surveys-figure-maturity = Maturity
surveys-figure-maturity-means = The mean of all questions of a survey that are answered on its scale, over those who answered; where questions belong to requirements of a catalogue, of those. In groups and over waves: of all these questions together. Means are rounded so that no single answer can be computed.
surveys-figure-answers = Answers to a question
surveys-figure-answers-means = How many gave each answer, those who gave none among them. Counts of few are withheld, and so are those from which such could be computed.
surveys-figure-wave = Wave
surveys-figure-question = Question
surveys-figure-mean = Mean
surveys-figure-coarse = Means are rounded so coarsely that moving { $n } answers from one end of the scale to the other could still give the same.
