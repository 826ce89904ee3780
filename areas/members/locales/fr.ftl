# Les mots du domaine members : connexion, réglages personnels, organisations, cercles de confiance.

members-nav = Membres

# Connexion
members-sign-in-title = Se connecter
members-sign-in-lead = Utilisez l'adresse à laquelle vous avez été invité.
members-sign-in-lead-of = { $community } : utilisez l'adresse à laquelle vous avez été invité.
members-sign-in-email = Adresse électronique
members-sign-in-password = Mot de passe
members-sign-in-do = Se connecter
members-sign-in-email-missing = Saisissez votre adresse électronique.
members-sign-in-password-missing = Saisissez votre mot de passe.
members-sign-in-wrong = L'adresse et le mot de passe ne vont pas ensemble. Vérifiez l'un et l'autre, et la touche des majuscules, puis réessayez.
members-sign-in-disabled = Ce compte est fermé : personne ne peut s'y connecter. Demandez à l'administrateur de votre organisation de le rouvrir.
members-sign-in-throttled = { $n ->
    [1] Trop d'essais pour cette adresse ou depuis votre réseau. Pour freiner ceux qui devinent des mots de passe, le prochain essai comptera dans une minute.
   *[other] Trop d'essais pour cette adresse ou depuis votre réseau. Pour freiner ceux qui devinent des mots de passe, le prochain essai comptera dans { $n } minutes.
}
members-sign-in-busy = Beaucoup de personnes se connectent en ce moment. Votre saisie n'est pas en cause ; renvoyez-la dans quelques secondes.
members-sign-in-lost = Pas encore de compte, ou plus d'accès ? L'administrateur de votre organisation vous envoie un lien.
members-sign-in-first-title = Il n'y a encore personne
members-sign-in-first = Ouvrez le lien que le programme a affiché à son démarrage. Il fait entrer le premier administrateur, une seule fois.
members-sign-in-demo-title = Ceci est une démonstration
members-sign-in-demo = Les personnes et les organisations sont inventées. Leurs adresses et mots de passe ont été affichés dans le terminal où la démonstration a été lancée.
members-sign-out-done = Vous êtes déconnecté.

# Liens à usage unique
members-spent-title = Ce lien ne fonctionne plus
members-spent-first-run = Il est destiné au premier administrateur et sert une fois, pendant une semaine. Si personne n'a encore pu se connecter, relancez le programme : il en affiche un nouveau.
members-spent-invitation = Une invitation sert une fois, pendant une semaine, et prend fin quand elle est retirée. Demandez-en une nouvelle à qui vous a invité. Si vous avez déjà rejoint l'organisation, connectez-vous.
members-spent-reset = Un lien vers un nouveau mot de passe sert une fois, pendant une heure. Demandez-en un autre par « Mot de passe oublié ? » sur la page de connexion, ou à l’administrateur de votre organisation.
members-link-title = Un lien pour { $email }
members-link-once = Copiez le lien maintenant : il n'est montré qu'une fois
members-link-label = Le lien
members-link-hand = Remettez-le à { $email } par une voie que vous êtes seuls à utiliser : le premier qui l'ouvre s'en sert.
members-link-kept = Je l'ai copié
members-welcome-title = Bienvenue sur Belfry
members-welcome-lead = Vous êtes la première personne ici. Dites quelle organisation anime cette communauté et qui vous êtes ; vous en devenez l'administrateur et pourrez inviter les autres.
members-welcome-organisation = Organisation
members-welcome-organisation-hint = Nom complet, tel que ses membres le connaissent. Il pourra être modifié.
members-welcome-do = Commencer
members-invitation-title = Rejoindre { $name }
members-invitation-lead = { $name } a invité { $email } avec ces rôles :
members-invitation-do = Rejoindre
members-invitation-join = Rejoindre avec mon compte
members-invitation-other = Vous êtes connecté avec une autre adresse que { $email }. Déconnectez-vous d'abord, puis rouvrez le lien.
members-invitation-done = Vous avez rejoint l'organisation. Vos nouveaux rôles figurent ci-dessous.
members-reset-title = Choisir un nouveau mot de passe
members-reset-lead = Toutes les sessions de votre compte prennent fin, et vous vous connectez avec le nouveau mot de passe.
members-reset-done = Votre mot de passe est changé. Connectez-vous avec lui.
members-reset-link = Lien vers un nouveau mot de passe
members-reset-link-why = Il sert une fois, pendant une heure, et permet à qui le détient de choisir un nouveau mot de passe pour ce compte.

