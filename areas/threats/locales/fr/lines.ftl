# Lignes d’un tableau qui ne peuvent être reprises, et ce qui est demandé sans pouvoir l’être

threats-import-fault-quote = Un guillemet s’ouvre ici et n’est pas fermé comme il faut : ce qui suit se perdrait dans une seule cellule. Fermez-le ou retirez-le.
threats-import-type-word = « { $word } » n’est pas un type connu. Écrivez l’un des types de MISP, comme ip-dst, domain, url ou sha256, ou un mot courant, comme IP, domaine, URL, hash ou courriel.
threats-import-type-untold = La valeur ne dit pas son type. Indiquez le type dans une colonne, ou un seul pour toutes les valeurs.
threats-import-date-none = « { $typed } » n’est pas un jour lisible : la valeur est reprise sans lui. Écrivez-le sous la forme 2026-02-01.
threats-import-date-two = « { $typed } » peut désigner deux jours : la valeur est reprise sans lui. Écrivez { $one } ou { $other }.
threats-import-preview-undated = { $n ->
    [1] Une première observation est illisible
   *[other] { $n } premières observations sont illisibles
}
threats-import-preview-undated-why = Ces valeurs sont reprises sans le jour. S’il compte, corrigez le tableau et renvoyez-le.
threats-attribute-refused-audience = « { $typed } » n’est pas un public. Choisissez-en un dans la liste.

# Ce qui a été cherché dans plus qu’on ne peut parcourir

threats-list-count-least = { $n ->
    [one] Au moins { $n } événement
   *[other] Au moins { $n } événements
}
