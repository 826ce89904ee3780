# Figures, and what stands below them.

insight-cell-withheld = not shown
insight-cell-nearly = most or all
insight-cell-hardly = few or none
insight-cell-none = –
insight-level-national = National
insight-level-joint = Joint
insight-level-european = All countries

insight-by-month = month
insight-by-sector = sector
insight-by-kind = kind of organisation
insight-by-country = country
insight-by-wave = wave
insight-by-answer = answer
insight-by-question = question
insight-by-class = class
insight-by-cause = cause
insight-by-state = state

insight-shape-bars = Bars
insight-shape-columns = Columns
insight-shape-lines = Lines
insight-shape-radar = Radar
insight-shape-heat = Shaded table
insight-shape-table = Table

insight-figure-by = { $title }, by { $by }
insight-figure-part = { $title }: { $part }
insight-figure-what = What
insight-figure-what-hint = What an area can count or measure, and how it is grouped.
insight-figure-choose = Choose a figure
insight-figure-missing = Choose a figure.
insight-figure-of = Of what
insight-figure-of-hint = Figures of surveys need one whose results are shown; those of a question need the question.
insight-figure-of-all = Of everything
insight-figure-of-missing = Choose what the figure is of: a survey, or one of its questions.
insight-figure-shape = Drawn as
insight-figure-level = Of one country
insight-figure-level-hint = Two letters; empty for all.
insight-figure-beside = A country beside it
insight-figure-beside-hint = Two letters; empty for none.
insight-figure-no-country = This figure cannot be told by country.
insight-figure-no-level = { $level } by itself cannot be told without telling of few.
insight-figure-empty = There is nothing to show here for all who read this report.
insight-figure-definition = What is counted
insight-figure-from = From:
insight-figure-rate = { $n } of { $all } answered ({ $rate }).
insight-figure-all = Of { $n } in all.
insight-figure-responses = { $n ->
    [one] One is counted.
   *[other] { $n } are counted.
  }
insight-figure-least = { $withheld ->
    [0] No value is of fewer than { $n }.
    [one] No value is of fewer than { $n }; one is not shown.
   *[other] No value is of fewer than { $n }; { $withheld } are not shown.
  }
insight-figure-computed = Computed on { $at }.

insight-annex-title = Data of the figures:
insight-annex-figure = Figure
insight-annex-indicator = Indicator
insight-annex-level = Level
insight-annex-row = Row
insight-annex-code = Code
insight-annex-column = Column
insight-annex-value = Value
insight-annex-told = How it is told
insight-annex-unit = Unit
insight-annex-population = Population
insight-annex-responses = Counted
insight-annex-least = Fewest
insight-annex-computed = Computed
insight-annex-means-figure = The report and the heading of the figure.
insight-annex-means-indicator = The name of what is counted: the same in every report.
insight-annex-means-level = Of whom: all countries, or one.
insight-annex-means-row = The heading of the row.
insight-annex-means-code = The code of the row: the same in every language.
insight-annex-means-column = The heading of the column.
insight-annex-means-value = The value; empty where it is not told.
insight-annex-means-told = value; withheld: of few, or few could be computed from it; nearly-all, hardly-any: more than that is not told; none: there is nothing to tell.
insight-annex-means-unit = count; share of one; points of a scale; days.
insight-annex-means-population = How many could have been counted.
insight-annex-means-responses = How many were.
insight-annex-means-least = The fewest that a value may be of.
insight-annex-means-computed = When the figure was computed, in UTC.
