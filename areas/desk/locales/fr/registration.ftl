# Ce qui arrive aux enregistrements, pour les deux parties.

desk-fact-members-registration-submitted = { $title } a soumis son enregistrement
desk-fact-members-registration-answered = { $title } a répondu au sujet de son enregistrement
desk-fact-members-registration-told = { $title } a signalé des changements de sa fiche, ou l'a confirmée
desk-fact-members-registration-asked = { $who } pose une question sur l'enregistrement de { $title }
desk-fact-members-registration-accepted = { $who } a accepté l'enregistrement de { $title }
desk-fact-members-registration-refused = { $who } a refusé l'enregistrement de { $title }
desk-filter-members-registration-submitted = Enregistrements soumis
desk-filter-members-registration-answered = Enregistrements : réponses
desk-filter-members-registration-told = Enregistrements : changements signalés
desk-filter-members-registration-asked = Enregistrements : questions
desk-filter-members-registration-accepted = Enregistrements acceptés
desk-filter-members-registration-refused = Enregistrements refusés
desk-mail-members-registration-submitted = Une entité a soumis son enregistrement.
desk-mail-members-registration-answered = Une entité a répondu au sujet de son enregistrement.
desk-mail-members-registration-told = Une entité a signalé des changements de sa fiche, ou l'a confirmée.
desk-mail-members-registration-asked = Votre autorité pose une question sur votre enregistrement.
desk-mail-members-registration-accepted = Votre autorité a accepté votre enregistrement.
desk-mail-members-registration-refused = Votre autorité a refusé votre enregistrement.
