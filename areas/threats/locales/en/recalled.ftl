# What was recalled, wherever it is met again

threats-recalled-when = Recalled on
threats-recalled-withdraw-link = Withdraw …
threats-recalled-export = As text there are no values, only when and why it was recalled. As MISP JSON nothing is for detection, and a tag says why. As STIX everything is revoked. As CSV the column “state” says it.
threats-export-text-recalled = No value: only when and why the event was recalled, on lines that begin with #.
threats-export-thing-recalled = { $n ->
    [one] { $n } value of a recalled event
   *[other] { $n } values of a recalled event
}

# What is not known, or was not looked for

threats-value-beside = What it holds
threats-value-beside-hint = The whole is not known here. Its parts may be.
threats-value-beside-look = Look up { $value }
threats-values-alone = Looked up one by one
threats-values-alone-why = Patterns, wide networks and more than 64 networks are not looked for in a list. Each has a page of its own:
threats-values-more = { $n } more
threats-values-more-events = more

# What a circle allows

threats-edit-tlp-unagreed = The members of this circle have not yet agreed to carry anything. Publish it for other readers, where both can be changed together.
