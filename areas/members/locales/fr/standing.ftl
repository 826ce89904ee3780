# Filtres de la liste des cercles.

members-standing-member = Nous en sommes membres
members-standing-suspended = Nous y sommes suspendus
members-standing-open = Ouverts
members-standing-closed = Fermés
members-standing-none = Aucun cercle ne correspond
members-standing-none-why = Prenez d'autres mots, ou une autre situation.
