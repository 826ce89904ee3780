# Of what one wants to be told, and how.

members-me-wish-reminder = Something is due
members-me-wish-reminder-hint = Reminders of what you, your organisation or your circles have to do. By mail unless you say otherwise: a deadline does not wait for you to sign in.
members-me-wish-mention = Somebody names me in a remark
members-me-wish-mention-hint = With @ and my name, where I may see what is said.
members-me-wish-announcement = The coordination announces something
members-me-wish-announcement-hint = To everyone, to organisations of our kind, or to one of our circles.
members-me-calendar = Calendar
members-me-wish-registration = Registrations
members-me-wish-registration-hint = An entity submits, answers or tells changes to an authority I supervise for; or my organisation's authority asks or decides.
