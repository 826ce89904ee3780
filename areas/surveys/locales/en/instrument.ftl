# Forms that the program brings along.

surveys-instrument-title = Instruments
surveys-instrument-lead = Questionnaires of our own wording, complete in English and French. Copy one into your library, change what you want, and put it to whom you want.
surveys-instrument-copy = Copy into the library
surveys-instrument-copied = It is in your library, published as version 1. Use it in a survey, or change its draft first.
surveys-instrument-there = Your library has a form of this name already.
surveys-instrument-pages = { $n ->
    [one] one page
   *[other] { $n } pages
  }
surveys-instrument-in = Languages: { $languages }
surveys-instrument-rated = with a score
surveys-instrument-about-operators-implementation = Where operators and entities stand with the ten points of Article 21, their boards and their duty to notify; what helps and what hinders.
surveys-instrument-whom-operators-implementation = Organisations, confidentially
surveys-instrument-about-authorities-implementation = Law, register, supervision, incidents and cooperation as the authorities of a country see them, with gaps and practices.
surveys-instrument-whom-authorities-implementation = Authorities, by name
surveys-instrument-about-csirt-capacity = Mandate, hours, services, craft and sharing of a response team.
surveys-instrument-whom-csirt-capacity = CSIRTs, confidentially
surveys-instrument-about-small-firms-resilience = Fourteen plain questions for firms without a computer department. Ask them before a programme of support and again after it, as the next wave: the results, split by the first question, show the two side by side.
surveys-instrument-whom-small-firms-resilience = Small firms, confidentially
surveys-instrument-about-student-awareness = What students do, what they would do, and how they would like to learn. For an open survey without names.
surveys-instrument-whom-student-awareness = People, anonymously
surveys-instrument-about-trust-between-organisations = Who works with whom, and seven sides of trust. Asked of organisations about organisations, never about people.
surveys-instrument-whom-trust-between-organisations = Organisations, confidentially
