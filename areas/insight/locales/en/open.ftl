# Open data for everybody.

insight-open-lead = Figures that may be carried anywhere. None of them tells of few.
insight-open-none-why = They appear here when a report is published for everybody.
insight-open-box = Open its figures to everybody
insight-open-box-hint = Whoever comes without an account reads the figures that are told under a threshold, and nothing else of the report.
insight-open-is = Its figures are open to everybody
insight-open-do = Open its figures to everybody
insight-open-close = Close its figures again
insight-open-done = The figures are open to everybody.
insight-open-undone = The figures are for those who see the report. What was copied meanwhile is out.
insight-open-see = What everybody sees, without an account
