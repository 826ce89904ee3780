# Results at a glance, and of one question.

surveys-result-all = Everything on one page
surveys-result-words = Words of the question
surveys-result-part = Part of the form
surveys-result-part-all = All parts
surveys-result-no-question = No question fits.
surveys-result-essential = Figure that says most
surveys-result-figure = { $what }: { $figure }
surveys-result-figure-open = read by whoever asks only
surveys-result-answers = Answers
surveys-result-before = Question before
surveys-result-after = Next question
surveys-result-own = Your own answer
surveys-result-own-hint = Only you see this part. Of the others nothing is said that is not below for everybody. Split by another question, such as how many people work for you, and you stand among those who answered it as you did.
surveys-result-peers-title = Among your peers
surveys-result-peers = Peers
surveys-result-peers-all = All who answered
surveys-result-same = Said the same
surveys-result-place = Your answer
surveys-result-place-below = below the middle half
surveys-result-place-within = within the middle half
surveys-result-place-above = above the middle half
surveys-group-region = Region
surveys-why-means = { $cells ->
    [one] The mean of one group is not shown: it is of fewer than { $n } numbers, one of them makes up most of it, or such a mean could be computed from it.
   *[other] The means of { $cells } groups are not shown: they are of fewer than { $n } numbers, one of them makes up most of it, or such a mean could be computed from them.
  }
