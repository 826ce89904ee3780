# Signing in by another place.

members-with-go = Sign in with { $place }
members-with-failed = The other place did not vouch for you, or its answer came too late. Try again, or sign in with your password.
members-with-tied-elsewhere = This account is tied to somebody already, so it cannot be tied again.
members-with-tied = The account is tied. You can sign in with it from now on.
members-with-untied = The account is no longer tied.
members-with-unknown = Nobody here is tied to this account
members-with-unknown-why = { $place } knows you, and nobody of this community has tied your account there to his own. If you have an account here, sign in with your password first and tie the two on the page “Sign-in and security”.
members-with-asked = Your organisation has been asked to admit you. You hear by mail.
members-with-about = Came by { $place }.
members-with-tie = Tie an account at { $place }
members-with-tie-why = You go to { $place } and show there who you are. After that, that account signs you in here too; your second factor is asked for all the same.
members-with-tie-go = Go to { $place }
members-with-title = Accounts elsewhere
members-with-hint = Another place can vouch for you when you sign in. Both are proved once: here, by what you have just shown, and there.
members-with-untie = Untie
members-with-since = Tied
