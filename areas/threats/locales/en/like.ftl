# Values of which a part is known

threats-like-hint = A star stands for anything: b1697*, *.example
threats-like-looked = Looked for among the newest { $n } places that hold the words of the pattern.
threats-like-open = Nothing can be looked for by this pattern: it needs a whole word or the beginning of one, as in update* or *.example.
