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
threats-list-tlp-none = not stated
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
threats-show-copies = Also held by
threats-show-copy-recalled = { $who } recalled this event
threats-show-copy-recalled-see = See why
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
threats-show-recalled-why = Its organisation has recalled it: do not use its values for detection any more.
threats-show-draft = This is a draft
threats-show-draft-why = Only its organisation sees it until it is published.
threats-show-near = In common with other events
threats-show-near-none = None of the values shown stands in another event that you may see.
threats-show-near-values = { $n ->
    [one] { $n } value in common
   *[other] { $n } values in common
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

# History and disclosures
threats-fact-created = wrote the event
threats-fact-imported = imported the event
threats-fact-changed = changed the event
threats-fact-published = published the event
threats-fact-recalled = recalled the event
threats-fact-corrected = corrected the event
threats-fact-withdrawn = took the event back to its organisation
threats-fact-narrowed = narrowed the audience of the event
threats-disclosed-title = Who received it
threats-disclosed-hint = Only your organisation sees this log.
threats-disclosed-none = Nobody has received it yet.
threats-how-published = Version { $version } was published: { $n ->
    [0] nobody beyond your organisation received it
    [one] one organisation received it
   *[other] { $n } organisations received it
}
threats-how-exported = took version { $version } along in an export
threats-how-downloaded = downloaded version { $version }
threats-how-api = fetched version { $version } through the API
threats-how-lost = With version { $version }, { $n ->
    [one] one organisation lost sight of the event
   *[other] { $n } organisations lost sight of the event
}

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
threats-value-wide = The network is wide: the first { $n } addresses and networks within it are shown, in the order of addresses. Ask for a smaller one to see all that is in it.
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

# ---------- Written and shared by hand ----------

# Whom an event is for
threats-reach-own = Your own organisation
threats-reach-community = The whole community
threats-reach-circle = Trust circle { $name }
threats-reach-hidden = A trust circle that you are not in

# Header of an event
threats-header-title = Title
threats-header-title-hint = What happened, in one line that others recognise it by.
threats-header-title-missing = Type a title: it is what others find the event by.
threats-header-title-long = This is too long. Use at most { $n } characters.
threats-header-title-line = A title is one line. Take the line breaks out.
threats-header-date = Date
threats-header-date-wrong = This is no date. Choose the day on which it was seen.
threats-header-tlp = TLP
threats-header-tlp-choose = Choose …
threats-header-tlp-missing = Choose how far a recipient may carry this.
threats-header-level = Threat level
threats-header-level-wrong = There is no such threat level. Choose one of the list.
threats-header-analysis = Analysis
threats-header-analysis-wrong = There is no such state of analysis. Choose one of the list.

# New event
threats-new-title = New event
threats-new-lead = It begins as a draft that only your organisation sees. You fill it next, and share it when it is ready.
threats-new-organisation = For which organisation
threats-new-organisation-wrong = You do not write events for such an organisation. Name one of those for which you do.
threats-new-reach = Who shall see it later
threats-new-reach-hint = You can still change this when you publish.
threats-new-reach-missing = Choose who shall see it: one of the audiences in the list.
threats-new-tag = A tag
threats-new-tag-hint = More tags can be added on the next page.
threats-new-do = Create draft
threats-new-done = The draft is there. Now fill it.

# Editor
threats-edit-title = Edit: { $title }
threats-edit-crumb = Edit
threats-edit-look = View
threats-edit-back = Back without a change
threats-edit-save = Save
threats-edit-done = The header is saved.
threats-edit-header = Header
threats-edit-change = Change
threats-edit-change-one = Change: { $value }
threats-edit-attributes = Attributes
threats-edit-attributes-none = No attributes yet. Add one below, or paste a text and take what is found in it.
threats-edit-attributes-next = Further attributes
threats-edit-tags = Tags
threats-edit-tags-hint = TLP is set in the header.
threats-edit-reports = Reports
threats-edit-reports-hint = Texts that tell what the values do not.
threats-edit-published-title = This event is published
threats-edit-published = Its readers see every change at once. Publish it again when you are done: then those who have it are told of the correction.
threats-edit-recalled-title = This event is recalled
threats-edit-recalled = Its readers see that it is no longer to be used. Publish it again to lift the recall.
threats-edit-meanwhile-title = Somebody else changed this meanwhile
threats-edit-meanwhile = Your own words are still in the form. Below is what stands there now. Saving again puts yours in its place.
threats-edit-tlp-conflict = This level stops short of those who see the event now. Publish it for a narrower audience, where both can be changed together.

# Attributes
threats-attribute-type = Type
threats-attribute-category = Category
threats-attribute-category-usual = As usual for the type
threats-attribute-value = Value
threats-attribute-value-hint = Harmless spellings such as hxxp and [.] are made whole. Both halves of a composite type are separated by |.
threats-attribute-comment = Comment
threats-attribute-detection = For detection
threats-attribute-detection-usual = As usual for the type
threats-attribute-detection-yes = Yes
threats-attribute-detection-no = No
threats-attribute-audience = Who sees it
threats-attribute-audience-event = Whoever sees the event
threats-attribute-audience-own = Only my organisation
threats-attribute-audience-keep = Fewer than the event, as it came
threats-attribute-narrow = Narrower audience
threats-attribute-add-title = Add an attribute
threats-attribute-add-do = Add attribute
threats-attribute-added = { $value } is added.
threats-attribute-edit-title = Change an attribute
threats-attribute-changed = { $value } is saved.
threats-attribute-odd = { $done } Look at it once more: { $odd }
threats-attribute-remove = Take back
threats-attribute-remove-hint = What is taken back is found no more. Copies elsewhere learn of it with the next version.
threats-attribute-removed = { $value } is taken back.
threats-attribute-refused-type = There is no such type. Choose one of the list.
threats-attribute-refused-category = This type does not stand in that category. Choose another, or leave it as usual for the type.
threats-attribute-refused-empty = Type a value.
threats-attribute-refused-long = This is too long: at most 64 KB are taken. Put longer texts into a report.
threats-attribute-refused-digits = A digest of this type has { $n } hexadecimal digits. Check whether some are missing, or choose another type.
threats-attribute-refused-address = This is no IP address or network. Write it like 192.0.2.7, 2001:db8::7 or 192.0.2.0/24.
threats-attribute-refused-host = This is no name of a host. Write it like mail.example.org, without a path and without spaces.
threats-attribute-refused-url = A URL needs its scheme, like https://example.org/path. For a path alone choose the type uri.
threats-attribute-refused-email = This is no e-mail address. Write it like name@example.org.
threats-attribute-refused-port = A port is a number from 1 to 65535.
threats-attribute-refused-as = An autonomous system is a number, like AS64496.
threats-attribute-refused-mac = A hardware address has 12 or 16 hexadecimal digits, like 00:00:5e:00:53:01.
threats-attribute-refused-half = This type has two halves. Write both, with | between them.
threats-attribute-refused-number = This type takes a number.
threats-attribute-refused-uuid = This is no UUID.
threats-attribute-refused-truth = This type takes 1 or 0, true or false.
threats-attribute-refused-known = The event holds this value under this type already.
threats-attribute-refused-again = The request holds this value under this type more than once.
threats-warning-private = This is a private address: it means something else in every network.
threats-warning-loopback = This address means the machine itself.
threats-warning-multicast = This is a multicast address.
threats-warning-reserved = This address is reserved and belongs to nobody.
threats-warning-documentation = This is set aside for documentation and examples.
threats-warning-internal = This name is used inside organisations.
threats-warning-well-known = This stands in many reports without being an indicator.
threats-warning-public-suffix = Others register their names below this domain.
threats-warning-version-like = This may be a version number.
threats-warning-may-be-file = This may be the name of a file.
threats-warning-may-be-domain = This may be a domain.
threats-warning-no-scheme = The scheme of this URL is missing.
threats-warning-host-bits = The address is not the first of its network.
threats-warning-of-nothing = This is the digest of an empty file.
threats-warning-placeholder = This looks like a placeholder.

# Many attributes out of a text
threats-paste-link = Add many
threats-paste-title = Add many attributes
threats-paste-lead = Paste a list, a mail or a report. What may be an indicator is found and shown; nothing is added before you accept it.
threats-paste-text = Text
threats-paste-text-hint = Up to 1 MiB. Harmless spellings such as hxxp and [.] are made whole.
threats-paste-do = Find indicators
threats-paste-empty = Paste a text first.
threats-paste-long = This text is too long: at most 1 MiB is read at once. Paste it in parts.
threats-paste-none = Nothing in this text looks like an address, a name, a digest or a path. Add single attributes by hand.
threats-accept-title = What was found
threats-accept-lead = Choose what goes into the event. What something speaks against is not chosen beforehand.
threats-accept-take = Take
threats-accept-remarks = Remarks
threats-accept-type-of = Type of { $value }
threats-accept-here = In this event already
threats-accept-known = Known from
threats-accept-more = There is more in this text than is shown at once. Take these, then paste the rest.
threats-accept-comment = Comment for all
threats-accept-do = Add what is chosen
threats-accept-again = Change the text
threats-accept-nothing = Nothing was chosen, so nothing was added.
threats-accept-done = { $n ->
    [0] No attribute is added.
    [one] One attribute is added.
   *[other] { $n } attributes are added.
}
threats-accept-left = { $n ->
    [one] One was left out: it does not fit its type, or is there already.
   *[other] { $n } were left out: they do not fit their types, or are there already.
}

# Objects
threats-object-link = { $name }
threats-object-title = New object: { $name }
threats-object-template-file = File
threats-object-template-domain-ip = Domain and address
threats-object-template-url = URL
threats-object-template-email = E-mail
threats-object-choose = Another object
threats-object-choose-title = Which object?
threats-object-choose-none = Templates of objects are loaded by whoever runs this installation.
threats-object-required = This one is needed.
threats-object-empty = Nothing was typed.
threats-object-part = { $relation } ({ $type })
threats-object-one-of = At least one of these is needed: { $names }.
threats-object-missing = Fill at least one of { $names }.
threats-object-do = Add object
threats-object-done = The object is added.
threats-object-remove = Take back the whole object
threats-object-removed = Taken back: { $name }
threats-object-bare = It holds no attribute that you may see.
threats-object-bare-title = Objects without attributes that you may see
threats-object-role-none = The template has no such role, or none that takes a text.
threats-object-role-once = This role takes one value.

# Tags by hand
threats-tags-add-label = Another tag
threats-tags-add = Add tag
threats-tags-added = The tag { $tag } is on.
threats-tags-shared = The tag { $tag } was local; whoever sees the event sees it now.
threats-tags-remove = Remove the tag { $tag }
threats-tags-removed = The tag { $tag } is off.
threats-tags-level = TLP is set in the header, not by a tag, so that the two cannot differ.
threats-tags-many = At most { $n } tags at once.
threats-tags-full = An event takes { $n } tags by hand, and this one has them. Take off those that say nothing.
threats-tags-long = A tag has 1 to 255 characters on one line.

# Reports by hand
threats-report-new-title = New report
threats-report-edit-title = Change a report
threats-report-name = Title
threats-report-name-missing = Type a title for the report.
threats-report-content = Text
threats-report-content-hint = Markdown: # for headings, - for lists, `code` for values.
threats-report-content-missing = Type the text of the report.
threats-report-content-long = This is too long: a report has at most 1 MiB.
threats-report-remove = Take back this report
threats-report-done = Done: { $name }

# Who will see this
threats-publish-link = Publish …
threats-publish-title = Who will see this
threats-publish-again-link = Publish again …
threats-publish-again-title = Who will see this version
threats-publish-reach = Audience
threats-publish-preview = Preview
threats-publish-do = Publish
threats-publish-again-do = Publish this version
threats-publish-note = What has changed
threats-publish-note-hint = Those who have the event read this above it.
threats-publish-note-long = This is too long: use at most { $n } bytes.
threats-publish-who = Who will see this
threats-publish-who-own = Only your own organisation.
threats-publish-who-count = { $reach }: { $n ->
    [one] one organisation
   *[other] { $n } organisations
}, your own among them.
threats-publish-unnamed = { $n ->
    [one] and one more
   *[other] and { $n } more
}
threats-publish-circles = Members of { $names }
threats-publish-others = There may be more, in circles that you are not in.
threats-publish-conflict-title = This cannot be shared so
threats-publish-conflict-not-stated = Nobody has said how far a recipient may carry this. State a TLP level first, so that its readers know what they may do with it.
threats-publish-conflict-too-far = { $tlp } stops short of this audience: { $reach }. RED stays with people who are named, one organisation or one circle.
threats-publish-conflict-ceiling = { $reach } carries nothing farther than { $ceiling }, as its members agreed; { $tlp } would let them carry it farther.
threats-publish-ways = Any of these would do:
threats-publish-way = { $reach }, as { $tlp }
threats-publish-leaves-title = Some lose sight of it
threats-publish-leaves = They saw it until now and will not any more: { $names }. Those who had it hear that it is no longer shared with them; what they have copied stays with them.
threats-publish-stays = { $n ->
    [one] One part of the event stays back: it has a narrower audience of its own.
   *[other] { $n } parts of the event stay back: they have narrower audiences of their own.
}
threats-publish-empty = The event holds no attributes yet. Others will find nothing in common with it.
threats-publish-meanwhile = Somebody else changed the event while you were looking. Look at it once more, then publish.
threats-publish-done = { $n ->
    [one] Published. One organisation sees it.
   *[other] Published. { $n } organisations see it.
}
threats-publish-done-left = { $done } { $n ->
    [one] One organisation no longer sees it.
   *[other] { $n } organisations no longer see it.
}
threats-publish-done-own = Published for your own organisation.

# Recall, withdraw, delete
threats-show-corrected = Corrected
threats-recall-link = Recall …
threats-recall-title = Recall
threats-recall-heading = Recall
threats-recall-hint = Whoever has the event keeps seeing it, with your reason on top and the word that it is no longer to be used. They are told.
threats-recall-reason = Reason
threats-recall-reason-hint = What was wrong, and what your readers should undo.
threats-recall-reason-missing = Give a reason: your readers have to know what to undo.
threats-recall-do = Recall this event
threats-recall-done = The event is recalled. Its readers see why.
threats-recall-already = This event is recalled already.
threats-recall-draft = This event is a draft, which only your organisation sees. There is nothing to recall.
threats-withdraw-heading = Withdraw
threats-withdraw-hint = The event becomes a draft again. Only your organisation sees it from now on. Those who had it hear that it was withdrawn; what they have copied stays with them.
threats-withdraw-do = Withdraw to draft
threats-withdraw-done = The event is a draft again.
threats-delete-link = Delete …
threats-delete-title = Delete this event
threats-delete-draft = Nobody will see this draft any more, you neither.
threats-delete-published = Nobody will see this event any more, you neither. Those who have it hear that it was deleted, and not why: to tell them, recall it instead.
threats-delete-sure = I want to delete it
threats-delete-sure-missing = Check the box if you want to delete the event.
threats-delete-do = Delete
threats-delete-done = Deleted: { $title }

# Disclosure log
threats-disclosures-link = Disclosure log
threats-disclosures-title = Disclosure log
threats-disclosures-lead = Who received which version of this event when, and how. Only your organisation sees this.
threats-disclosures-none = Nobody has received this event yet
threats-disclosures-none-why = As soon as it is published, exported or fetched by others, it is written here.
threats-disclosures-who = Who
threats-disclosures-version = Version
threats-disclosures-how = How
threats-disclosures-when = When
threats-disclosures-channel = Audience as chosen: { $reach }
threats-disclosures-lost = Narrowed to: { $reach }
threats-disclosures-nobody = Nobody beyond your organisation
threats-disclosures-unknown = An organisation that you may not know of
threats-disclosures-how-published = Published
threats-disclosures-how-exported = Exported
threats-disclosures-how-downloaded = Downloaded
threats-disclosures-how-api = Fetched by a program
threats-disclosures-how-lost = Out of sight

# Import
threats-import-title = Import threat data
threats-import-lead = Bring in what others have written: it is checked first, then taken in whole or not at all.
threats-import-how = How it comes in
threats-import-how-files = Files
threats-import-how-paste = Paste
threats-import-file = Files
threats-import-file-hint = MISP JSON or STIX 2.1, one or several, up to { $limit } in all. The format is found out from the content.
threats-import-file-missing = Choose at least one file.
threats-import-file-refused = { $file }: { $why }
threats-import-fault-text = This is no JSON; a file in UTF-16 has to be saved as UTF-8 first. For a table use “Table”, for a report, a mail or a list of values “Paste”.
threats-import-ready = { $n ->
    [one] One file is ready and will be imported with the others
   *[other] { $n } files are ready and will be imported with the others
}
threats-import-text = Text
threats-import-text-hint = MISP or STIX as JSON, or any text: a report, a mail, a list of hashes. Defanged values are understood.
threats-import-how-table = Table
threats-import-table = CSV file
threats-import-table-hint = One value a row, up to { $limit }. You say in the next step what each column holds.
threats-import-table-text = Or rows out of a spreadsheet
threats-import-table-text-hint = Copied and pasted with their tabs.
threats-import-table-missing = Choose a file or paste rows.
threats-import-step-table = Table
threats-import-step-columns = Columns
threats-import-step-preview = Preview
threats-import-columns-title = What each column holds
threats-import-columns-lead = No event is made yet; you may leave and come back. What stands in the first rows is shown beside each column.
threats-import-columns = Columns
threats-import-columns-hint = Only one column is needed, the one with the values. Remarks may stand in several.
threats-import-column = Column { $n }
threats-import-column-name = Column
threats-import-column-holds = Holds
threats-import-column-first = First rows
threats-import-columns-again = Show again
threats-import-columns-do = Preview
threats-import-columns-back = Choose another table
threats-import-columns-no-value = Say which column holds the values.
threats-import-columns-twice = “{ $column }” is chosen for two columns; keep one.
threats-import-column-ignore = Left out
threats-import-column-value = Value
threats-import-column-type = Type
threats-import-column-category = Category
threats-import-column-comment = Remark
threats-import-column-detection = Fit for detection
threats-import-column-date = First seen
threats-import-delimiter = Between the columns
threats-import-delimiter-comma = Comma
threats-import-delimiter-semicolon = Semicolon
threats-import-delimiter-tab = Tab
threats-import-delimiter-bar = Vertical bar
threats-import-header = The first row names the columns
threats-import-kind = Type of the values
threats-import-kind-hint = Used where no column says it.
threats-import-kind-each = Found out from each value
threats-import-preview-title = The event before it is made
threats-import-preview-lead = No event is made yet; you may leave and come back. This is what the rows become.
threats-import-preview-cut = The table is long: the first 10,000 rows were looked at. The others are checked as they come in.
threats-import-preview-good = { $n ->
    [one] One row becomes an attribute.
   *[other] { $n } rows become attributes.{ $more ->
        [0] {""}
       *[other] {" "}The first of them:
    }
}
threats-import-preview-bad = { $n ->
    [one] One row does not fit
   *[other] { $n } rows do not fit
}
threats-import-preview-left = What does not fit is left out. Go back to change the columns, or correct the table and send it again.
threats-import-preview-problems = Which, and why
threats-import-preview-which = Which
threats-import-preview-twice = { $n ->
    [one] One row says what a row before it says: it adds no attribute
   *[other] { $n } rows say what rows before them say: they add no attribute
}
threats-import-preview-line = Line { $n }:
threats-import-preview-rows = Attributes
threats-import-preview-nothing = No row becomes an attribute. Go back and look at the columns.
threats-import-preview-back = Back to the columns
threats-import-preview-done = The table is being taken in.
threats-import-yes = Yes
threats-import-no = No
threats-import-left = { $n ->
    [one] One row did not fit its type and was left out.
   *[other] { $n } rows did not fit their types and were left out.
}
threats-import-fault-not-utf8 = The text is not UTF-8. In a spreadsheet, save it as “CSV UTF-8”.
threats-import-fault-row-too-large = One row is larger than 1 MiB. Perhaps a quotation mark is not closed.
threats-import-fault-table = The table cannot be read here.
threats-import-text-missing = Paste a text first.
threats-import-text-long = A text may have up to 1 MiB. Take a part of it.
threats-import-text-none = Nothing in it looks like an indicator: no address, name, hash, link, file or vulnerability.
threats-import-steps = Steps
threats-import-step-paste = Paste
threats-import-step-accept = Choose
threats-import-step-edit = Edit the draft
threats-import-paste-file = This is { $format }, whose events are taken in as they are: choose who may see them, then go on.
threats-import-accept-title = Choose what becomes part of the event
threats-import-accept-lead = No event is made yet; you may leave and come back. What looks harmless is not ticked; types can be changed.
threats-import-accept-found = Found in the text
threats-import-accept-take = Take
threats-import-accept-value = Value
threats-import-accept-type = Type
threats-import-accept-type-of = Type of { $value }
threats-import-accept-event = The new event
threats-import-accept-event-hint = It begins as a draft that only your organisation sees. You publish it when it is complete.
threats-import-accept-none = Tick at least one value.
threats-import-accept-unfit = { $value }: { $why }
threats-import-accept-do = Make the draft
threats-import-accept-back = Back to the text
threats-import-accept-done = { $n ->
    [one] The draft is made, with one attribute.
   *[other] The draft is made, with { $n } attributes.
}
threats-import-known = { $n ->
    [one] Known in one event that you see
   *[other] Known in { $n } events that you see
}
threats-import-known-many = Known in more than { $n } events that you see
threats-import-fault-unknown = This is JSON, but neither MISP’s nor a STIX bundle. A MISP file begins with "Event" or "response", a STIX bundle has the type "bundle".
threats-import-fault-no-room = Too much of yours is waiting already. Wait until your imports are done, then send this again.
threats-import-too-many = Twenty of your imports are under way. Wait until one is done, then send this again.
threats-import-reach = Who sees the events
threats-import-reach-hint = Events that their file calls unpublished, or for one organisation only, stay drafts of your organisation.
threats-import-reach-own-hint = Everyone at { $name }. You can share each event later.
threats-import-reach-community-hint = { $n ->
    [one] The one organisation of the community.
   *[other] All { $n } organisations of the community.
}
threats-import-reach-wrong = Choose who sees the events: your organisation, one of your circles, or the community.
threats-import-reach-forbidden = Your role does not let you share events at once. Choose your organisation; a colleague who may can publish them.
threats-import-reach-only-own = The events come in as drafts of { $name }. A colleague who may publish can share them.
threats-import-tlp = TLP of events that state none
threats-import-tlp-hint = Events that state their TLP keep it. Without one they stay inside the community until somebody states it.
threats-import-tlp-later = State it later
threats-import-tlp-wrong = Choose one of the TLP levels.
threats-import-tlp-way = { $level } for { $audience }
threats-import-tlp-conflict = { $level } does not let you share with { $audience }. What fits: { $ways }.
threats-import-tlp-ceiling = The members of { $audience } have agreed on { $ceiling } at most; { $level } would carry further. Choose { $ceiling } or a stricter level.
threats-import-do = Import
threats-import-paste-do = Continue
threats-import-about = Good to know
threats-import-about-whole = A new event comes in whole or not at all. A broken file is refused, with the line and the reason.
threats-import-about-twice = Nothing comes in twice. What is here already stays unchanged; a newer version updates it.
threats-import-about-narrow = What a file keeps within one organisation stays within yours, whatever you choose here.

# A fault of a file
threats-import-at = Line { $line }, column { $column }: { $why }
threats-import-at-event = Line { $line }, column { $column }, in event { $event }: { $why }
threats-import-at-child = Line { $line }, column { $column }, in event { $event }, { $list ->
    [Attribute] attribute
    [Object] object
    [EventReport] report
    [Sighting] sighting
   *[other] { $list }
} { $index }: { $why }
threats-import-fault-empty = There is nothing in it.
threats-import-fault-truncated = The text ends too early. Perhaps it was cut off on its way.
threats-import-fault-syntax = This is not JSON.
threats-import-fault-syntax-one = This is not JSON: { $one } is missing here.
threats-import-fault-syntax-two = This is not JSON: { $one } or { $other } is missing here.
threats-import-fault-syntax-value = This is not JSON: a value is missing here.
threats-import-fault-syntax-escape = This is not JSON: after a backslash stands what may not stand there.
threats-import-fault-syntax-number = This is not JSON: a number is malformed.
threats-import-fault-syntax-control = This is not JSON: a line break or another control character stands within a text.
threats-import-fault-syntax-key = This is not JSON: the name of a field is not in quotation marks.
threats-import-fault-syntax-comma = This is not JSON: there is a comma after the last item.
threats-import-fault-trailing = There is more text after the end.
threats-import-fault-bad-text = It holds characters that do not exist in Unicode. Perhaps it is not UTF-8: save the file anew in that encoding.
threats-import-fault-binary-zip = This is a zip archive or a file of Word, Excel or another office program, not JSON or text. Unpack it, or save what it holds as JSON, CSV or text.
threats-import-fault-binary-pdf = This is a PDF, not JSON or text. Copy the words that are wanted and use “Paste”.
threats-import-fault-binary-office = This is a file of Word, Excel or Outlook, not JSON or text. Save what it holds as CSV or text.
threats-import-fault-binary-packed = This is a packed archive, not JSON or text. Unpack it first.
threats-import-fault-binary-other = This is no text, but binary data such as a picture or a program.
threats-import-fault-nul = It holds a NUL character.
threats-import-fault-number-range = A number is too large.
threats-import-fault-not-this = This is neither an event of MISP nor a STIX bundle.
threats-import-fault-missing = { $record } lacks the field “{ $field }”.
threats-import-fault-wrong-kind = The field “{ $field }” of { $record } should be { $what }.
threats-import-fault-repeated = The field “{ $field }” stands twice in one { $record }.
threats-import-fault-too-long = A text is longer than { $limit } bytes.
threats-import-fault-too-deep = Lists and objects are nested too deeply, more than { $limit } levels.
threats-import-fault-too-many = The list “{ $field }” has more than { $limit } items.
threats-import-fault-too-large = One record holds more than { $limit } bytes.
threats-import-fault-unreadable = It could not be read ({ $detail }).
threats-import-fault-other = It could not be understood ({ $detail }).
threats-import-fault-stix-deep = It is nested too deeply.
threats-import-fault-stix-large = One object is too large.
threats-import-fault-stix-many = It holds more objects or properties than can be taken in.
threats-import-fault-stix-twice = A property stands twice in one object ({ $detail }).
threats-import-fault-stix-missing = A required property is missing ({ $detail }).
threats-import-fault-stix-wrong = A property is of the wrong kind ({ $detail }).
threats-import-fault-stix-id = An identifier or the name of a type is malformed ({ $detail }).
threats-import-fault-stix-time = A timestamp is malformed ({ $detail }).
threats-import-fault-gone = It was read before the program was started anew; its events are in the list.
threats-import-expected-text = text
threats-import-expected-number = a whole number
threats-import-expected-truth = true or false
threats-import-expected-uuid = a UUID
threats-import-expected-day = a day such as 2026-01-31
threats-import-expected-code = one of the numbers known for it
threats-import-expected-list = a list
threats-import-expected-record = an object

# An import under way
threats-import-running-title = Import under way
threats-import-running-lead = You may leave this page; the import goes on, and its result stays here.
threats-import-done-title = Import done
threats-import-failed-title = Import failed
threats-import-cancelled-title = Import stopped
threats-import-pasted = Pasted text
threats-import-files = { $n ->
    [one] One file
   *[other] { $n } files
}
threats-import-note-waiting = It begins as soon as its turn comes.
threats-import-note-later = Something stood in the way; it is tried again soon.
threats-import-note-checking = The text is being checked.
threats-import-note-share = { $share } taken in
threats-import-note-left = { $n ->
    [one] { $share } taken in, about a minute left
   *[other] { $share } taken in, about { $n } minutes left
}
threats-import-cancelled = The import was stopped
threats-import-cancelled-why = Events that were complete before stay; of the one under way, nothing is left. The files are deleted.
threats-import-cancelled-part = At least what is told below was done; the last events may be missing there.
threats-import-cancel-late = The import was over already.
threats-import-failed = The import could not go on
threats-import-failed-next = Nothing is lost: the files are kept for seven days, and what came in before will not come in twice.
threats-import-again = Try again
threats-import-again-not = This import cannot be tried again: its files are gone. Send them anew.
threats-import-stopped-rights = Your role no longer lets you import for this organisation.
threats-import-stopped-circle = Your organisation may no longer share in this trust circle.
threats-import-stopped-share = Your role no longer lets you share events at once.
threats-import-open = Open the event
threats-import-list = To the list of events
threats-import-more = Import more
threats-import-stat-new = New
threats-import-stat-updated = Updated
threats-import-stat-unchanged = Unchanged
threats-import-stat-failed = Failed
threats-import-written = { $attributes ->
    [one] One attribute
   *[other] { $attributes } attributes
}, { $objects ->
    [one] one object
   *[other] { $objects } objects
} and { $clusters ->
    [one] one galaxy cluster
   *[other] { $clusters } galaxy clusters
} were written.
threats-import-items = Events
threats-import-items-more = { $n ->
    [one] One more event is not listed.
   *[other] { $n } more events are not listed.
}
threats-import-event = Event
threats-import-what = What happened
threats-import-remarks = Remarks
threats-import-what-new = New
threats-import-what-updated = Updated
threats-import-what-unchanged = Unchanged
threats-import-what-failed = Failed
threats-import-reason-tlp-unknown = It bears a TLP tag that TLP 2.0 does not know; it counts as TLP:RED.
threats-import-reason-tlp-conflict = Its TLP forbids this audience: it is a draft of your organisation.
threats-import-reason-tlp-not-stated = It states no TLP and stays inside the community until somebody does.
threats-import-reason-kept-as-draft = Its file does not call it published: it is a draft of your organisation.
threats-import-reason-repeated = Some of its parts stood twice in the file; the first ones count.
threats-import-reason-meanwhile = Somebody else brought it in, or changed it, at the same moment. What they did stands; import the file again if it is still the newer one.
threats-import-reason-deleted = It was deleted here. Whoever deletes an event keeps it from coming in again: make a new one of what is still wanted.
threats-import-reason-title-cut = Its title is longer than 1,000 characters: the rest of it was left out.
threats-import-reason-untitled = It has no title: its UUID stands for one.
threats-import-reason-stays-published = Its file does not call it published any more. Your organisation published it here, and that stands; recall it if it should not be used.
threats-import-reason-time-ahead = A time in it lies beyond the year 2099: it counts as the beginning of that year.
threats-import-reason-content-broken = The content of an attachment is not base64: it was left out.
threats-import-reason-unfit = { $n ->
    [one] One value does not fit its type. It came in as it is: correct it in the editor, or take it out of detection.
   *[other] { $n } values do not fit their types. They came in as they are: correct them in the editor, or take them out of detection.
}
threats-import-what-was-sent = What was sent
threats-import-file-name = File
threats-import-format = Format
threats-import-size = Size
threats-import-file-failed = Not imported

## Vocabularies

threats-vocabulary-title = Vocabularies
threats-vocabulary-lead = What tags mean, which values are usually harmless, what objects are made of.
threats-vocabulary-taxonomies = Taxonomies
threats-vocabulary-galaxies = Galaxies
threats-vocabulary-warninglists = Warninglists
threats-vocabulary-templates = Object templates
threats-vocabulary-taxonomies-why = Taxonomies say what tags mean, so that all use the same ones.
threats-vocabulary-galaxies-why = Galaxies name actors, tools and techniques with all their other names.
threats-vocabulary-warninglists-why = Warninglists name values that are seldom an indicator, such as public resolvers.
threats-vocabulary-templates-why = Templates say which attributes belong together.
threats-vocabulary-load = Whoever runs this installation loads them from MISP’s directories: belfry vocabulary load FOLDER.
threats-vocabulary-empty = None is loaded yet
threats-vocabulary-none = Nothing fits
threats-vocabulary-none-why = Try fewer letters, or another tab.
threats-vocabulary-long = This is longer than anything in a vocabulary.
threats-vocabulary-search = Search
threats-vocabulary-search-words = Name, tag or other name
threats-vocabulary-search-value = A value: which list is it on?
threats-vocabulary-found = Found inside
threats-vocabulary-term = Term
threats-vocabulary-terms = Terms
threats-vocabulary-within = In
threats-vocabulary-name = Name
threats-vocabulary-holds = Holds
threats-vocabulary-version = Version
threats-vocabulary-meaning = Meaning
threats-vocabulary-tags = { $n ->
    [one] One tag
   *[other] { $n } tags
}
threats-vocabulary-clusters = { $n ->
    [one] One cluster
   *[other] { $n } clusters
}
threats-vocabulary-entries = { $n ->
    [one] One entry
   *[other] { $n } entries
}
threats-vocabulary-roles = { $n ->
    [one] One role
   *[other] { $n } roles
}
threats-vocabulary-matching = How values meet it
threats-vocabulary-matching-text = The value is an entry
threats-vocabulary-matching-substring = An entry stands in the value
threats-vocabulary-matching-hostname = The value is a host of the list, or one below it
threats-vocabulary-matching-cidr = The value lies in a network of the list
threats-vocabulary-matching-regex = The value fits a regular expression of the list
threats-vocabulary-types = For types
threats-vocabulary-types-all = All
threats-vocabulary-left-out = Left out
threats-vocabulary-unused = { $n ->
    [one] One entry cannot be compared with values
   *[other] { $n } entries cannot be compared with values
}
threats-vocabulary-family = Family
threats-vocabulary-one-of = At least one of
threats-vocabulary-exclusive = Use
threats-vocabulary-exclusive-yes = At most one of these tags on a record
threats-vocabulary-sources = Sources
threats-vocabulary-required = Required
threats-vocabulary-multiple = May stand more than once
threats-vocabulary-pages = Pages of terms
threats-vocabulary-silent = Silent
threats-vocabulary-silent-why = This list is not compared with any value until an analyst or administrator lets it speak again.
threats-vocabulary-silence = Silence this list
threats-vocabulary-speak = Let this list speak
threats-vocabulary-silenced = The list is silent now.
threats-vocabulary-speaks = The list speaks again.
threats-warninglist-on = On the list “{ $list }”: usually harmless
threats-warninglist-known = On the list “{ $list }”
threats-warninglist-more = { $n ->
    [one] and on one more list
   *[other] and on { $n } more lists
}
threats-publish-warned = { $n ->
    [one] One value for detection is on a warninglist: it is usually harmless, and would raise false alarms.
   *[other] { $n } values for detection are on warninglists: they are usually harmless, and would raise false alarms.
}

threats-export-title = Export this event
threats-export-lead = A file carries the event’s TLP. What you export of another organisation’s event is noted in its disclosure log.
threats-export-download = Download as { $format }
threats-export-whole = Everything that you see survives.
threats-export-lost = What does not survive as it is:
threats-export-misp = MISP JSON
threats-export-misp-about = For MISP and what reads its files. Attachments and samples are in it.
threats-export-stix = STIX 2.1
threats-export-stix-about = A bundle for platforms that speak STIX. An event that came as STIX goes out as it came while nobody changes it.
threats-export-csv = CSV
threats-export-csv-about = A row for each attribute, for spreadsheets and scripts.
threats-export-text = Plain text
threats-export-text-about = One value on each line, only those fit for detection, for block lists. Lines that begin with # say what it is about.
threats-export-how-left-out = Left out
threats-export-how-changed = Written in other words
threats-export-how-extension = In other words; whole for programs that know Belfry’s extension
threats-export-thing-comments = { $n ->
    [one] One remark in the discussion
   *[other] { $n } remarks in the discussion
}
threats-export-thing-notices = { $n ->
    [one] One notice of correction or recall
   *[other] { $n } notices of correction or recall
}
threats-export-thing-own-sightings = { $n ->
    [one] One sighting made here
   *[other] { $n } sightings made here
}
threats-export-thing-audience = { $n ->
   *[other] The audience: the format cannot name a circle or people
}
threats-export-thing-distribution = { $n ->
   *[other] How far it may travel: the file says no more than who sees it here, and of a circle or people “your organisation only”
}
threats-export-thing-no-word = { $n ->
    [one] One attribute of a type that STIX has no word for
   *[other] { $n } attributes of types that STIX has no word for
}
threats-export-thing-objects = { $n ->
    [one] One object
   *[other] { $n } objects
}
threats-export-thing-contents = { $n ->
    [one] The content of one attachment
   *[other] The contents of { $n } attachments
}
threats-export-thing-clusters = { $n ->
    [one] One galaxy cluster
   *[other] { $n } galaxy clusters
}
threats-export-thing-not-seen = { $n ->
    [one] One statement that a value is harmless or over
   *[other] { $n } statements that values are harmless or over
}
threats-export-thing-reports = { $n ->
    [one] One report
   *[other] { $n } reports
}
threats-export-thing-sightings = { $n ->
    [one] One sighting
   *[other] { $n } sightings
}
threats-export-thing-references = { $n ->
    [one] One reference between objects
   *[other] { $n } references between objects
}
threats-export-thing-removed = { $n ->
    [one] One attribute that was taken back
   *[other] { $n } attributes that were taken back
}
threats-export-thing-event-tags = { $n ->
    [one] One tag of the event
   *[other] { $n } tags of the event
}
threats-export-thing-not-ids = { $n ->
    [one] One attribute that is not fit for detection
   *[other] { $n } attributes that are not fit for detection
}
threats-export-thing-details = { $n ->
    [one] Type, category, comment, times and tags of one attribute
   *[other] Type, category, comment, times and tags of { $n } attributes
}
threats-export-thing-line-breaks = { $n ->
    [one] One value with line breaks or other characters that one line cannot hold
   *[other] { $n } values with line breaks or other characters that one line cannot hold
}
threats-export-thing-level = { $n ->
   *[other] A TLP level: none is stated, so the file states none
}
