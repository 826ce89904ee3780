# Ce qui arrive aux pratiques.

desk-kind-practices-record = Pratique
desk-kind-practices-report = Signalement
desk-fact-practices-record-published = { $who } a partagé une pratique : { $title }
desk-fact-practices-report-settled = Suite donnée à votre signalement : { $title }
desk-filter-practices-record-published = Pratiques
desk-filter-practices-report-settled = Suites données aux signalements
desk-mail-practices-record-published = Une pratique a été partagée avec vous.
desk-mail-practices-report-settled = Une suite a été donnée à votre signalement.
desk-agenda-area-practices = Pratiques
desk-fact-practices-record-superseded = Une pratique que votre organisation suit a un successeur : { $title }
desk-filter-practices-record-superseded = Pratiques remplacées
desk-mail-practices-record-superseded = Une pratique que votre organisation suit a été remplacée par une autre.
desk-fact-insight-report-published = { $who } a publié un rapport : { $title }
desk-filter-insight-report-published = Rapports
desk-mail-insight-report-published = Un rapport a été publié à votre intention.
