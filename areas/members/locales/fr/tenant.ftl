# Les organisations telles que l'administrateur de la plateforme s'en occupe.

members-platform-need = Ce qui manque
members-platform-need-administrator = Personne ne l'administre
members-platform-need-people = Personne n'y est
members-platform-need-answer = Quelqu'un attend d'être admis
members-platform-administrators = Administrateurs
members-platform-waiting = Demandes d'adhésion
members-platform-seen = Vue pour la dernière fois
members-platform-nobody = Personne
members-platform-organisations-none = Aucune organisation ne correspond
members-platform-organisations-none-why = Choisissez d'autres mots, ou retirez le filtre.
members-place-platform-organisations = Plateforme : organisations
