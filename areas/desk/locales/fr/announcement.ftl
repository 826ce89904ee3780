# Les annonces de la coordination.

desk-kind-desk-announcement = Annonce
desk-announcement-title = Annonces
desk-announcement-lead = Ce que la coordination a à dire : à tous, à un type d’organisation, à un cercle.
desk-announcement-menu = Annonces
desk-announcement-which = Lesquelles
desk-announcement-current = En cours
desk-announcement-past = Passées
desk-announcement-none = Aucune annonce
desk-announcement-none-why = Quand la coordination, une autorité ou l’un de vos cercles a quelque chose à vous dire à tous, cela apparaît ici et dans votre journée jusqu’à ce que vous l’ayez lu.
desk-announcement-none-past = Rien de passé encore
desk-announcement-none-past-why = Les annonces terminées restent ici.
desk-announcement-over = Terminée
desk-announcement-over-why = Cette annonce est terminée.
desk-announcement-coming = Pas encore commencée
desk-announcement-coming-why = D’ici là, seule votre organisation la voit.
desk-announcement-new = Rédiger une annonce
desk-announcement-new-lead = Elle apparaît dans la journée de tous ceux à qui elle s’adresse, jusqu’à ce qu’elle soit lue ou terminée, et part par courriel à qui le souhaite.
desk-announcement-edit = Modifier l’annonce
desk-announcement-to = À
desk-announcement-to-hint = À un type d’organisation : elle lui est présentée, et le reste de la communauté la trouve dans la liste. À un cercle : personne d’autre ne la voit.
desk-announcement-to-choose = Choisir
desk-announcement-to-all = Toute la communauté
desk-announcement-to-kind = Toutes du type : { $kind }
desk-announcement-to-missing = Choisissez à qui elle s’adresse.
desk-announcement-what = Titre
desk-announcement-text = Texte
desk-announcement-text-hint = Markdown : **gras**, listes, liens.
desk-announcement-starts = À partir du
desk-announcement-starts-hint = Vide : tout de suite.
desk-announcement-ends = Jusqu’au
desk-announcement-ends-hint = La fin de ce jour. Vide : jusqu’à ce qu’on y mette fin.
desk-announcement-preview = Voir qui la reçoit
desk-announcement-publish = Publier
desk-announcement-reaches = { $n ->
    [0] Personne ne la reçoit encore
    [1] Une organisation la reçoit
   *[other] { $n } organisations la reçoivent
}
desk-announcement-more = et { $n } de plus
desk-announcement-save = Enregistrer
desk-announcement-done = L’annonce est publiée.
desk-announcement-changed = L’annonce est modifiée. Personne n’est prévenu de nouveau.
desk-announcement-ended = L’annonce est terminée.
desk-announcement-end = Y mettre fin
desk-announcement-read = Je l’ai lue
desk-announcement-all = Toutes les annonces
desk-announcement-title-missing = Donnez-lui un titre de { $n } caractères au plus.
desk-announcement-text-missing = Écrivez un texte de { $n } caractères au plus.
desk-announcement-day-missing = Indiquez un jour, ou laissez vide.
desk-announcement-end-missing = Indiquez un jour postérieur à son début, ou laissez vide.

desk-fact-desk-announcement-published = { $who } annonce : { $title }
desk-filter-desk-announcement-published = Annonces
desk-mail-desk-announcement-published = Il y a une nouvelle annonce pour vous.
