# Words of the desk: a person's day, activity, agenda, search, and the pages that belong to no area.

desk-nav = My day
desk-activity-menu = What changed
desk-agenda-menu = What is due
desk-somebody = Somebody
desk-something = something that is no longer open to you

# Kinds of records, in lists that mix them
desk-kind-threats-event = Event
desk-kind-members-circle = Trust circle
desk-kind-members-organisation = Organisation
desk-kind-surveys-campaign = Survey
desk-kind-insight-report = Report in a series
desk-kind-forms-form = Form
desk-kind-surveys-assessment = Self-assessment
desk-kind-surveys-assessment-shared = Self-assessment shown to you

# The day
desk-home-title = Your day
desk-home-lead = { $due } { $new }
desk-home-nothing-due = Nothing is due.
desk-home-due = { $n ->
    [one] One thing is due.
   *[other] { $total } things are due.
}
desk-home-due-late = { $n ->
    [one] One thing is due, and it is late.
   *[other] { $total } things are due, { $late } of them late.
}
desk-home-nothing-new = Nothing new since you last looked.
desk-home-new = { $n ->
    [one] One thing is new.
   *[other] { $n } things are new.
}
desk-home-new-many = { $n } things or more are new.
desk-home-agenda = What is due
desk-home-agenda-all = All { $n }
desk-home-activity = What changed for you
desk-home-activity-all = All changes
desk-home-shared = Shared with you
desk-home-shared-hint = The newest from other organisations
desk-home-shared-empty = Nothing yet. What other organisations share with your circles or the community stands here, newest first.

# The first visit
desk-welcome-title = Welcome to Belfry
desk-welcome-day = This page is your day: what is due, what changed for you, what others shared. It needs no setting up.
desk-welcome-share = Paste a hash, an address or a name into the search above to see whether anybody here has met it.
desk-welcome-sees = Every page that shows a record says who else sees it. You decide that before you publish, never after.
desk-welcome-aside = Understood

# Three things to do, by role
desk-do-lookup = Look up values
desk-do-import = Import events
desk-do-event = Write an event
desk-do-register = Look at the register
desk-do-platform = Look after the platform
desk-do-circles = Trust circles
desk-do-people = Invite people
desk-do-search = Search
desk-do-directory = Organisations
desk-do-events = Events

# Activity
desk-activity-title = What changed for you
desk-activity-lead = Told to you because it reaches you. Your settings decide what you are told, and what also comes by mail.
desk-activity-new = New
desk-activity-read-all = Mark all as read
desk-activity-marked = { $n ->
    [0] Everything was read already.
    [one] One notice is marked as read.
   *[other] { $n } notices are marked as read.
}
desk-activity-wishes = What you are told
desk-activity-what = About
desk-activity-state = Read or not
desk-activity-all = All
desk-activity-unread-only = Not read yet
desk-activity-empty = Nothing has changed yet
desk-activity-empty-why = When somebody shares an event with you, comments on yours, or invites you to a circle, it stands here.
desk-activity-none-here = Nothing here
desk-activity-none-here-why = No notice fits these filters, or you have come to the end.
desk-activity-show-all = Show all

# What happened. $who is an organisation, $title that of the record.
desk-fact-threats-event-published = { $who } shared: { $title }
desk-fact-threats-event-corrected = { $who } published a new version: { $title }
desk-fact-threats-event-withdrawn = { $who } withdrew: { $title }
desk-fact-threats-event-narrowed = { $who } no longer shares with you: { $title }
desk-fact-threats-event-deleted = { $who } deleted: { $title }
desk-fact-threats-event-recalled = { $who } recalled: { $title }
desk-fact-identity-circle-invited = { $who } invites your organisation to the trust circle { $title }
desk-fact-identity-circle-joined = { $who } joined the trust circle { $title }
desk-fact-identity-circle-suspended = Your organisation’s membership of the trust circle { $title } is suspended
desk-fact-identity-circle-left = { $who } left the trust circle { $title }, or declined to join
desk-fact-identity-circle-resumed = Your organisation is a member of the trust circle { $title } again
desk-fact-identity-circle-handed-over = Your organisation coordinates the trust circle { $title } from now on
desk-fact-identity-circle-closed = The trust circle { $title } was closed
desk-fact-identity-person-joined = Somebody joined { $title }
desk-fact-identity-membership-changed = Your roles for { $title } were changed

# Many of the same. $title is that of the newest.
desk-many-threats-event-published = { $who } shared { $n } events, the newest: { $title }
desk-many-threats-event-corrected = { $who } published new versions of { $n } events, the newest: { $title }
desk-many-threats-event-withdrawn = { $who } withdrew { $n } events, the newest: { $title }
desk-many-threats-event-narrowed = { $who } no longer shares { $n } events with you, the newest: { $title }
desk-many-threats-event-deleted = { $who } deleted { $n } events, the newest: { $title }
desk-many-threats-event-recalled = { $who } recalled { $n } events, the newest: { $title }

