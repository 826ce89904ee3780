# The answer of the wizard, taken into an organisation's record.

members-classified-title = Take the answer into the record
members-classified-lead = Nothing is kept yet. This is what your answers would change.
members-classified-changes = What changes
members-classified-same = Nothing: the record says all of this already.
members-classified-save = Save in the record
members-classified-change = Change the answers
members-classified-record = To the record
members-classified-none = Nothing
members-classified-others = The record names several activities; the strictest of them gives the class.
members-classified-why = You keep a record here. The answer can go into it: activity, size and special cases. You see what changes before it is saved.
members-classified-take = Take into the record of { $name }
members-classified-again = Go through the questions for { $place }
members-classified-first = Find the class, question by question
