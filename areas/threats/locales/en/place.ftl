# Where one can go in this area, for the line that leads anywhere.

threats-place-events = Threat events
threats-place-event-new = Write a new event
threats-place-import = Import threat data
threats-place-values = Look up values
threats-place-vocabularies = Vocabularies and warninglists