# The same as choices of a filter
desk-filter-threats-event-published = Shared events
desk-filter-threats-event-corrected = New versions
desk-filter-threats-event-withdrawn = Withdrawn events
desk-filter-threats-event-narrowed = Events no longer shared with you
desk-filter-threats-event-deleted = Deleted events
desk-filter-threats-event-recalled = Recalls
desk-filter-identity-circle-invited = Invitations to circles
desk-filter-identity-circle-joined = New members of circles
desk-filter-identity-circle-suspended = Suspended memberships
desk-filter-identity-circle-left = Members who left circles
desk-filter-identity-circle-resumed = Resumed memberships
desk-filter-identity-circle-handed-over = Coordination of circles
desk-filter-identity-circle-closed = Closed circles
desk-filter-identity-person-joined = New people
desk-filter-identity-membership-changed = Your roles

# Mail
desk-mail-subject = { $n ->
    [one] Belfry: one thing is new for you
   *[other] Belfry: { $n } things are new for you
}
desk-mail-greeting = Good day { $name },
desk-mail-more = { $n ->
    [one] And one more:
   *[other] And { $n } more:
}
desk-mail-why = You get this mail because your settings ask for it. What may not leave the platform is only named there, not here.
desk-mail-threats-event-published = An event was shared with you.
desk-mail-threats-event-corrected = An event that was shared with you has a new version.
desk-mail-threats-event-withdrawn = An event that was shared with you was withdrawn.
desk-mail-threats-event-narrowed = An event is no longer shared with you.
desk-mail-threats-event-deleted = An event that was shared with you was deleted.
desk-mail-threats-event-recalled = An event that was shared with you was recalled. Please do not use it any more.
desk-mail-identity-circle-invited = Your organisation is invited to a trust circle.
desk-mail-identity-circle-joined = An organisation joined a trust circle of yours.
desk-mail-identity-circle-suspended = A membership of a trust circle was suspended.
desk-mail-identity-circle-left = An organisation left a trust circle of yours, or declined to join.
desk-mail-identity-circle-resumed = A membership of a trust circle was resumed.
desk-mail-identity-circle-handed-over = Your organisation coordinates a trust circle from now on.
desk-mail-identity-circle-closed = A trust circle was closed.
desk-mail-identity-person-joined = Somebody joined your organisation.
desk-mail-identity-membership-changed = Your roles were changed.

# Search
desk-search-title = Search
desk-search-for = Search: { $q }
desk-search-words = Words, a value or a UUID
desk-search-hint = Name, hash, address …
desk-search-value = This is a value
desk-search-value-why = Its own page says who has met it, what it belongs to, and what speaks against it.
desk-search-value-do = Look up this value
desk-search-uuid = The record with this UUID
desk-search-found = Found
desk-search-level = TLP
desk-search-updated = Last change
desk-search-count = { $n ->
    [one] One record
   *[other] { $n } records
}
desk-search-count-more = { $n }+ records
desk-search-empty = What are you looking for?
desk-search-empty-why = One search for everything that you may see, newest first. You need not know where it was filed.
desk-search-help-words = Several words find what holds all of them.
desk-search-help-phrase = Words in quotes are found side by side: "command and control".
desk-search-help-beginning = A star finds what begins with a word: zebro*
desk-search-help-value = A hash, an address, a domain or a link may be written harmlessly: hxxps://portal[.]example
desk-search-none = Nothing found
desk-search-none-why = Nothing that you may see holds all of these words. Try fewer words, or the beginning of one with a star.

# Accessibility statement
desk-accessibility-title = Accessibility statement
desk-accessibility-lead = Whoever works with threats must be able to work here, with whatever eyes, hands and devices.
desk-accessibility-aim = Belfry aims to meet level AA of the Web Content Accessibility Guidelines 2.2 on every page, and with it the requirements that EN 301 549 sets for websites under Directive (EU) 2016/2102.
desk-accessibility-state = Where it stands
desk-accessibility-state-text = The pages are built for this from the first day:
desk-accessibility-keyboard = Everything works with the keyboard alone, in a sensible order, and one sees where one is.
desk-accessibility-script = Everything works without scripts; they only add comfort.
desk-accessibility-size = Pages read well from 320 pixels to wide screens, and with text enlarged to twice its size.
desk-accessibility-colour = Colour never carries meaning alone. Light and dark follow your device, and so does the wish for less motion.
desk-accessibility-pictures = Whatever is drawn has its table or its words beside it.
desk-accessibility-limits = What is known to fall short
desk-accessibility-limit-content = Texts and files that members add are shown as they are; they may lack structure or words for pictures.
desk-accessibility-limit-people = Checks so far are by program and by the people who build it. A review with people who use assistive technology is still to come.
desk-accessibility-how = How it is checked
desk-accessibility-how-text = A browser visits every kind of page, at desktop width in light and at 320 pixels in dark, and the rules of axe-core are run on each; a finding stops the release.
desk-accessibility-tell = Tell us
desk-accessibility-tell-text = If something stands in your way, tell the administrator of this installation: what you wanted to do, the address of the page, and what you use to read it.
desk-accessibility-tell-community = If something stands in your way, tell the administrator of { $community }: what you wanted to do, the address of the page, and what you use to read it.

# Components
desk-style-title = Components
desk-style-lead = Every part that pages are made of, with one sample.