# Ce qui est refusé
members-refused-name-taken = Ce nom est déjà pris. Choisissez-en un autre, ou cherchez celui qui existe.
members-refused-already-member = L'appartenance existe déjà, ou elle est suspendue. Regardez la liste des membres.
members-refused-wrong-state = Ce n'est pas possible maintenant : quelqu'un a fait une modification entre-temps, ou il s'agit du propriétaire lui-même. La page montre l'état actuel.
members-refused-closed = Le cercle est fermé : ses membres ne changent plus.
members-refused-link-spent = Le lien ne fonctionne plus. Demandez-en un nouveau.
members-refused-sign-in-to-accept = Cette adresse a déjà un compte ici. Connectez-vous, et l'invitation s'ouvrira de nouveau.
members-refused-last-administrator = Personne d'autre n'administre la plateforme. Donnez d'abord ce rôle à quelqu'un d'autre.
members-refused-wrong-password = Ce n'est pas votre mot de passe actuel. Vérifiez la saisie et la touche des majuscules.
members-refused-busy = Beaucoup de mots de passe sont vérifiés en ce moment. Renvoyez le formulaire dans quelques secondes.
members-refused-password-too-short = Le mot de passe compte moins de 12 caractères. Ajoutez des mots : quatre qui n'ont rien à voir entre eux conviennent bien.
members-refused-password-too-long = Le mot de passe compte plus de 128 caractères. Prenez-en un plus court.
members-refused-password-like-email = Le mot de passe contient le nom de votre adresse, que l'on devine d'abord. Prenez d'autres mots.
members-refused-password-common = Le mot de passe est fait de mots et de nombres que l'on devine d'abord. Prenez quatre mots qui n'ont rien à voir entre eux.
members-refused-throttled = { $n ->
    [1] Trop d'essais. Pour freiner ceux qui devinent des mots de passe, le prochain essai comptera dans une minute.
   *[other] Trop d'essais. Pour freiner ceux qui devinent des mots de passe, le prochain essai comptera dans { $n } minutes.
}
members-refused-field = Cette saisie est illisible. Vérifiez-la.
members-refused-field-name = Saisissez un nom : une ligne, ni vide ni très longue.
members-refused-field-short-name = Saisissez un nom court d'au plus 40 caractères.
members-refused-field-about = Raccourcissez : au plus 5 000 caractères.
members-refused-field-country = Saisissez les deux lettres du code du pays, par exemple BE.
members-refused-field-website = Saisissez l'adresse entière, commençant par https://.
members-refused-field-sector = Choisissez un secteur de la liste, ou aucun.
members-refused-field-email = Saisissez une adresse électronique, par exemple ana@example.org.
members-refused-field-expires = Choisissez la durée de validité de la clé.
members-refused-field-language = Choisissez une langue de la liste.
members-refused-field-time-zone = Ce fuseau horaire est inconnu. Choisissez-en un de la liste, par exemple Europe/Brussels.
members-refused-field-purpose = Raccourcissez l'objet : au plus 2 000 caractères.
members-refused-field-rules = Raccourcissez les règles : au plus 20 000 caractères.

# Listes
members-list-actions = Ce que l'on peut faire
members-list-all = Tous
members-list-cancel = Annuler
members-list-choose = Choisir
members-list-filter = { $label } : { $value }
members-list-next = Suivantes
members-list-previous = Précédentes
members-list-text = Nom

