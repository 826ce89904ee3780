# A filter that cannot be read

threats-filter-refused = The filter “{ $name }” takes { $takes }, not “{ $typed }”.
threats-filter-cursor = “{ $name }” takes what “next” of the answer before says, not “{ $typed }”.
