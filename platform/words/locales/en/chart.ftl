# What charts say of themselves, and months as their headings.

words-month-year = { $month } { $year }
words-month-short-1 = Jan
words-month-short-2 = Feb
words-month-short-3 = Mar
words-month-short-4 = Apr
words-month-short-5 = May
words-month-short-6 = Jun
words-month-short-7 = Jul
words-month-short-8 = Aug
words-month-short-9 = Sep
words-month-short-10 = Oct
words-month-short-11 = Nov
words-month-short-12 = Dec

words-chart-summary = { $all } in all; most in { $most }, with { $n }.
words-chart-none = Nothing to count yet.
words-chart-sum = Total
words-chart-others = Others
words-chart-value = { $of }: { $n }
words-chart-value-of = { $of }, { $series }: { $n }
words-chart-tiles = { $all } in all; most for { $row } in { $column }, with { $n }.

words-chart-today = Today
words-chart-due = { $open ->
    [one] { $open } deadline is to come
   *[other] { $open } deadlines are to come
}, { $late ->
    [0] none is late.
    [one] { $late } is late.
   *[other] { $late } are late.
}
words-chart-due-none = No deadlines in this time.
words-chart-due-done = Done
words-chart-due-open = To come
words-chart-due-late = Late
