# What members learn by doing.

practices-nav = Practices
practices-title = Practices
practices-lead = What others did, what it took and what came out; and what stands in the way of all.
practices-filter-q = Words
practices-filter-q-hint = What it is about
practices-filter-kind = Kind
practices-filter-sector = Sector
practices-filter-size = Size
practices-filter-item = Catalogue item
practices-filter-country = Country
practices-filter-level = Level
practices-filter-state = State
practices-list-any = Any
practices-list-any-of-them = Any
practices-list-state-out = Published
practices-list-state-working = On their way
practices-list-state-superseded = Superseded
practices-list-state-all = All
practices-list-filter = { $label }: { $value }
practices-list-count = { $n ->
    [0] No records
    [one] 1 record
   *[other] { $n } records
  }
practices-list-count-more = { $n }+ records
practices-list-none = Nothing fits
practices-list-none-why = Take a filter away, or look for other words. Published records are shown unless you choose another state.
practices-list-empty = No practices yet
practices-list-empty-why = A practice tells what was done, what it took and how one knows that it works, so that others need not begin anew. A difficulty is as welcome: somebody may know a way.
practices-list-by = Contributed by
practices-list-since = Since
practices-list-endorsed = { $n ->
    [one] Endorsed once
   *[other] { $n } endorsements
  }
practices-list-adopted = { $n ->
    [one] Done by one more
   *[other] Done by { $n } more
  }
practices-item = { $code } { $title }
practices-reach-own = Your organisation, while it is a draft
practices-reach-desk = Whoever contributed it and whoever looks at it
practices-reach = { $n ->
    [one] One organisation
   *[other] { $n } organisations
  }
practices-reach-others = { $n ->
    [one] One organisation, and members of a circle that you are not in
   *[other] { $n } organisations, and members of a circle that you are not in
  }
practices-reach-circles = { $n ->
    [one] One organisation in { $circles }
   *[other] { $n } organisations in { $circles }
  }
practices-agenda-check = Look at “{ $title }”
practices-agenda-revise = Revise “{ $title }”: it came back with a question
practices-unnamed = Contributor not named
practices-unnamed-by = An organisation that is not named, through { $broker }
practices-unnamed-source = Only your organisation sees for whom this is
practices-personal-endorsements = Endorsements that you wrote: { $n }
practices-personal-adoptions = What you said of practices that your organisation adopted: { $n }
practices-personal-links = Practices that you linked with difficulties: { $n }
practices-personal-why = They are your organisation's and stay, under your pseudonym.
