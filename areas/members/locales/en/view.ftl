# Saved views of lists, among one's own settings; and what lists say as files.

members-view-title = Saved views
members-view-hint = A view keeps the filters of a list, not what they find: each reader sees in it only what is open to them.
members-view-name = Name
members-view-list = List
members-view-marks = Notes
members-view-is-first = Starts the list
members-view-shared = Shared with the organisation
members-view-make-first = Start the list with it
members-view-not-first = Start with the whole list again
members-view-remove = Remove
members-view-share = Share it with my organisation
members-view-first = Start the list with it
members-view-save = Save
members-view-again = The view was not saved
members-view-none = No saved views yet
members-view-none-why = Filter a list, of events or organisations for example, and press “Save this view”: it then stands as a tab above that list.
members-view-saved = The view “{ $name }” was saved.
members-view-removed = The view was removed.
members-view-first-turned = Done: the list opens as you chose.
members-view-most = You have a hundred views. Remove some first.
members-view-nothing = There are no filters to be saved.
