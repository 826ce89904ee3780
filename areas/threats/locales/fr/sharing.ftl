# Les règles de partage, au moment de publier

threats-publish-rule-title = Une règle s’y oppose
threats-publish-rule-warns = Une règle met en garde
threats-publish-rule-refuses = Une règle s’y oppose. { $rule } Choisissez d’autres destinataires ou un autre niveau.
