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

# Links that work once
members-spent-title = This link does not work any more
members-spent-first-run = It is for the first administrator and works once, for a week. If nobody could sign in yet, start the program again: it prints a new one.
members-spent-invitation = An invitation works once, for a week, and ends when it is taken back. Ask whoever invited you for a new one. If you have joined already, sign in.
members-spent-reset = A link to a new password works once, for an hour. Ask for another under “Forgot your password?” on the page of sign-in, or have the administrator of your organisation make one.
members-link-title = A link for { $email }
members-link-once = Copy the link now: it is shown this once
members-link-label = The link
members-link-hand = Hand it to { $email } on a way that only the two of you use: whoever opens it first, has it.
members-link-kept = I have copied it
members-welcome-title = Welcome to Belfry
members-welcome-lead = You are the first. Say which organisation runs this community, and who you are; you become its administrator and can invite the others.
members-welcome-organisation = Organisation
members-welcome-organisation-hint = Full name, as its members know it. It can be changed later.
members-welcome-do = Begin
members-invitation-title = Join { $name }
members-invitation-lead = { $name } has invited { $email } with these roles:
members-invitation-do = Join
members-invitation-join = Join with my account
members-invitation-other = You are signed in with another address than { $email }. Sign out first, then open the link again.
members-invitation-done = You have joined. Your new roles are below.
members-reset-title = Choose a new password
members-reset-lead = It ends every session of your account, and you sign in with the new password.
members-reset-done = Your password is changed. Sign in with it.
members-reset-link = Link to a new password
members-reset-link-why = It works once, for an hour, and lets its holder choose a new password for this account.

# What is refused
members-refused-name-taken = This name is in use. Choose another, or look for the one that is there.
members-refused-already-member = It stands there already, or was suspended. Look at the list of members.
members-refused-wrong-state = This cannot be done now, because somebody changed it meanwhile or the owner itself is meant. The page shows how it stands.
members-refused-closed = The circle is closed, so its membership does not change any more.
members-refused-link-spent = The link does not work any more. Ask for a new one.
members-refused-sign-in-to-accept = This address has an account here. Sign in to it, and the invitation opens again.
members-refused-last-administrator = Nobody else administers the platform. Give that role to somebody else first.
members-refused-wrong-password = This is not your present password. Check for slips, and whether capitals are locked.
members-refused-busy = Many passwords are being checked at this moment. Send the form again in a few seconds.
members-refused-password-too-short = The password is shorter than 12 characters. Add words: four that have nothing to do with each other are good.
members-refused-password-too-long = The password is longer than 128 characters. Take a shorter one.
members-refused-password-like-email = The password holds your e-mail name, which is guessed first. Take other words.
members-refused-password-common = The password is made of words and numbers that are guessed first. Take four words that have nothing to do with each other.
members-refused-throttled = { $n ->
    [one] Too many tries. To slow down whoever guesses passwords, the next try counts in a minute.
   *[other] Too many tries. To slow down whoever guesses passwords, the next try counts in { $n } minutes.
}
members-refused-field = This cannot be read. Check what you typed.
members-refused-field-name = Type a name: one line, neither empty nor very long.
members-refused-field-short-name = Type a short name of at most 40 characters.
members-refused-field-about = Make it shorter: at most 5,000 characters.
members-refused-field-country = Type the two letters of the country's code, such as BE.
members-refused-field-website = Type the whole address, beginning with https://.
members-refused-field-sector = Choose a sector of the list, or none.
members-refused-field-email = Type an e-mail address, such as ana@example.org.
members-refused-field-expires = Choose how long the key shall work.
members-refused-field-language = Choose a language of the list.
members-refused-field-time-zone = This time zone is not known. Choose one of the list, such as Europe/Brussels.
members-refused-field-purpose = Make the purpose shorter: at most 2,000 characters.
members-refused-field-rules = Make the rules shorter: at most 20,000 characters.

