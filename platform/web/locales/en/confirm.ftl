# Showing again who one is, before a dangerous act; and passkeys.

web-confirm-title = Confirm that it is you
web-confirm-lead = What you are about to do could do harm in other hands. It goes on as soon as you have shown who you are.
web-confirm-why = You are asked when your last proof is more than ten minutes old. What you sent is kept in this page and is not lost.
web-confirm-password = Password
web-confirm-code = Code
web-confirm-code-hint = Six digits of your app, or one of your recovery codes, instead of the password.
web-confirm-passkey = Confirm with a passkey
web-confirm-do = Confirm and go on
web-confirm-cancel = Cancel
web-confirm-wrong-password = This is not your password. Check for slips, and whether capitals are locked; then try again.
web-confirm-wrong-code = This code does not fit: it is wrong, over, or was used already. Wait for the next one of your app and type that.
web-confirm-busy = Many passwords are being checked at this moment. Nothing is wrong with what you typed; send it again in a few seconds.
web-confirm-throttled = { $n ->
    [one] Too many tries. To slow down whoever guesses, the next one counts in a minute.
   *[other] Too many tries. To slow down whoever guesses, the next one counts in { $n } minutes.
}
web-confirm-enrol = Your role asks for a second factor. Add one here; then everything else is open to you.
web-passkey-failed = The passkey was not used. Try again, or go another way.
