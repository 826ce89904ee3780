# Les rapports : les volumes d’une série, faits de sections.

insight-nav = Enseignements
insight-agenda-recommendation = { $what } (recommandé dans « { $title } »)

insight-personal-answered = { $n ->
    [1] Un rapport transmis ou approuvé
   *[other] { $n } rapports transmis ou approuvés
  }
insight-personal-written = { $n ->
    [1] Une section de rapport écrite en dernier
   *[other] { $n } sections de rapport écrites en dernier
  }
insight-personal-why = D’autres se fient à qui a répondu d’un rapport.

insight-report-list = Rapports
insight-report-lead = Ce que la communauté a appris d’elle-même, volume après volume. Chaque chiffre dit ce qui est compté, sur combien, et d’où il vient.
insight-report-none = Aucun rapport pour l’instant
insight-report-none-why = Un rapport réunit en un document ce que disent les enquêtes, les pratiques et les menaces partagées : sur le web, sur papier, en données.
insight-report-new = Nouveau rapport
insight-report-new-lead = Un brouillon que seule votre organisation voit, jusqu’à ce que quelqu’un d’autre l’ait approuvé et qu’il soit publié.
insight-report-begin = Commencer le brouillon
insight-report-begun = Le brouillon est prêt. Ajoutez ses sections.
insight-report-edit = Modifier l’en-tête
insight-report-save = Enregistrer
insight-report-saved = L’en-tête est enregistré, et tous les chiffres sont recalculés.
insight-report-title = Titre
insight-report-title-hint = Ce que dit ce volume, en une ligne.
insight-report-title-missing = Donnez au rapport un titre de { $n } caractères au plus.
insight-report-series = Série
insight-report-series-hint = Par exemple : Retours d’expérience.
insight-report-series-missing = Nommez la série en { $n } caractères au plus.
insight-report-volume = Volume
insight-report-volume-hint = 2, 3.5…
insight-report-volume-missing = Indiquez de quel volume il s’agit, en { $n } caractères au plus.
insight-report-volume-of = { $series }, volume { $volume }
insight-report-summary-en = Résumé, en anglais
insight-report-summary-fr = Résumé, en français
insight-report-summary-hint = Quelques phrases avant la table des matières. Markdown.
insight-report-summary-long = { $n } caractères au plus.
insight-report-from = Premier jour
insight-report-until = Dernier jour
insight-report-period = Période
insight-report-period-of = du { $from } au { $until }
insight-report-period-hint = Les chiffres du rapport portent sur cette période. Les jours commencent et finissent en UTC, pour être les mêmes quel que soit celui qui calcule.
insight-report-day-missing = Choisissez le premier jour.
insight-report-until-missing = Choisissez un dernier jour qui ne précède pas le premier.
insight-report-country = Pays
insight-report-country-hint = Deux lettres. Il figure à côté de tous les autres dans les chiffres tout prêts.
insight-report-country-wrong = Un pays a deux lettres.
insight-report-for = Pour qui
insight-report-for-hint = Ses chiffres comptent ce que tous peuvent voir, et rien d’autre.
insight-report-reach = Portée
insight-report-reach-missing = Choisissez pour qui il est.
insight-report-tlp = TLP
insight-report-tlp-hint = Jusqu’où les lecteurs peuvent le porter. Les chiffres d’un rapport TLP:CLEAR sont des données ouvertes.
insight-report-tlp-missing = Choisissez un niveau.
insight-report-tlp-short = Ce niveau s’arrête avant les destinataires. Choisissez un niveau plus libre ou moins de destinataires.
insight-report-owner = Par
insight-report-state = État
insight-report-date = Date
insight-report-published = Publié
insight-report-pdf = PDF

insight-reach-own = Votre organisation
insight-reach-community = Toute la communauté
insight-reach-everyone = Tout le monde
insight-reach-circle = Cercle de confiance { $name }
insight-reach-circle-hidden = Un cercle de confiance

