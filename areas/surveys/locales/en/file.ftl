# Files in answers and beside items.

surveys-file-betrays = This form asks for files. A file tells whose it is, by its name, its author and what is in it: a survey whose answers have no name takes none. Choose another form, or ask with names.
surveys-file-title = Files
surveys-file-hint = Only whoever asked sees them, with the names of those who sent them.
surveys-file-n = { $n ->
    [one] One file
   *[other] { $n } files
  }
surveys-file-handed = A file was handed in
surveys-answer-picture = Only a picture fits here: PNG or JPEG.
surveys-file-evidence = Files that show it
surveys-file-evidence-hint = Up to { $size } each. Your organisation sees them; they are never shown with the assessment.
surveys-file-remove = Remove { $name }
