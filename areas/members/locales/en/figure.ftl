# What reports and dashboards are told.

members-figure-organisations = Organisations
members-figure-organisations-means = Organisations of the community that stand in the directory when the figure is computed, by what they say of themselves there.
members-figure-none = Not stated
