# What is wrong with an expression.

surveys-expression-at = at character { $at }: { $why }
surveys-expression-too-long = it is too long
surveys-expression-too-deep = it is nested too deeply
surveys-expression-character = “{ $name }” has no meaning here
surveys-expression-unterminated = a quotation mark is missing
surveys-expression-number = this is no number
surveys-expression-expected = { $name } was expected
surveys-expression-function = there is no function “{ $name }”
surveys-expression-trailing = something follows its end
surveys-expression-arguments = “{ $name }” takes { $most ->
    [0] no value
    [one] one value
   *[other] { $least } to { $most } values
  }
surveys-expression-arguments-more = “{ $name }” takes { $least } or more values
surveys-expression-unknown = there is nothing called “{ $name }”
surveys-expression-no-answer = “{ $name }” has no answer
surveys-expression-type = { $one } was expected, this is { $other }
surveys-expression-compare = { $one } cannot be compared with { $other }
surveys-expression-code = “{ $code }” is none of the choices of “{ $list }”
surveys-expression-many = there are several answers to “{ $name }” here; sum, min, max, mean, count, join or entry make one of them
surveys-expression-this = “this” has no meaning here
surveys-expression-choice = “choice” has no meaning outside of a filter
surveys-expression-column = the choices have no column “{ $name }”
surveys-expression-pattern = this is no pattern that can be used
surveys-expression-written = { $name } has to be written out here
surveys-expression-no-repeat = there is no repeat around this
surveys-expression-no-date = “{ $name }” is no date
surveys-expression-a-name = a name
surveys-expression-a-value = a value
surveys-expression-a-column = a column
surveys-expression-a-nothing = nothing
surveys-expression-a-truth = yes or no
surveys-expression-a-number = a number
surveys-expression-a-text = a text
surveys-expression-a-date = a date
surveys-expression-a-time = a time
surveys-expression-a-moment = a date with a time
surveys-expression-a-choice = a choice
surveys-expression-a-choices = several choices
surveys-expression-a-file = a file
surveys-expression-a-answer-inside = an answer inside of one repeat
surveys-expression-a-repeat = the name of a repeat
surveys-expression-a-pattern = the pattern
