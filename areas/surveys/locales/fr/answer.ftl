# Répondre.

surveys-answer-do = Répondre
surveys-answer-see = Voir la réponse
surveys-answer-lead = Enquête { $mode ->
    [named] nominative
    [confidential] confidentielle
   *[anonymous] anonyme
  }. On peut répondre en plusieurs fois lorsque les réponses portent un nom.
surveys-answer-page = Page { $n }
surveys-answer-steps = Pages du formulaire
surveys-answer-next = Suivant
surveys-answer-back = Retour
surveys-answer-save = Enregistrer
surveys-answer-kept = Enregistré le { $when }.
surveys-answer-kept-hint = Ce que vous écrivez est enregistré lorsque vous avancez et pendant la saisie.
surveys-answer-review = Relire
surveys-answer-nothing = Sans réponse
surveys-answer-mend = Corriger
surveys-answer-wrong = { $n ->
    [1] Une réponse reste à donner ou à corriger
   *[other] { $n } réponses restent à donner ou à corriger
  }
surveys-answer-wrong-why = L’envoi est possible lorsqu’il ne reste rien.
surveys-answer-sign = Signer et envoyer
surveys-answer-send = Envoyer définitivement
surveys-answer-signed = Signé le { $when } par { $who }
surveys-answer-signed-why = Ce qui est signé reste tel quel.
surveys-answer-waits-for-signature = Une personne habilitée à signer pour votre organisation l’envoie : un administrateur, le coordinateur SRI ou un membre de la direction.
surveys-answer-thanks = Merci. La réponse est envoyée.
surveys-answer-cast = Merci. Votre réponse est envoyée, et personne ne sait que c’est la vôtre.
surveys-answer-used = Une réponse a déjà été envoyée. Il y en a une par participant.
surveys-answer-not-open = L’enquête n’est pas ouverte.
surveys-answer-not-invited = Il ne vous revient pas de répondre à cette enquête, ou la réponse est déjà envoyée.
surveys-answer-signed-meanwhile = Elle a été signée entre-temps ; ceci n’a pas été enregistré.
surveys-answer-who = Qui
