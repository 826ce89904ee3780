# Les mots dont les nombres, les instants et les listes ont besoin. Les clés commencent par le nom de la crate : words.

words-language = Français

# Un libellé et ce qui en est dit ; le second lorsque le libellé a son propre signe.
words-labelled = { $label } : { $said }
words-labelled-after = { $label } { $said }

words-date = { $day ->
    [1] 1er
   *[other] { $day }
} { $month } { $year }
words-date-time = { $date } à { $time }
words-date-time-zone = { $date-time } { $zone }
words-month-1 = janvier
words-month-2 = février
words-month-3 = mars
words-month-4 = avril
words-month-5 = mai
words-month-6 = juin
words-month-7 = juillet
words-month-8 = août
words-month-9 = septembre
words-month-10 = octobre
words-month-11 = novembre
words-month-12 = décembre

words-relative-now = à l’instant
words-relative-soon = dans un instant
words-relative-ago-minutes = { $n ->
    [one] il y a { $n } minute
   *[other] il y a { $n } minutes
}
words-relative-ago-hours = { $n ->
    [one] il y a { $n } heure
   *[other] il y a { $n } heures
}
words-relative-ago-days = { $n ->
    [one] il y a { $n } jour
   *[other] il y a { $n } jours
}
words-relative-ago-months = il y a { $n } mois
words-relative-ago-years = { $n ->
    [one] il y a { $n } an
   *[other] il y a { $n } ans
}
words-relative-in-minutes = { $n ->
    [one] dans { $n } minute
   *[other] dans { $n } minutes
}
words-relative-in-hours = { $n ->
    [one] dans { $n } heure
   *[other] dans { $n } heures
}
words-relative-in-days = { $n ->
    [one] dans { $n } jour
   *[other] dans { $n } jours
}
words-relative-in-months = dans { $n } mois
words-relative-in-years = { $n ->
    [one] dans { $n } an
   *[other] dans { $n } ans
}

words-bytes-b = { $n ->
    [one] { $n } octet
   *[other] { $n } octets
}
words-bytes-kib = { $n }{"\u00A0"}Kio
words-bytes-mib = { $n }{"\u00A0"}Mio
words-bytes-gib = { $n }{"\u00A0"}Gio
words-bytes-tib = { $n }{"\u00A0"}Tio

words-percent = { $n }{"\u202F"}%
words-number-none = –

words-money-symbol = { $sign }{ $amount }{"\u00A0"}{ $symbol }
words-money-code = { $sign }{ $amount }{"\u00A0"}{ $code }

words-list-head = { $first }, { $second }
words-list-pair = { $first } et { $second }
