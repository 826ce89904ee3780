# Les règles de partage en phrases. $of est le nom du cercle ou de l’organisation dont c’est la règle.

web-sharing-circle-at-most = Rien de ce qui est partagé dans { $of } ne peut être diffusé au-delà de { $chosen }.
web-sharing-circle-not-older = { $n ->
    [1] Rien de plus ancien qu’un jour n’est partagé dans { $of }.
   *[other] Rien de plus ancien que { $n } jours n’est partagé dans { $of }.
}
web-sharing-circle-not-connected = Ce qui est partagé dans { $of } ne part pas vers les communautés connectées.
web-sharing-circle-member-kinds = Seules les organisations de ces types peuvent être membres de { $of } : { $chosen }.
web-sharing-circle-member-sectors = Seules les organisations de ces secteurs peuvent être membres de { $of } : { $chosen }.
web-sharing-circle-member-countries = Seules les organisations de ces pays peuvent être membres de { $of } : { $chosen }.
web-sharing-organisation-at-most = { $of } ne partage rien qui puisse être diffusé au-delà de { $chosen }.
web-sharing-organisation-not-older = { $n ->
    [1] { $of } ne partage rien de plus ancien qu’un jour.
   *[other] { $of } ne partage rien de plus ancien que { $n } jours.
}
web-sharing-organisation-not-connected = Ce que { $of } partage ne part pas vers les communautés connectées.
web-sharing-organisation-never-receives = { $of } ne reçoit jamais ce que partagent les organisations de ces secteurs : { $chosen }.
web-sharing-organisation-never-gives-sectors = Ce que { $of } partage n’atteint jamais les organisations de ces secteurs : { $chosen }.
web-sharing-organisation-never-gives-countries = Ce que { $of } partage n’atteint jamais les organisations de ces pays : { $chosen }.
web-sharing-line = { $rule } Par ce chemin : { $path }.
