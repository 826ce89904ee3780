# How countries carry out a framework.

surveys-implementation-title = Implementation by country
surveys-implementation-lead = What authorities say of each requirement: where it is in force, where it is missing, and what others can learn from.
surveys-implementation-map = Requirements by country
surveys-implementation-summary = { $countries ->
    [one] One country
   *[other] { $countries } countries
  }; { $gaps ->
    [one] one requirement is
   *[other] { $gaps } requirements are
  } not carried out everywhere. Most is missing in “{ $item }”: in { $n ->
    [one] one country
   *[other] { $n } countries
  }.
surveys-implementation-no-gaps = { $n ->
    [one] One country; everything is carried out at least in part.
   *[other] { $n } countries; everything is carried out at least in part.
  }
surveys-implementation-nothing = Nothing is recorded yet
surveys-implementation-nothing-why = Authorities and single points of contact record how their country carries out each requirement. Here it becomes a map.
surveys-implementation-requirement = Requirement
surveys-implementation-sector = Sector
surveys-implementation-sector-hint = Leave it open where it is the same for all.
surveys-implementation-any-sector = Any sector
surveys-implementation-all-sectors = All sectors
surveys-implementation-any-level = Any level
surveys-implementation-level-hint = National: of your own country. Joint: of several together. European: of the Union as a whole.
surveys-implementation-status = Status
surveys-implementation-status-none = Not transposed
surveys-implementation-status-planned = Planned
surveys-implementation-status-partly = In part
surveys-implementation-status-in-force = In force
surveys-implementation-status-checked = In force, checked
surveys-implementation-status-exempt = Does not apply
surveys-implementation-untold = Not stated
surveys-implementation-union = European Union
surveys-implementation-cell = { $item }: { $country }
surveys-implementation-good-cell = { $status } ★
surveys-implementation-records = { $n ->
    [one] One record
   *[other] { $n } records
  }
surveys-implementation-record = Record your country’s status
surveys-implementation-record-do = Record it
surveys-implementation-recorded = It is recorded, and shown on the map to those who may see it.
surveys-implementation-edit = Change it
surveys-implementation-remove = Take it back
surveys-implementation-removed = It is taken back.
surveys-implementation-evidence-hint = The act, a link, a figure.
surveys-implementation-note = What there is to say
surveys-implementation-note-hint = How it is done, what is missing, what is under way.
surveys-implementation-good = Good example
surveys-implementation-good-hint = Others can learn from it. Say in the note what makes it one. ★ marks it on the map.
surveys-implementation-good-why = Say what others can learn from it.
surveys-implementation-no-country = The register names no country for your organisation. Enter it there first.
surveys-implementation-reach-own = Your organisation only, for the time being
surveys-implementation-reach-community = The community
surveys-implementation-by = Recorded by
surveys-implementation-when = Recorded
surveys-implementation-gaps = Gaps
surveys-implementation-gaps-hint = Not transposed, only planned, or nothing stated; the requirement that most countries lack comes first.
surveys-implementation-gaps-none = No gaps.
surveys-implementation-gap = { $country }: { $status }
surveys-implementation-examples = Good examples
surveys-implementation-examples-hint = What authorities think others can learn from.
surveys-implementation-examples-none = None is marked yet.
surveys-implementation-personal = Records of implementation that you wrote: { $n }
