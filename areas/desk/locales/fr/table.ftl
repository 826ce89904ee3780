# Les listes du bureau sous forme de fichiers.

desk-table-when = Date
desk-table-happened = Ce qui s’est passé
desk-table-organisation = Organisation
desk-table-record = Fiche
desk-table-tlp = TLP
desk-table-read = Lu
desk-table-ended = Fin
