# Valeurs dont une partie est connue

threats-like-hint = L’étoile remplace n’importe quoi : b1697*, *.example
threats-like-looked = Recherché parmi les { $n } endroits les plus récents qui contiennent les mots du motif.
threats-like-open = Ce motif ne permet aucune recherche : il lui faut un mot entier ou le début d’un mot, comme dans update* ou *.example.
