# The second factors of somebody else, who has lost them.

members-factors-title = Second factors
members-factors-none = None
members-factors-one = { $kind } ({ $name })
members-factors-totp = Codes
members-factors-passkey = Passkey
members-factors-remove = Remove second factors
members-factors-hint = For somebody who has lost them: recovery codes go too, every session ends, and the person is told by mail. Make sure first that it is really the person who asks. Where a role demands a second factor, a new one is set up at the next sign-in.
members-factors-removed = { $name } has no second factor any more and is signed out everywhere.
members-safety-factors-removed = An administrator removed all second factors and recovery codes from your account and signed you out everywhere.