# Lists
members-list-actions = What can be done
members-list-all = All
members-list-cancel = Cancel
members-list-choose = Choose one
members-list-filter = { $label }: { $value }
members-list-next = Next
members-list-previous = Previous
members-list-text = Name

# One's own settings
members-me-title = Your settings
members-me-lead = How others see you, how you sign in, and what you are told.
members-me-profile = Profile
members-me-password = Password
members-me-sessions = Sessions
members-me-keys = API keys
members-me-notifications = Notifications
members-me-save = Save
members-me-profile-done = Your profile is saved.
members-me-name-hint = As the members of the community see it beside what you write.
members-me-time-zone = Time zone
members-me-time-zone-hint = Times are said in it, and so are deadlines. Type a city: Europe/Brussels.
members-me-account = Account
members-me-ties = You act for
members-me-ties-none = No organisation counts you as a member at present, so you see nothing of the community. Ask the administrator of yours.
members-me-home = your home
members-person-name = Name
members-person-closed = Account closed
members-membership = Membership
members-membership-invited = Invited
members-membership-confirmed = Confirmed
members-membership-suspended = Suspended
members-membership-ended = Ended

# Password
members-password-rules = At least 12 characters. Four words that have nothing to do with each other are easy to keep and hard to guess.
members-password-old = Present password
members-password-new = New password
members-password-old-missing = Type your present password, so that nobody else can change it on your device.
members-password-new-missing = Type a new password.
members-password-others = Every other session ends, and whoever is signed in there with the old password is out.
members-password-do = Change the password
members-password-done = Your password is changed, and your other sessions have ended.

# Sessions
members-me-sessions-title = Where you are signed in
members-me-sessions-hint = A session ends after twelve hours without use, and after two weeks in any case. End what you do not know, then change your password.
members-me-sessions-device = Device
members-me-sessions-opened = Signed in
members-me-sessions-seen = Last used
members-me-sessions-this = This one
members-me-sessions-end = End
members-me-sessions-end-others = End all others
members-me-sessions-ended = { $n ->
    [0] There was no such session any more.
    [one] The session has ended.
   *[other] { $n } sessions have ended.
}
members-me-device = { $browser } on { $system }
members-me-device-unknown = Unknown device

# API keys
members-me-keys-title = API keys
members-me-keys-hint = A program that holds a key acts as you: it sees what you see, and no more.
members-me-keys-none = No keys yet
members-me-keys-none-why = A key lets a program of yours, such as a sensor or a script, ask for what was shared with you, or share what it found.
members-me-keys-new = Make a key
members-me-keys-name = Name
members-me-keys-name-hint = What program holds it, and where: you want to know when you revoke it.
members-me-keys-scope = What it may do
members-me-keys-scope-read = Read
members-me-keys-scope-read-hint = See what you see. Enough for most programs.
members-me-keys-scope-write = Read and write
members-me-keys-scope-write-hint = Change what you may change as well: import, publish, add sightings.
members-me-keys-scope-missing = Choose what the key may do.
members-me-keys-for = Works for
members-me-keys-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
members-me-keys-make = Make the key
members-me-keys-made = Made
members-me-keys-ends = Works until
members-me-keys-over = Over
members-me-keys-used = Last used
members-me-keys-unused = Never
members-me-keys-revoke = Revoke
members-me-keys-revoked = The key is revoked. Programs that hold it are refused from now on.
members-me-keys-most = You have 50 living keys, the most that one person can hold. Revoke one that is not needed.
members-me-keys-made-title = The key “{ $name }”
members-me-keys-once = Copy the key now: it is shown this once
members-me-keys-once-why = Only a fingerprint of it is kept here. It works until { $date }. If it is lost, revoke it and make another.
members-me-keys-text = The key
members-me-keys-example = Try it from a terminal:
members-me-keys-example-label = A command that lists events
members-me-keys-kept = I have copied it

