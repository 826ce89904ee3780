# Codes for what was written into open questions.

surveys-coding-title = Code open answers
surveys-coding-lead = Read what was written, and give it codes of your own. The codes are told like any answers once nothing is left; the words never leave your organisation.
surveys-coding-nothing = No open questions
surveys-coding-nothing-why = The form asks nothing that is answered in one’s own words.
surveys-coding-none = Nothing was written
surveys-coding-codes = { $n ->
    [0] No codes yet
    [one] One code
   *[other] { $n } codes
  }
surveys-coding-left = { $n ->
    [0] Nothing is left to code
    [one] One answer is left to code
   *[other] { $n } answers are left to code
  }
surveys-coding-code-lead = Tick what fits, one or several; nothing where no code does. Tab and the space bar are enough.
surveys-coding-book = Code book
surveys-coding-book-codes = Codes
surveys-coding-book-hint = One a line, as code: text, with | between the form’s languages. What had a code that goes is to be read again.
surveys-coding-book-keep = Keep the book
surveys-coding-book-kept = The book is kept.
surveys-coding-book-wrong = Write at most { $n } lines, each with a text, and each code once.
surveys-coding-show-all = Show all answers
surveys-coding-show-left = Show what is left
surveys-coding-keep = Keep and go on
surveys-coding-pass = Pass over
surveys-coding-kept = { $n ->
    [one] One answer is coded.
   *[other] { $n } answers are coded.
  }
