# Self-assessments.

surveys-assess-title = Self-assessments
surveys-assess-lead = Where your organisation stands, measured by a framework, with the weakest spots first. Only your organisation sees it until it shows it to somebody.
surveys-assess-one = Assessment
surveys-assess-own = Of your organisation
surveys-assess-shown = Shown to you
surveys-assess-shown-hint = Organisations that chose to let you see where they stand.
surveys-assess-empty = Nothing assessed yet
surveys-assess-empty-why = An assessment takes an hour, is written by several, and tells at once where to begin. The next one starts from its values and shows what changed.
surveys-assess-whose = Organisation
surveys-assess-day = Day
surveys-assess-draft = Draft
surveys-assess-signed = Signed
surveys-assess-new = Assess your organisation
surveys-assess-new-lead = Choose what to measure by. Where you did it before, it begins with the values of the last one.
surveys-assess-begin = Begin
surveys-assess-begun = Begun. Choose a level for each item; you can stop at any time.
surveys-assess-there = Your organisation has a draft by this framework already.
surveys-assess-by = { $framework }, version { $version }
surveys-assess-called = { $framework }, { $month }
surveys-assess-framework-hint = The version stays the same for this assessment, whatever the catalogue holds later.
surveys-assess-framework-missing = Choose a framework that has levels.
surveys-assess-title-hint = Empty: the framework and the month.
surveys-assess-title-long = { $n } characters at most.
surveys-assess-edit = Fill in
surveys-assess-edit-lead = One level for each item. What you save is there for all who write for your organisation.
surveys-assess-parts = Parts of the assessment
surveys-assess-part = Part { $n }
surveys-assess-scale = What the levels mean
surveys-assess-aim-all = Aimed at, where nothing else is said
surveys-assess-aim-all-hint = For the whole assessment. An item can have an aim of its own.
surveys-assess-more = Comment, evidence, aim and day
surveys-assess-comment = Comment
surveys-assess-comment-hint = Why it is so, and what is under way.
surveys-assess-evidence = Evidence
surveys-assess-evidence-hint = Words and links. Files can be put beside the assessment.
surveys-assess-target = Aimed at here
surveys-assess-target-all = As for all
surveys-assess-weight = Counts
surveys-assess-weight-1 = As usual
surveys-assess-weight-2 = Double
surveys-assess-weight-3 = Threefold
surveys-assess-due = By this day
surveys-assess-apart = Does not apply
surveys-assess-apart-why = Say why it does not apply.
surveys-assess-apart-n = { $n ->
    [one] one does not apply
   *[other] { $n } do not apply
  }
surveys-assess-overtaken = { $name } has saved this part since you opened it. Compare, then save again: yours will stand.
surveys-assess-saved = Saved.
surveys-assess-save-next = Save and go on
surveys-assess-finish = Save and see the result
surveys-assess-back = Back to the result
surveys-assess-is-signed = It is signed and stays as it is. Begin a new one: it starts from these values.
surveys-assess-ready = Everything is said
surveys-assess-ready-why = With your signature it stays as it is, and can be shown to others.
surveys-assess-ready-other = Somebody who may sign for your organisation can now do so.
surveys-assess-sign = Sign
surveys-assess-signed-done = Signed. It stays as it is.
surveys-assess-missing = { $n ->
    [one] Nothing is said of one item yet.
   *[other] Nothing is said of { $n } items yet.
  }
surveys-assess-again = Assess again
surveys-assess-draft-since = Draft since { $day }
surveys-assess-signed-at = Signed on { $day }
surveys-assess-signed-by = Signed on { $day } by { $name }
surveys-assess-reach = Only your organisation
surveys-assess-reach-shown = You, because the organisation chose so
surveys-assess-overall = Overall
surveys-assess-reached = reaches “{ $level }”
surveys-assess-items = Items
surveys-assess-said = { $n } of { $of }
surveys-assess-none-yet = Nothing yet
surveys-assess-weak = Weak spots
surveys-assess-weak-hint = Where most is missing to what is aimed at, by what each counts.
surveys-assess-weak-none = Everything that is filled in has reached its aim.
surveys-assess-weak-more = { $n ->
    [one] One more is below its aim.
   *[other] { $n } more are below their aim.
  }
