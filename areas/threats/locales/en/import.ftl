# What an import tells of the rules of its audience

threats-import-reason-ceiling = Its TLP level lets it be carried farther than this circle allows: it is a draft of your organisation.
threats-import-reason-publisher = Others see it already, and the file makes its level more open. That is to publish it: a contributor, a CSIRT analyst or an administrator of your organisation may bring it in.
threats-import-rule-refuses = A sharing rule stands in the way. { $rule }
threats-import-rule-warns = A sharing rule warns. { $rule }
threats-import-rule-gone = The rule is not in force any more.

# What a program is told that sends something else

threats-import-not-json = This is not JSON. JSON is written in UTF-8: what a console saved as UTF-16 has to be saved anew. Say ?format=text for free text.