# Notifications
members-me-notifications-title = What you are told
members-me-notifications-hint = In the product means on your day, under activity. Mail says that something happened and where, never what.
members-me-notifications-done = Your wishes are saved.
members-me-wish-shared = A new event is shared with me
members-me-wish-shared-hint = By a circle of my organisation, or with the whole community.
members-me-wish-discussion = Somebody discusses something of ours, or that I took part in
members-me-wish-discussion-hint = A remark, a question, the answer to one, a document.
members-me-wish-recall = Something that I received is recalled or corrected
members-me-wish-recall-hint = You may have blocked values that should not be blocked. Better by mail.
members-me-wish-circle = Something happens to our circles
members-me-wish-circle-hint = An invitation, a new member, a circle that is closed. For those who speak for the organisation.
members-me-wish-people = People and roles change
members-me-wish-people-hint = Somebody joins an organisation that I look after, or my own roles change.
members-me-way-mail = In the product and by mail
members-me-way-product = In the product
members-me-way-none = Not at all

# Roles
members-roles-title = Roles
members-roles-lead = A role is held for one organisation and counts there only. Several can be held together.
members-roles-role = Role
members-roles-for = What it is for
members-roles-yours = You hold it for
members-roles-ask = Roles are given by the administrator of an organisation, and by that of the platform.
members-roles-link = What the roles mean
members-role-platform-administrator = Platform administrator
members-role-platform-administrator-hint = Runs the platform: enters organisations, invites their first administrators. Sees no content by this role alone.
members-role-supervisor = Supervisor
members-role-supervisor-hint = Staff of a national competent authority: cases, notifications, supervision of entities.
members-role-spoc-officer = Liaison officer
members-role-spoc-officer-hint = Staff of the single point of contact: exchange with other countries.
members-role-csirt-analyst = CSIRT analyst
members-role-csirt-analyst-hint = Staff of a CSIRT: receives notifications, analyses and shares threats, helps with incidents.
members-role-nis-implementer = NIS coordinator
members-role-nis-implementer-hint = Looks after an entity's duties under the Directive: measures, deadlines, notifications.
members-role-organisation-administrator = Organisation administrator
members-role-organisation-administrator-hint = Admits people to the organisation, gives them roles, and speaks for it in circles.
members-role-contributor = Contributor
members-role-contributor-hint = Writes and shares for the organisation: events, sightings, comments.
members-role-reader = Reader
members-role-reader-hint = Reads what reaches the organisation.
members-role-management-member = Management member
members-role-management-member-hint = Sits on the management body: sees overviews, approves measures, follows trainings.
members-role-circle-coordinator = Circle coordinator
members-role-circle-coordinator-hint = Founds and leads circles for an association or ISAC, and speaks for the organisation in them.

