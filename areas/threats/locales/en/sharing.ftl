# Sharing rules, when something is published

threats-publish-rule-title = A rule stands in the way
threats-publish-rule-warns = A rule warns
threats-publish-rule-refuses = A rule stands in the way. { $rule } Choose another audience or level.
