# Si un incident est important, et pourquoi.

incidents-significance-title = Est-il important ?
incidents-significance-lead = Comparé aux seuils de la loi. Laissez ouvert ce que vous ne savez pas : la réponse dit ce qui trancherait. Elle est conservée avec l’incident et n’est dite à personne.
incidents-significance-who = Quelles règles s’appliquent
incidents-significance-law = Loi
incidents-significance-type = Type d’entité
incidents-significance-type-hint = Pour les types énumérés, un règlement fixe des chiffres ; pour tous les autres, la directive s’applique.
incidents-significance-choose = Afficher ses questions
incidents-significance-known = Ce qui est connu
incidents-significance-known-hint = Rempli avec ce que dit la fiche. Rien n’est obligatoire.
incidents-significance-said = Votre remarque
incidents-significance-said-hint = D’où viennent ces chiffres, ou pourquoi vous décidez autrement.
incidents-significance-decide = Décider et conserver la réponse
incidents-significance-answers = Réponses jusqu’ici
incidents-significance-none = Personne n’a encore demandé.
incidents-significance-outcome-met = Important
incidents-significance-outcome-unmet = Pas important
incidents-significance-outcome-open = Non tranché
incidents-significance-met = Rempli
incidents-significance-open = { $n ->
    [1] Un critère reste ouvert
   *[other] { $n } critères restent ouverts
}
incidents-significance-unmet = { $n ->
    [1] Un critère n’est pas rempli
   *[other] { $n } critères ne sont pas remplis
}
incidents-significance-compared = { $what } : { $value } { $sign } { $limit }
incidents-significance-answered = { $what } { $said }
incidents-significance-unknown = { $what } : inconnu
incidents-significance-unit-percent = { $value } %
incidents-significance-unit-minutes = { $value } min
incidents-significance-unit-seconds = { $value } s
incidents-significance-unit-euro = { $value } EUR
incidents-significance-in-count = Un nombre.
incidents-significance-in-percent = En pour cent. Si vous avez donné les nombres, laissez vide : cela en découle.
incidents-significance-in-minutes = En minutes.
incidents-significance-in-seconds = En secondes.
incidents-significance-in-euro = En euros.
incidents-significance-no-number = Ce n’est pas un tel nombre. Tapez des chiffres, comme 6,2 ou 1 000 000 ; une part est de 100 au plus.
incidents-significance-too-long = Au plus { $n } caractères.
