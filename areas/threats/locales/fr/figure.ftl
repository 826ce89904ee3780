# Ce qui est dit aux rapports et aux tableaux de bord.

threats-figure-shared = Événements partagés
threats-figure-shared-means = Événements publiés durant la période et que peuvent voir tous ceux à qui le chiffre est destiné. Ceux d’un cercle de confiance ne comptent que pour ses membres. Par classe : ceux qui portent une classe de la taxonomie de référence des incidents ; avec plusieurs, une fois pour chacune.
threats-figure-delay = Jours avant le partage
threats-figure-delay-means = Pour les événements écrits ici : la médiane des jours entre la date fixée par l’auteur et la première publication. La médiane de moins de cinq événements n’est pas montrée.
threats-figure-events = Événements
threats-figure-days = Jours
threats-figure-none = Non indiqué
threats-figure-by-month = Mois
threats-figure-by-class = Classe
threats-figure-by-sector = Secteur
threats-figure-by-country = Pays
threats-figure-class-abusive-content = Contenu abusif
threats-figure-class-malicious-code = Code malveillant
threats-figure-class-information-gathering = Collecte d’informations
threats-figure-class-intrusion-attempts = Tentatives d’intrusion
threats-figure-class-intrusions = Intrusions
threats-figure-class-availability = Disponibilité
threats-figure-class-information-content-security = Sécurité du contenu des informations
threats-figure-class-fraud = Fraude
threats-figure-class-vulnerable = Vulnérabilité
threats-figure-class-other = Autre
threats-figure-class-test = Essai
