# A form of a session that has ended.
web-lapsed-title = The session of this form has ended
web-lapsed-out = Your session ended after you opened the form, so nothing was saved.
web-lapsed-out-next = Sign in: you come back to the page where you were.
web-lapsed-anew = The form was opened in an earlier session than your present one, so nothing was saved.
web-lapsed-anew-next = Open the page where you were again.
web-lapsed-anew-do = Open the page again
web-lapsed-typed = What you typed
web-lapsed-typed-hint = The button above opens a new tab, so that you can copy from here. Passwords and files are never given back.
web-lapsed-cut = It was too much to give back: the end is missing.
