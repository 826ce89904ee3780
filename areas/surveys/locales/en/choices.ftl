# Choices of a question out of the catalogue.

surveys-choices-title = Choices from the catalogue
surveys-choices-lead = Items of a framework become the choices of this question, with their translations. An answer keeps the item’s code.
surveys-choices-do = Take choices from the catalogue
surveys-choices-from = From { $framework }, { $version }
surveys-choices-framework = Framework
surveys-choices-choose = Choose
surveys-choices-which = Which items
surveys-choices-measured = All that can be measured ({ $n })
surveys-choices-level = Level { $level } ({ $n })
surveys-choices-items = Items
surveys-choices-items-hint = Leave out what does not fit. The choices that the question has now are replaced.
surveys-choices-take = Take these as choices
surveys-choices-taken = The choices are taken from the catalogue.
surveys-choices-none = Choose a framework, and at least one of its items.
surveys-choices-many = There are more than { $n } items. Choose one level.
surveys-file-picture = Only pictures (PNG, JPEG)
