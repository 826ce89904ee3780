# An organisation's own record of what happened.

incidents-nav = Incidents
incidents-title = Incidents
incidents-lead = What happened to your organisation: your own record, seen by your own people. Authorities see what you notify, and nothing else.
incidents-kind-incident = Incident
incidents-kind-near-miss = Near miss
incidents-kind-threat = Cyber threat
incidents-kind-hint-incident = Data or services were compromised.
incidents-kind-hint-near-miss = It could have become an incident and did not.
incidents-kind-hint-threat = Something that could do damage and has not yet.
incidents-state-open = Goes on
incidents-state-resolved = Over
incidents-state-closed = Closed
incidents-said-yes = Yes
incidents-said-no = No
incidents-said-unknown = Not known yet
incidents-cause-system-failure = System failure
incidents-cause-natural-phenomenon = Natural phenomenon
incidents-cause-human-error = Human error
incidents-cause-malicious-action = Malicious action
incidents-cause-third-party-failure = Failure of a third party
incidents-severity-red = Very large
incidents-severity-yellow = Large
incidents-severity-green = Minor
incidents-severity-white = None
incidents-class-abusive-content = Abusive content
incidents-class-malicious-code = Malicious code
incidents-class-information-gathering = Information gathering
incidents-class-intrusion-attempts = Intrusion attempts
incidents-class-intrusions = Intrusions
incidents-class-availability = Availability
incidents-class-information-content-security = Information content security
incidents-class-fraud = Fraud
incidents-class-vulnerable = Vulnerable
incidents-class-other = Other
incidents-exercise = EXERCISE
incidents-voluntary = Voluntary
incidents-moment-there = { $day }, { $time }

incidents-filter-q = Words
incidents-filter-q-hint = What happened
incidents-filter-kind = Kind
incidents-filter-state = State
incidents-filter-sector = Sector
incidents-filter-cause = Cause
incidents-filter-exercise = Exercise
incidents-filter-law = Law
incidents-filter-whose = Taken care of by
incidents-list-any = Any
incidents-list-filter = { $label }: { $value }
incidents-list-count = { $n ->
    [0] Nothing recorded
    [one] 1 record
   *[other] { $n } records
  }
incidents-list-count-more = { $n }+ records
incidents-list-none = Nothing fits
incidents-list-none-why = Take a filter away, or look for other words.
incidents-list-empty = Nothing on record
incidents-list-empty-why = When something happens, send an early warning: three answers are enough, and the record begins by itself. What need not be notified, a near miss for instance, can be entered here too.
incidents-list-when = When

incidents-field-owner = For which organisation
incidents-field-title = Title
incidents-field-title-hint = One line: what happened to which service.
incidents-field-title-missing = Give it a title of at most { $n } characters.
incidents-field-kind = What it is
incidents-field-choose = Choose one.
incidents-field-long = At most { $n } characters.
incidents-field-when = When
incidents-field-when-hint = Times are those of { $zone }. What you do not know may stay empty.
incidents-field-began = It began
incidents-field-hint-began = As far as you know now.
incidents-field-detected = Detected
incidents-field-hint-detected = Somebody or something noticed.
incidents-field-aware = You became aware
incidents-field-hint-aware = That it may be significant: deadlines run from here.
incidents-field-resolved = It was over
incidents-field-hint-resolved = Empty while it goes on.
incidents-field-description = What happened
incidents-field-hint-description = In the order in which it happened, as far as known.
incidents-field-impact = Impact
incidents-field-hint-impact = On users, on other services, on others.
incidents-field-measures = Measures
incidents-field-hint-measures = What was done about it, and what is under way.
incidents-field-place = Where
incidents-field-hint-place = Sites, towns, regions.
incidents-field-severity = Severity of the impact
incidents-field-suspected = Malicious act suspected
incidents-field-border = Reaches other countries
incidents-field-unsaid = Not said
incidents-field-services = Services
incidents-field-services-note = What was hit
incidents-field-sector = Sector
incidents-field-service = Service
incidents-field-reach = Reach
incidents-field-reach-note = Users, countries, cost, impact
incidents-field-users = Users hit
incidents-field-share = Share of all users, in per cent
incidents-field-share-wrong = From 0 to 100.
incidents-field-loss = Cost, in euro
incidents-field-number-wrong = Write a number such as 1200 or 6.2.
incidents-field-countries = Countries
incidents-field-countries-hint = Two letters each: BE DE LU
incidents-field-countries-wrong = Write countries with two letters each, such as BE DE LU.
incidents-field-why = Cause and measures
incidents-field-why-note = As far as known
incidents-field-cause = Root cause
incidents-field-class = Class
incidents-field-class-hint = Of the reference taxonomy of the CSIRTs.
incidents-field-other = More
incidents-field-other-note = Exercise, time zone
incidents-field-exercise = This is an exercise
incidents-field-exercise-hint = Nothing of it happened. It is marked as such wherever it goes.
incidents-field-zone = Time zone
incidents-field-zone-hint = The zone in which times are typed, such as Europe/Luxembourg.
incidents-field-zone-wrong = Write a zone such as Europe/Luxembourg.
incidents-field-instant-wrong = Write day and time, such as 2026-11-26 02:00.
incidents-field-instant-future = This lies in the future.
incidents-field-resolved-before = It cannot be over before it began.
incidents-field-keep = Keep

