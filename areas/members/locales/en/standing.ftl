# Filters of the list of circles.

members-standing-member = We are a member
members-standing-suspended = We are suspended
members-standing-open = Open
members-standing-closed = Closed
members-standing-none = No circle fits
members-standing-none-why = Take other words, or another standing.
