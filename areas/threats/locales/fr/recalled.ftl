# Ce qui a été rappelé, partout où on le retrouve

threats-recalled-when = Rappelé le
threats-recalled-withdraw-link = Retirer…
threats-recalled-export = En texte, il n’y a aucune valeur, seulement quand et pourquoi il a été rappelé. En JSON de MISP, rien ne sert à la détection, et un mot-clé dit pourquoi. En STIX, tout est révoqué. En CSV, la colonne « state » le dit.
threats-export-text-recalled = Aucune valeur : seulement quand et pourquoi l’événement a été rappelé, sur des lignes qui commencent par #.
threats-export-thing-recalled = { $n ->
    [one] { $n } valeur d’un événement rappelé
   *[other] { $n } valeurs d’un événement rappelé
}

# Ce qui est inconnu, ou n’a pas été recherché

threats-value-beside = Ce qu’elle contient
threats-value-beside-hint = L’ensemble est inconnu ici. Ses parties sont peut-être connues.
threats-value-beside-look = Rechercher { $value }
threats-values-alone = À rechercher un par un
threats-values-alone-why = Les motifs, les vastes réseaux et plus de 64 réseaux ne sont pas recherchés dans une liste. Chacun a sa page :
threats-values-more = { $n } de plus
threats-values-more-events = davantage

# Ce qu’un cercle permet

threats-edit-tlp-unagreed = Les membres de ce cercle ne sont encore convenus de rien diffuser. Publiez-le pour d’autres destinataires : là, les deux se changent ensemble.
