# Reports: volumes of a series, made of sections.

insight-nav = Insight
insight-agenda-recommendation = { $what } (recommended in “{ $title }”)

insight-personal-answered = { $n ->
    [one] One report sent in or approved
   *[other] { $n } reports sent in or approved
  }
insight-personal-written = { $n ->
    [one] One section of a report written last
   *[other] { $n } sections of reports written last
  }
insight-personal-why = Others rely on who answered for a report.

insight-report-list = Reports
insight-report-lead = What the community learned about itself, volume by volume. Every figure says what is counted, of how many, and where it comes from.
insight-report-none = No reports yet
insight-report-none-why = A report puts what surveys, practices and shared threats say into one document: on the web, on paper, as data.
insight-report-new = New report
insight-report-new-lead = A draft that only your organisation sees, until somebody else has approved it and it is published.
insight-report-begin = Begin the draft
insight-report-begun = The draft is there. Add its sections.
insight-report-edit = Change the header
insight-report-save = Save
insight-report-saved = The header is saved, and every figure computed anew.
insight-report-title = Title
insight-report-title-hint = What this volume says, in one line.
insight-report-title-missing = Give the report a title of at most { $n } characters.
insight-report-series = Series
insight-report-series-hint = For example: Lessons learnt.
insight-report-series-missing = Name the series in at most { $n } characters.
insight-report-volume = Volume
insight-report-volume-hint = 2, 3.5 …
insight-report-volume-missing = Say which volume it is, in at most { $n } characters.
insight-report-volume-of = { $series }, volume { $volume }
insight-report-summary-en = Summary, English
insight-report-summary-fr = Summary, French
insight-report-summary-hint = A few sentences before the contents. Markdown.
insight-report-summary-long = At most { $n } characters.
insight-report-from = First day
insight-report-until = Last day
insight-report-period = Period
insight-report-period-of = { $from } to { $until }
insight-report-period-hint = The figures of the report are of this period. Days begin and end in UTC, so that they are the same for whoever computes them.
insight-report-day-missing = Choose the first day.
insight-report-until-missing = Choose a last day that is not before the first.
insight-report-country = Country
insight-report-country-hint = Two letters. It stands beside all the others in figures that are ready-made.
insight-report-country-wrong = A country has two letters.
insight-report-for = For whom
insight-report-for-hint = Its figures count what all of them may see, and nothing else.
insight-report-reach = Reach
insight-report-reach-missing = Choose for whom it is.
insight-report-tlp = TLP
insight-report-tlp-hint = How far readers may carry it. The figures of a TLP:CLEAR report are open data.
insight-report-tlp-missing = Choose a level.
insight-report-tlp-short = This level stops short of the audience. Choose a freer level or a smaller audience.
insight-report-owner = By
insight-report-state = State
insight-report-date = Date
insight-report-published = Published
insight-report-pdf = PDF

insight-reach-own = Your organisation
insight-reach-community = The whole community
insight-reach-everyone = Everyone
insight-reach-circle = Trust circle { $name }
insight-reach-circle-hidden = A trust circle

insight-state-draft = Draft
insight-state-sent = Sent in
insight-state-approved = Approved
insight-state-published = Published

insight-step-draft-why = Only your organisation sees it. Several can write at the same time, each in a section; when it is whole, send it in, and somebody else approves it.
insight-step-send = Send it in
insight-step-sent = The report is sent in.
insight-step-sent-why = Nobody changes it now. Somebody other than who sent it approves it, or sends it back.
insight-step-own = You sent it in: somebody else approves it.
insight-step-approve = Approve
insight-step-approved = The report is approved.
insight-step-approved-why = It can be published. Before, you see who will read it.
insight-step-back = Back to the draft
insight-step-not-now = Where the report stands now, that is not the next step.
insight-step-returned = It is a draft again.

insight-section-none = No sections yet
insight-section-none-why = Begin with one that is ready-made: who answered, where measures stand, what was shared.
insight-section-add = Add a section
insight-section-add-hint = A ready-made one brings its heading, a sentence and its figure, in both languages. You change what you like.
insight-section-ready = Ready-made
insight-section-add-do = Add it
insight-section-change = Change
insight-section-up = Up
insight-section-down = Down
insight-section-remove = Remove
insight-section-by = Last changed by { $who }, { $at }
insight-section-edit = Section: { $kind }
insight-section-save = Save the section
insight-section-saved = The section is saved.
insight-section-full = A report has at most { $n } sections.
insight-section-title-en = Heading, English
insight-section-title-fr = Heading, French
insight-section-title-missing = Give the section a heading, in one language at least.
insight-section-title-long = A heading has at most { $n } characters.
insight-section-text-en = Text, English
insight-section-text-fr = Text, French
insight-section-text-hint = Markdown. What is written in one language only is read in both.
insight-section-text-long = At most { $n } characters.
insight-section-meanwhile = { $who } saved this section meanwhile, { $at }
insight-section-meanwhile-why = What you wrote is still in the form below. Look at what is saved, bring the two together, and save again.
insight-section-theirs = What is saved

