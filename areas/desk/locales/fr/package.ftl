# Ce qui part vers les points de contact d’autres pays et ce qui en vient.

desk-fact-incidents-package-received = Transmis depuis un autre pays : { $title }
desk-fact-incidents-package-receipted = L’autre point de contact a accusé réception : { $title }
desk-fact-incidents-package-refused = L’autre point de contact n’accepte pas : { $title }
desk-fact-incidents-package-routed = { $who } vous a transmis un envoi venu d’un autre pays : { $title }
desk-filter-incidents-package-received = Paquets d’autres pays
desk-filter-incidents-package-receipted = Accusés de réception de paquets
desk-filter-incidents-package-refused = Paquets refusés
desk-filter-incidents-package-routed = Paquets transmis
desk-mail-incidents-package-received = Le point de contact d’un autre pays a transmis un envoi à votre service.
desk-mail-incidents-package-receipted = Le point de contact d’un autre pays a accusé réception de l’envoi de votre service.
desk-mail-incidents-package-refused = Le point de contact d’un autre pays n’accepte pas l’envoi de votre service.
desk-mail-incidents-package-routed = Un envoi venu d’un autre pays a été transmis à votre service.
