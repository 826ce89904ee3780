# What happens to practices.

desk-kind-practices-record = Practice
desk-kind-practices-report = Report
desk-fact-practices-record-published = { $who } shared a practice: { $title }
desk-fact-practices-report-settled = What became of your report: { $title }
desk-filter-practices-record-published = Practices
desk-filter-practices-report-settled = What became of reports
desk-mail-practices-record-published = A practice was shared with you.
desk-mail-practices-report-settled = It was said what became of your report.
desk-agenda-area-practices = Practices
desk-fact-practices-record-superseded = A practice that your organisation took up has a successor: { $title }
desk-filter-practices-record-superseded = Practices that have a successor
desk-mail-practices-record-superseded = A practice that your organisation took up has a successor.
desk-fact-insight-report-published = { $who } published a report: { $title }
desk-filter-insight-report-published = Reports
desk-mail-insight-report-published = A report was published for you.
