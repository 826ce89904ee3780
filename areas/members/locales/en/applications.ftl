# The list of applications, for those who answer them.

members-applications-waiting = To decide
members-applications-none-waiting = Nothing waits for your decision
members-applications-due = Answer by
members-applications-due-by = Answer by { $date }
members-applications-late = Overdue