# Réglages personnels
members-me-title = Vos réglages
members-me-lead = Comment les autres vous voient, comment vous vous connectez, et ce dont vous êtes informé.
members-me-profile = Profil
members-me-password = Mot de passe
members-me-sessions = Sessions
members-me-keys = Clés d'API
members-me-notifications = Notifications
members-me-save = Enregistrer
members-me-profile-done = Votre profil est enregistré.
members-me-name-hint = Tel que les membres de la communauté le voient à côté de ce que vous écrivez.
members-me-time-zone = Fuseau horaire
members-me-time-zone-hint = Les heures et les échéances sont dites dans ce fuseau. Saisissez une ville : Europe/Brussels.
members-me-account = Compte
members-me-ties = Vous agissez pour
members-me-ties-none = Aucune organisation ne vous compte parmi ses membres à présent ; vous ne voyez donc rien de la communauté. Adressez-vous à l'administrateur de la vôtre.
members-me-home = votre organisation d'attache
members-person-name = Nom
members-person-closed = Compte fermé
members-membership = Appartenance
members-membership-invited = Invité
members-membership-confirmed = Confirmée
members-membership-suspended = Suspendue
members-membership-ended = Terminée

# Mot de passe
members-password-rules = Au moins 12 caractères. Quatre mots qui n'ont rien à voir entre eux sont faciles à retenir et difficiles à deviner.
members-password-old = Mot de passe actuel
members-password-new = Nouveau mot de passe
members-password-old-missing = Saisissez votre mot de passe actuel, pour que personne d'autre ne puisse le changer sur votre appareil.
members-password-new-missing = Saisissez un nouveau mot de passe.
members-password-others = Toutes les autres sessions prennent fin, et qui s'y trouve avec l'ancien mot de passe est dehors.
members-password-do = Changer le mot de passe
members-password-done = Votre mot de passe est changé, et vos autres sessions ont pris fin.

# Sessions
members-me-sessions-title = Où vous êtes connecté
members-me-sessions-hint = Une session prend fin après douze heures sans usage, et après deux semaines dans tous les cas. Mettez fin à celles que vous ne connaissez pas, puis changez de mot de passe.
members-me-sessions-device = Appareil
members-me-sessions-opened = Connexion
members-me-sessions-seen = Dernier usage
members-me-sessions-this = Celle-ci
members-me-sessions-end = Mettre fin
members-me-sessions-end-others = Mettre fin à toutes les autres
members-me-sessions-ended = { $n ->
    [0] Cette session n'existait déjà plus.
    [1] La session a pris fin.
   *[other] { $n } sessions ont pris fin.
}
members-me-device = { $browser } sous { $system }
members-me-device-unknown = Appareil inconnu

# Clés d'API
members-me-keys-title = Clés d'API
members-me-keys-hint = Un programme qui détient une clé agit en votre nom : il voit ce que vous voyez, et rien de plus.
members-me-keys-none = Pas encore de clé
members-me-keys-none-why = Une clé permet à l'un de vos programmes, capteur ou script, de demander ce qui vous a été partagé, ou de partager ce qu'il a trouvé.
members-me-keys-new = Créer une clé
members-me-keys-name = Nom
members-me-keys-name-hint = Quel programme la détient, et où : vous voudrez le savoir le jour où vous la révoquerez.
members-me-keys-scope = Ce qu'elle permet
members-me-keys-scope-read = Lire
members-me-keys-scope-read-hint = Voir ce que vous voyez. Suffit à la plupart des programmes.
members-me-keys-scope-write = Lire et écrire
members-me-keys-scope-write-hint = Modifier aussi ce que vous pouvez modifier : importer, publier, ajouter des observations.
members-me-keys-scope-missing = Choisissez ce que la clé permet.
members-me-keys-for = Valable
members-me-keys-days = { $n ->
    [one] { $n } jour
   *[other] { $n } jours
}
members-me-keys-make = Créer la clé
members-me-keys-made = Créée
members-me-keys-ends = Valable jusqu'au
members-me-keys-over = Expirée
members-me-keys-used = Dernier usage
members-me-keys-unused = Jamais
members-me-keys-revoke = Révoquer
members-me-keys-revoked = La clé est révoquée. Les programmes qui la détiennent sont refusés dès maintenant.
members-me-keys-most = Vous avez 50 clés valables, le plus qu'une personne puisse détenir. Révoquez-en une dont vous n'avez plus besoin.
members-me-keys-made-title = La clé « { $name } »
members-me-keys-once = Copiez la clé maintenant : elle n'est montrée qu'une fois
members-me-keys-once-why = Seule son empreinte est gardée ici. Elle est valable jusqu'au { $date }. Si elle est perdue, révoquez-la et créez-en une autre.
members-me-keys-text = La clé
members-me-keys-example = Essayez-la dans un terminal :
members-me-keys-example-label = Une commande qui liste les événements
members-me-keys-kept = Je l'ai copiée