incidents-record-new = Record an incident
incidents-record-new-lead = For your own people. Nothing is notified by it. In a hurry? Send an early warning instead: the record begins by itself.
incidents-record-entered = It is on record. Your own people see it.
incidents-record-edit = Change the record
incidents-record-kept = Kept.
incidents-record-reach = The people of your organisation
incidents-history = History
incidents-fact-incident-recorded = put it on record
incidents-fact-incident-changed = changed it
incidents-fact-settled-open = opened it again
incidents-fact-settled-resolved = said that it is over
incidents-fact-settled-closed = closed it

incidents-moment-title = Course
incidents-moment-hint = What happened when, what was notified, and what is due.
incidents-moment-add = Add what happened
incidents-moment-at = When
incidents-moment-at-hint = In { $zone }. Empty for now.
incidents-moment-text = What
incidents-moment-keep = Add
incidents-moment-kept = Added.
incidents-moment-at-wrong = Give a day and a time, such as 2026-11-26 02:00, or leave it empty for now.
incidents-moment-text-missing = Say in a few words what happened.
incidents-moment-remove = Take something away
incidents-moment-remove-do = Take away
incidents-point-sent = First notified
incidents-point-replied = The authority answered
incidents-point-closed = Closed by the authority
incidents-point-due = { $step } is due

incidents-told-title = Notified
incidents-told-hint = One notification for each law and authority.
incidents-told-nobody = Nobody was told yet.
incidents-told-unsent = Not sent yet
incidents-told-next = { $step }, due { $when }
incidents-settle-title = Where it stands
incidents-settle-why = Those whom you notified are told that it is over. Where the final report had to wait for that, its time limit runs from there.
incidents-settle-resolved = It is over
incidents-settle-closed = Close
incidents-settle-open = Open it again
incidents-settled-open = It goes on.
incidents-settled-resolved = It is over.
incidents-settled-closed = Closed.

incidents-link-title = Threats
incidents-link-hint = Events that belong to it, as far as you see them.
incidents-link-none = No threat event is linked.
incidents-link-add = Link a threat event
incidents-link-event = Event
incidents-link-event-hint = Its address or UUID.
incidents-link-remove = Unlink
incidents-link-missing = There is no such threat event. Copy its address from its page.
incidents-link-added = Linked.

incidents-notify-title = Notify
incidents-notify-lead = One intake, several laws: each law and authority gets a notification of its own, and sees what its law entitles it to.
incidents-notify-aware = When did you become aware?
incidents-notify-aware-why = The record does not say. Deadlines would run from now; enter the instant first if it was earlier.
incidents-notify-all = Every law that is known here has a notification already.
incidents-notify-authority-hint = For laws of which the rules name no authority, or where you know better.
incidents-notify-law-missing = Choose at least one law.
incidents-notify-do = Go on

incidents-personal-written = { $n ->
    [one] a note or draft on an incident
   *[other] { $n } notes and drafts on incidents
  }
incidents-personal-sent = { $n ->
    [one] a report sent to authorities
   *[other] { $n } reports sent to authorities
  }
incidents-personal-handled = { $n ->
    [one] something done with a notification for an authority
   *[other] { $n } things done with notifications for an authority
  }
incidents-personal-why = They belong to the organisation and to what it owes by law.
