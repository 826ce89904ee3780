# What an import tells of the rules of its audience

threats-import-reason-ceiling = The members of this circle agreed to carry nothing so far: it is a draft of your organisation.
threats-import-rule-refuses = A sharing rule stands in the way. { $rule }
threats-import-rule-warns = A sharing rule warns. { $rule }
threats-import-rule-gone = The rule is not in force any more.
