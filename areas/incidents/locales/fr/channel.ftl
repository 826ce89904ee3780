# Les voies vers le système de tickets d’une autorité.

incidents-channel-title = Système de tickets
incidents-channel-lead = Ce qui est notifié à votre organisation parvient aussi à son système de tickets : par un webhook signé ou par un courriel chiffré.
incidents-channel-list = Où cela va
incidents-channel-none = Rien ne part encore
incidents-channel-none-why = Votre boîte de réception d’ici suffit. Si vous travaillez dans un système de tickets comme RT, ajoutez-le ci-dessous : vous y trouverez ce que votre organisation peut lire.
incidents-channel-kind = Voie
incidents-channel-kind-missing = Choisissez une voie.
incidents-channel-kind-webhook = Webhook
incidents-channel-kind-hint-webhook = Du JSON par HTTPS, signé par un secret qui vous est montré une seule fois.
incidents-channel-kind-mail = Courriel chiffré
incidents-channel-kind-hint-mail = OpenPGP, pour les files comme celles de RT et RTIR. Les courriels d’une même notification se réfèrent les uns aux autres.
incidents-channel-address = Adresse
incidents-channel-address-hint = https://rt.example/belfry, ou rt@cert.example.
incidents-channel-address-wrong = Utilisez une adresse HTTPS pour un webhook, une adresse électronique pour le courriel.
incidents-channel-tag = Préfixe de l’objet
incidents-channel-tag-hint = Pour le courriel : ce à quoi RT reconnaît sa file, par exemple cert.example. Il précède l’objet, entre crochets.
incidents-channel-tag-wrong = { $n } caractères au plus.
incidents-channel-certificate = Certificat OpenPGP
incidents-channel-certificate-hint = Pour le courriel : la clé publique de la file, au format ASCII.
incidents-channel-key-too-long = Le certificat est trop long. Exportez-le sans les signatures d’autrui.
incidents-channel-key-secret = C’est une clé secrète. Collez la clé publique, et considérez celle-ci comme divulguée.
incidents-channel-key-unreadable = Ce n’est pas une clé publique OpenPGP au format ASCII.
incidents-channel-key-forged = Une signature du certificat ne convient pas. Exportez-le à nouveau.
incidents-channel-key-revoked = La clé est révoquée. Utilisez celle qui l’a remplacée.
incidents-channel-key-no-use = Le certificat n’a pas de clé valide pour chiffrer. Ajoutez une sous-clé de chiffrement, ou prolongez la sienne.
incidents-channel-add = Ajouter une voie
incidents-channel-add-do = Ajouter
incidents-channel-added = La voie est ajoutée. Envoyez un essai.
incidents-channel-secret = Le secret du webhook
incidents-channel-secret-why = Il est montré cette seule fois. Belfry-Signature vaut t=SECONDES,v1=HEX, où HEX est le HMAC-SHA256 des secondes, d’un point et du corps.
incidents-channel-test = Envoyer un essai
incidents-channel-tested = L’essai est parti ; la liste ci-dessous dit ce qu’il en est.
incidents-channel-test-subject = Essai de Belfry
incidents-channel-test-text = La voie est ouverte : ce qui est notifié à votre organisation arrive ici.
incidents-channel-end = Retirer
incidents-channel-ended = Plus rien ne part par cette voie.
incidents-channel-went = Ce qui est parti
incidents-channel-what = Objet
incidents-channel-what-submitted = Étape envoyée
incidents-channel-what-received = Notification reçue
incidents-channel-what-handled = Incident traité
incidents-channel-what-closed = Notification close
incidents-channel-what-test = Essai
incidents-channel-state = État
incidents-channel-state-waiting = En chemin
incidents-channel-state-delivered = Remis
incidents-channel-state-failed = Échoué
incidents-channel-when = Quand
incidents-channel-tries = { $n ->
    [one] { $n } essai
   *[other] { $n } essais
}
incidents-channel-again = Réessayer
