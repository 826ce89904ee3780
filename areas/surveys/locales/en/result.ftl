# What came out.

surveys-result-title = Results
surveys-result-lead = No figure is of fewer than { $n } respondents, and none can be computed from the others.
surveys-result-not-told = Only your organisation sees these results
surveys-result-not-told-why = Show them to all who see the survey from its page, when you have looked them over.
surveys-result-reach-told = All who see the survey
surveys-result-reach-closed = Whoever asks, until the results are shown
surveys-result-nothing = Too few answered
surveys-result-nothing-why = With so few answers, every figure would tell of somebody. Nothing is shown.
surveys-result-left-out = { $n ->
    [one] One answer is not counted here: two waves with nearly the same respondents would tell of those who came or went.
   *[other] { $n } answers are not counted here: two waves with nearly the same respondents would tell of those who came or went.
  }
surveys-result-split = In groups by
surveys-result-split-none = No groups
surveys-result-questions = { $n ->
    [one] One question
   *[other] { $n } questions
  }
surveys-result-question = Question
surveys-result-answer = Answer
surveys-result-no-answer = Not answered
surveys-result-count = Number
surveys-result-share = Share
surveys-result-group = Group
surveys-result-group-size = Of
surveys-result-shown = How it is shown
surveys-result-summary = { $n ->
    [one] One answer is counted.
   *[other] { $n } answers are counted.
  }
surveys-result-by = By { $by }
surveys-result-distribution = Distribution
surveys-result-withheld = not shown
surveys-result-nearly = most or all
surveys-result-hardly = few or none
surveys-result-median = Middle
surveys-result-quartiles = Middle half
surveys-result-mean = Mean
surveys-result-trend = Over the waves
surveys-result-why = What is not shown, and why
surveys-result-dictionary = Dictionary
surveys-result-raw = All answers
surveys-result-raw-files = All answers with files

surveys-group-sector = Sector
surveys-group-kind = Kind of organisation
surveys-group-country = Country
surveys-group-none = Not stated

surveys-why-few = Fewer than { $n } answered.
surveys-why-cells = { $cells ->
    [one] One figure is not shown: it is of fewer than { $n } respondents, or such a one could be computed from it.
   *[other] { $cells } figures are not shown: they are of fewer than { $n } respondents, or such could be computed from them.
  }
surveys-why-same = Where all but fewer than { $n } said the same, it is said that most or all did: that all did would be known of each of them.
surveys-why-joined = Groups of fewer than { $n } respondents are told together.
surveys-why-groups = It cannot be told in these groups without telling of few.
surveys-why-dominated = The mean is not shown: one respondent makes up more than half of the sum.
surveys-why-spread = Middle and spread are shown from ten answers on.
surveys-why-open = Open answers are read by whoever asks only.
