# Sharing rules, when something is published

threats-publish-rule-title = A rule stands in the way
threats-publish-rule-warns = A rule warns
threats-publish-rule-refuses = A rule stands in the way. { $rule } Choose another audience or level.
threats-edit-rule-refuses = A sharing rule stands in the way. { $rule } Publish it again for other readers first.
threats-edit-rule-warns = A sharing rule warns. { $rule }
threats-edit-tlp-ceiling = This circle allows { $ceiling } at most. Publish it for other readers, where both can be changed together.