# Notifications
members-me-notifications-title = Ce dont vous êtes informé
members-me-notifications-hint = « Dans le produit » veut dire sur votre journée, parmi les activités. Le courriel dit qu'il s'est passé quelque chose et où, jamais quoi.
members-me-notifications-done = Vos souhaits sont enregistrés.
members-me-wish-shared = Un nouvel événement m'est partagé
members-me-wish-shared-hint = Par un cercle de mon organisation, ou avec toute la communauté.
members-me-wish-discussion = Quelqu'un discute ce qui est à nous, ou ce à quoi j'ai pris part
members-me-wish-discussion-hint = Une remarque, une question, une réponse, un document.
members-me-wish-recall = Ce que j'ai reçu est rappelé ou rectifié
members-me-wish-recall-hint = Vous avez peut-être bloqué des valeurs qui ne devraient pas l'être. Mieux vaut par courriel.
members-me-wish-circle = Quelque chose change dans nos cercles
members-me-wish-circle-hint = Une invitation, un nouveau membre, un cercle fermé. Pour ceux qui parlent au nom de l'organisation.
members-me-wish-people = Les personnes et les rôles changent
members-me-wish-people-hint = Quelqu'un rejoint une organisation dont je m'occupe, ou mes propres rôles changent.
members-me-way-mail = Dans le produit et par courriel
members-me-way-product = Dans le produit
members-me-way-none = Pas du tout

# Rôles
members-roles-title = Rôles
members-roles-lead = Un rôle est tenu pour une organisation et ne compte que là. On peut en tenir plusieurs.
members-roles-role = Rôle
members-roles-for = À quoi il sert
members-roles-yours = Vous le tenez pour
members-roles-ask = Les rôles sont donnés par l'administrateur d'une organisation, et par celui de la plateforme.
members-roles-link = Ce que veulent dire les rôles
members-role-platform-administrator = Administrateur de la plateforme
members-role-platform-administrator-hint = Fait fonctionner la plateforme : inscrit les organisations, invite leurs premiers administrateurs. Ne voit aucun contenu par ce seul rôle.
members-role-supervisor = Agent de contrôle
members-role-supervisor-hint = Personnel d'une autorité nationale compétente : dossiers, notifications, contrôle des entités.
members-role-spoc-officer = Agent de liaison
members-role-spoc-officer-hint = Personnel du point de contact unique : échanges avec les autres pays.
members-role-csirt-analyst = Analyste de CSIRT
members-role-csirt-analyst-hint = Personnel d'un CSIRT : reçoit les notifications, analyse et partage les menaces, aide en cas d'incident.
members-role-nis-implementer = Coordinateur SRI
members-role-nis-implementer-hint = Veille aux devoirs d'une entité selon la directive : mesures, échéances, notifications.
members-role-organisation-administrator = Administrateur d'organisation
members-role-organisation-administrator-hint = Admet des personnes dans l'organisation, leur donne des rôles, et parle pour elle dans les cercles.
members-role-contributor = Contributeur
members-role-contributor-hint = Écrit et partage pour l'organisation : événements, observations, commentaires.
members-role-reader = Lecteur
members-role-reader-hint = Lit ce qui parvient à l'organisation.
members-role-management-member = Membre de la direction
members-role-management-member-hint = Siège à l'organe de direction : voit les synthèses, approuve les mesures, suit les formations.
members-role-circle-coordinator = Coordinateur de cercle
members-role-circle-coordinator-hint = Fonde et anime des cercles pour une association ou un ISAC, et y parle pour l'organisation.

