# Ce que les graphiques disent d'eux-mêmes, et les mois en tête de colonne.

words-month-year = { $month } { $year }
words-month-short-1 = janv.
words-month-short-2 = févr.
words-month-short-3 = mars
words-month-short-4 = avr.
words-month-short-5 = mai
words-month-short-6 = juin
words-month-short-7 = juil.
words-month-short-8 = août
words-month-short-9 = sept.
words-month-short-10 = oct.
words-month-short-11 = nov.
words-month-short-12 = déc.

words-chart-summary = { $all } au total ; maximum : { $most }, avec { $n }.
words-chart-none = Rien à compter pour le moment.
words-chart-sum = Total
words-chart-others = Autres
words-chart-value = { $of } : { $n }
words-chart-value-of = { $of }, { $series } : { $n }
words-chart-tiles = { $all } au total ; maximum : { $row }, { $column }, avec { $n }.

words-chart-today = Aujourd’hui
words-chart-due = { $open ->
    [one] { $open } échéance à venir
   *[other] { $open } échéances à venir
}, { $late ->
    [0] aucune en retard.
    [one] { $late } en retard.
   *[other] { $late } en retard.
}
words-chart-due-none = Aucune échéance sur cette période.
words-chart-due-done = Faite
words-chart-due-open = À venir
words-chart-due-late = En retard
