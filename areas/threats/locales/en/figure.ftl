# What reports and dashboards are told.

threats-figure-shared = Threat events shared
threats-figure-shared-means = Events that were published in the period and that everybody may see whom the figure is for. Those of a trust circle are counted for its members only. By class: those that bear a class of the reference taxonomy for incidents; with several, once for each.
threats-figure-delay = Days until shared
threats-figure-delay-means = For events written here: the middle of the days from the day that the author set to the first publication. The middle of fewer than five events is withheld.
threats-figure-events = Events
threats-figure-days = Days
threats-figure-none = Not stated
threats-figure-by-month = Month
threats-figure-by-class = Class
threats-figure-by-sector = Sector
threats-figure-by-country = Country
threats-figure-class-abusive-content = Abusive content
threats-figure-class-malicious-code = Malicious code
threats-figure-class-information-gathering = Information gathering
threats-figure-class-intrusion-attempts = Intrusion attempts
threats-figure-class-intrusions = Intrusions
threats-figure-class-availability = Availability
threats-figure-class-information-content-security = Information content security
threats-figure-class-fraud = Fraud
threats-figure-class-vulnerable = Vulnerable
threats-figure-class-other = Other
threats-figure-class-test = Test
