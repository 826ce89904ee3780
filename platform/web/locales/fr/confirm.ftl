# Prouver à nouveau son identité avant un acte sensible ; clés d’accès.

web-confirm-title = Confirmez votre identité
web-confirm-lead = L’opération demandée serait dangereuse entre d’autres mains. Elle se poursuit dès que vous avez prouvé votre identité.
web-confirm-why = La confirmation est demandée lorsque la dernière preuve date de plus de dix minutes. Ce que vous avez envoyé est conservé dans cette page et n’est pas perdu.
web-confirm-password = Mot de passe
web-confirm-code = Code
web-confirm-code-hint = Les six chiffres de votre application, ou l’un de vos codes de secours, à la place du mot de passe.
web-confirm-passkey = Confirmer avec une clé d’accès
web-confirm-do = Confirmer et poursuivre
web-confirm-cancel = Annuler
web-confirm-wrong-password = Ce n’est pas votre mot de passe. Vérifiez la saisie et le verrouillage des majuscules, puis réessayez.
web-confirm-wrong-code = Ce code ne convient pas : il est erroné, expiré ou déjà utilisé. Attendez le suivant dans votre application et saisissez-le.
web-confirm-busy = De nombreux mots de passe sont en cours de vérification. Votre saisie n’est pas en cause ; renvoyez-la dans quelques secondes.
web-confirm-throttled = { $n ->
    [1] Trop de tentatives. Pour ralentir les essais au hasard, la prochaine sera prise en compte dans une minute.
   *[other] Trop de tentatives. Pour ralentir les essais au hasard, la prochaine sera prise en compte dans { $n } minutes.
}
web-confirm-enrol = Votre rôle exige un second facteur. Ajoutez-en un ici ; le reste vous sera alors ouvert.
web-passkey-failed = La clé d’accès n’a pas été utilisée. Réessayez ou choisissez un autre moyen.
