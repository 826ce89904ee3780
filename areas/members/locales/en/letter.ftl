# Mail of this area; asking to join; a forgotten password; another address.

members-letter-foot =
    { $community ->
        [Belfry] This mail was sent by Belfry. Nobody reads answers to it.
       *[other] This mail was sent by Belfry for { $community }. Nobody reads answers to it.
    }
members-letter-invitation-subject = { $organisation } invites you to { $community }
members-letter-invitation-text =
    { $organisation } invites you to join it on { $community }, where organisations share what helps against attacks.

    Open this link to accept. It works once, until { $until }:
    { $link }

    If you do not know what this is about, do nothing: without the link nobody joins.
members-letter-reset-subject = A new password for { $community }
members-letter-reset-text =
    Hello { $name },

    somebody, probably you, asks for a new password for your account. This link works once, for an hour:
    { $link }

    If it was not you, do nothing: your password stays as it is.
members-letter-join-asked-subject = { $name } asks to join { $organisation }
members-letter-join-asked-text =
    { $name } asks to join { $organisation }. You administer it, so the answer is yours:
    { $link }
members-letter-join-refused-subject = Your request to join { $organisation }
members-letter-join-refused-text =
    Hello { $name },

    { $organisation } does not admit you at present. The reason given:

    { $reason }
members-letter-address-old-subject = Another address for your account?
members-letter-address-old-text =
    Your account shall have the address { $new } instead of { $old }. If you want that, open this link within a day:
    { $link }

    A second mail went to the new address; both must be confirmed. If it was not you, do nothing, and change your password.
members-letter-address-new-subject = Confirm this address
members-letter-address-new-text =
    An account that has the address { $old } shall have this one. If that is you, open this link within a day:
    { $link }

    A second mail went to the present address; both must be confirmed.

members-forgotten-title = Forgot your password?
members-forgotten-link = Forgot your password?
members-forgotten-lead = Type your address. If it has an account here, a link to a new password is sent there; a second factor stays as it is.
members-forgotten-do = Send the link
members-forgotten-back = Back to sign-in
members-forgotten-done = Look into your mailbox
members-forgotten-done-why = If { $email } has an account here, a link to a new password is on its way. It works once, for an hour. Nothing there? Look at the spam folder and for slips in the address.
members-forgotten-no-mail = This installation sends no mail. The administrator of your organisation can make you a link to a new password.

members-join-title = Ask to join
members-join-link = Ask to join your organisation
members-join-lead = Your organisation's administrator is asked, and you hear by mail.
members-join-organisation = Organisation
members-join-organisation-hint = Its name, as the community knows it.
members-join-email-hint = Best that of your work there. The answer goes to it, and you will sign in with it.
members-join-about = Who you are
members-join-about-hint = What you do there and why you ask, so that the administrator knows you.
members-join-do = Ask
members-join-done = Your request is on its way
members-join-done-why = If the organisation is here, its administrators have been asked. Their answer goes to { $email }. For reasons of secrecy this page says the same whatever is here.
members-refused-field-organisation = Type the name of your organisation.
members-refused-field-reason = Type a reason, of at most 1,000 characters: it is sent to whoever asked.

members-request-title = Requests to join
members-request-hint = They asked by themselves: make sure who they are. Accepting sends an invitation to the address.
members-request-answer = Answer
members-request-accept = Accept and invite
members-request-refuse = Refuse
members-request-reason = Reason
members-request-reason-hint = It is sent to whoever asked.
members-request-about = What was written
members-request-since = Asked
members-request-accepted = An invitation is on its way to { $name }.
members-request-refused = { $name } is told that the request is refused.

members-invite-sent = An invitation is on its way to { $email }.
members-invite-again = Send again
members-invite-do = Send the invitation
members-reset-sent = A link to a new password is on its way to { $name }.

members-address-title = Another address
members-address-link = Change the address
members-address-lead = You sign in with your address, and mail goes there. A change is confirmed from both mailboxes.
members-address-present = Present address
members-address-new = New address
members-address-new-hint = A mail with a link goes there and to your present address. Open both links within a day.
members-address-do = Send the links
members-address-sent = Two links are on their way: one to your present address, one to the new one.
members-address-waits = { $email } waits to be confirmed
members-address-waits-why = Open the links in both mailboxes until { $until }. Asking again sends new links.
members-address-old-done = Present mailbox: confirmed
members-address-old-waits = Present mailbox: waits
members-address-new-done = New mailbox: confirmed
members-address-new-waits = New mailbox: waits
members-address-give-up = Leave the address as it is
members-address-given-up = The address stays as it is; the links do not work any more.
members-address-no-mail = This installation sends no mail, so addresses cannot be confirmed. Whoever runs it can help.
members-address-confirm-title = Another address for your account
members-address-confirm = The account shall have the address { $email } from now on.
members-address-confirm-do = Yes, this mailbox agrees
members-address-half = This mailbox has agreed. Now open the link in the other one; you can close this page.
members-address-done = The address is changed. Sign in with the new one.
members-address-taken = This address has an account already, so it cannot stand for a second one. Nothing was changed.
members-spent-address = The link works for a day, and ends when another is asked for. Ask again on your settings' page.
