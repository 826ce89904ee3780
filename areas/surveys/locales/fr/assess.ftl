# Les auto-évaluations.

surveys-assess-title = Auto-évaluations
surveys-assess-lead = Où en est votre organisation, mesuré par un référentiel, les points les plus faibles d’abord. Elle seule le voit, jusqu’à ce qu’elle le montre à quelqu’un.
surveys-assess-one = Évaluation
surveys-assess-own = De votre organisation
surveys-assess-shown = Qui vous sont montrées
surveys-assess-shown-hint = Des organisations qui ont choisi de vous laisser voir où elles en sont.
surveys-assess-empty = Aucune évaluation pour l’instant
surveys-assess-empty-why = Une évaluation prend une heure, s’écrit à plusieurs et dit aussitôt par où commencer. La suivante part de ses valeurs et montre ce qui a changé.
surveys-assess-whose = Organisation
surveys-assess-day = Jour
surveys-assess-draft = Brouillon
surveys-assess-signed = Signée
surveys-assess-new = Évaluer votre organisation
surveys-assess-new-lead = Choisissez à quoi vous mesurer. Si vous l’avez déjà fait, elle part des valeurs de la dernière.
surveys-assess-begin = Commencer
surveys-assess-begun = Commencée. Choisissez un niveau pour chaque élément ; vous pouvez vous arrêter à tout moment.
surveys-assess-there = Votre organisation a déjà un brouillon selon ce référentiel.
surveys-assess-by = { $framework }, version { $version }
surveys-assess-called = { $framework }, { $month }
surveys-assess-framework-hint = La version reste la même pour cette évaluation, quoi que contienne le catalogue plus tard.
surveys-assess-framework-missing = Choisissez un référentiel qui a des niveaux.
surveys-assess-title-hint = Vide : le référentiel et le mois.
surveys-assess-title-long = { $n } caractères au plus.
surveys-assess-edit = Remplir
surveys-assess-edit-lead = Un niveau pour chaque élément. Ce que vous enregistrez est là pour toutes les personnes qui écrivent au nom de votre organisation.
surveys-assess-parts = Parties de l’évaluation
surveys-assess-part = Partie { $n }
surveys-assess-scale = Ce que signifient les niveaux
surveys-assess-aim-all = Visé, sauf indication contraire
surveys-assess-aim-all-hint = Pour toute l’évaluation. Un élément peut avoir sa propre cible.
surveys-assess-more = Commentaire, preuves, cible et échéance
surveys-assess-comment = Commentaire
surveys-assess-comment-hint = Pourquoi il en est ainsi, et ce qui est en cours.
surveys-assess-evidence = Preuves
surveys-assess-evidence-hint = Des mots et des liens. Des fichiers peuvent être joints à l’évaluation.
surveys-assess-target = Visé ici
surveys-assess-target-all = Comme pour tout
surveys-assess-weight = Compte
surveys-assess-weight-1 = Normalement
surveys-assess-weight-2 = Double
surveys-assess-weight-3 = Triple
surveys-assess-due = Au plus tard
surveys-assess-apart = Sans objet
surveys-assess-apart-why = Dites pourquoi c’est sans objet.
surveys-assess-apart-n = { $n ->
    [1] un sans objet
   *[other] { $n } sans objet
  }
surveys-assess-overtaken = { $name } a enregistré cette partie depuis que vous l’avez ouverte. Comparez, puis enregistrez de nouveau : votre version restera.
surveys-assess-saved = Enregistré.
surveys-assess-save-next = Enregistrer et continuer
surveys-assess-finish = Enregistrer et voir le résultat
surveys-assess-back = Retour au résultat
surveys-assess-is-signed = Elle est signée et reste telle quelle. Commencez-en une nouvelle : elle partira de ces valeurs.
surveys-assess-ready = Tout est dit
surveys-assess-ready-why = Avec votre signature, elle reste telle quelle et peut être montrée à d’autres.
surveys-assess-ready-other = Une personne habilitée à signer pour votre organisation peut maintenant le faire.
surveys-assess-sign = Signer
surveys-assess-signed-done = Signée. Elle reste telle quelle.
surveys-assess-missing = { $n ->
    [1] Rien n’est encore dit d’un élément.
   *[other] Rien n’est encore dit de { $n } éléments.
  }
surveys-assess-again = Évaluer de nouveau
surveys-assess-draft-since = Brouillon depuis le { $day }
surveys-assess-signed-at = Signée le { $day }
surveys-assess-signed-by = Signée le { $day } par { $name }
surveys-assess-reach = Votre organisation seulement
surveys-assess-reach-shown = Vous, parce que l’organisation l’a choisi
surveys-assess-overall = Ensemble
surveys-assess-reached = atteint « { $level } »
surveys-assess-items = Éléments
surveys-assess-said = { $n } sur { $of }
surveys-assess-none-yet = Rien encore
surveys-assess-weak = Points faibles
surveys-assess-weak-hint = Là où il manque le plus pour atteindre la cible, selon ce que chacun compte.
surveys-assess-weak-none = Tout ce qui est rempli a atteint sa cible.
surveys-assess-weak-more = { $n ->
    [1] Un autre est au-dessous de sa cible.
   *[other] { $n } autres sont au-dessous de leur cible.
  }
