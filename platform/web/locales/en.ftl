# Words of the house itself: what stands around every page, and in the components.

web-skip = Skip to the content
web-nav = Areas
web-nav-open = Menu
web-crumbs = You are here
web-search-label = Search everything you may see
web-search-hint = Search: name, hash, address …
web-search-do = Search
web-sign-in = Sign in
web-sign-out = Sign out
web-person-menu = { $name }: your menu
web-preferences = Language and theme
web-language = Language
web-theme = Theme
web-theme-system = As on this device
web-theme-light = Light
web-theme-dark = Dark
web-close = Close
web-copy = Copy { $value }
web-copied = Copied
web-foot-version = Belfry { $version }
web-foot-zone = Times: { $zone }
web-foot-accessibility = Accessibility statement
web-foot-licences = Third-party licences
web-foot-source = Source code

# Who sees this
web-audience = Who sees this
web-audience-owner = Owner
web-audience-reach = Seen by
web-audience-more = Who sees this?
web-tlp-none = TLP not stated

# Forms
web-form-optional = (optional)
web-form-error = Error:
web-form-errors = { $count ->
    [one] One thing needs your attention
   *[other] { $count } things need your attention
}

# Lists
web-filter-form = Filter this list
web-filter-open = Filters
web-filter-do = Apply
web-filter-active = Filtered by
web-filter-remove = Remove the filter { $filter }
web-filter-day = “{ $typed }” is no day. Write it like 2026-01-31.
web-filter-clear = Clear all
web-export-csv = CSV
web-export-xlsx = Excel
web-pager = Pages of this list
web-pager-newer = Newer
web-pager-older = Older

# Steps, timelines, jobs
web-step-done = Done:
web-state-done = Done:
web-state-now = Now:
web-state-late = Overdue:
web-job-queued = Waiting
web-job-running = Running
web-job-done = Done
web-job-failed = Failed
web-job-cancel = Cancel

# Pages that say what went wrong: what, why, what to do
web-error-reference = Tell support this number:
web-error-home = Go to your day
web-error-search = Search
web-error-bad-title = This request could not be read
web-error-bad-why = Something that was sent is missing or not in the form that this page expects.
web-error-bad-next = Go back, look at what you typed, and send it again.
web-error-forbidden-title = You may not do this
web-error-forbidden-why = Your roles do not include this, or you are no longer signed in.
web-error-forbidden-next = If you need it for your work, ask the person who administers your organisation.
web-error-missing-title = Nothing is here for you
web-error-missing-why = The address may be mistyped, the page may have been withdrawn, or it was not shared with you.
web-error-missing-next = Search for it, or ask whoever gave you the address to share it with you.
web-error-method-title = This address cannot be used like that
web-error-method-why = The page exists, but it does not take this kind of request.
web-error-method-next = Open the page and use the buttons on it.
web-error-conflict-title = Somebody else was faster
web-error-conflict-why = This was changed after you opened it, so your change was not saved over theirs.
web-error-conflict-next = Go back, reload the page to see the newer version, and make your change again.
web-error-large-title = This is too large
web-error-large-why = What you sent is bigger than this page accepts, and none of it was kept.
web-error-large-next = Send it in smaller parts, or import it as a file.
web-error-often-title = Too many requests
web-error-often-why = To protect everybody, an address or account may ask only so often.
web-error-often-next = Wait a minute and try again. What you typed is still there if you go back.
web-error-busy-title = Busy at the moment
web-error-busy-why = More is being asked than can be answered right now. Nothing was lost.
web-error-busy-next = Try again in a few seconds.
web-error-fault-title = Something went wrong on our side
web-error-fault-why = The fault has been recorded. Nothing was changed half-way.
web-error-fault-next = Try again. If it happens again, tell support the number below.

web-points = What points here