# Organisations
members-organisation-list-title = Organisations
members-organisation-list-lead = Les membres de cette communauté. Tous se connaissent ; ce qu'ils partagent est une autre affaire.
members-organisation-list-text-hint = Une partie du nom
members-organisation-list-none = Aucune organisation ne correspond
members-organisation-list-none-why = Retirez un filtre, ou cherchez une partie plus courte du nom.
members-organisation-count = { $n ->
    [1] { $said } organisation
   *[other] { $said } organisations
}
members-organisation-name = Organisation
members-organisation-short-name = Nom court
members-organisation-short-name-hint = Pour les listes ; au plus 40 caractères.
members-organisation-kind = Nature
members-organisation-kind-missing = Choisissez ce qu'est l'organisation.
members-organisation-sector = Secteur
members-organisation-sector-none = Aucun secteur
members-organisation-country = Pays
members-organisation-region-hint = Selon la NUTS. Après avoir choisi un autre pays, enregistrez ; ses régions figurent ensuite ici.
members-organisation-website = Site web
members-organisation-about = Présentation
members-organisation-about-hint = Quelques phrases : ce qu'elle fait, pour qui, sa taille.
members-organisation-people = Personnes
members-organisation-save = Enregistrer
members-organisation-new-title = Inscrire une organisation
members-organisation-new-lead = Elle paraît aussitôt dans l'annuaire. Invitez ensuite son premier administrateur, qui admettra les autres.
members-organisation-new-done = L'organisation est inscrite. Invitez maintenant son premier administrateur.
members-organisation-edit-title = Modifier la fiche
members-organisation-edit-done = La fiche est enregistrée.
members-organisation-contact = À qui s'adresser
members-organisation-contact-hint = Ses administrateurs. Qui d'autre y travaille ne regarde qu'elle.
members-organisation-contact-none = Personne n'administre encore cette organisation.
members-organisation-circles-own = Cercles
members-organisation-circles-own-none = Votre organisation n'est encore dans aucun cercle.
members-organisation-circles-common = Cercles en commun
members-organisation-circles-common-none = Aucun : vos organisations ne partagent qu'avec toute la communauté.
members-organisation-people-title = Personnes et rôles
members-organisation-people-of = Personnes : { $name }
members-organisation-people-lead = Qui peut agir pour l'organisation, et à quel titre.
members-organisation-people-own-hint = Celles dont l'appartenance est confirmée. Les autres organisations ne voient que ses administrateurs.
members-organisation-people-none = Encore personne
members-organisation-people-none-why = Invitez la première personne comme administrateur d'organisation. Elle admettra les autres.
members-organisation-people-change = Modifier
members-organisation-people-roles-hint = Choisissez aussi peu de rôles que le travail le permet. Vous pouvez donner ceux que vous tenez vous-même.
members-organisation-people-roles-save = Enregistrer les rôles
members-organisation-people-roles-done = Rôles enregistrés, ils comptent dès le prochain clic : { $name }.
members-organisation-people-suspend = Suspendre
members-organisation-people-suspended = Appartenance suspendue : { $name }.
members-organisation-people-resume = La faire compter de nouveau
members-organisation-people-resumed = Cette appartenance compte de nouveau : { $name }.
members-organisation-people-end = Mettre fin à l'appartenance
members-organisation-people-ended = Cette appartenance a pris fin : { $name }.
members-organisation-people-end-hint = Suspendue ou terminée, elle ne laisse plus rien voir de l'organisation dès le prochain clic. Ce qui a été écrit reste.
members-organisation-people-beyond = Cette personne tient un rôle que vous ne pouvez pas donner. L'administrateur de la plateforme peut le modifier.
members-organisation-invite-title = Inviter une personne
members-organisation-invite-lead = Vous obtenez un lien qui sert une fois, pendant une semaine. Qui l'ouvre rejoint { $name } avec les rôles que vous choisissez.
members-organisation-invite-email-hint = L'adresse est liée au lien, et servira à se connecter.
members-organisation-invite-roles-missing = Choisissez au moins un rôle ; Lecteur est le plus petit.
members-organisation-invite-do = Créer le lien
members-organisation-invite-link-why = Il sert une fois, pendant une semaine. Il n'est gardé nulle part : s'il est perdu, invitez de nouveau.
members-organisation-invite-waiting = Invitations en attente
members-organisation-invite-waiting-hint = Personne ne les a encore ouvertes.
members-organisation-invite-made = Créée
members-organisation-invite-ends = Valable jusqu'au
members-organisation-invite-withdraw = Retirer
members-organisation-invite-withdrawn = L'invitation est retirée ; son lien ne fonctionne plus.
members-kind-oes = Entité essentielle ou importante
members-kind-dsp = Fournisseur de service numérique
members-kind-nca = Autorité compétente
members-kind-spoc = Point de contact unique
members-kind-csirt = CSIRT
members-kind-association = Association ou ISAC
members-kind-institution = Institution de cybersécurité
members-kind-region = Région ou agence régionale
members-kind-managing-authority = Autorité de gestion
members-kind-hub = Pôle d'innovation
members-kind-provider = Prestataire de services
members-kind-training-body = Organisme de formation ou de certification
members-kind-university = Université
members-kind-sme = Petite ou moyenne entreprise
members-kind-other = Autre

