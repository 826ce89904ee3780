# What a search is narrowed to.

desk-facet-kind = Kind
desk-facet-owner = Organisation
desk-facet-tlp = TLP
desk-facet-tlp-none = TLP not stated
desk-facet-circle = Trust circle
desk-facet-from = Changed since
desk-facet-to = Changed until
desk-facet-active = { $name }: { $value }
desk-facet-title = Narrow it down
desk-facet-newest = Counted among the newest { $n }.
desk-facet-minus = A minus leaves out what holds a word: invoice -test
