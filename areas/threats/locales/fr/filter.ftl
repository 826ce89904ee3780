# Un filtre qui ne peut pas être lu

threats-filter-refused = Le filtre « { $name } » accepte { $takes }, et non « { $typed } ».
threats-filter-cursor = « { $name } » prend ce que dit « next » dans la réponse précédente, et non « { $typed } ».
