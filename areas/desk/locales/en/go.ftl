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
