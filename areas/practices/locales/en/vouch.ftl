# What others did with a record.

practices-stage-planned = Planned
practices-stage-under-way = Under way
practices-stage-done = Done
practices-stage-dropped = Given up
practices-vouch-not-out = It is not published: there is nothing to say about it yet.
practices-vouch-own = It is your own organisation's. What others say of it counts.

practices-adopt-title = We do the same
practices-adopt-lead = Say how far you are and what came out. You choose whether your organisation is named.
practices-adopt-stage = How far you are
practices-adopt-outcome = What came out
practices-adopt-outcome-hint = What worked, what did not, what you did differently.
practices-adopt-outcome-missing = Say what came out: that is what others look for.
practices-adopt-size = Your size
practices-adopt-size-hint = Others of your size find it more easily.
practices-adopt-shown = Who may know
practices-adopt-named = Name us to everybody who sees the record
practices-adopt-named-hint = Others can ask you, also through whoever coordinates.
practices-adopt-counted = Only count us
practices-adopt-counted-hint = Nobody learns of it but your own organisation. A number is told from { $n } on, and in steps of { $n }.
practices-adopt-do = Keep it
practices-adopt-done = It is kept. Thank you: that is what makes a practice worth something.
practices-adopt-section = Who does the same
practices-adopt-section-hint = Organisations that want to be named, and what came out.
practices-adopt-nobody = Nobody has said so yet.
practices-adopt-more = And at least { $n } more that are not named have done it.
practices-adopt-own-only = only your organisation sees this

practices-endorse-title = Endorse it
practices-endorse-lead = Your organisation stands by it, and says why. It is named.
practices-endorse-evidence = Evidence
practices-endorse-evidence-hint = What you have seen, measured or tested. “Good” is no evidence.
practices-endorse-missing = Say what you have seen, measured or tested.
practices-endorse-do = Endorse it
practices-endorse-done = Your endorsement is there.
practices-endorse-section = Who stands by it
practices-endorse-section-hint = Organisations that have seen it work, and how they know.
practices-endorse-nobody = Nobody yet.

practices-link-helps = What helps
practices-link-helps-hint = Practices and tools that others linked with this difficulty.
practices-link-eases = Which difficulties it eases
practices-link-eases-hint = Difficulties that others linked it with.
practices-link-nothing = Nothing is linked yet.
practices-link-suggested = About the same catalogue items
practices-link-shared = { $items ->
    [one] One item
   *[other] { $items } items
  } and { $sectors ->
    [0] no sector
    [one] one sector
   *[other] { $sectors } sectors
  } in common
practices-link-do = Link them
practices-link-other = Link another record
practices-link-address = Address of the other record
practices-link-address-hint = As it stands in the browser when you look at it.
practices-link-none = Give the address of a published record that you see.
practices-link-two = One of the two is a difficulty and the other is not.
practices-link-done = They are linked.
