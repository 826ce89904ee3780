# Summaries of what was notified, among the kinds of records.

desk-kind-incidents-summary = Summary
