# Sign-in and security: second factors, recovery codes, the second step, which roles demand one.

members-security-title = Sign-in and security
members-security-factors = Second factors
members-security-factors-hint = Besides your password you show one of these when you sign in. Whoever learns your password still stays outside.
members-security-none = No second factor yet
members-security-none-why = An app on your phone that shows a new code every half minute keeps out whoever learns your password.
members-security-demanded-title = Your role asks for a second factor
members-security-demanded = As { $roles } you reach what others have entrusted to the community. Add a second factor; then everything is open to you.
members-security-name = Name
members-security-name-hint = By which you will know it in this list, such as “Phone”.
members-security-kind = Kind
members-security-kind-totp = Codes of an app
members-security-kind-passkey = Passkey
members-security-since = Added
members-security-used = Last used
members-security-unused = Never
members-security-change = Change
members-security-rename = Save the name
members-security-remove = Remove
members-security-removed = The second factor is removed.
members-security-renamed = The name is saved.
members-security-add = Add
members-security-added = The second factor is added.

members-security-totp-add = Add an app for codes
members-security-totp-title = Add an app for codes
members-security-totp-lead = Any app for one-time codes will do: those of your phone's maker, of your password manager, or a free one.
members-security-totp-name = App for codes
members-security-totp-one = Open the app and choose to add an account.
members-security-totp-two = Let it read this picture.
members-security-totp-picture = A picture for the app. Its text stands below.
members-security-totp-type = Or type this key into it; it changes every half minute and has six digits.
members-security-totp-secret = Key for the app
members-security-totp-three = Type the code that it shows now.

members-security-codes = Recovery codes
members-security-codes-hint = Each lets you in once instead of a second factor, should you lose what you carry.
members-security-codes-left = { $n ->
    [0] No code is left
    [one] One code is left
   *[other] { $n } codes are left
}
members-security-codes-renew = Make ten new codes
members-security-codes-none = Recovery codes come with a second factor. Add one first.
members-security-codes-title = Your recovery codes
members-security-codes-lead = Each works once, instead of a second factor.
members-security-codes-once = Print or copy them now: they are shown this once
members-security-codes-once-why = Only their fingerprints are kept here. Keep them where you keep important papers, not on the phone that they stand in for. Codes that you had before do not work any more.
members-security-codes-of = For { $account }, made on { $date }:
members-security-codes-kept = I have kept them

members-factor-title = Second step
members-factor-lead = Your password is right. Now show your second factor.
members-factor-lead-passkey = Your password is right. Now show your passkey.
members-factor-code = Code
members-factor-code-hint = The six digits that your app shows now, or one of your recovery codes.
members-factor-recovery = Recovery code
members-factor-recovery-hint = For when your passkey is not at hand. Each code works once.
members-factor-passkey = Use a passkey
members-factor-missing = Type the code that your app shows, or a recovery code.
members-factor-do = Sign in
members-factor-back = Start again
members-factor-lost = Everything lost? Whoever runs the platform can remove your second factors after making sure that it is you.
members-factor-late = The second step came too late. Type your password again.

members-refused-wrong-code = This code does not fit: it is wrong, over, or was used already. Wait for the next one of your app and type that.
members-refused-last-factor = Your role asks for a second factor, and this is your only one. Add another first.
members-refused-field-factor = Type a name of at most 60 characters.

members-demand-title = Which roles need a second factor
members-demand-lead = Whoever has such a role and no second factor is led to add one after the next sign-in, and can do nothing else until then.
members-demand-roles = Roles
members-demand-hint = Best all who rule over others or see what many have entrusted.
members-demand-done = The choice is kept. It holds from the next page of everyone who is concerned.
members-demand-link = Which need a second factor
members-demand-needed = needs a second factor

members-security-passkey-add = Add a passkey
members-security-passkey-title = Add a passkey
members-security-passkey-lead = Your device or password manager keeps it and asks for your finger, face or PIN. It then signs you in alone, without a password.
members-security-passkey-name-hint = By which you will know it in the list, such as “Laptop”.
members-security-passkey-make = Make the passkey
members-security-passkey-script = Browsers make passkeys only with the help of a script, and yours runs none here. An app for codes works without.
members-factor-passkey-wrong = The passkey was not accepted. Try again, or go another way.
members-sign-in-passkey = Sign in with a passkey
members-sign-in-or = or with your password
