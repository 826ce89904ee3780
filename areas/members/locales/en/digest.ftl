# The digest, and another way for a circle.

members-me-way-digest = In the product and with the digest
members-me-digest-title = When the digest comes
members-me-digest-hint = One mail for everything that you have put into it, if there is anything. Times are in your zone: it is now { $now }.
members-me-digest-day = Day
members-me-digest-every = Every day
members-me-digest-day-1 = Monday
members-me-digest-day-2 = Tuesday
members-me-digest-day-3 = Wednesday
members-me-digest-day-4 = Thursday
members-me-digest-day-5 = Friday
members-me-digest-day-6 = Saturday
members-me-digest-day-7 = Sunday
members-me-digest-hour = Hour
members-me-within-title = Another way for a circle
members-me-within-hint = For events, remarks, documents and announcements that the circle shares. Recalls, reminders and your own name go the way chosen above.
members-me-within-usual = As chosen above