surveys-assess-aimed-at = visé : { $share }
surveys-assess-since = Depuis la dernière fois
surveys-assess-then = { $share } alors
surveys-assess-points = { $sign }{ $n ->
    [one] { $n } point
   *[other] { $n } points
  }
surveys-assess-steps = { $sign }{ $n ->
    [one] { $n } niveau
   *[other] { $n } niveaux
  }
surveys-assess-short = { $n ->
    [1] un niveau de moins que visé
   *[other] { $n } niveaux de moins que visé
  }
surveys-assess-counts = { $n ->
    [2] compte double
    [3] compte triple
   *[other] compte { $n } fois
  }
surveys-assess-fell = plus bas que la dernière fois
surveys-assess-until = au plus tard le { $day }
surveys-assess-picture = Où vous en êtes
surveys-assess-picture-theirs = Où elle en est
surveys-assess-summary = Le plus fort : « { $best } » ; là où il manque le plus : « { $weak } ».
surveys-assess-summary-reached = Le plus fort : « { $best } » ; chaque cible est atteinte.
surveys-assess-summary-none = Rien n’est encore rempli.
surveys-assess-item = Élément
surveys-assess-heading = Partie
surveys-assess-now = Maintenant
surveys-assess-aim = Visé
surveys-assess-before = La dernière fois
surveys-assess-others-sector = D’autres de votre secteur
surveys-assess-others-all = D’autres de la communauté
surveys-assess-why = Pourquoi ici
surveys-assess-next = Que faire ensuite, et qui l’a fait ?
surveys-assess-changes = Ce qui a changé
surveys-assess-changes-hint = Depuis la dernière évaluation signée selon ce référentiel.
surveys-assess-changes-none = Rien n’a changé.
surveys-assess-difference = Différence
surveys-assess-each = Élément par élément
surveys-assess-peers = À côté des autres
surveys-assess-peers-hint = Des évaluations signées selon la même version, de votre secteur s’il y en a assez. On ne peut y lire les valeurs de personne.
surveys-assess-peers-few = Rien n’est montré pour l’instant : il faut au moins { $n } organisations, dont les valeurs ne soient pas toutes les mêmes.
surveys-assess-peers-n = Organisations
surveys-assess-peers-mean = Moyenne
surveys-assess-shares = Montrée à d’autres
surveys-assess-shares-hint = Personne d’autre ne la voit, quel que soit son rôle.
surveys-assess-shares-none = À personne.
surveys-assess-shares-since = depuis le
surveys-assess-share = La montrer à d’autres
surveys-assess-share-lead = Seulement ce qui est signé, seulement à qui vous choisissez, et ce partage peut être retiré à tout moment. Vous voyez d’abord qui c’est.
surveys-assess-share-unsigned = Signez-la d’abord : seul ce qui reste tel quel peut être montré.
surveys-assess-share-whom = À qui
surveys-assess-share-whom-hint = Une autorité, une équipe, une association, ou l’un de vos cercles de confiance.
surveys-assess-share-whom-missing = Choisissez à qui.
surveys-assess-share-circle = Cercle de confiance { $name }
surveys-assess-share-what = Ce qui est montré
surveys-assess-share-levels = Niveaux et cibles
surveys-assess-share-levels-hint = Sans vos commentaires ni vos preuves.
surveys-assess-share-details = Niveaux, cibles, commentaires et preuves
surveys-assess-share-details-hint = Les fichiers joints à l’évaluation et ce qui l’a précédée restent chez vous.
surveys-assess-share-look = Voir qui c’est
surveys-assess-share-reaches = { $n ->
    [0] Personne ne la verrait
    [1] Les personnes d’une organisation la verront
   *[other] Les personnes de { $n } organisations la verront
  }
surveys-assess-share-nobody = Personne n’est là pour la voir.
surveys-assess-share-do = La leur montrer
surveys-assess-share-none = Personne à qui la montrer
surveys-assess-share-none-why = Les autorités, équipes, associations et cercles de la communauté apparaissent ici.
surveys-assess-shared = Ils la voient désormais. Vous pouvez la reprendre à tout moment.
surveys-assess-withhold = Ne plus la montrer
surveys-assess-withheld = Ils ne la voient plus.
surveys-assess-somebody = Quelqu’un que vous ne connaissez plus
surveys-assess-shown-by = { $organisation } vous laisse voir où elle en est.
surveys-assess-shown-title = Elle vous est montrée volontairement
surveys-assess-shown-details = Avec commentaires et preuves. Elle peut être reprise à tout moment.
surveys-assess-shown-levels = Niveaux et cibles seulement. Elle peut être reprise à tout moment.
surveys-assess-discard = Jeter le brouillon
surveys-assess-discard-why = Ce qui est rempli est perdu. Ce qui a été signé auparavant reste.
surveys-assess-discard-do = Le jeter
surveys-assess-discarded = Le brouillon est jeté.
surveys-assess-stays = Elle reste : elle est signée, ou des fichiers ou remarques y sont attachés.
surveys-assess-personal = Éléments d’auto-évaluations que vous avez écrits ou signés : { $n }
