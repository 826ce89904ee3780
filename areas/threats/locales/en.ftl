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

# Event
threats-show-owner = Owner
threats-show-owner-unknown = An organisation you may not know of
threats-show-creator = Originator
threats-show-version = version { $version }
threats-show-meant = Meant for
threats-show-level = Threat level
threats-show-analysis = Analysis
threats-show-changed = Last changed
threats-show-published = Published
threats-show-extends = Extends
threats-show-origin = Came in as
threats-show-clusters = Galaxies
threats-show-publish = Publish …
threats-show-edit = Edit
threats-show-recall = Recall …
threats-show-export = Export
threats-show-recalled = This event was recalled
threats-show-recalled-why = Its organisation has taken it back: do not use its values for detection any more.
threats-show-draft = This is a draft
threats-show-draft-why = Only its organisation sees it until it is published.
threats-show-near = In common with other events
threats-show-near-none = None of the values shown stands in another event that you may see.
threats-show-near-values = { $n ->
    [one] { $n } value in common
   *[other] { $n } values in common
}
threats-show-attributes = { $n ->
    [one] { $n } attribute
   *[other] { $n } attributes
}
threats-show-text = Value or remark
threats-show-type = Type
threats-show-category = Category
threats-show-ids = Detection
threats-show-ids-only = For detection only
threats-show-value = Value
threats-show-seen = Sightings
threats-show-elsewhere = Elsewhere
threats-show-value-page = All about this value
threats-show-empty = No attributes yet
threats-show-empty-why = Attributes are the values of an event: addresses, hashes, names. Everything that others can find stands here.
threats-show-none = No attribute fits
threats-show-none-why = Remove a filter to see the others.
threats-show-pages = Pages of the attributes
threats-show-first = First page
threats-show-next = Next page
threats-show-discussion = Discussion
threats-show-history = History
threats-seen-by-draft = its organisation only, until it is published
threats-seen-by-beyond = everyone, also beyond this community
threats-seen-by-organisations = { $n ->
    [one] { $n } organisation
   *[other] { $n } organisations
}
threats-seen-by-others = { $n ->
    [one] { $n } organisation, and others that you may not know of
   *[other] { $n } organisations, and others that you may not know of
}
threats-seen-by-circles = { $who } in { $circles }
threats-meant-people = named people
threats-meant-organisation = its own organisation
threats-meant-circle = a trust circle
threats-meant-community = the community
threats-meant-connected = connected communities
threats-meant-everyone = everyone
threats-level-high = High
threats-level-medium = Medium
threats-level-low = Low
threats-level-undefined = Undefined
threats-analysis-initial = Initial
threats-analysis-ongoing = Ongoing
threats-analysis-complete = Complete
threats-origin-own = Written here
threats-origin-misp = MISP file
threats-origin-stix = STIX bundle
threats-origin-csv = Table
threats-origin-text = Free text
threats-shared = { $n ->
    [one] in { $n } other event
   *[other] in { $n } other events
}
threats-shared-more = in { $n }+ other events
threats-somebody = Somebody
threats-some-organisation = An organisation

# Sightings
threats-sighting-add = Report
threats-sighting-seen = We saw it
threats-sighting-false = False positive
threats-sighting-expired = Expired
threats-sighting-added = Thank you. Your sighting is recorded.
threats-sighting-seen-count = { $n ->
    [one] seen once
   *[other] seen { $n } times
}
threats-sighting-false-count = { $n ->
    [one] { $n } false positive
   *[other] { $n } false positives
}
threats-sighting-expired-count = { $n ->
    [one] expired: { $n } report
   *[other] expired: { $n } reports
}

# Discussion
threats-discuss-none = Nobody has said anything yet.
threats-discuss-text = Your remark
threats-discuss-hint = Everyone who sees this event reads it.
threats-discuss-send = Send
threats-discuss-ask = Ask for information
threats-discuss-question = Question
threats-discuss-answer = Answer
threats-discuss-answer-it = Answer
threats-discuss-your-answer = Your answer
threats-discuss-send-answer = Send the answer
threats-discuss-acknowledge = Acknowledge
threats-discuss-acknowledged = Acknowledged by { $who }
threats-discuss-noted = Your organisation has acknowledged this event.
threats-discuss-said = Your remark is there.
threats-discuss-asked = Your question is there; the owner sees that information is asked for.
threats-discuss-empty = Write something before you send it.
threats-discuss-long = Keep it below { $n } characters.

# History and disclosures
threats-fact-created = wrote the event
threats-fact-imported = imported the event
threats-fact-changed = changed the event
threats-fact-published = published the event
threats-fact-recalled = recalled the event
threats-fact-sighting = reported a sighting
threats-fact-comment = took part in the discussion
threats-disclosed-title = Who received it
threats-disclosed-hint = Only your organisation sees this log.
threats-disclosed-none = Nobody has received it yet.
threats-disclosed-all = Whoever may see it
threats-how-published = by publication
threats-how-exported = by export
threats-how-downloaded = by download
threats-how-api = through the API

# Values
threats-value-title = About this value
threats-value-lead = Everything that you may know of it: where it stands, who has met it, what lies around it.
threats-value-again = Look up another value
threats-value-one = Value
threats-value-one-label = One value
threats-value-look = Look up
threats-value-many = Look up a list of values
threats-value-normal = Compared as
threats-value-kinds = Known as
threats-value-where = Where it stands
threats-value-first = First entered
threats-value-last = Last entered
threats-value-sightings = Sightings
threats-value-unseen = None reported
threats-value-by = { $who } ({ $n })
threats-value-occurrences = { $n ->
    [one] { $n } occurrence
   *[other] { $n } occurrences
}
threats-value-occurrences-more = { $n }+ occurrences
threats-how-around = network around it
threats-how-within = inside this network
threats-value-pages = Pages of the occurrences
threats-value-none = Not known here
threats-value-none-why = No event that you may see holds it. It may still be bad: if you have met it, share it in an event.
threats-value-network = Networks wider than /8 (IPv4) or /16 (IPv6) are not searched for the addresses in them.
threats-value-too-long = A value may have up to 4,096 bytes.
threats-values-title = Look values up
threats-values-lead = Paste what you have, from a log, a mail or a list: you see at once what the community knows.
threats-values-list = A list
threats-values-list-label = One value on a line
threats-values-list-hint = Up to 10,000: hashes, addresses, domains, links, file names. Defanged values are understood.
threats-values-empty = Paste at least one value.
threats-values-many = At most { $n } values at once.
threats-values-found = What is known
threats-values-known = { $known } of { $all } values are known
threats-values-cut = Only the first { $n } known values are shown.
threats-values-unknown = Values that are not known
