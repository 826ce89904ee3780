# Un texte qui contient plus que ce que l’on passe en revue

threats-text-many = Il contient plus de 50 000 valeurs différentes. Prenez-en une partie.
threats-text-more = Les 2 000 premières sont affichées, à passer en revue une à une. Le texte en contient { $n } de plus : leur sort se décide sous la liste.
threats-text-rest = { $n ->
    [1] Reprendre aussi celle qui suit
   *[other] Reprendre aussi les { $n } qui suivent
}
threats-text-against = { $n ->
    [1] Une autre appelle une réserve, comme une adresse privée. Elle est laissée de côté.
   *[other] { $n } autres appellent une réserve, comme des adresses privées. Elles sont laissées de côté.
}
