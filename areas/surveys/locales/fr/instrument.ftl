# Les formulaires que le programme apporte.

surveys-instrument-title = Questionnaires prêts à l’emploi
surveys-instrument-lead = Des questionnaires de notre plume, complets en français et en anglais. Copiez-en un dans votre bibliothèque, changez ce que vous voulez et soumettez-le à qui vous voulez.
surveys-instrument-copy = Copier dans la bibliothèque
surveys-instrument-copied = Il est dans votre bibliothèque, publié comme version 1. Utilisez-le dans une enquête, ou changez d’abord son brouillon.
surveys-instrument-there = Votre bibliothèque a déjà un formulaire de ce nom.
surveys-instrument-pages = { $n ->
    [1] une page
   *[other] { $n } pages
  }
surveys-instrument-in = Langues : { $languages }
surveys-instrument-rated = avec un score
surveys-instrument-about-operators-implementation = Où en sont les opérateurs et entités pour les dix points de l’article 21, leurs directions et leur devoir de notifier ; ce qui aide et ce qui gêne.
surveys-instrument-whom-operators-implementation = Organisations, confidentiel
surveys-instrument-about-authorities-implementation = Loi, registre, contrôle, incidents et coopération, vus par les autorités d’un pays, avec lacunes et pratiques.
surveys-instrument-whom-authorities-implementation = Autorités, nominatif
surveys-instrument-about-csirt-capacity = Mandat, horaires, services, métier et partage d’une équipe de réponse.
surveys-instrument-whom-csirt-capacity = CSIRT, confidentiel
surveys-instrument-about-small-firms-resilience = Quatorze questions simples pour des entreprises sans service informatique. Posez-les avant un accompagnement puis après, comme vague suivante : les résultats, répartis selon la première question, montrent les deux côte à côte.
surveys-instrument-whom-small-firms-resilience = Petites entreprises, confidentiel
surveys-instrument-about-student-awareness = Ce que font les étudiants, ce qu’ils feraient, et comment ils aimeraient apprendre. Pour une enquête ouverte, sans noms.
surveys-instrument-whom-student-awareness = Personnes, anonyme
surveys-instrument-about-trust-between-organisations = Qui travaille avec qui, et sept faces de la confiance. Posé à des organisations sur des organisations, jamais sur des personnes.
surveys-instrument-whom-trust-between-organisations = Organisations, confidentiel
