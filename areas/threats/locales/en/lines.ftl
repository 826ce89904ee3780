# Lines of a table that cannot be taken, and what is asked for that cannot be

threats-import-fault-quote = A quotation mark begins here that is not closed as it should be, so that what follows would be lost in one cell. Close it, or take it away.
threats-import-type-word = “{ $word }” is no type that is known. Write one of MISP’s types, such as ip-dst, domain, url or sha256, or an everyday word, such as IP, domain, URL, hash or e-mail.
threats-import-type-untold = The value does not tell its type. Give the type in a column, or one for all values.
threats-import-date-none = “{ $typed }” is no day that can be read, so the value is taken without it. Write it as 2026-02-01.
threats-import-date-two = “{ $typed }” may be two days, so the value is taken without it. Write { $one } or { $other }.
threats-import-preview-undated = { $n ->
    [one] One first observation cannot be read
   *[other] { $n } first observations cannot be read
}
threats-import-preview-undated-why = These values are taken without the day. Correct the table and send it again if it matters.
threats-attribute-refused-audience = “{ $typed }” is no audience. Choose one from the list.

# What was looked for in more than could be looked through

threats-list-count-least = { $n ->
    [one] At least { $n } event
   *[other] At least { $n } events
}
