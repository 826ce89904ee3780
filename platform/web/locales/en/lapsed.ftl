# A form of a session that has ended.
web-lapsed-title = The session of this form has ended
web-lapsed-out = Your session ended after you opened the form, so nothing was saved.
web-lapsed-out-next = Sign in: you come back to the page where you were.
web-lapsed-anew = The form was opened in an earlier session than your present one, so nothing was saved.
web-lapsed-anew-next = Open the page where you were again.
web-lapsed-anew-do = Open the page again
web-lapsed-anew-again = If what you typed still holds, send it now as it stands below. Otherwise open the page where you were again.
web-lapsed-anew-send = Send it now
web-lapsed-again-hint = Once you are signed in there, come back to this tab and send the form again. You see it once more before anything is saved.
web-lapsed-again = Send the form again
web-lapsed-typed = What you typed
web-lapsed-typed-hint = The page opens in a new tab, and this one stays to copy from. Passwords and files are never given back.
web-lapsed-cut = It was too much to give back: the end is missing.

# A form that was not read.
web-unread-elsewhere = The form was sent from another site, so nothing of it was done. Open the page here and fill it in here.
web-unread-broken = The form is not written as a form is.
web-unread-broke-off = The form ended before all of it had come. Perhaps the connection was cut.
web-unread-not-utf8 = A text in it is not UTF-8.