insight-kind-text = Text
insight-kind-figure = Figure
insight-kind-finding = Finding
insight-kind-chosen = Chosen records
insight-kind-recommendations = Recommendations
insight-kind-hint-text = Words, in Markdown.
insight-kind-hint-figure = A figure that an area computes, with words about it.
insight-kind-hint-finding = A sentence to keep, and why. Its first paragraph stands out.
insight-kind-hint-chosen = Practices, surveys, events: each with a link, as far as all readers see them.
insight-kind-hint-recommendations = What should be done, by whom and by when. It stands on the owner’s agenda once the report is published.

insight-chosen = Records
insight-chosen-hint = The address of each record’s page, one a line.
insight-chosen-unknown = “{ $line }” is no address of a record.
insight-chosen-unseen = One of these records does not exist, or you may not see it.

insight-recommendation-n = Recommendation { $n }
insight-recommendation-what = Recommendation
insight-recommendation-en = What, English
insight-recommendation-fr = What, French
insight-recommendation-owner = Owner
insight-recommendation-due = Due
insight-recommendation-missing = Recommendation { $n } needs a day, and an owner by the name under which the organisation is registered.
insight-recommendation-done = Done
insight-recommendation-late = Late
insight-recommendation-settle = It is done
insight-recommendation-settled = The recommendation is done.

insight-publish-title = Publish the report
insight-publish-lead = From now on it does not change any more, and its figures with it.
insight-publish-go = Look who will see it
insight-publish-reaches = { $n ->
    [0] Nobody but your organisation will see it
    [one] One organisation will see it
   *[other] { $n } organisations will see it
  }
insight-publish-more = { $n ->
    [one] and one more
   *[other] and { $n } more
  }
insight-publish-others = There may be others, whom you may not know of.
insight-publish-figures = { $n ->
    [0] It holds no figures.
    [one] One figure is computed a last time and stays with it.
   *[other] { $n } figures are computed a last time and stay with it.
  }
insight-publish-recommendations = { $n ->
    [0] It recommends nothing.
    [one] One recommendation goes on its owner’s agenda.
   *[other] { $n } recommendations go on their owners’ agendas.
  }
insight-publish-empty = { $n ->
    [one] One figure is empty
   *[other] { $n } figures are empty
  }
insight-publish-empty-why = Nothing can be told to these readers: the survey is not shown to them, or nothing happened in the period.
insight-publish-differs = { $n ->
    [one] One figure differs from the draft
   *[other] { $n } figures differ from the draft
  }
insight-publish-differs-why = Something has changed since they were computed. What is published is what they give now.
insight-publish-do = Publish
insight-publish-done = The report is published.

insight-check-do = Compute again
insight-check-title = The figures once more
insight-check-lead = Each figure is computed again, of the same period, for the same readers. Nothing is changed by it.
insight-check-none = No figures
insight-check-none-why = This report holds words only.
insight-check-same = { $n ->
    [one] One figure still gives the same
   *[other] { $n } figures still give the same
  }
insight-check-other = { $n ->
    [one] One figure gives something else
   *[other] { $n } figures give something else
  }
insight-check-other-why = What the report says stays as it was published. Records may have been added, changed or taken back since.
insight-check-since = Computed { $at }
insight-check-before = In the report
insight-check-now = Now
insight-check-absent = not there
insight-check-take = Take these over
insight-check-taken = The figures are those of now.

insight-paper-contents = Contents
insight-paper-page = Page
insight-paper-by = Written by
insight-paper-for = For
insight-paper-state = State

insight-ready-participation = Who answered (participation by wave)
insight-ready-maturity = Where the measures stand (by question)
insight-ready-sectors = Maturity by sector
insight-ready-trend = What has moved (maturity by wave)
insight-ready-difficulties = What is difficult
insight-ready-quick-wins = Quick wins
insight-ready-practices = Practices that others adopted
insight-ready-collected = What was collected
insight-ready-adopted = What others took up
insight-ready-hindrances = Where difficulties lie
insight-ready-shared = Threats shared, by month
insight-ready-classes = What the threats were, by class
insight-ready-delay = How soon they were shared
insight-ready-exchange = What exchange is worth
insight-ready-tools = Tools
insight-ready-members = Who is here (organisations by sector)
insight-ready-recommendations = Recommendations with owner and due
