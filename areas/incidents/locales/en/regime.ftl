# What the laws ask, and a country's own.

incidents-regime-title = What the laws ask
incidents-regime-lead = Each law with its steps and their time limits. Hours run through days off; a month ends on the same day of the next.
incidents-regime-from-aware = from awareness
incidents-regime-from-classified = from finding out how serious it is
incidents-regime-from-requested = from the request
incidents-regime-from-handled = from its handling
incidents-regime-from-step = from the submission of: { $step }
incidents-regime-when-trust = Trust services:
incidents-regime-when-not-trust = Others:
incidents-regime-when-ongoing = Where it went on:
incidents-regime-when-not-ongoing = Otherwise:
incidents-regime-open = without undue delay, or by the authority’s date
incidents-regime-hours = { $n ->
    [one] one hour
   *[other] { $n } hours
} { $from }
incidents-regime-months = { $n ->
    [one] one calendar month
   *[other] { $n } calendar months
} { $from }
incidents-regime-versions = Brought in by countries
incidents-regime-own = A law of your own
incidents-regime-own-why = A file says the steps, time limits, forms and thresholds of a law of { $country }. Each version stays as it came.
incidents-regime-file = File
incidents-regime-file-hint = TOML, at most 512 KiB. It is checked as a whole before anything is kept.
incidents-regime-bring = Bring it in
incidents-regime-kept = The law is known from here on.
incidents-regime-unchanged = This version was there already.
incidents-regime-no-file = Choose a file.
incidents-regime-no-text = This is no text.
incidents-regime-faults = { $n ->
    [one] One thing is wrong in it; see below.
   *[other] { $n } things are wrong in it; see below.
}
incidents-regime-built-in = The program brings a law of this name along. Choose another name.
incidents-regime-differs = This version is there with another content. Give it another version.
incidents-regime-country = Its country has to be { $country }, and its name has to be free or this country’s.
