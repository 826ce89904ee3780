# Sharing rules, when something is published

threats-publish-rule-title = A rule stands in the way
threats-publish-rule-warns = A rule warns
threats-publish-rule-refuses = A rule stands in the way. { $rule } Choose another audience or level.
threats-edit-rule-refuses = A sharing rule stands in the way. { $rule } Publish it again for other readers first.
threats-edit-rule-warns = A sharing rule warns. { $rule }
threats-edit-tlp-ceiling = This circle allows { $ceiling } at most. Publish it for other readers, where both can be changed together.

# What was said while fewer saw it, when an event is published for more

threats-publish-along-title = Something was said while fewer saw this event
threats-publish-along = Readers until now: { $before }. From that time { $n ->
    [one] there is
   *[other] there are
} { $what }. Whoever said that did not know the new readers.
threats-publish-along-who = Show it to the new readers?
threats-publish-along-stay = No, it stays with those who see the event now
threats-publish-along-share = Yes, show it to all readers
threats-publish-along-missing = Choose whether the new readers see what was said while fewer saw the event.
threats-publish-along-remarks = { $n ->
    [one] one remark
   *[other] { $n } remarks
}
threats-publish-along-files = { $n ->
    [one] one file
   *[other] { $n } files
}
threats-publish-along-sightings = { $n ->
    [one] one sighting
   *[other] { $n } sightings
}
threats-publish-along-notes = { $n ->
    [one] one note on a version
   *[other] { $n } notes on versions
}

# What only those do who may publish

threats-edit-tlp-publish = This event is published: to make its level more open is to publish it, which a contributor, a CSIRT analyst or an administrator of your organisation may. Ask one of them, or leave the level.
threats-attribute-refused-wider = This event is published: to show its readers a value that they do not see yet is to publish it, which a contributor, a CSIRT analyst or an administrator of your organisation may. Ask one of them, or leave its audience.

# Records of the same event that other organisations hold

threats-publish-copies-title = The same event is here already
threats-publish-copies = { $n ->
    [one] Another organisation holds a record of it, which you see and others here may see too. Whoever sees both finds yours beside it:
   *[other] { $n } other organisations hold a record of it, which you see and others here may see too. Whoever sees several finds yours beside them:
}
