# Surveys and their life.

surveys-campaign-new = New survey
surveys-campaign-new-lead = A draft first: only your organisation sees it until you open it.
surveys-campaign-edit = Change the draft
surveys-campaign-keep = Keep the draft
surveys-campaign-kept = The draft is kept.
surveys-campaign-drafted = The draft is there. Look at whom it reaches, then open it.
surveys-campaign-settled = It is no draft any more: what was settled stays. You can still move its end.
surveys-campaign-title = Title
surveys-campaign-title-missing = Give it a title of at most { $n } characters.
surveys-campaign-form = Form
surveys-campaign-form-hint = A published version. It stays the same for everybody who answers.
surveys-campaign-form-choose = Choose …
surveys-campaign-form-version = { $title }, version { $n }
surveys-campaign-form-older = Version { $n }, as chosen before
surveys-campaign-form-missing = Choose a published version of a form.
surveys-campaign-form-faults = This version cannot be asked any more. Publish a new one.
surveys-campaign-about = What it is for
surveys-campaign-about-hint = A few sentences for those who are asked: why, and what becomes of their answers.
surveys-campaign-about-long = At most { $n } characters.
surveys-campaign-mode = Who gets to know who said what
surveys-campaign-mode-hint = This is promised to those who answer. It stays from the first answer on.
surveys-campaign-unit = Who answers
surveys-campaign-opens = Opens
surveys-campaign-opens-hint = Empty for at once.
surveys-campaign-closes = Closes
surveys-campaign-closes-hint = The end of that day. It can be moved later.
surveys-campaign-closes-missing = Choose a day that is still to come, after the opening.
surveys-campaign-day-missing = This is no date. Write it as 2027-01-31.
surveys-campaign-zone = In your time zone: now it is { $now }.
surveys-campaign-level = Level
surveys-campaign-country = Country
surveys-campaign-country-hint = Two letters, for a national survey.
surveys-campaign-country-missing = Say which country, in two letters.
surveys-campaign-least = Fewest per figure
surveys-campaign-least-hint = No published count is of fewer respondents. Five is usual.
surveys-campaign-least-wrong = Choose a number from 3 to { $n }.
surveys-campaign-audience = Whom it is for
surveys-campaign-audience-note = Nothing chosen: the whole community
surveys-campaign-circle = Only members of a trust circle
surveys-campaign-circle-none = No circle
surveys-campaign-kinds = Kinds of organisations
surveys-campaign-sectors = Sectors
surveys-campaign-places = Countries and regions
surveys-campaign-places-hint = Codes with commas between: LU, or regions by the beginning of their NUTS code, BE3.
surveys-campaign-choose = Choose one.
surveys-campaign-reach-own = Your organisation, until it opens
surveys-campaign-reach-community = The community knows of it; those named below are asked
surveys-campaign-reach-circle = The members of its trust circle
surveys-campaign-reaches = { $n ->
    [0] Nobody would be asked
    [one] One organisation will be asked
   *[other] { $n } organisations will be asked
  }
surveys-campaign-more = … and { $n } more.
surveys-campaign-nobody = Nobody would be asked. Widen whom it is for.
surveys-campaign-open-do = Open the survey
surveys-campaign-opening = It opens at its hour. Everybody who is asked finds it on the agenda.
surveys-campaign-waiting-why = It opens at its hour. Those who are asked find it on their agenda then.
surveys-campaign-extend = Another closing day
surveys-campaign-extend-do = Move the end
surveys-campaign-extended = It closes on { $when } now, on every agenda.
surveys-campaign-remind-do = Remind those who wait
surveys-campaign-reminded = { $n ->
    [one] One is reminded, as it wishes to be told.
   *[other] { $n } are reminded, as each wishes to be told.
  }
surveys-campaign-not-open = It is not open.
surveys-campaign-close-do = Close now
surveys-campaign-closed = The survey is closed.
surveys-campaign-tell-do = Show the results to all who see the survey
surveys-campaign-told = The results are shown.
surveys-campaign-wave-do = Next wave
surveys-campaign-wave-title = { $title }, wave { $n }
surveys-campaign-wave-made = Wave { $n } is drafted like the one before. Look it over, then open it.

surveys-mode-named = Named
surveys-mode-hint-named = Whoever asks sees who said what, and may say it by name to those who see the results.
surveys-mode-confidential = Confidential
surveys-mode-hint-confidential = Whoever asks sees who said what. Others see figures only, none of which is of few.
surveys-mode-anonymous = Anonymous
surveys-mode-hint-anonymous = Nobody learns who said what, not even whoever asks or runs this platform. Then there are no drafts, and no groups by sector unless the form asks for it.
surveys-promise = What is promised
surveys-promise-title = What is promised: { $mode ->
    [named] Named
    [confidential] Confidential
   *[anonymous] Anonymous
  }
surveys-promise-named = Your answers carry the name of your organisation, or yours. Whoever asks sees them and may show them by name to those who see the results. Published figures are never of fewer respondents than the number above.
surveys-promise-confidential = Whoever asks sees your answers and whose they are, and nobody else does. Others see figures only: none is of fewer respondents than the number above, and nothing can be computed back from them.
surveys-promise-anonymous = Nobody learns which answers are yours: neither whoever asks nor whoever runs this platform. Answers are kept under random numbers, without name, time or order. What is kept until the survey closes is who has not answered yet. So there is no draft: answer in one go, and what is sent cannot be changed. Do not write into open fields what gives you away.

surveys-unit-organisation = Organisations
surveys-unit-hint-organisation = One answer each: drafted by several, signed by one.
surveys-unit-person = People
surveys-unit-hint-person = One answer from each person of the organisations below.

surveys-level-national = National
surveys-level-joint = Joint
surveys-level-european = European
surveys-level-of = National: { $country }

surveys-state-draft = Draft
surveys-state-waiting = Opens soon
surveys-state-open = Open
surveys-state-closed = Closed
surveys-state-told = Results shown

surveys-standing-due = You are asked to answer
surveys-standing-begun = Your answer is begun and not signed
surveys-standing-signed = Your answer is signed

surveys-waves = Waves
surveys-waves-hint = The same was asked before, or again.
surveys-wave-n = Wave { $n }
surveys-desk = For whoever asks
surveys-desk-hint = Only your organisation sees this part.
surveys-desk-anonymous = Who has answered is not to be known. Results can be seen when it is closed.
surveys-desk-done = Have answered
surveys-desk-waiting = Have not answered yet
surveys-answered = Answered
surveys-invited = Asked
surveys-rate = Response rate
