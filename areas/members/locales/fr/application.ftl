# Une organisation absente demande son inscription, avec une personne pour l'administrer.

members-application-title = Inscrire une organisation
members-application-link-in = Inscrire une organisation qui n'est pas encore présente
members-application-instead = Votre organisation n'est pas encore présente ? Inscrivez-la
members-application-lead = Pour une organisation qui ne fait pas encore partie de la communauté. L'autorité compétente de son pays, ou les administrateurs de la plateforme, examinent la demande ; après acceptation, vous l'administrez ici.
members-application-organisation = L'organisation
members-application-organisation-hint = Telle que la communauté la connaîtra.
members-application-place-hint = L'activité principale ; d'autres pourront être ajoutées. Elle détermine l'autorité qui examine la demande.
members-application-address-hint = Les entités visées par la directive indiquent rue, localité, courriel et téléphone (article 3, paragraphe 4) ; les autres n'y sont pas tenues.
members-application-size-hint = Si vous la connaissez : d'après les derniers comptes clôturés, pour l'entreprise entière. Elle permet à l'autorité de voir le classement et n'est montrée qu'à elle.
members-organisation-full-name = Dénomination complète
members-application-you = Vous
members-application-you-hint = Vous demandez à administrer cette organisation ici.
members-application-mailbox-hint = De préférence celle de votre travail. Vous vous connecterez avec elle.
members-application-about-hint = Votre fonction, et comment la vérifier : par exemple un numéro connu du standard.
members-application-country-missing = Choisissez le pays.
members-application-needed = Une entité visée par la directive ne peut être inscrite sans cela : { $field }.
members-application-long = C'est trop long : 3 000 caractères au plus.
members-application-send = Envoyer
members-application-done = Votre demande est en route
members-application-keep = Gardez ce lien
members-application-keep-why = Il n'est affiché qu'une fois. Il vous montre où en est votre demande et vous permet de répondre aux questions.
members-application-link = Lien vers votre demande
members-application-next = Les personnes qui décident sont prévenues. En cas d'acceptation, un lien vous sera remis pour choisir votre mot de passe ; revenez ici pour voir où en est la demande.
members-application-next-mail = Les personnes qui décident sont prévenues. Les questions et la réponse arrivent dans votre boîte.
members-application-see = Vers la demande
members-application-of = Demande : { $name }
members-application-question = Une question pour vous
members-application-answer = Votre réponse
members-application-own-asked = Répondez à la question et corrigez ci-dessous ce qui doit l'être.
members-application-own-submitted = Elle attend une décision.
members-application-own-accepted = Elle est acceptée. Un lien vous est remis pour choisir votre mot de passe et vous connecter.
members-application-own-accepted-mail = Elle est acceptée. L'invitation est arrivée dans votre boîte.
members-application-own-refused = Elle a été refusée ; le motif figure ci-dessous. Vous pouvez faire une nouvelle demande.
members-application-list = Demandes d'inscription
members-application-list-lead = Organisations absentes qui demandent leur inscription, chacune avec une personne qui demande à l'administrer.
members-application-none = Aucune demande
members-application-none-why = Lorsqu'une organisation est inscrite à l'entrée de la plateforme, elle apparaît ici pour décision.
members-application-applicant = Demandeur
members-application-side = Décideur
members-application-sure = Personne n'a vérifié son identité. Assurez-vous-en, par un moyen que vous connaissez déjà, avant d'accepter.
members-application-hint-accept = L'organisation est inscrite avec ce qui figure ici, sa fiche est soumise à son autorité s'il s'agit d'une entité, et la personne est invitée à l'administrer.
members-application-hint-accept-register = L'organisation est inscrite et compte comme enregistrée auprès de vous ; la personne est invitée à l'administrer.
members-application-hint-ask = La personne répond sur sa propre page et peut corriger ce qui figure ici.
members-application-hint-refuse = Dites pourquoi ; cela lui est communiqué en ces termes.
members-application-taken = Une organisation de ce nom est déjà présente. Refusez, et laissez la personne demander à la rejoindre.
members-application-classified = Pas encore dans la communauté ? Inscrivez votre organisation avec ces réponses et demandez à l'administrer.
members-due-application = Statuer sur une demande : { $name }
members-spent-application = Ce lien ne mène à aucune demande : elle a peut-être été tranchée il y a plus d'un mois.
members-join-lead-silent = L'administrateur de votre organisation voit votre demande et vous remet un lien.
members-join-done-silent = Si l'organisation est présente, ses administrateurs voient votre demande. S'ils acceptent, ils vous remettent un lien. Par discrétion, cette page dit la même chose dans tous les cas.
members-letter-application-asked-subject = Une question sur votre demande pour { $organisation }
members-letter-application-asked-text =
    Bonjour { $name },

    au sujet de votre demande pour { $organisation }, il vous est demandé :

    { $reason }

    Répondez sur cette page :
    { $link }
members-letter-application-refused-subject = Votre demande pour { $organisation }
members-letter-application-refused-text =
    Bonjour { $name },

    votre demande pour { $organisation } a été refusée. Le motif indiqué :

    { $reason }

    Où elle en est : { $link }

members-application-stands = La demande
members-application-state-submitted = Déposée
members-application-state-asked = Question en cours
members-application-state-accepted = Acceptée
members-application-state-refused = Refusée
