# What to do next, and who has done it.

practices-next-title = What to do next
practices-next-lead = Choose weak spots. You see what others did about them, what fits you best first, and why it stands there.
practices-next-choose = Choose weak spots
practices-next-do = Show what others did
practices-next-items-hint = FRAMEWORK/CODE, with commas between.
practices-next-asked = You ask about
practices-next-profile = Your organisation’s sectors count: { $sectors }.
practices-next-found = What others did
practices-next-found-hint = Fit comes first, then evidence. What others of your sector and size have done counts most.
practices-next-done-by = Done by:
practices-next-unnamed = somebody who is not named
practices-next-items = { $n ->
    [one] About what you ask
   *[other] About { $n } of your points
  }
practices-next-sector = For your sector
practices-next-size = For your size
practices-next-country = From your country
practices-next-peers-sector = { $n ->
    [one] Done by one of your sector
   *[other] Done by { $n } of your sector
  }
practices-next-peers-size = { $n ->
    [one] Done by one of your size
   *[other] Done by { $n } of your size
  }
practices-next-others = { $n ->
    [one] Done by one in another sector
   *[other] Done by { $n } in other sectors
  }
practices-next-endorsed = { $n ->
    [one] Endorsed once
   *[other] { $n } endorsements
  }
practices-next-evidence = With evidence
practices-next-quick = Takes days
practices-next-none = Nobody has told of it yet
practices-next-none-why = Report it as a difficulty: whoever coordinates asks around, and you are told.
practices-next-difficulties = Difficulties with the same
practices-next-difficulties-hint = You are not the only one.
