# Announcements of the coordination.

desk-kind-desk-announcement = Announcement
desk-announcement-title = Announcements
desk-announcement-lead = What the coordination has to say: to everyone, to a kind of organisation, to a circle.
desk-announcement-menu = Announcements
desk-announcement-which = Which
desk-announcement-current = Current
desk-announcement-past = Past
desk-announcement-none = No announcements
desk-announcement-none-why = When the coordination, an authority or one of your circles has something to say to all of you, it stands here and on your day until you have read it.
desk-announcement-none-past = Nothing is past yet
desk-announcement-none-past-why = Announcements that have ended stay here.
desk-announcement-over = Over
desk-announcement-over-why = This announcement has ended.
desk-announcement-coming = Not yet begun
desk-announcement-coming-why = Until it begins, only your organisation sees it.
desk-announcement-new = Write an announcement
desk-announcement-new-lead = It stands on the day of everyone it reaches until it is read or ended, and goes out by mail to those who wish.
desk-announcement-edit = Change the announcement
desk-announcement-to = To
desk-announcement-to-hint = To a kind of organisation: it is put before those, and the rest of the community finds it in the list. To a circle: nobody else sees it.
desk-announcement-to-choose = Choose
desk-announcement-to-all = The whole community
desk-announcement-to-kind = All of the kind: { $kind }
desk-announcement-to-missing = Choose whom it is for.
desk-announcement-what = Title
desk-announcement-text = Text
desk-announcement-text-hint = Markdown: **bold**, lists, links.
desk-announcement-starts = From
desk-announcement-starts-hint = Empty: at once.
desk-announcement-ends = Until
desk-announcement-ends-hint = The end of that day. Empty: until it is ended.
desk-announcement-preview = Preview who gets it
desk-announcement-publish = Publish
desk-announcement-reaches = { $n ->
    [0] Nobody gets it yet
    [one] One organisation gets it
   *[other] { $n } organisations get it
}
desk-announcement-more = and { $n } more
desk-announcement-save = Keep the change
desk-announcement-done = It is published.
desk-announcement-changed = It is changed. Nobody is told again.
desk-announcement-ended = It is ended.
desk-announcement-end = End it now
desk-announcement-read = I have read it
desk-announcement-all = All announcements
desk-announcement-title-missing = Give it a title of at most { $n } characters.
desk-announcement-text-missing = Write a text of at most { $n } characters.
desk-announcement-day-missing = Give a day, or leave it empty.
desk-announcement-end-missing = Give a day behind its beginning, or leave it empty.

desk-fact-desk-announcement-published = { $who } announces: { $title }
desk-filter-desk-announcement-published = Announcements
desk-mail-desk-announcement-published = There is a new announcement for you.
