# Chiffres des pratiques, pour les rapports et les tableaux de bord.

practices-figure-published = Fiches de pratique
practices-figure-published-means = Les fiches publiées dans la période et que voit qui demande, par nature : bonnes pratiques, gains rapides, difficultés, outils, leçons, retours d’expérience, échanges. Les fiches remplacées comptent, les brouillons et les fiches reprises non.
practices-figure-adopted = Pratiques reprises par d’autres
practices-figure-adopted-means = Ce que des organisations ont dit, dans la période, de pratiques qu’elles prévoient, appliquent ou ont abandonnées, pour celles qui veulent être nommées. Celles qui sont seulement comptées sur la page d’une fiche sont laissées de côté.
practices-figure-difficulties = Difficultés par mesure
practices-figure-difficulties-means = Les difficultés publiées dans la période, selon les points de l’article 21, paragraphe 2, dont elles relèvent. Une difficulté qui relève de plusieurs points compte pour chacun.
practices-figure-several = Une fiche pour plusieurs secteurs compte dans chacun ; une fiche pour tous les secteurs figure à part.
practices-figure-by-month = Mois
practices-figure-by-sector = Secteur
practices-figure-by-country = Pays
