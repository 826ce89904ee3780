# Words of the area members: signing in, one's own settings, organisations, trust circles.

members-nav = Members

# Signing in
members-sign-in-title = Sign in
members-sign-in-lead = Use the address at which you were invited.
members-sign-in-lead-of = { $community }: use the address at which you were invited.
members-sign-in-email = E-mail address
members-sign-in-password = Password
members-sign-in-do = Sign in
members-sign-in-email-missing = Type your e-mail address.
members-sign-in-password-missing = Type your password.
members-sign-in-wrong = Address and password do not fit together. Check both for slips, and whether capitals are locked; then try again.
members-sign-in-disabled = This account is closed, so nobody can sign in with it. Ask the administrator of your organisation to open it again.
members-sign-in-throttled = { $n ->
    [one] Too many tries for this address or from your network. To slow down whoever guesses passwords, the next try counts in a minute.
   *[other] Too many tries for this address or from your network. To slow down whoever guesses passwords, the next try counts in { $n } minutes.
}
members-sign-in-busy = Many people are signing in at this moment. Nothing is wrong with what you typed; send it again in a few seconds.
members-sign-in-lost = No account yet, or no way in? The administrator of your organisation sends you a link.
members-sign-in-first-title = Nobody is here yet
members-sign-in-first = Open the link that the program printed when it was started. It lets the first administrator in, once.
members-sign-in-demo-title = This is a demonstration
members-sign-in-demo = Its people and organisations are invented. Their addresses and passwords were printed in the terminal where the demonstration was started.
members-sign-out-done = You are signed out.
