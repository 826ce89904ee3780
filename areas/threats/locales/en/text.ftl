# A text that holds more than one looks through

threats-text-many = It holds more than 50,000 different values. Take a part of it.
threats-text-more = The first 2,000 are shown, each to be looked through. The text holds { $n } more: what becomes of them is said below the list.
threats-text-rest = { $n ->
    [one] Take the one that follows, too
   *[other] Take the { $n } that follow, too
}
threats-text-against = { $n ->
    [one] One more has something against it, such as a private address. It is left out.
   *[other] { $n } more have something against them, such as private addresses. They are left out.
}
