# Ce qui s’est passé, quand le premier fichier ne le dit pas.

desk-fact-discussion-remark-added = { $who } a commenté : { $title }
desk-fact-discussion-person-mentioned = { $who } vous nomme dans une remarque : { $title }
desk-fact-discussion-document-added = { $who } a ajouté un document : { $title }
desk-filter-discussion-remark-added = Remarques
desk-filter-discussion-person-mentioned = Où l’on vous nomme
desk-filter-discussion-document-added = Documents
desk-mail-discussion-remark-added = Il y a une nouvelle remarque pour vous.
desk-mail-discussion-person-mentioned = Quelqu’un vous nomme dans une remarque.
desk-mail-discussion-document-added = Il y a un nouveau document pour vous.