# Cercles de confiance
members-circle-list-title = Cercles de confiance
members-circle-list-lead = Des organisations qui partagent entre elles selon leurs propres règles (MISP : groupes de partage).
members-circle-list-none = Pas encore de cercle
members-circle-list-none-why = Un cercle est l'endroit où l'on dit ce qui n'est pas pour toute la communauté : à ceux du secteur, de la région, de la chaîne d'approvisionnement. Qui administre ou coordonne pour une organisation peut en fonder un.
members-circle-all = Tous les cercles
members-circle-count = { $n ->
    [one] { $n } cercle que vous pouvez connaître
   *[other] { $n } cercles que vous pouvez connaître
}
members-circle-term = Cercle de confiance (MISP : groupe de partage)
members-circle-name = Nom
members-circle-name-hint = Ce que ses membres chercheront au moment de partager.
members-circle-owner = Propriétaire
members-circle-standing = Situation
members-circle-member = Membre
members-circle-since = Depuis
members-circle-purpose = Objet
members-circle-purpose-hint = Ce qui est partagé ici, et à quelle fin. Qui est invité le lit d'abord.
members-circle-purpose-missing = Dites à quoi sert le cercle : personne ne peut accepter un cercle sans objet.
members-circle-rules = Règles
members-circle-rules-hint = Ce dont les membres conviennent : à quelle vitesse, jusqu'où, qui répond, ce qui ne se dit jamais ici.
members-circle-rules-none = Les membres ne sont convenus d'aucune règle au-delà du niveau.
members-circle-ceiling = Jusqu'où l'on peut transmettre
members-circle-ceiling-short = Niveau
members-circle-ceiling-hint = Ce qui est partagé dans le cercle ne va pas plus loin que ce niveau du Traffic Light Protocol ne le permet.
members-circle-ceiling-missing = Choisissez jusqu'où l'on peut transmettre.
members-circle-ceiling-red = Reste aux personnes qui le lisent ici.
members-circle-ceiling-amber-strict = Reste dans les organisations membres.
members-circle-ceiling-amber = Va aux organisations membres, et à ceux de leurs clients qui en ont besoin.
members-circle-ceiling-green = Va à la communauté, pas au public.
members-circle-ceiling-clear = Va à tous.
members-circle-hidden = Caché
members-circle-hidden-hint = Seuls ses membres et son propriétaire savent que le cercle existe. Les autres ne le trouvent ni dans les listes, ni dans les comptes, ni dans les recherches.
members-circle-hidden-chip = Caché
members-circle-seen-hidden = ses membres et son propriétaire
members-circle-seen-open = toute la communauté ; ce qui y est partagé, ses membres seulement
members-circle-new-title = Fonder un cercle
members-circle-new-lead = Votre organisation en est le propriétaire et le premier membre, et invite les autres.
members-circle-new-do = Fonder le cercle
members-circle-new-done = Le cercle est fondé. Invitez maintenant ses membres.
members-circle-edit-title = Modifier le cercle
members-circle-edit-do = Enregistrer
members-circle-edit-done = Le cercle est enregistré.
members-circle-members = Membres
members-circle-members-hidden = Ses membres seuls savent qui est dans le cercle.
members-circle-invites = peut inviter
members-circle-status-invited = Invité
members-circle-status-confirmed = Membre
members-circle-status-suspended = Suspendu
members-circle-status-left = Parti
members-circle-invite-title = Inviter une organisation
members-circle-invite-lead = Elle rejoint { $name } dès que quelqu'un qui parle pour elle accepte. Jusque-là, elle ne voit que l'objet et les règles.
members-circle-invite-whom = Organisation
members-circle-invite-whom-hint = Les membres et ceux qui sont déjà invités n'y figurent pas.
members-circle-invite-missing = Choisissez l'organisation à inviter.
members-circle-invite-all = Tout le monde y est
members-circle-invite-all-why = Chaque organisation que vous connaissez est membre ou déjà invitée.
members-circle-invite-do = Inviter
members-circle-invited = { $name } est invitée. L'invitation l'attend dans sa liste de cercles.
members-circle-may-invite = Peut en inviter d'autres
members-circle-may-invite-hint = Une fois membre, elle peut elle-même faire venir d'autres organisations.
members-circle-invitations = Invitations
members-circle-invitations-hint = Lisez d'abord l'objet et les règles : qui accepte, y souscrit.
members-circle-invitation-for = Invitée
members-circle-invitation-since = Depuis
members-circle-accept = Accepter et rejoindre
members-circle-decline = Décliner
members-circle-joined = Votre organisation a rejoint le cercle.
members-circle-declined = L'invitation est déclinée.
members-circle-answer-missing = Utilisez les boutons de l'invitation : accepter ou décliner.
members-circle-suspend = Suspendre
members-circle-suspended = Le membre est suspendu et ne voit plus rien par ce cercle dès le prochain clic.
members-circle-resume = Le faire compter de nouveau
members-circle-resumed = L'appartenance compte de nouveau.
members-circle-leave = Quitter le cercle
members-circle-leave-title = Quitter ce cercle ?
members-circle-leave-why = { $name } ne verra plus ce qui est partagé dans le cercle, ni le nouveau ni l'ancien. Ce qu'elle a partagé reste à elle. Pour revenir, il lui faudra une invitation.
members-circle-left = Votre organisation a quitté le cercle.
members-circle-close = Fermer le cercle
members-circle-close-title = Fermer ce cercle pour de bon ?
members-circle-close-why = Ses membres cessent de voir ce qui y a été partagé, dès le prochain clic. Ce que chacun a partagé reste à son propriétaire. C'est sans retour.
members-circle-closed = Fermé
members-circle-closed-why = Plus rien n'est partagé dans ce cercle, et personne ne voit rien par lui.
members-circle-closed-done = Le cercle est fermé.
