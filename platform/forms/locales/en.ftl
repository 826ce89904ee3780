# Words around the questions of a form; the questions have their own.

forms-choose = Choose …
forms-yes = Yes
forms-no = No
forms-entry = { $name } { $number }
forms-entry-add = Add: { $name }
forms-entry-remove = Remove
forms-rank-place = Place { $n }
forms-currency = Currency
forms-error-required = Answer this question.
forms-error-constraint = This answer does not fit. Change it.
forms-error-wrong-kind = This cannot be read as an answer to this question. Write it as the question asks.
forms-error-no-number = This is no number. Write one, such as 120.
forms-error-no-date = This is no date. Write one, such as 2026-11-27.
forms-error-no-time = This is no time. Write one, such as 14:30.
forms-error-no-moment = This is no date with a time. Write one, such as 2026-11-27 14:30.
forms-error-not-offered = This choice is not offered, or no longer. Choose another.
forms-error-not-whole = Only a whole number fits here. Leave out what follows the point.
forms-error-off-scale = This is not on the scale. Choose one of its steps.
forms-error-too-long = The text is too long. Shorten it.
forms-error-not-a-rank = Each choice has exactly one place. Give every choice one.
forms-error-currency = This currency is not offered. Choose another.
forms-error-not-agreed = One can go on only with your agreement.
forms-error-too-few = There are too few. Add another.
forms-error-too-many = There are too many. Remove some.
forms-error-unknown = The form has changed, and this question is no longer in it.

forms-file-kept = { $name } ({ $size })
forms-file-remove = Remove this file
