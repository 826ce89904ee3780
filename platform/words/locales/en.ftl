# The words that numbers, instants and lists need. Keys begin with the name of the crate: words.

words-language = English

# Instants. $day is a number, $year and $time are text.
# A label with what is said of it; the second where the label has a mark of its own.
words-labelled = { $label }: { $said }
words-labelled-after = { $label } { $said }

words-date = { $day } { $month } { $year }
words-date-time = { $date }, { $time }
words-date-time-zone = { $date-time } { $zone }
words-month-1 = January
words-month-2 = February
words-month-3 = March
words-month-4 = April
words-month-5 = May
words-month-6 = June
words-month-7 = July
words-month-8 = August
words-month-9 = September
words-month-10 = October
words-month-11 = November
words-month-12 = December

# Distances from now; $n is never below 1.
words-relative-now = just now
words-relative-soon = in a moment
words-relative-ago-minutes = { $n ->
    [one] { $n } minute ago
   *[other] { $n } minutes ago
}
words-relative-ago-hours = { $n ->
    [one] { $n } hour ago
   *[other] { $n } hours ago
}
words-relative-ago-days = { $n ->
    [one] { $n } day ago
   *[other] { $n } days ago
}
words-relative-ago-months = { $n ->
    [one] { $n } month ago
   *[other] { $n } months ago
}
words-relative-ago-years = { $n ->
    [one] { $n } year ago
   *[other] { $n } years ago
}
words-relative-in-minutes = { $n ->
    [one] in { $n } minute
   *[other] in { $n } minutes
}
words-relative-in-hours = { $n ->
    [one] in { $n } hour
   *[other] in { $n } hours
}
words-relative-in-days = { $n ->
    [one] in { $n } day
   *[other] in { $n } days
}
words-relative-in-months = { $n ->
    [one] in { $n } month
   *[other] in { $n } months
}
words-relative-in-years = { $n ->
    [one] in { $n } year
   *[other] in { $n } years
}

# Sizes. $n is text for all but bytes; units count in thousands.
words-bytes-b = { $n ->
    [one] { $n } byte
   *[other] { $n } bytes
}
words-bytes-kib = { $n }{"\u00A0"}KiB
words-bytes-mib = { $n }{"\u00A0"}MiB
words-bytes-gib = { $n }{"\u00A0"}GiB
words-bytes-tib = { $n }{"\u00A0"}TiB

words-percent = { $n }%
words-number-none = –

# Money: $sign is "-" or nothing, $amount has two decimals.
words-money-symbol = { $sign }{ $symbol }{ $amount }
words-money-code = { $sign }{ $code }{"\u00A0"}{ $amount }

# Lists: "a, b and c" is pair(head(a, b), c).
words-list-head = { $first }, { $second }
words-list-pair = { $first } and { $second }
