# Notifications, for those who send and those who receive them.

incidents-notification-title = Notification { $number }
incidents-notification-lead = { $law }: { $entity } tells { $authority }.
incidents-notification-state-received = Received
incidents-notification-state-review = Under review
incidents-notification-state-asked = Revision asked
incidents-notification-state-accepted = Accepted
incidents-notification-state-closed = Closed
incidents-notification-reach = { $who } receive it; each sees the answers that the law entitles it to
incidents-notification-reach-unsent = Your own people; once you send it, { $who } too
incidents-notification-part = You see a part of it
incidents-notification-part-why = The law gives your office some of the answers. The others are not shown.
incidents-notification-entity = Entity
incidents-notification-aware = The entity became aware
incidents-notification-reply = Answer of the authority
incidents-notification-reply-due = due { $when }
incidents-notification-reply-late = was due { $when }
incidents-notification-replied = Answered by the authority
incidents-notification-handled = Over since
incidents-notification-closed = Closed
incidents-notification-steps = Steps
incidents-notification-history-hint = Who sent, opened, answered and reviewed it.
incidents-part-nca = Competent authority
incidents-part-csirt = CSIRT
incidents-part-spoc = Single point of contact
incidents-part-abroad = Contact abroad
incidents-part-enisa = ENISA
incidents-part-cer = Authority for critical entities
incidents-part-dpa = Data protection authority
incidents-part-financial = Financial supervisor
incidents-part-eidas = Supervisory body for trust services
incidents-stands-not-asked = Not asked for
incidents-stands-waits = Not yet
incidents-stands-open = To be done
incidents-stands-overdue = Overdue
incidents-stands-done = Done
incidents-stands-late = Done late
incidents-answer-nothing = Nothing said
incidents-answer-none = Nothing of it is for your office.

incidents-step-lead = Times are those of { $zone }.
incidents-step-lead-due = Due { $when }. Times are those of { $zone }.
incidents-step-due = due { $when }
incidents-step-write = Write: { $step }
incidents-step-do = Write
incidents-step-revise = Send a new version
incidents-step-again = { $step }: new version
incidents-step-asked = { $who } asks
incidents-step-next = Next
incidents-step-back = Back
incidents-step-save = Keep for later
incidents-step-send = Send to { $who }
incidents-step-more = One answer asks for more
incidents-step-more-why = A question has come up that was not here before. Look through the page once more, then send it.
incidents-step-sent = Sent. What you sent never changes; a new version can follow.
incidents-step-same = Nothing differs from what you sent before, so nothing was sent.
incidents-step-not-yet = This step cannot be sent now.
incidents-step-kept = Kept { $when }. Your own people see it; nobody else.
incidents-step-kept-hint = What you type is kept for your own people until you send it.

incidents-version = { $n ->
   *[other] Version { $n }
  }
incidents-version-of = { $step }, version { $n }
incidents-version-late = Late
incidents-version-due = Was due
incidents-version-by = Sent by
incidents-version-changed = Changed
incidents-version-before = Before:
incidents-version-changes = { $n ->
    [0] Nothing differs from the version before.
    [one] One answer differs from the version before.
   *[other] { $n } answers differ from the version before.
  }

incidents-review-title = Reviews
incidents-review-of = { $who }, on { $version }
incidents-review-do = Review { $version }
incidents-review-state = What do you make of it?
incidents-review-do-review = Under review
incidents-review-do-asked = Ask for a revision
incidents-review-do-accepted = Accept
incidents-review-text = What you say to the entity
incidents-review-hint = For a revision: what is missing, and where.
incidents-review-keep = Say so
incidents-review-kept = The entity is told.
incidents-review-missing = Say what is to be revised.
incidents-handle-title = For your office
incidents-handle-nobody = Nobody takes care of it yet.
incidents-handle-assignee = { $who } takes care of it.
incidents-handle-take = I take it
incidents-handle-leave = Leave it to others
incidents-handle-taken = You take care of it.
incidents-handle-closed = It is closed: nothing is added to it any more.
incidents-written-long = Keep it below { $n } characters.
incidents-handle-left = Others can take it.
incidents-reply-owed = Answer, due { $when }
incidents-reply-text = Answer
incidents-reply-hint = First feedback, and on request guidance on measures. Say where to report what is criminal.
incidents-reply-do = Send the answer
incidents-reply-sent = Answered.
incidents-reply-missing = Write an answer first.
incidents-request-do = Ask for an intermediate report
incidents-request-text = What do you want to know?
incidents-request-due = By when
incidents-request-due-hint = In your own time zone.
incidents-request-keep = Ask
incidents-request-sent = The entity is asked.
incidents-request-missing = Say what you want to know.
incidents-request-due-wrong = Give day and time, and let them lie ahead.
incidents-request-waits = A report that you asked for is still due.
incidents-request-open = A report is asked for, due { $when }
incidents-request-answered = A report was asked for, and came { $when }
incidents-pass-do = Pass it on
incidents-pass-why = It sees what the law entitles it to, from now on.
incidents-pass-to = To whom
incidents-pass-part = As what
incidents-pass-keep = Pass it on
incidents-pass-done = Passed on.
incidents-pass-already = It receives this notification already.
incidents-pass-missing = Choose to whom and as what.
incidents-close-do = Close
incidents-close-why = Nothing more is waited for. What was sent stays.
incidents-close-keep = Close it
incidents-close-done = Closed.

incidents-fact-step-submitted = sent a step
incidents-fact-step-reviewed = reviewed what was sent
incidents-fact-notification-replied = answered
incidents-fact-report-requested = asked for a report
incidents-fact-notification-assigned = changed who takes care of it
incidents-fact-notification-read = opened it
incidents-fact-recipient-added = had one more office receive it
incidents-fact-incident-handled = said that the incident is over, or is not
incidents-fact-notification-closed = closed it
incidents-fact-other = did something with it

incidents-inbox-title = Notified to us
incidents-inbox-lead = What entities told your office, what is due first at the top.
incidents-inbox-for = Office
incidents-inbox-open = All that is open
incidents-inbox-due = Next due
incidents-inbox-overdue = Overdue
incidents-inbox-border = Across borders
incidents-inbox-whose-me = Me
incidents-inbox-whose-nobody = Nobody yet
incidents-inbox-count = { $n ->
    [0] Nothing
    [one] 1 notification
   *[other] { $count } notifications
  }
incidents-inbox-late = { $n ->
    [one] 1 overdue
   *[other] { $count } overdue
  }
incidents-inbox-empty = Nothing was notified
incidents-inbox-empty-why = What entities of your country send stands here the moment they send it, sorted by what is due first.

incidents-agenda-step-early-warning = Early warning { $title }
incidents-agenda-step-notification = Incident notification { $title }
incidents-agenda-step-intermediate = Intermediate report { $title }
incidents-agenda-step-progress = Progress report { $title }
incidents-agenda-step-final = Final report { $title }
incidents-agenda-step-other = Report { $title }
incidents-agenda-reply = Answer notification { $title }
incidents-agenda-revise = Revise notification { $title }
