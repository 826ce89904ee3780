# Whether an incident is significant, and why.

incidents-significance-title = Is it significant?
incidents-significance-lead = Compared with the thresholds of the law. Leave open what you do not know: the answer says what would settle it. It is kept with the incident and told to nobody.
incidents-significance-who = Which rules apply
incidents-significance-law = Law
incidents-significance-type = Type of entity
incidents-significance-type-hint = For the types listed, a Regulation sets figures; for all others the Directive applies.
incidents-significance-choose = Show its questions
incidents-significance-known = What is known
incidents-significance-known-hint = Filled with what the record says. Nothing is compulsory.
incidents-significance-said = Your remark
incidents-significance-said-hint = What led you to these figures, or why you decide otherwise.
incidents-significance-decide = Decide and keep the answer
incidents-significance-answers = Answers so far
incidents-significance-none = Nobody has asked yet.
incidents-significance-outcome-met = Significant
incidents-significance-outcome-unmet = Not significant
incidents-significance-outcome-open = Not settled
incidents-significance-met = Met
incidents-significance-open = { $n ->
    [one] One criterion is open
   *[other] { $n } criteria are open
}
incidents-significance-unmet = { $n ->
    [one] One criterion is not met
   *[other] { $n } criteria are not met
}
incidents-significance-compared = { $what }: { $value } { $sign } { $limit }
incidents-significance-answered = { $what } { $said }
incidents-significance-unknown = { $what }: not known
incidents-significance-unit-percent = { $value } %
incidents-significance-unit-minutes = { $value } min
incidents-significance-unit-seconds = { $value } s
incidents-significance-unit-euro = EUR { $value }
incidents-significance-in-count = A number.
incidents-significance-in-percent = In per cent. If you gave the numbers, leave it empty: it follows from them.
incidents-significance-in-minutes = In minutes.
incidents-significance-in-seconds = In seconds.
incidents-significance-in-euro = In euro.
incidents-significance-no-number = This is no such number. Type digits, such as 6.2 or 1 000 000; a share is at most 100.
incidents-significance-too-long = At most { $n } characters.
