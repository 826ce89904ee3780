# What goes to and comes from the points of contact of other countries.

desk-fact-incidents-package-received = Handed over from another country: { $title }
desk-fact-incidents-package-receipted = The other point of contact signed for { $title }
desk-fact-incidents-package-refused = The other point of contact does not take { $title }
desk-fact-incidents-package-routed = { $who } passed on to you what came from another country: { $title }
desk-filter-incidents-package-received = Packages from other countries
desk-filter-incidents-package-receipted = Receipts of packages
desk-filter-incidents-package-refused = Packages refused
desk-filter-incidents-package-routed = Packages passed on
desk-mail-incidents-package-received = Another country’s point of contact handed something over to your office.
desk-mail-incidents-package-receipted = Another country’s point of contact signed for what your office handed over.
desk-mail-incidents-package-refused = Another country’s point of contact does not take what your office handed over.
desk-mail-incidents-package-routed = What came from another country was passed on to your office.
