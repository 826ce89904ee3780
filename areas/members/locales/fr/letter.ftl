# Courriels de cette partie ; demande d'adhésion ; mot de passe oublié ; autre adresse.

members-letter-foot =
    { $community ->
        [Belfry] Ce message a été envoyé par Belfry. Les réponses ne sont lues par personne.
       *[other] Ce message a été envoyé par Belfry pour { $community }. Les réponses ne sont lues par personne.
    }
members-letter-invitation-subject = { $organisation } vous invite dans { $community }
members-letter-invitation-text =
    { $organisation } vous invite à la rejoindre dans { $community }, où des organisations partagent ce qui aide contre les attaques.

    Ouvrez ce lien pour accepter. Il sert une fois, jusqu'au { $until } :
    { $link }

    Si vous ne savez pas de quoi il s'agit, ne faites rien : sans le lien, personne ne rejoint l'organisation.
members-letter-reset-subject = Un nouveau mot de passe pour { $community }
members-letter-reset-text =
    Bonjour { $name },

    quelqu'un, sans doute vous, demande un nouveau mot de passe pour votre compte. Ce lien sert une fois, pendant une heure :
    { $link }

    Si ce n'était pas vous, ne faites rien : votre mot de passe reste inchangé.
members-letter-join-asked-subject = { $name } demande à rejoindre { $organisation }
members-letter-join-asked-text =
    { $name } demande à rejoindre { $organisation }. Vous l'administrez : la réponse vous revient :
    { $link }
members-letter-join-refused-subject = Votre demande d'adhésion à { $organisation }
members-letter-join-refused-text =
    Bonjour { $name },

    { $organisation } ne vous admet pas pour le moment. Le motif indiqué :

    { $reason }
members-letter-address-old-subject = Une autre adresse pour votre compte ?
members-letter-address-old-text =
    Votre compte doit recevoir l'adresse { $new } à la place de { $old }. Si vous le souhaitez, ouvrez ce lien dans la journée :
    { $link }

    Un second message est parti à la nouvelle adresse ; les deux doivent être confirmés. Si ce n'était pas vous, ne faites rien et changez de mot de passe.
members-letter-address-new-subject = Confirmez cette adresse
members-letter-address-new-text =
    Un compte qui porte l'adresse { $old } doit recevoir celle-ci. Si c'est le vôtre, ouvrez ce lien dans la journée :
    { $link }

    Un second message est parti à l'adresse actuelle ; les deux doivent être confirmés.

members-forgotten-title = Mot de passe oublié ?
members-forgotten-link = Mot de passe oublié ?
members-forgotten-lead = Saisissez votre adresse. Si un compte lui correspond ici, un lien vers un nouveau mot de passe y est envoyé ; un second facteur reste inchangé.
members-forgotten-do = Envoyer le lien
members-forgotten-back = Retour à la connexion
members-forgotten-done = Consultez votre boîte aux lettres
members-forgotten-done-why = Si { $email } correspond à un compte ici, un lien vers un nouveau mot de passe est en route. Il sert une fois, pendant une heure. Rien n'arrive ? Regardez dans les indésirables et vérifiez l'adresse saisie.
members-forgotten-no-mail = Cette installation n'envoie pas de courriels. L'administrateur de votre organisation peut vous créer un lien vers un nouveau mot de passe.

members-join-title = Demander à rejoindre
members-join-link = Demander à rejoindre votre organisation
members-join-lead = L'administrateur de votre organisation est sollicité, et vous recevez la réponse par courriel.
members-join-organisation = Organisation
members-join-organisation-hint = Son nom, tel que la communauté le connaît.
members-join-email-hint = De préférence votre adresse professionnelle dans l'organisation. La réponse y est envoyée, et vous vous connecterez avec elle.
members-join-about = Qui vous êtes
members-join-about-hint = Votre fonction et le motif de la demande, pour que l'administrateur vous reconnaisse.
members-join-do = Demander
members-join-done = Votre demande est en route
members-join-done-why = Si l'organisation est présente ici, ses administrateurs ont été sollicités. Leur réponse est envoyée à { $email }. Par souci de confidentialité, cette page dit la même chose dans tous les cas.
members-refused-field-organisation = Saisissez le nom de votre organisation.
members-refused-field-reason = Saisissez un motif de 1 000 caractères au plus : il est envoyé à la personne.

members-request-title = Demandes d'adhésion
members-request-hint = Ces personnes se sont présentées d'elles-mêmes : assurez-vous de leur identité. Accepter envoie une invitation à l'adresse.
members-request-answer = Répondre
members-request-accept = Accepter et inviter
members-request-refuse = Refuser
members-request-reason = Motif
members-request-reason-hint = Il est envoyé à la personne.
members-request-about = Ce qui a été écrit
members-request-since = Demandé
members-request-accepted = Une invitation est en route pour { $name }.
members-request-refused = { $name } est informé du refus.

members-invite-sent = Une invitation est en route pour { $email }.
members-invite-again = Renvoyer
members-invite-do = Envoyer l'invitation
members-reset-sent = Un lien vers un nouveau mot de passe est en route pour { $name }.

members-address-title = Une autre adresse
members-address-link = Changer d'adresse
members-address-lead = Vous vous connectez avec votre adresse, et les courriels y arrivent. Un changement se confirme depuis les deux boîtes.
members-address-present = Adresse actuelle
members-address-new = Nouvelle adresse
members-address-new-hint = Un message avec un lien part à cette adresse et à l'actuelle. Ouvrez les deux liens dans la journée.
members-address-do = Envoyer les liens
members-address-sent = Deux liens sont en route : l'un à votre adresse actuelle, l'autre à la nouvelle.
members-address-waits = { $email } attend d'être confirmée
members-address-waits-why = Ouvrez les liens dans les deux boîtes avant le { $until }. Une nouvelle demande envoie d'autres liens.
members-address-old-done = Boîte actuelle : confirmée
members-address-old-waits = Boîte actuelle : en attente
members-address-new-done = Nouvelle boîte : confirmée
members-address-new-waits = Nouvelle boîte : en attente
members-address-give-up = Laisser l'adresse inchangée
members-address-given-up = L'adresse reste inchangée ; les liens ne fonctionnent plus.
members-address-no-mail = Cette installation n'envoie pas de courriels ; une adresse ne peut donc pas y être confirmée. La personne qui l'administre peut vous aider.
members-address-confirm-title = Une autre adresse pour votre compte
members-address-confirm = Le compte doit porter désormais l'adresse { $email }.
members-address-confirm-do = Oui, cette boîte est d'accord
members-address-half = Cette boîte a donné son accord. Ouvrez à présent le lien reçu dans l'autre ; vous pouvez fermer cette page.
members-address-done = L'adresse est changée. Connectez-vous avec la nouvelle.
members-address-taken = Cette adresse correspond déjà à un compte et ne peut pas en désigner un second. Rien n'a été modifié.
members-spent-address = Le lien sert pendant un jour et prend fin lorsqu'un autre est demandé. Recommencez depuis vos réglages.
