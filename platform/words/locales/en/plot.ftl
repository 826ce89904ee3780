# What plots of values say of themselves.

words-plot-summary = Highest for { $most }, with { $n }; lowest for { $least }, with { $m }.
words-plot-several = { $n } categories
words-plot-same = { $n } everywhere.
words-plot-ray = { $n }. { $label }
