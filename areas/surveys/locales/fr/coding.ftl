# Les codes donnés aux réponses libres.

surveys-coding-title = Coder les réponses libres
surveys-coding-lead = Lisez ce qui a été écrit et donnez-lui vos propres codes. Les codes sont présentés comme toute réponse une fois qu’il ne reste rien ; les mots ne quittent jamais votre organisation.
surveys-coding-nothing = Aucune question libre
surveys-coding-nothing-why = Le formulaire ne demande rien qui appelle une réponse rédigée.
surveys-coding-none = Rien n’a été écrit
surveys-coding-codes = { $n ->
    [0] Aucun code pour l’instant
    [1] Un code
   *[other] { $n } codes
  }
surveys-coding-left = { $n ->
    [0] Il ne reste rien à coder
    [1] Une réponse reste à coder
   *[other] { $n } réponses restent à coder
  }
surveys-coding-code-lead = Cochez ce qui convient, un ou plusieurs codes ; rien si aucun ne convient. La touche Tab et la barre d’espace suffisent.
surveys-coding-book = Liste des codes
surveys-coding-book-codes = Codes
surveys-coding-book-hint = Un par ligne, sous la forme code: texte, avec | entre les langues du formulaire. Ce qui portait un code supprimé est à relire.
surveys-coding-book-keep = Conserver la liste
surveys-coding-book-kept = La liste est conservée.
surveys-coding-book-wrong = Écrivez { $n } lignes au plus, chacune avec un texte, et chaque code une seule fois.
surveys-coding-show-all = Montrer toutes les réponses
surveys-coding-show-left = Montrer ce qui reste
surveys-coding-keep = Conserver et continuer
surveys-coding-pass = Passer
surveys-coding-kept = { $n ->
    [1] Une réponse est codée.
   *[other] { $n } réponses sont codées.
  }
