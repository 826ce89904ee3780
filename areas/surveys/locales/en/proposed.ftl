# Questions that lessons of incidents propose.

surveys-proposed-title = Proposed questions
surveys-proposed-lead = What others learned the hard way, and would ask all. Take one into the draft, and put it into your own words there.
surveys-proposed-none = Nothing is proposed
surveys-proposed-none-why = When somebody’s incident teaches a question that all should be asked, and he proposes it, you find it here.
surveys-proposed-by = Proposed by
surveys-proposed-since = Since
surveys-proposed-about = About
surveys-proposed-from = Where it comes from
surveys-proposed-see = The proposal
surveys-proposed-kind = How it is answered
surveys-proposed-take = Take it into the draft
surveys-proposed-taken = The question stands at the end of the draft. Whoever proposed it sees which form asks it, if he sees the form.
surveys-proposed-is-taken = Taken
surveys-proposed-question = The question in this form
surveys-proposed-in = Questions that others proposed
surveys-proposed-in-hint = They came out of what befell somebody.
surveys-points-taken = Asks this question
surveys-catalogue-failed = Where it failed, as far as you see:
