# La réponse du questionnaire, reprise dans la fiche d'une organisation.

members-classified-title = Reprendre la réponse dans la fiche
members-classified-lead = Rien n'est encore enregistré. Voici ce que vos réponses modifieraient.
members-classified-changes = Ce qui change
members-classified-same = Rien : la fiche contient déjà tout cela.
members-classified-save = Enregistrer dans la fiche
members-classified-change = Modifier les réponses
members-classified-record = Vers la fiche
members-classified-none = Rien
members-classified-others = La fiche indique plusieurs activités ; la plus stricte d'entre elles détermine le classement.
members-classified-why = Vous tenez une fiche ici. La réponse peut y être reprise : activité, taille et cas particuliers. Vous voyez ce qui change avant l'enregistrement.
members-classified-take = Reprendre dans la fiche : { $name }
members-classified-again = Reprendre les questions pour { $place }
members-classified-first = Trouver le classement, question par question