insight-state-draft = Brouillon
insight-state-sent = Transmis
insight-state-approved = Approuvé
insight-state-published = Publié

insight-step-draft-why = Seule votre organisation le voit. Plusieurs peuvent écrire en même temps, chacun dans une section ; une fois entier, transmettez-le, et quelqu’un d’autre l’approuve.
insight-step-send = Transmettre
insight-step-sent = Le rapport est transmis.
insight-step-sent-why = Personne ne le modifie désormais. Une autre personne que celle qui l’a transmis l’approuve ou le renvoie.
insight-step-own = Vous l’avez transmis : quelqu’un d’autre l’approuve.
insight-step-approve = Approuver
insight-step-approved = Le rapport est approuvé.
insight-step-approved-why = Il peut être publié. Vous voyez d’abord qui le lira.
insight-step-back = Revenir au brouillon
insight-step-not-now = Là où en est le rapport, ce n’est pas l’étape suivante.
insight-step-returned = C’est de nouveau un brouillon.

insight-section-none = Aucune section pour l’instant
insight-section-none-why = Commencez par une section toute prête : qui a répondu, où en sont les mesures, ce qui a été partagé.
insight-section-add = Ajouter une section
insight-section-add-hint = Une section toute prête apporte son titre, une phrase et son chiffre, dans les deux langues. Vous changez ce que vous voulez.
insight-section-ready = Toute prête
insight-section-add-do = L’ajouter
insight-section-change = Modifier
insight-section-up = Monter
insight-section-down = Descendre
insight-section-remove = Retirer
insight-section-by = Dernière modification par { $who }, { $at }
insight-section-edit = Section : { $kind }
insight-section-save = Enregistrer la section
insight-section-saved = La section est enregistrée.
insight-section-full = Un rapport a { $n } sections au plus.
insight-section-title-en = Titre, en anglais
insight-section-title-fr = Titre, en français
insight-section-title-missing = Donnez un titre à la section, dans une langue au moins.
insight-section-title-long = Un titre a { $n } caractères au plus.
insight-section-text-en = Texte, en anglais
insight-section-text-fr = Texte, en français
insight-section-text-hint = Markdown. Ce qui n’est écrit que dans une langue se lit dans les deux.
insight-section-text-long = { $n } caractères au plus.
insight-section-meanwhile = { $who } a enregistré cette section entre-temps, { $at }
insight-section-meanwhile-why = Ce que vous avez écrit est toujours dans le formulaire ci-dessous. Regardez ce qui est enregistré, réunissez les deux, puis enregistrez de nouveau.
insight-section-theirs = Ce qui est enregistré

insight-kind-text = Texte
insight-kind-figure = Chiffre
insight-kind-finding = Constat
insight-kind-chosen = Fiches choisies
insight-kind-recommendations = Recommandations
insight-kind-hint-text = Des mots, en Markdown.
insight-kind-hint-figure = Un chiffre calculé par un domaine, avec quelques mots.
insight-kind-hint-finding = Une phrase à retenir, et pourquoi. Son premier paragraphe ressort.
insight-kind-hint-chosen = Pratiques, enquêtes, événements : chacun avec un lien, pour autant que tous les lecteurs les voient.
insight-kind-hint-recommendations = Ce qui devrait être fait, par qui et pour quand. La recommandation figure à l’agenda du responsable dès la publication.

insight-chosen = Fiches
insight-chosen-hint = L’adresse de la page de chaque fiche, une par ligne.
insight-chosen-unknown = « { $line } » n’est pas l’adresse d’une fiche.
insight-chosen-unseen = L’une de ces fiches n’existe pas, ou vous ne pouvez pas la voir.

insight-recommendation-n = Recommandation { $n }
insight-recommendation-what = Recommandation
insight-recommendation-en = Quoi, en anglais
insight-recommendation-fr = Quoi, en français
insight-recommendation-owner = Responsable
insight-recommendation-due = Échéance
insight-recommendation-missing = La recommandation { $n } demande une date, et un responsable sous le nom où l’organisation est inscrite.
insight-recommendation-done = Faite
insight-recommendation-late = En retard
insight-recommendation-settle = C’est fait
insight-recommendation-settled = La recommandation est faite.

