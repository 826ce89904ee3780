# Les règles de partage, au moment de publier

threats-publish-rule-title = Une règle s’y oppose
threats-publish-rule-warns = Une règle met en garde
threats-publish-rule-refuses = Une règle s’y oppose. { $rule } Choisissez d’autres destinataires ou un autre niveau.
threats-edit-rule-refuses = Une règle de partage s’y oppose. { $rule } Publiez-le d’abord de nouveau pour d’autres destinataires.
threats-edit-rule-warns = Une règle de partage met en garde. { $rule }
threats-edit-tlp-ceiling = Ce cercle permet au plus { $ceiling }. Publiez-le pour d’autres destinataires : là, les deux se changent ensemble.
