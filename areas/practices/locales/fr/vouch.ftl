# Ce que d’autres ont fait d’une fiche.

practices-stage-planned = Prévu
practices-stage-under-way = En cours
practices-stage-done = Fait
practices-stage-dropped = Abandonné
practices-vouch-not-out = Elle n’est pas publiée : il n’y a encore rien à en dire.
practices-vouch-own = Elle est de votre propre organisation. C’est l’avis des autres qui compte.

practices-adopt-title = Nous faisons de même
practices-adopt-lead = Dites où vous en êtes et ce qui en est sorti. Vous choisissez si votre organisation est nommée.
practices-adopt-stage = Où vous en êtes
practices-adopt-outcome = Ce qui en est sorti
practices-adopt-outcome-hint = Ce qui a marché, ce qui n’a pas marché, ce que vous avez fait autrement.
practices-adopt-outcome-missing = Dites ce qui en est sorti : c’est ce que les autres cherchent.
practices-adopt-size = Votre taille
practices-adopt-size-hint = D’autres de votre taille la trouvent plus facilement.
practices-adopt-shown = Qui peut le savoir
practices-adopt-named = Nous nommer à quiconque voit la fiche
practices-adopt-named-hint = D’autres peuvent vous interroger, y compris par l’entremise de la coordination.
practices-adopt-counted = Seulement nous compter
practices-adopt-counted-hint = Personne ne l’apprend, sauf votre propre organisation. Un nombre est donné à partir de { $n }, et par pas de { $n }.
practices-adopt-do = Enregistrer
practices-adopt-done = C’est enregistré. Merci : c’est ce qui donne sa valeur à une pratique.
practices-adopt-section = Qui fait de même
practices-adopt-section-hint = Les organisations qui veulent être nommées, et ce qui en est sorti.
practices-adopt-nobody = Personne ne l’a encore dit.
practices-adopt-more = Et au moins { $n } autres, non nommées, l’ont fait.
practices-adopt-own-only = seule votre organisation le voit

practices-endorse-title = La soutenir
practices-endorse-lead = Votre organisation en répond et dit pourquoi. Elle est nommée.
practices-endorse-evidence = Preuves
practices-endorse-evidence-hint = Ce que vous avez constaté, mesuré ou testé. « Bien » n’est pas une preuve.
practices-endorse-missing = Dites ce que vous avez constaté, mesuré ou testé.
practices-endorse-do = La soutenir
practices-endorse-done = Votre soutien est enregistré.
practices-endorse-section = Qui en répond
practices-endorse-section-hint = Les organisations qui l’ont vue marcher, et comment elles le savent.
practices-endorse-nobody = Personne pour l’instant.

practices-link-helps = Ce qui aide
practices-link-helps-hint = Pratiques et outils que d’autres ont reliés à cette difficulté.
practices-link-eases = Les difficultés qu’elle allège
practices-link-eases-hint = Difficultés auxquelles d’autres l’ont reliée.
practices-link-nothing = Rien n’est encore relié.
practices-link-suggested = Sur les mêmes points du catalogue
practices-link-shared = { $items ->
    [one] { $items } point
   *[other] { $items } points
  } et { $sectors ->
    [0] aucun secteur
    [one] { $sectors } secteur
   *[other] { $sectors } secteurs
  } en commun
practices-link-do = Relier
practices-link-other = Relier une autre fiche
practices-link-address = Adresse de l’autre fiche
practices-link-address-hint = Telle qu’elle figure dans le navigateur quand vous la regardez.
practices-link-none = Donnez l’adresse d’une fiche publiée que vous voyez.
practices-link-two = L’une des deux est une difficulté et l’autre non.
practices-link-done = Elles sont reliées.