surveys-assess-aimed-at = aimed at { $share }
surveys-assess-since = Since last time
surveys-assess-then = { $share } then
surveys-assess-points = { $sign }{ $n ->
    [one] { $n } point
   *[other] { $n } points
  }
surveys-assess-steps = { $sign }{ $n ->
    [one] { $n } level
   *[other] { $n } levels
  }
surveys-assess-short = { $n ->
    [one] one level short
   *[other] { $n } levels short
  }
surveys-assess-counts = { $n ->
    [2] counts double
    [3] counts threefold
   *[other] counts { $n } times
  }
surveys-assess-fell = lower than last time
surveys-assess-until = by { $day }
surveys-assess-picture = Where you stand
surveys-assess-picture-theirs = Where it stands
surveys-assess-summary = Strongest in “{ $best }”; most is missing in “{ $weak }”.
surveys-assess-summary-reached = Strongest in “{ $best }”; every aim is reached.
surveys-assess-summary-none = Nothing is filled in yet.
surveys-assess-item = Item
surveys-assess-heading = Part
surveys-assess-now = Now
surveys-assess-aim = Aimed at
surveys-assess-before = Last time
surveys-assess-others-sector = Others of your sector
surveys-assess-others-all = Others of the community
surveys-assess-why = Why here
surveys-assess-next = What next, and who has done it?
surveys-assess-changes = What changed
surveys-assess-changes-hint = Since the last signed assessment by this framework.
surveys-assess-changes-none = Nothing changed.
surveys-assess-difference = Difference
surveys-assess-each = Item by item
surveys-assess-peers = Beside others
surveys-assess-peers-hint = Signed assessments by the same version, of your sector where there are enough. Nobody’s own values can be read from it.
surveys-assess-peers-few = Nothing is told yet: at least { $n } organisations are needed, and their values must not all be the same.
surveys-assess-peers-n = Organisations
surveys-assess-peers-mean = Mean
surveys-assess-shares = Shown to others
surveys-assess-shares-hint = Nobody else sees it, whatever their role.
surveys-assess-shares-none = To nobody.
surveys-assess-shares-since = since
surveys-assess-share = Show it to others
surveys-assess-share-lead = Only what is signed, only to whom you choose, and for as long as you want. You see first who that is.
surveys-assess-share-unsigned = Sign it first: only what stays as it is can be shown.
surveys-assess-share-whom = To whom
surveys-assess-share-whom-hint = An authority, a team, an association, or a trust circle of yours.
surveys-assess-share-whom-missing = Choose to whom.
surveys-assess-share-circle = Trust circle { $name }
surveys-assess-share-what = What they see
surveys-assess-share-levels = Levels and aims
surveys-assess-share-levels-hint = Without your comments and evidence.
surveys-assess-share-details = Levels, aims, comments and evidence
surveys-assess-share-details-hint = Files beside the assessment, and what came before it, stay with you.
surveys-assess-share-look = See who that is
surveys-assess-share-reaches = { $n ->
    [0] Nobody would see it
    [one] The people of one organisation will see it
   *[other] The people of { $n } organisations will see it
  }
surveys-assess-share-nobody = Nobody is there to see it.
surveys-assess-share-do = Show it to them
surveys-assess-share-none = Nobody to show it to
surveys-assess-share-none-why = Authorities, teams, associations and circles of the community appear here.
surveys-assess-shared = They see it from now on. You can take it back at any time.
surveys-assess-withhold = Stop showing it
surveys-assess-withheld = They do not see it any more.
surveys-assess-somebody = Somebody you no longer know of
surveys-assess-shown-by = { $organisation } lets you see where it stands.
surveys-assess-shown-title = Shown to you on purpose
surveys-assess-shown-details = With comments and evidence. It can be taken back at any time.
surveys-assess-shown-levels = Levels and aims only. It can be taken back at any time.
surveys-assess-discard = Throw the draft away
surveys-assess-discard-why = What is filled in is gone. What was signed before stays.
surveys-assess-discard-do = Throw it away
surveys-assess-discarded = The draft is gone.
surveys-assess-stays = It stays: it is signed, or files or remarks hang on it.
surveys-assess-personal = Items of self-assessments that you wrote or signed: { $n }
