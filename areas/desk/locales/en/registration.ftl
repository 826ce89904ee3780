# What happens to registrations, for the two sides.

desk-fact-members-registration-submitted = { $title } submitted its registration
desk-fact-members-registration-answered = { $title } answered about its registration
desk-fact-members-registration-told = { $title } told changes of its record, or confirmed it
desk-fact-members-registration-asked = { $who } asks about the registration of { $title }
desk-fact-members-registration-accepted = { $who } accepted the registration of { $title }
desk-fact-members-registration-refused = { $who } refused the registration of { $title }
desk-filter-members-registration-submitted = Registrations submitted
desk-filter-members-registration-answered = Registrations: answers
desk-filter-members-registration-told = Registrations: changes told
desk-filter-members-registration-asked = Registrations: questions
desk-filter-members-registration-accepted = Registrations accepted
desk-filter-members-registration-refused = Registrations refused
desk-mail-members-registration-submitted = An entity submitted its registration.
desk-mail-members-registration-answered = An entity answered about its registration.
desk-mail-members-registration-told = An entity told changes of its record, or confirmed it.
desk-mail-members-registration-asked = Your authority asks about your registration.
desk-mail-members-registration-accepted = Your authority accepted your registration.
desk-mail-members-registration-refused = Your authority refused your registration.
