# Go: one line that leads anywhere.

desk-go-title = Go to
desk-go-lead = Type where you want to go or what you want to do. From any page: Ctrl+K.
desk-go-words = Where to?
desk-go-hint = A page, an act, a record …
desk-go-ways = Pages and acts
desk-go-records = Records
desk-go-recent = Newest records
desk-go-none = Nothing that you may open begins like this.
desk-go-search = Search everything for “{ $q }”
desk-go-place-home = Your day
desk-go-place-agenda = Agenda
desk-go-place-agenda-new = Put something on the agenda
desk-go-place-activity = Activity
desk-go-place-search = Search
desk-go-place-accessibility = Accessibility statement

# What the desk holds on a person.
desk-personal-notices = { $n ->
    [one] { $n } notice
   *[other] { $n } notices
}
desk-personal-agenda = { $n ->
    [one] { $n } entry of the agenda
   *[other] { $n } entries of the agenda
}
desk-personal-remarks = { $n ->
    [one] { $n } contribution to a discussion
   *[other] { $n } contributions to discussions
}
desk-personal-documents = { $n ->
    [one] { $n } document
   *[other] { $n } documents
}
desk-personal-why = It belongs to the organisation, and others rely on it (GDPR, Article 17(3)).
