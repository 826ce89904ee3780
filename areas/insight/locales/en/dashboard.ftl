# Dashboards and open data.

insight-desk-title = Coordination
insight-desk-lead = The last twelve months, as far as you see them. Each figure says where it comes from.
insight-desk-none = Nothing to show yet
insight-desk-none-why = Figures appear once events are shared and the results of a survey are shown.
insight-desk-open = Open recommendations
insight-desk-open-hint = Of your published reports, soonest first.
insight-desk-open-none = None is open.
insight-own-title = Our organisation
insight-own-lead = What { $name } shares, where the community stands, and what is recommended to you.
insight-own-open = Recommended to us
insight-own-open-hint = In reports that you see, soonest first.
insight-own-open-none = Nothing is open.
insight-own-none = Nothing to show yet
insight-own-none-why = Once your organisation shares events, and a survey’s results are shown, this is where you see them.
insight-own-share = New event
insight-data-title = Open data
insight-data-lead = The figures of reports that may be carried anywhere (TLP:CLEAR), with what each column means. No value tells of few.
insight-data-none = No open data yet
insight-data-none-why = The figures of a report become open data when it is published as TLP:CLEAR.
insight-data-files = Files
insight-data-files-hint = All figures in one table, a line for each value; in the language that you read.
insight-data-dictionary = Dictionary
insight-data-column = Column
insight-data-means = What it means
insight-data-reports = Reports
insight-data-figures = { $n ->
    [one] One figure
   *[other] { $n } figures
  }
