# Imports that were begun and not ended

threats-unfinished-title = Not finished
threats-unfinished-hint = Only you see them. A link leads on where you stopped.
threats-unfinished-until = Begun { $begun }, kept until { $day }
threats-unfinished-remove = Throw away
threats-unfinished-remove-one = Throw away: { $name }, begun { $begun }
threats-unfinished-removed = It is thrown away.
threats-unfinished-done = This import is done: here is what became of it.
threats-unfinished-many = Twenty of your imports are not finished. Finish or throw away one of them, then send this again.
threats-personal-unfinished = { $n ->
    [one] { $n } import begun and not finished
   *[other] { $n } imports begun and not finished
}