# Organisations
members-organisation-list-title = Organisations
members-organisation-list-lead = The members of this community. All of them know each other; what they share is another matter.
members-organisation-list-text-hint = Part of a name
members-organisation-list-none = No organisation fits
members-organisation-list-none-why = Take a filter away, or look for a shorter part of the name.
members-organisation-count = { $n ->
    [one] { $said } organisation
   *[other] { $said } organisations
}
members-organisation-name = Organisation
members-organisation-short-name = Short name
members-organisation-short-name-hint = As in lists; at most 40 characters.
members-organisation-kind = Kind
members-organisation-kind-missing = Choose what the organisation is.
members-organisation-sector = Sector
members-organisation-sector-none = No sector
members-organisation-country = Country
members-organisation-region-hint = By NUTS. After choosing another country, save; then its regions are here.
members-organisation-website = Website
members-organisation-about = About
members-organisation-about-hint = A few sentences: what it does, for whom, how large it is.
members-organisation-people = People
members-organisation-save = Save
members-organisation-new-title = Enter an organisation
members-organisation-new-lead = It appears in the directory at once. Then invite its first administrator, who admits the others.
members-organisation-new-done = The organisation is entered. Now invite its first administrator.
members-organisation-edit-title = Change the facts
members-organisation-edit-done = The facts are saved.
members-organisation-contact = Whom to turn to
members-organisation-contact-hint = Its administrators. Who else works there is the organisation's own matter.
members-organisation-contact-none = Nobody administers this organisation yet.
members-organisation-circles-own = Circles
members-organisation-circles-own-none = Your organisation is in no circle yet.
members-organisation-circles-common = Circles in common
members-organisation-circles-common-none = None: your organisations share with the whole community only.
members-organisation-people-title = People and roles
members-organisation-people-of = People of { $name }
members-organisation-people-lead = Who may act for the organisation, and as what.
members-organisation-people-own-hint = Those with a confirmed membership. Other organisations see its administrators only.
members-organisation-people-none = Nobody yet
members-organisation-people-none-why = Invite the first person as organisation administrator. That person admits the others.
members-organisation-people-change = Change
members-organisation-people-roles-hint = Choose as few as the work needs. You can give roles that you hold yourself.
members-organisation-people-roles-save = Save the roles
members-organisation-people-roles-done = The roles of { $name } are saved and count from the next click on.
members-organisation-people-suspend = Suspend
members-organisation-people-suspended = The membership of { $name } is suspended.
members-organisation-people-resume = Let it count again
members-organisation-people-resumed = The membership of { $name } counts again.
members-organisation-people-end = End the membership
members-organisation-people-ended = The membership of { $name } has ended.
members-organisation-people-end-hint = Suspended or ended, the person sees nothing of the organisation from the next click on. What was written stays.
members-organisation-people-beyond = This person holds a role that you cannot give. The administrator of the platform can change it.
members-organisation-invite-title = Invite a person
members-organisation-invite-lead = You get a link that works once, for a week. Whoever opens it joins { $name } with the roles that you choose.
members-organisation-invite-email-hint = The address is bound to the link, and becomes the sign-in.
members-organisation-invite-roles-missing = Choose at least one role; Reader is the smallest.
members-organisation-invite-do = Make the link
members-organisation-invite-link-why = It works once, for a week. It is kept nowhere: if it is lost, invite again.
members-organisation-invite-waiting = Invitations that wait
members-organisation-invite-waiting-hint = Nobody has opened them yet.
members-organisation-invite-made = Made
members-organisation-invite-ends = Works until
members-organisation-invite-withdraw = Take back
members-organisation-invite-withdrawn = The invitation is taken back; its link does not work any more.
members-kind-oes = Essential or important entity
members-kind-dsp = Digital service provider
members-kind-nca = Competent authority
members-kind-spoc = Single point of contact
members-kind-csirt = CSIRT
members-kind-association = Association or ISAC
members-kind-institution = Institution for cybersecurity
members-kind-region = Region or regional agency
members-kind-managing-authority = Managing authority
members-kind-hub = Innovation hub
members-kind-provider = Provider of services
members-kind-training-body = Training or certification body
members-kind-university = University
members-kind-sme = Small or medium-sized enterprise
members-kind-other = Other

