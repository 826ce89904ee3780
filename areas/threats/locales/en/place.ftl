# Where one can go in this area, for the line that leads anywhere.

threats-place-events = Threat events
threats-place-event-new = Write a new event
threats-place-import = Import threat data
threats-place-values = Look up values
threats-place-vocabularies = Vocabularies and warninglists

# What this area holds on a person.
threats-personal-events = { $n ->
    [one] { $n } event
   *[other] { $n } events
}
threats-personal-sightings = { $n ->
    [one] { $n } sighting
   *[other] { $n } sightings
}
threats-personal-why = It belongs to the organisation, and others rely on it (GDPR, Article 17(3)).
