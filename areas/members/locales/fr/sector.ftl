# Les secteurs tels que les autres pages les nomment : les noms du registre, un test les tient égaux.

members-sector-energy = Énergie
members-sector-transport = Transports
members-sector-banking = Secteur bancaire
members-sector-financial-market-infrastructures = Infrastructures des marchés financiers
members-sector-health = Santé
members-sector-drinking-water = Eau potable
members-sector-waste-water = Eaux usées
members-sector-digital-infrastructure = Infrastructure numérique
members-sector-ict-service-management = Gestion des services TIC (interentreprises)
members-sector-public-administration = Administration publique
members-sector-space = Espace
members-sector-postal = Services postaux et d'expédition
members-sector-waste-management = Gestion des déchets
members-sector-chemicals = Fabrication, production et distribution de produits chimiques
members-sector-food = Production, transformation et distribution des denrées alimentaires
members-sector-manufacturing = Fabrication
members-sector-digital-providers = Fournisseurs numériques
members-sector-research = Recherche
