# Ce qu’une importation dit des règles de ses destinataires

threats-import-reason-ceiling = Son niveau TLP permet de le diffuser plus loin que ce cercle ne le permet : c’est un brouillon de votre organisation.
threats-import-reason-publisher = D’autres le voient déjà, et le fichier rend son niveau plus ouvert. C’est le publier : un contributeur, un analyste de CSIRT ou un administrateur de votre organisation peut le faire entrer.
threats-import-rule-refuses = Une règle de partage s’y oppose. { $rule }
threats-import-rule-warns = Une règle de partage met en garde. { $rule }
threats-import-rule-gone = La règle n’est plus en vigueur.

# Ce qui est dit à un programme qui envoie autre chose

threats-import-not-json = Ce n’est pas du JSON. Le JSON s’écrit en UTF-8 : ce qu’une console a enregistré en UTF-16 doit l’être de nouveau. Pour du texte libre, demandez ?format=text.
