# The agenda in one's own calendar.

desk-calendar-title = My agenda in my calendar
desk-calendar-lead = A secret link that your calendar program asks from time to time. It shows when something is due; what it is, only where that may leave the platform (TLP:GREEN or TLP:CLEAR).
desk-calendar-action = In my calendar
desk-calendar-name = Belfry: what is due
desk-calendar-neutral = Belfry: something is due
desk-calendar-made = Your link
desk-calendar-once = This link is shown once
desk-calendar-once-why = Copy it into your calendar program now (“subscribe to a calendar”). Whoever has it sees your deadlines: treat it like a password, and revoke it when a device is lost.
desk-calendar-link = Secret link
desk-calendar-links = Your links
desk-calendar-for = For
desk-calendar-for-hint = The device or program, so that you know later which link to revoke.
desk-calendar-since = Since
desk-calendar-used = Last asked
desk-calendar-unused = Never yet
desk-calendar-revoke = Revoke
desk-calendar-revoked = The link is revoked. Nothing is under it any more.
desk-calendar-new = A new link
desk-calendar-new-hint = One for each device.
desk-calendar-do = Make the link
desk-calendar-name-missing = Say what it is for, in at most { $n } characters.
desk-calendar-most = You have { $n } links already. Revoke one first.
