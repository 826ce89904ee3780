# Une fiche dans une autre langue.

practices-translate-do = Traduire
practices-translate-title = En { $language }
practices-translate-lead = Écrivez ce que dit la fiche dans l’autre langue. Qui la vérifie lit les deux.
practices-translate-none = Sans titre, il n’y a pas de traduction.
practices-translate-kept = La traduction est gardée.
practices-translate-from = Traduction ; langue d’origine : { $language }.
practices-translate-original = Voir l’original
practices-language-en = anglais
practices-language-fr = français
