# An organisation that is not here applies to be entered, with somebody to administer it.

members-application-title = Register an organisation
members-application-link-in = Register an organisation that is not here yet
members-application-instead = Your organisation is not here yet? Register it
members-application-lead = For an organisation that is not in the community yet. The competent authority of its country, or the platform's administrators, look at it; once they accept, you administer it here.
members-application-organisation = The organisation
members-application-organisation-hint = As the community will know it.
members-application-place-hint = The activity that weighs most; others can be added later. It decides which authority looks at it.
members-application-address-hint = Entities under the Directive give street, town, e-mail and telephone (Article 3(4)); others need not.
members-application-size-hint = If you know it: of the last closed accounts, the whole enterprise. With it the authority sees the class. It is shown to your authority only.
members-organisation-full-name = Full name
members-application-you = You
members-application-you-hint = You ask to administer this organisation here.
members-application-mailbox-hint = Best that of your work there. You will sign in with it.
members-application-about-hint = Your function, and how you can be checked: a number that the switchboard knows, for example.
members-application-country-missing = Choose the country.
members-application-needed = An entity under the Directive cannot be registered without it: { $field }.
members-application-long = This is too long: at most 3,000 characters.
members-application-send = Send
members-application-done = Your application is on its way
members-application-keep = Keep this link
members-application-keep-why = It is shown this once. With it you see how your application stands, and answer when something is asked.
members-application-link = Link to your application
members-application-next = Whoever decides is told. When you are accepted, you are handed a link with which you choose your password; come back here to see how it stands.
members-application-next-mail = Whoever decides is told. Questions and the answer go to your mailbox.
members-application-see = To the application
members-application-of = Application of { $name }
members-application-question = A question to you
members-application-answer = Your answer
members-application-own-asked = Answer the question, and correct below what has to be corrected.
members-application-own-submitted = It waits for a decision.
members-application-own-accepted = It is accepted. You are handed a link with which you choose your password and sign in.
members-application-own-accepted-mail = It is accepted. The invitation went to your mailbox.
members-application-own-refused = It was refused; the reason stands below. You can apply again.
members-application-list = Applications
members-application-list-lead = Organisations that are not here yet and ask to be entered, each with somebody who asks to administer it.
members-application-none = No applications
members-application-none-why = When somebody registers an organisation at the door of the platform, it appears here for a decision.
members-application-applicant = Who applies
members-application-side = Who decides
members-application-sure = Nobody has checked who this is. Make sure, by a way that you know already, before you accept.
members-application-hint-accept = The organisation is entered with what stands here, its record is submitted to its authority if it is an entity, and the person is invited to administer it.
members-application-hint-accept-register = The organisation is entered and counts as registered with you, and the person is invited to administer it.
members-application-hint-ask = The person answers on a page of his own, and can correct what stands here.
members-application-hint-refuse = Say why; it is told in these words.
members-application-taken = An organisation of this name is here already. Refuse, and let the person ask to join it instead.
members-application-classified = Not in the community yet? Register your organisation with these answers, and ask to administer it.
members-due-application = Decide on the application of { $name }
members-spent-application = This link leads to no application: it may have been decided more than a month ago.
members-join-lead-silent = Your organisation's administrator sees your request and hands you a link.
members-join-done-silent = If the organisation is here, its administrators see your request. When they accept, they hand you a link. For reasons of secrecy this page says the same whatever is here.
members-letter-application-asked-subject = A question about your application for { $organisation }
members-letter-application-asked-text =
    Hello { $name },

    about your application for { $organisation } you are asked:

    { $reason }

    Answer on this page:
    { $link }
members-letter-application-refused-subject = Your application for { $organisation }
members-letter-application-refused-text =
    Hello { $name },

    your application for { $organisation } was refused. The reason given:

    { $reason }

    How it stands: { $link }

members-application-stands = Where it stands
members-application-state-submitted = Submitted
members-application-state-asked = Question open
members-application-state-accepted = Accepted
members-application-state-refused = Refused
