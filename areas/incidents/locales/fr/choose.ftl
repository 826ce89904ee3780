# Choisir ce qui est transmis à un autre pays.

incidents-choose-aware = Connaissance depuis
incidents-choose-border-yes = Oui
incidents-choose-border-unknown = Peut-être
incidents-choose-handed-yes = Déjà transmis
incidents-choose-handed-no = Pas encore
incidents-filter-border = Dépasse une frontière
incidents-filter-handed = Transmis
incidents-filter-none-why = Retirez un filtre pour en voir davantage.
