# What a person is told when something changed by which his account is entered.

members-letter-safety-subject = The security of your account at { $community }
members-letter-safety-text =
    Hello { $name },

    { $what } When: { $when }.

    If that was you, there is nothing to do. If not, sign in, change your password and end all sessions, and tell your administrator:
    { $link }
members-safety-password = The password of your account was changed.
members-safety-factor-added = A second factor was added to your account.
members-safety-factor-removed = A second factor was removed from your account.
members-safety-codes = New recovery codes were made for your account; those before do not work any more.
members-safety-login-tied = An account elsewhere was tied to yours: it signs in here from now on.
members-safety-login-untied = An account elsewhere was untied from yours: it does not sign in here any more.
members-safety-key-made = An API key was made for your account: with it a program acts in your name.
members-safety-key-revoked = An API key of your account was revoked.
members-safety-address = The address of your account was changed.
members-safety-sessions = An administrator signed you out everywhere.
members-me-sessions-end-all = Sign out everywhere
members-me-sessions-end-all-hint = Also here. API keys and calendar links stay: revoke them on their own pages.
members-me-sessions-ended-all = You are signed out everywhere.
members-organisation-people-signed-out = { $name } is signed out everywhere.
members-organisation-people-sessions = Sign out everywhere
