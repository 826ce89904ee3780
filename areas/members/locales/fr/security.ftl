# Connexion et sécurité : seconds facteurs, codes de secours, seconde étape, rôles qui en exigent un.

members-security-title = Connexion et sécurité
members-security-factors = Seconds facteurs
members-security-factors-hint = En plus du mot de passe, vous présentez l'un d'eux à la connexion. Qui apprendrait votre mot de passe resterait dehors.
members-security-none = Pas encore de second facteur
members-security-none-why = Une application de votre téléphone qui affiche un nouveau code toutes les trente secondes tient à distance qui apprendrait votre mot de passe.
members-security-demanded-title = Votre rôle exige un second facteur
members-security-demanded = Par votre rôle ({ $roles }), vous accédez à ce que d’autres ont confié à la communauté. Ajoutez un second facteur ; tout vous sera alors ouvert.
members-security-name = Nom
members-security-name-hint = Celui auquel vous le reconnaîtrez dans cette liste, par exemple « Téléphone ».
members-security-kind = Type
members-security-kind-totp = Codes d'une application
members-security-kind-passkey = Clé d'accès
members-security-since = Ajouté
members-security-used = Dernier usage
members-security-unused = Jamais
members-security-change = Modifier
members-security-rename = Enregistrer le nom
members-security-remove = Retirer
members-security-removed = Le second facteur est retiré.
members-security-renamed = Le nom est enregistré.
members-security-add = Ajouter
members-security-added = Le second facteur est ajouté.

members-security-totp-add = Ajouter une application de codes
members-security-totp-title = Ajouter une application de codes
members-security-totp-lead = Toute application de codes à usage unique convient : celle du fabricant de votre téléphone, de votre gestionnaire de mots de passe, ou une application libre.
members-security-totp-name = Application de codes
members-security-totp-one = Ouvrez l'application et choisissez d'ajouter un compte.
members-security-totp-two = Faites-lui lire cette image.
members-security-totp-picture = Image destinée à l'application. Son texte figure ci-dessous.
members-security-totp-type = Ou saisissez-y cette clé ; le code change toutes les trente secondes et compte six chiffres.
members-security-totp-secret = Clé pour l'application
members-security-totp-three = Saisissez le code qu'elle affiche à présent.

members-security-codes = Codes de secours
members-security-codes-hint = Chacun vous ouvre une fois la porte à la place d'un second facteur, si vous perdez ce que vous portez sur vous.
members-security-codes-left = { $n ->
    [0] Il ne reste aucun code
    [1] Il reste un code
   *[other] Il reste { $n } codes
}
members-security-codes-renew = Créer dix nouveaux codes
members-security-codes-none = Les codes de secours accompagnent un second facteur. Ajoutez-en d'abord un.
members-security-codes-title = Vos codes de secours
members-security-codes-lead = Chacun sert une fois, à la place d'un second facteur.
members-security-codes-once = Imprimez-les ou copiez-les maintenant : ils ne sont montrés qu'une fois
members-security-codes-once-why = Seules leurs empreintes sont gardées ici. Conservez-les avec vos papiers importants, et non sur le téléphone qu'ils remplacent. Les codes que vous aviez auparavant ne fonctionnent plus.
members-security-codes-of = Pour { $account }, créés le { $date } :
members-security-codes-kept = Je les ai conservés

members-factor-title = Seconde étape
members-factor-lead = Votre mot de passe est exact. Présentez maintenant votre second facteur.
members-factor-lead-passkey = Votre mot de passe est exact. Présentez maintenant votre clé d'accès.
members-factor-code = Code
members-factor-code-hint = Les six chiffres que votre application affiche à présent, ou l'un de vos codes de secours.
members-factor-recovery = Code de secours
members-factor-recovery-hint = Si votre clé d'accès n'est pas à portée de main. Chaque code sert une fois.
members-factor-passkey = Utiliser une clé d'accès
members-factor-missing = Saisissez le code que votre application affiche, ou un code de secours.
members-factor-do = Se connecter
members-factor-back = Recommencer
members-factor-lost = Vous avez tout perdu ? La personne qui administre la plateforme peut retirer vos seconds facteurs après s'être assurée de votre identité.
members-factor-late = La seconde étape est venue trop tard. Saisissez de nouveau votre mot de passe.

members-refused-wrong-code = Ce code ne convient pas : il est erroné, expiré ou déjà utilisé. Attendez le suivant dans votre application et saisissez-le.
members-refused-last-factor = Votre rôle exige un second facteur, et celui-ci est le seul. Ajoutez-en d'abord un autre.
members-refused-field-factor = Saisissez un nom de 60 caractères au plus.

members-demand-title = Rôles qui exigent un second facteur
members-demand-lead = Qui tient un tel rôle sans second facteur est conduit à en ajouter un après sa prochaine connexion, et ne peut rien faire d'autre d'ici là.
members-demand-roles = Rôles
members-demand-hint = De préférence tous ceux qui décident pour d'autres ou voient ce que beaucoup ont confié.
members-demand-done = Le choix est enregistré. Il vaut dès la prochaine page de chaque personne concernée.
members-demand-link = Lesquels exigent un second facteur
members-demand-needed = exige un second facteur

members-security-passkey-add = Ajouter une clé d'accès
members-security-passkey-title = Ajouter une clé d'accès
members-security-passkey-lead = Votre appareil ou votre gestionnaire de mots de passe la conserve et vous demande votre doigt, votre visage ou un code. Elle suffit ensuite à vous connecter, sans mot de passe.
members-security-passkey-name-hint = Le nom auquel vous la reconnaîtrez dans la liste, par exemple « Ordinateur portable ».
members-security-passkey-make = Créer la clé d'accès
members-security-passkey-script = Les navigateurs ne créent de clés d'accès qu'à l'aide d'un script, et le vôtre n'en exécute pas ici. Une application de codes s'en passe.
members-factor-passkey-wrong = La clé d'accès n'a pas été acceptée. Réessayez ou choisissez un autre moyen.
members-sign-in-passkey = Se connecter avec une clé d'accès
members-sign-in-or = ou avec votre mot de passe
