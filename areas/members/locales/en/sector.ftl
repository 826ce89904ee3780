# Sectors as other pages name them: the names of the register, held equal by a test.

members-sector-energy = Energy
members-sector-transport = Transport
members-sector-banking = Banking
members-sector-financial-market-infrastructures = Financial market infrastructures
members-sector-health = Health
members-sector-drinking-water = Drinking water
members-sector-waste-water = Waste water
members-sector-digital-infrastructure = Digital infrastructure
members-sector-ict-service-management = ICT service management (business-to-business)
members-sector-public-administration = Public administration
members-sector-space = Space
members-sector-postal = Postal and courier services
members-sector-waste-management = Waste management
members-sector-chemicals = Manufacture, production and distribution of chemicals
members-sector-food = Production, processing and distribution of food
members-sector-manufacturing = Manufacturing
members-sector-digital-providers = Digital providers
members-sector-research = Research