# Trust circles
members-circle-list-title = Trust circles
members-circle-list-lead = Organisations that share among themselves under rules of their own (MISP: sharing groups).
members-circle-list-none = No circles yet
members-circle-list-none-why = A circle is where you say what is not for the whole community: to those of your sector, your region, your supply chain. Those who administer or coordinate for an organisation can found one.
members-circle-all = All circles
members-circle-count = { $n ->
    [one] { $n } circle that you may know of
   *[other] { $n } circles that you may know of
}
members-circle-term = Trust circle (MISP: sharing group)
members-circle-name = Name
members-circle-name-hint = What its members will look for when they share.
members-circle-owner = Owner
members-circle-standing = Standing
members-circle-member = Member
members-circle-since = Since
members-circle-purpose = Purpose
members-circle-purpose-hint = What is shared here, and to what end. Whoever is invited reads it first.
members-circle-purpose-missing = Say what the circle is for: nobody can agree to a circle without a purpose.
members-circle-rules = Rules
members-circle-rules-hint = What the members agree on: how fast, how far, who answers, what is never said here.
members-circle-rules-none = The members have agreed on no rules beyond the level.
members-circle-ceiling = How far things may be carried
members-circle-ceiling-short = Level
members-circle-ceiling-hint = What is shared in the circle is carried no farther than this level of the Traffic Light Protocol allows.
members-circle-ceiling-missing = Choose how far things may be carried.
members-circle-ceiling-red = Stays with the people who read it here.
members-circle-ceiling-amber-strict = Stays in the members' organisations.
members-circle-ceiling-amber = Goes to the members' organisations, and to those of their clients who need it.
members-circle-ceiling-green = Goes to the community, not to the public.
members-circle-ceiling-clear = Goes to everyone.
members-circle-hidden = Hidden
members-circle-hidden-hint = Only its members and its owner know that the circle exists. The others do not find it in lists, counts or searches.
members-circle-hidden-chip = Hidden
members-circle-seen-hidden = its members and its owner
members-circle-seen-open = the whole community; what is shared in it, its members only
members-circle-new-title = Found a circle
members-circle-new-lead = Your organisation owns it, is its first member, and invites the others.
members-circle-new-do = Found the circle
members-circle-new-done = The circle is founded. Now invite its members.
members-circle-edit-title = Change the circle
members-circle-edit-do = Save
members-circle-edit-done = The circle is saved.
members-circle-members = Members
members-circle-members-hidden = Who is in the circle is known to its members.
members-circle-invites = may invite
members-circle-status-invited = Invited
members-circle-status-confirmed = Member
members-circle-status-suspended = Suspended
members-circle-status-left = Left
members-circle-invite-title = Invite an organisation
members-circle-invite-lead = It can join { $name } once somebody who speaks for it accepts. Until then it sees only purpose and rules.
members-circle-invite-whom = Organisation
members-circle-invite-whom-hint = Members and those invited already are left out.
members-circle-invite-missing = Choose the organisation to be invited.
members-circle-invite-all = Everybody is in
members-circle-invite-all-why = Every organisation that you know of is a member or invited already.
members-circle-invite-do = Invite
members-circle-invited = { $name } is invited. It finds the invitation on its list of circles.
members-circle-may-invite = May invite others
members-circle-may-invite-hint = Once it has joined, it can bring in further organisations itself.
members-circle-invitations = Invitations
members-circle-invitations-hint = Read purpose and rules first: whoever accepts, agrees to them.
members-circle-invitation-for = Invited
members-circle-invitation-since = Since
members-circle-accept = Accept and join
members-circle-decline = Decline
members-circle-joined = Your organisation has joined the circle.
members-circle-declined = The invitation is declined.
members-circle-answer-missing = Use the buttons of the invitation: accept, or decline.
members-circle-suspend = Suspend
members-circle-suspended = The member is suspended and sees nothing by this circle from the next click on.
members-circle-resume = Let it count again
members-circle-resumed = The membership counts again.
members-circle-leave = Leave the circle
members-circle-leave-title = Leave this circle?
members-circle-leave-why = { $name } will not see what is shared in the circle, neither new nor old. What it shared itself stays its own. To come back, it needs an invitation.
members-circle-left = Your organisation has left the circle.
members-circle-close = Close the circle
members-circle-close-title = Close this circle for good?
members-circle-close-why = Its members stop seeing what was shared in it, from the next click on. What each has shared stays with its owner. This cannot be undone.
members-circle-closed = Closed
members-circle-closed-why = Nothing is shared in this circle any more, and nobody sees anything by it.
members-circle-closed-done = The circle is closed.
