# What became of what one put forward: a question taken into a form, a package that was given up.

desk-fact-surveys-question-taken = { $who } took your question into a form: { $title }
desk-filter-surveys-question-taken = Questions taken into forms
desk-mail-surveys-question-taken = A question that you proposed was taken into a form.
desk-fact-incidents-package-given-up = Not arrived, and tried no more: { $title }
desk-filter-incidents-package-given-up = Packages given up
desk-mail-incidents-package-given-up = What your office handed over to another country’s point of contact did not arrive, and is tried no more.
