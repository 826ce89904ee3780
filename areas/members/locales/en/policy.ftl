# Who the platform is for: its name, who may ask to join, whom mail comes from.

members-policy-title = Community
members-policy-hint = Each change is in the ledger, with what stood there before. It is seen everywhere within a minute.
members-policy-name = Name of the community
members-policy-sign-up = Who may ask to join
members-policy-request = Anybody, by request
members-policy-request-hint = People ask to join an organisation, and organisations to be entered. Somebody decides on each; nobody comes in by himself.
members-policy-closed = Nobody
members-policy-closed-hint = Only who is invited joins. The pages to ask are not there.
members-policy-missing = Choose who may ask.
members-policy-language = Usual language
members-policy-language-none = As the browser asks, else English
members-policy-language-hint = For visitors whose browser asks for no language that is here.
members-policy-sender-name = Mail comes from: name
members-policy-sender-name-hint = As mailboxes show it.
members-policy-sender = Mail comes from: address
members-policy-sender-hint = The mail server has to accept it. Without one, mail waits.
members-policy-name-long = At most 100 characters.
members-policy-kept = How long things are kept
members-policy-mail = Mail comes from
members-policy-mail-none = No mail server is set up
