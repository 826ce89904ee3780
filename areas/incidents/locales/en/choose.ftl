# Choosing what is handed over to another country.

incidents-choose-aware = Aware since
incidents-choose-border-yes = It does
incidents-choose-border-unknown = It may
incidents-choose-handed-yes = Already handed over
incidents-choose-handed-no = Not yet
incidents-filter-border = Reaches across a border
incidents-filter-handed = Handed over
incidents-filter-none-why = Take a filter away to see more.
