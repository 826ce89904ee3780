# What is done with many attributes at once

threats-many-all = Choose all of this page
threats-many-take = Choose: { $value }
threats-many-tag = Tag for those chosen
threats-many-hint = Tick attributes above, then say what is to happen with them.
threats-many-tag-do = Add the tag
threats-many-untag-do = Take the tag off
threats-many-detect-do = For detection
threats-many-silence-do = Not for detection
threats-many-remove-do = Take back
threats-many-nothing = Nothing was chosen, so nothing was changed.
threats-attributes-count = Name 1 to { $n } attributes.
threats-many-detected = { $n ->
    [one] One attribute is for detection.
   *[other] { $n } attributes are for detection.
}
threats-many-silenced = { $n ->
    [one] One attribute is not for detection.
   *[other] { $n } attributes are not for detection.
}
threats-many-tagged = { $n ->
    [one] The tag is on one attribute.
   *[other] The tag is on { $n } attributes.
}
threats-many-untagged = { $n ->
    [one] The tag is off one attribute.
   *[other] The tag is off { $n } attributes.
}
threats-many-removed = { $n ->
    [one] One attribute is taken back.
   *[other] { $n } attributes are taken back.
}
