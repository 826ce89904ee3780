# Fichiers dans les réponses et auprès des éléments.

surveys-file-betrays = Ce formulaire demande des fichiers. Un fichier révèle de qui il vient, par son nom, son auteur et son contenu : une enquête dont les réponses sont sans nom n’en reçoit pas. Choisissez un autre formulaire, ou interrogez nominativement.
surveys-file-title = Fichiers
surveys-file-hint = Seul celui qui a posé les questions les voit, avec le nom de ceux qui les ont envoyés.
surveys-file-n = { $n ->
    [1] Un fichier
   *[other] { $n } fichiers
  }
surveys-file-handed = Un fichier a été remis
surveys-answer-picture = Seule une image convient ici : PNG ou JPEG.
surveys-file-evidence = Fichiers à l’appui
surveys-file-evidence-hint = { $size } au plus chacun. Votre organisation les voit ; ils ne sont jamais montrés avec l’évaluation.
surveys-file-remove = Retirer { $name }
