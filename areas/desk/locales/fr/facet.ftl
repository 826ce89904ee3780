# Ce à quoi une recherche est restreinte.

desk-facet-kind = Nature
desk-facet-owner = Organisation
desk-facet-tlp = TLP
desk-facet-tlp-none = TLP non indiqué
desk-facet-circle = Cercle de confiance
desk-facet-from = Modifié depuis le
desk-facet-to = Modifié jusqu’au
desk-facet-active = { $name } : { $value }
desk-facet-title = Affiner
desk-facet-newest = Compté parmi les { $n } plus récents.
desk-facet-minus = Un signe moins écarte ce qui contient un mot : facture -essai
