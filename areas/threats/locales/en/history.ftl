# What was changed, beside an entry of the history

threats-history-attribute-added = { $n ->
    [one] attribute added: { $names }
   *[other] { $count } attributes added: { $names }
}
threats-history-attribute-changed = { $n ->
    [one] attribute changed: { $names }
   *[other] { $count } attributes changed: { $names }
}
threats-history-attribute-detected = { $n ->
    [one] attribute for detection: { $names }
   *[other] { $count } attributes for detection: { $names }
}
threats-history-attribute-silenced = { $n ->
    [one] attribute not for detection: { $names }
   *[other] { $count } attributes not for detection: { $names }
}
threats-history-attribute-tagged = { $n ->
    [one] tag on an attribute: { $names }
   *[other] tag on { $count } attributes: { $names }
}
threats-history-attribute-untagged = { $n ->
    [one] tag off an attribute: { $names }
   *[other] tag off { $count } attributes: { $names }
}
threats-history-attribute-removed = { $n ->
    [one] attribute taken back: { $names }
   *[other] { $count } attributes taken back: { $names }
}
threats-history-object-added = object added: { $names }
threats-history-object-removed = object taken back: { $names }
threats-history-reference-added = reference added: { $names }
threats-history-reference-removed = reference taken back: { $names }
threats-history-report-added = report written
threats-history-report-changed = report changed
threats-history-report-removed = report taken back
threats-history-title = title
threats-history-date = date
threats-history-tlp-wider = TLP level, to be carried farther
threats-history-tlp-stricter = TLP level, to be carried less far
threats-history-threat-level = threat level
threats-history-analysis = analysis
threats-history-tag-added = tag added
threats-history-tag-removed = tag taken off
