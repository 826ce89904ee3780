# L’échéancier dans son propre calendrier.

desk-calendar-title = Mes échéances dans mon calendrier
desk-calendar-lead = Un lien secret que votre logiciel de calendrier interroge de temps à autre. Il montre quand une échéance tombe ; son objet, seulement s’il peut quitter la plateforme (TLP:GREEN ou TLP:CLEAR).
desk-calendar-action = Dans mon calendrier
desk-calendar-name = Belfry : échéances
desk-calendar-neutral = Belfry : une échéance
desk-calendar-made = Votre lien
desk-calendar-once = Ce lien n’est montré qu’une fois
desk-calendar-once-why = Copiez-le maintenant dans votre logiciel de calendrier (« s’abonner à un calendrier »). Qui le possède voit vos échéances : traitez-le comme un mot de passe, et révoquez-le si un appareil est perdu.
desk-calendar-link = Lien secret
desk-calendar-links = Vos liens
desk-calendar-for = Pour
desk-calendar-for-hint = L’appareil ou le logiciel, afin de savoir plus tard quel lien révoquer.
desk-calendar-since = Depuis
desk-calendar-used = Dernière consultation
desk-calendar-unused = Jamais encore
desk-calendar-revoke = Révoquer
desk-calendar-revoked = Le lien est révoqué. Il ne mène plus à rien.
desk-calendar-new = Un nouveau lien
desk-calendar-new-hint = Un par appareil.
desk-calendar-do = Créer le lien
desk-calendar-name-missing = Dites à quoi il sert, en { $n } caractères au plus.
desk-calendar-most = Vous avez déjà { $n } liens. Révoquez-en un d’abord.
