# The area threats
threats-nav = Threats

# States and levels
threats-state-staged = Being imported
threats-state-draft = Draft
threats-state-published = Published
threats-state-recalled = Recalled
threats-tlp-not-stated = TLP not stated

# List of events
threats-list-title = Threat events
threats-list-new = New event
threats-list-import = Import
threats-list-lookup = Look values up
threats-list-text = Words or value
threats-list-text-hint = Name, hash, address …
threats-list-tag = Tag
threats-list-type = Attribute type
threats-list-owner = Owner
threats-list-tlp = TLP
threats-list-state = State
threats-list-circle = Trust circle
threats-list-from = From
threats-list-to = To
threats-list-any = Any
threats-list-event = Event
threats-list-date = Date
threats-list-attributes = Attributes
threats-list-tags = Tags
threats-list-more-tags = more tags
threats-list-csv = CSV
threats-list-filter = { $name }: { $value }
threats-list-count = { $n ->
    [one] { $n } event
   *[other] { $n } events
}
threats-list-count-more = { $n }+ events
threats-list-empty = No events yet
threats-list-empty-why = An event holds what somebody saw of a threat: addresses, hashes, names. Others find at once what they have in common with it.
threats-list-none = Nothing fits these filters
threats-list-none-why = Remove one of them, or look at the whole list.
