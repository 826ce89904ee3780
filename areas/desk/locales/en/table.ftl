# The lists of the desk as files.

desk-table-when = When
desk-table-happened = What happened
desk-table-organisation = Organisation
desk-table-record = Record
desk-table-tlp = TLP
desk-table-read = Read
desk-table-ended = Ended
