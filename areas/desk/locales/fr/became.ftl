# Ce qu’il est advenu de ce que l’on a proposé ou envoyé : une question reprise dans un formulaire, un envoi abandonné.

desk-fact-surveys-question-taken = { $who } a repris votre question dans un formulaire : { $title }
desk-filter-surveys-question-taken = Questions reprises dans des formulaires
desk-mail-surveys-question-taken = Une question que vous avez proposée a été reprise dans un formulaire.
desk-fact-incidents-package-given-up = Non parvenu, envoi abandonné : { $title }
desk-filter-incidents-package-given-up = Envois abandonnés
desk-mail-incidents-package-given-up = Un envoi de votre service au point de contact d’un autre pays n’est pas parvenu ; il n’est plus retenté.
