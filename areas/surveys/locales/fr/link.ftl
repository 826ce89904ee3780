# Les liens ouverts.

surveys-unit-link = Toute personne qui a le lien
surveys-unit-hint-link = Pour des personnes sans compte, par exemple des élèves ou des étudiants : elles reçoivent une adresse et répondent une fois. Combien de personnes pourraient répondre n’est pas connu.
surveys-promise-link-named = L’organisateur voit ce que vous écrivez ici, y compris votre nom si vous le donnez, et peut le montrer à celles et ceux qui voient les résultats. Rien d’autre n’est conservé de vous : ni compte, ni adresse de votre appareil, ni heure, ni ordre.
surveys-promise-link-confidential = L’organisateur voit ce que vous écrivez ici, y compris votre nom si vous le donnez ; personne d’autre. Les autres ne voient que des chiffres, dont aucun ne porte sur un petit nombre. Rien d’autre n’est conservé de vous : ni compte, ni adresse de votre appareil, ni heure, ni ordre.
surveys-promise-link-anonymous = Personne n’apprend quelles réponses sont les vôtres. Elles sont conservées sous des numéros tirés au sort, sans nom, sans adresse de votre appareil, sans heure et sans ordre ; il n’y a donc pas de brouillon, et ce qui est envoyé ne peut être modifié. Pour contenir les envois massifs, le programme retient quelques minutes, en mémoire seulement, de quels réseaux beaucoup d’envois proviennent. N’écrivez rien dans les champs libres qui permette de vous reconnaître.

surveys-population = Sur combien
surveys-population-unknown = inconnu
surveys-link = Lien ouvert
surveys-link-hint = Toute personne qui a cette adresse peut répondre, une fois, en confiance. Ne la transmettez qu’aux personnes à qui elle est destinée.
surveys-link-most = Nombre maximal de réponses
surveys-link-most-hint = Pour un lien ouvert : une fois ce nombre atteint, aucune autre réponse n’est acceptée.
surveys-link-most-wrong = Choisissez un nombre jusqu’à { $n }, supérieur aux réponses déjà reçues.
surveys-link-reaches = Toute personne qui a le lien sera interrogée
surveys-link-reaches-why = L’adresse s’affiche ici dès que vous ouvrez l’enquête. Les personnes à qui vous la donnez n’ont pas besoin de compte.
surveys-link-reach = La communauté en a connaissance ; toute personne qui a le lien répond
surveys-link-opening = Elle s’ouvrira à son heure. Transmettez l’adresse ci-dessous.
surveys-link-waiting = Elle s’ouvrira à son heure. Jusque-là, l’adresse indique quand.
surveys-link-left = { $n ->
    [0] Aucune autre réponse n’est acceptée.
    [1] Une réponse est encore acceptée.
   *[other] { $n } réponses sont encore acceptées.
  }
surveys-link-none = L’adresse est retirée : personne ne peut répondre. Vous pouvez en tirer une autre.
surveys-link-qr = En image, pour les appareils photo
surveys-link-qr-label = L’adresse de l’enquête
surveys-link-renew-do = Tirer une autre adresse
surveys-link-renewed = L’adresse a changé. La précédente ne mène nulle part.
surveys-link-revoke-do = Retirer l’adresse
surveys-link-revoked = L’adresse est retirée.
surveys-link-limit-do = Modifier le nombre
surveys-link-limited = Le nombre est modifié.
surveys-link-full = L’enquête a reçu ses réponses
surveys-link-full-why = Elle n’en accepte pas plus qu’il n’en était demandé. Merci de votre visite.
surveys-link-early = L’enquête n’est pas encore ouverte
surveys-link-early-why = Elle s’ouvrira le { $when }. Revenez à ce moment-là.
surveys-link-closed = L’enquête est close
surveys-link-closed-why = Elle n’accepte plus de réponses. Merci de votre visite.
surveys-link-done = Merci. Votre réponse est envoyée.
surveys-link-done-why = Vous pouvez fermer cette page. Il n’y a rien d’autre à faire.
surveys-link-done-anonymous = Personne ne sait que c’est la vôtre. Vous pouvez fermer cette page.
surveys-link-flood = Beaucoup de réponses proviennent de votre réseau en ce moment. La vôtre est toujours sur cette page : attendez une minute et envoyez-la de nouveau.
