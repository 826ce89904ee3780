# The agenda: what is due, for whom, and reminders.

desk-agenda-title = What is due
desk-agenda-lead = Your own obligations, those of your organisations and of your circles. What is late comes first.
desk-agenda-zone = Times are in your zone. It is now { $now }.
desk-agenda-late = Late
desk-agenda-week = In the next seven days
desk-agenda-later = Later
desk-agenda-ended = Done or put aside
desk-agenda-late-chip = Late
desk-agenda-near-chip = Within a day
desk-agenda-when = { $relative }, { $date }
desk-agenda-unnamed = Something is due
desk-agenda-own = { $title }
desk-agenda-strip = Deadlines ahead
desk-agenda-count-none = Nothing
desk-agenda-count = { $n ->
    [one] One obligation
   *[other] { $total } obligations
}
desk-agenda-count-late = { $n ->
    [one] One obligation, late
   *[other] { $total } obligations, { $late } of them late
}
desk-agenda-empty = Nothing is due
desk-agenda-empty-why = Deadlines appear here by themselves when somebody asks you something or a duty begins, each with its date and what to do. You can add your own.
desk-agenda-none-here = Nothing here
desk-agenda-none-here-why = No obligation fits these filters.
desk-agenda-show-all = Show all
desk-agenda-pages = Pages
desk-agenda-first = From the beginning
desk-agenda-next = Further

# Filters
desk-agenda-whose = Whose
desk-agenda-whose-all = All of ours
desk-agenda-whose-mine = Mine
desk-agenda-whose-organisation = My organisation’s
desk-agenda-whose-circles = My circles’
desk-agenda-state = State
desk-agenda-state-open = Open
desk-agenda-state-ended = Done or put aside
desk-agenda-area = From
desk-agenda-area-all = Everywhere
desk-agenda-area-desk = Added by hand
desk-agenda-area-incidents = Incidents
desk-agenda-area-surveys = Surveys
desk-agenda-area-members = Members
desk-agenda-area-threats = Threats

# One obligation
desk-agenda-due = Due
desk-agenda-about = About
desk-agenda-opened = Opened
desk-agenda-ended-as = Ended
desk-agenda-ended-by = { $when }, by { $name }
desk-agenda-ended-late = After it was due
desk-agenda-was-due = Due: { $when }
desk-agenda-assignee = Taken on by
desk-agenda-outcome-done = Done
desk-agenda-outcome-dismissed = Put aside
desk-agenda-do-done = Mark as done
desk-agenda-do-dismiss = Put aside
desk-agenda-do-reopen = Open again
desk-agenda-go = Go to it
desk-agenda-done-done = It is marked as done.
desk-agenda-dismissed-done = It is put aside. You find it under “Done or put aside”.
desk-agenda-reopened-done = It is open again.
desk-agenda-assign = Who takes it on
desk-agenda-assign-hint = Reminders then go to this person only.
desk-agenda-assign-do = Give it to this person
desk-agenda-assigned = That is noted.
desk-agenda-nobody = Nobody in particular
desk-agenda-reminders = Reminders
desk-agenda-reminders-hint = Here and by mail, as each person has chosen. One that could not go out at its hour goes out as soon as it can, and says so.
desk-agenda-reminders-none = There are none.
desk-agenda-reminder-sent = sent
desk-agenda-reminder-late = sent late, on { $when }

# By hand
desk-agenda-new = Add an obligation
desk-agenda-new-lead = Something that you or others must not forget. What the platform asks of you stands here by itself.
desk-agenda-new-do = Add it
desk-agenda-new-done = It is on the agenda.
desk-agenda-what = What is to be done
desk-agenda-what-hint = One line, as you would say it: “Send the report to the management body”.
desk-agenda-date = Day
desk-agenda-time = Time
desk-agenda-time-hint = Hours and minutes, such as 17:00.
desk-agenda-who = For
desk-agenda-who-hint = For an organisation, everybody in it sees it and whoever speaks for it can end it.
desk-agenda-for-me = Myself
desk-agenda-for-circle = Trust circle { $title }
desk-agenda-remind = Remind
desk-agenda-remind-hint = Reminders whose hour is past already are left out.
desk-agenda-remind-week = A week before
desk-agenda-remind-day = A day before
desk-agenda-remind-hour = An hour before
desk-agenda-remind-due = When it is due
desk-agenda-remind-after = A day after, if it is still open
desk-agenda-leave = These words may leave the platform
desk-agenda-leave-hint = Otherwise mails and your calendar only say that something is due.
desk-agenda-leave-short = In mails and calendars
desk-agenda-leave-yes = With these words
desk-agenda-leave-no = Only that something is due
desk-agenda-title-missing = Say what is to be done.
desk-agenda-title-long = Keep it below { $n } characters.
desk-agenda-due-missing = Give a day, and a time such as 17:00.
desk-agenda-due-past = Choose an instant that is still to come, within the next ten years.
desk-agenda-whose-missing = Choose for whom it is.

# Reminders as notices and in mails
desk-fact-agenda-reminder = Due { $due }: { $title }
desk-fact-agenda-reminder-late = Late reminder. Due { $due }: { $title }
desk-filter-agenda-reminder = Reminders
desk-mail-agenda-reminder = Something is due: { $due }.
desk-mail-agenda-reminder-late = Late reminder. Something is due: { $due }.
