# Saved views, above a list.

web-views = Saved views
web-views-all = All
web-views-save = Save this view
web-views-name = Name of the view
web-views-name-hint = The filters are kept, not what they find.
web-views-share = Share it with my organisation
web-views-first = Start the list with it
web-views-keep = Save
web-views-manage = Your views

# The line that leads anywhere.
web-go = Go to
web-go-label = Where to?
web-go-hint = A page, an act, a record …
