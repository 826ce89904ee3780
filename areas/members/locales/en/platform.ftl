# The platform itself, for who administers it.

members-platform-title = Platform
members-platform-lead = How the platform is, who has an account, what it does in the background. No record is shown here: the role gives no sight of content.
members-platform-health = Health
members-platform-people = People
members-platform-jobs = Jobs
members-platform-settings = Settings
members-platform-ledger = Ledger
members-platform-organisations = Organisations
members-platform-factors = Second factors

members-platform-well = Everything is as it should be
members-platform-unwell = Something needs a look
members-platform-unwell-why = What is marked below is out of its bounds.
members-platform-version = Belfry
members-platform-database = Database
members-platform-size = Size of the database
members-platform-files = Files on disk
members-platform-steps = Steps of the tables
members-platform-accounts = Accounts that can sign in
members-platform-jobs-waiting = Jobs
members-platform-jobs-both = { $waiting } waiting, { $running } running
members-platform-jobs-late = A job has been due for more than five minutes: is a worker running?
members-platform-jobs-failed = Failed jobs
members-platform-jobs-failed-note = See under Jobs; they can be tried again.
members-platform-ledger-sealed = Sealed entries of the ledger
members-platform-ledger-lag = Oldest entry that waits for its seal
members-platform-seal-none = None waits
members-platform-seal-late = A transaction has been open for long, or no worker seals.

members-platform-people-text = Name or address
members-platform-people-none = Nobody fits
members-platform-people-none-why = Take other words, or another state.
members-platform-state = State
members-platform-state-active = Active
members-platform-state-invited = Invited
members-platform-state-disabled = Suspended
members-platform-state-asked = Asks to be erased
members-platform-sessions = Sessions
members-platform-person-hint = Each act is written into the ledger under your account.
members-platform-suspend = Suspend
members-platform-suspended = The account is suspended: nobody can sign in with it.
members-platform-resume = Open again
members-platform-resumed = The account is open again; sessions and keys stay ended.
members-platform-end-sessions = End all sessions
members-platform-make-link = Make a link to a new password
members-platform-erase = Erase …
members-platform-erase-by = To be answered by { $date } (GDPR, Article 12(3)).
members-platform-erase-title = Erase { $name }
members-platform-erase-last = This cannot be taken back
members-platform-erase-do = Erase for ever
members-platform-erased = Done. What is kept stands under “{ $name }”.

members-platform-job = Job
members-platform-job-tries = Tries
members-platform-job-asked = Asked for
members-platform-job-retry = Try again
members-platform-job-stop = Cancel
members-platform-job-again = The job waits for its next try.
members-platform-job-stopped = The job was cancelled.
members-platform-job-waiting = Waiting
members-platform-job-running = Running
members-platform-job-done = Done
members-platform-job-failed = Failed
members-platform-job-cancelled = Cancelled
members-platform-jobs-none = No jobs
members-platform-jobs-none-why = Imports, mails and notices run as jobs; what is over is kept for a while.
members-platform-error-unknown = This version does no such job.
members-platform-error-mail = Mail could not be sent.
members-platform-error-database = The database was busy or away.
members-platform-error-owner = Its owner is told why.

members-platform-settings-hint = Each change is written into the ledger.
members-platform-settings-fixed = From the configuration
members-platform-settings-fixed-hint = Changed in the file or the environment of the program; secrets are not shown.
members-platform-keep-jobs = Keep ended jobs for (days)
members-platform-keep-jobs-hint = Their results can be looked at so long.
members-platform-keep-notices = Keep read notices for (days)
members-platform-keep-notices-hint = Unread ones stay.
members-platform-keep-range = Type a number from { $least } to { $most }.
members-platform-save = Save
members-platform-saved = The settings were saved.
members-platform-yes = Yes
members-platform-no = No
members-platform-address = Address
members-platform-tls = Behind HTTPS
members-platform-upload = Largest upload

members-platform-ledger-chain = The chain
members-platform-ledger-hint = Every entry holds the hash of the one before. Entries have numbers of people and records, never names.
members-platform-ledger-verify = Verify the chain
members-platform-ledger-asked = The verification runs in the background; its verdict will stand here.
members-platform-ledger-whole = Verified { $at }: all { $n } sealed entries fit.
members-platform-ledger-broken = Verified { $at }: entry { $n } does not fit. Compare with a backup.
members-platform-ledger-fact = Fact
members-platform-ledger-number = Number
members-platform-ledger-at = When
members-platform-ledger-actor = Person (number)
members-platform-ledger-subject = Record (number)
members-platform-ledger-from = Since
members-platform-ledger-to = Until
members-platform-ledger-none = No entries
members-platform-ledger-none-why = Nothing of this kind happened in this time.
members-platform-ledger-lines = JSON lines

members-personal-title = Your data
members-personal-copy = Everything about you
members-personal-copy-hint = One archive with a JSON file for each part. It is made in the background and kept for a week.
members-personal-copy-do = Make a copy
members-personal-copy-asked = Your copy is being made; load this page again in a moment.
members-personal-copy-take = Download
members-personal-file = Everything about me
members-personal-erase = Be erased
members-personal-goes = Name, address, password, second factors, sessions, keys, links, views, wishes and notices go at once and everywhere. Nobody can sign in with the account again.
members-personal-kept = What is kept, and why
members-personal-kept-hint = What follows stays; under a pseudonym that leads back to nobody, where nothing else is said:
members-personal-kept-none = Nothing is kept.
members-personal-erase-now = Erase me now
members-personal-erase-sure = Erase yourself?
members-personal-erase-ask = Ask to be erased
members-personal-asked = An administrator will answer your request within a month.
members-personal-waits = Your request waits for an administrator
members-personal-withdraw = Take the request back
members-personal-withdrawn = The request was taken back.
members-personal-erased = You were erased. Thank you for having been here.
members-personal-contacts = { $n ->
    [one] one contact point in the record of your organisation
   *[other] { $n } contact points in the record of your organisation
}
members-personal-contacts-why = Your name stays there until the organisation names somebody else: it must say whom to call (NIS2, Articles 3(4) and 27(2)). Ask whoever keeps the record.
members-due-erasure = Answer a request to be erased (GDPR, Article 12(3): within a month)
members-personal-ledger = { $n ->
    [one] { $n } entry of the ledger
   *[other] { $n } entries of the ledger
}
members-personal-ledger-why = The ledger proves what happened and can only grow. It holds a number for you, and no name.
members-personal-sessions = { $n ->
    [one] { $n } session
   *[other] { $n } sessions
}
members-personal-keys = { $n ->
    [one] { $n } API key
   *[other] { $n } API keys
}
members-place-platform = Platform: health
members-place-platform-people = Platform: people
members-place-platform-jobs = Platform: jobs
members-place-platform-ledger = Platform: ledger
members-place-data = Your data: copy, erasure