insight-publish-title = Publier le rapport
insight-publish-lead = Il ne changera plus, ni ses chiffres avec lui.
insight-publish-go = Voir qui le lira
insight-publish-reaches = { $n ->
    [0] Seule votre organisation le verra
    [1] Une organisation le verra
   *[other] { $n } organisations le verront
  }
insight-publish-more = { $n ->
    [1] et une autre
   *[other] et { $n } autres
  }
insight-publish-others = Il peut y en avoir d’autres, dont vous ne pouvez pas savoir qu’elles existent.
insight-publish-figures = { $n ->
    [0] Il ne contient aucun chiffre.
    [1] Un chiffre est calculé une dernière fois et reste avec lui.
   *[other] { $n } chiffres sont calculés une dernière fois et restent avec lui.
  }
insight-publish-recommendations = { $n ->
    [0] Il ne recommande rien.
    [1] Une recommandation va à l’agenda de son responsable.
   *[other] { $n } recommandations vont à l’agenda de leurs responsables.
  }
insight-publish-empty = { $n ->
    [1] Un chiffre est vide
   *[other] { $n } chiffres sont vides
  }
insight-publish-empty-why = Rien ne peut en être dit à ces lecteurs : l’enquête ne leur est pas montrée, ou rien ne s’est produit durant la période.
insight-publish-differs = { $n ->
    [1] Un chiffre diffère du brouillon
   *[other] { $n } chiffres diffèrent du brouillon
  }
insight-publish-differs-why = Quelque chose a changé depuis leur calcul. Ce qui est publié est ce qu’ils donnent maintenant.
insight-publish-do = Publier
insight-publish-done = Le rapport est publié.

insight-check-do = Recalculer
insight-check-title = Les chiffres une fois encore
insight-check-lead = Chaque chiffre est recalculé, pour la même période et les mêmes lecteurs. Rien n’en est modifié.
insight-check-none = Aucun chiffre
insight-check-none-why = Ce rapport ne contient que des mots.
insight-check-same = { $n ->
    [1] Un chiffre donne encore la même chose
   *[other] { $n } chiffres donnent encore la même chose
  }
insight-check-other = { $n ->
    [1] Un chiffre donne autre chose
   *[other] { $n } chiffres donnent autre chose
  }
insight-check-other-why = Ce que dit le rapport reste tel qu’il a été publié. Des fiches ont pu être ajoutées, modifiées ou reprises depuis.
insight-check-since = Calculé le { $at }
insight-check-before = Dans le rapport
insight-check-now = Maintenant
insight-check-absent = absent
insight-check-take = Reprendre ces chiffres
insight-check-taken = Les chiffres sont ceux d’aujourd’hui.

insight-paper-contents = Table des matières
insight-paper-page = Page
insight-paper-by = Rédigé par
insight-paper-for = Pour
insight-paper-state = État

insight-ready-participation = Qui a répondu (participation par vague)
insight-ready-maturity = Où en sont les mesures (par question)
insight-ready-sectors = La maturité par secteur
insight-ready-trend = Ce qui a bougé (maturité par vague)
insight-ready-difficulties = Ce qui est difficile
insight-ready-quick-wins = Gains rapides
insight-ready-practices = Des pratiques que d’autres ont reprises
insight-ready-collected = Ce qui a été recueilli
insight-ready-adopted = Ce que d’autres ont repris
insight-ready-hindrances = Où se situent les difficultés
insight-ready-shared = Menaces partagées, par mois
insight-ready-classes = La nature des menaces, par classe
insight-ready-delay = Dans quel délai elles ont été partagées
insight-ready-exchange = Ce que vaut l’échange
insight-ready-tools = Outils
insight-ready-members = Qui est ici (organisations par secteur)
insight-ready-recommendations = Recommandations avec responsable et échéance
