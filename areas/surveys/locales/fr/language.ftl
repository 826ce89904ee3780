# Noms de langues : les langues officielles de l’Union, et le luxembourgeois.

surveys-language-bg = Bulgare
surveys-language-cs = Tchèque
surveys-language-da = Danois
surveys-language-de = Allemand
surveys-language-el = Grec
surveys-language-en = Anglais
surveys-language-es = Espagnol
surveys-language-et = Estonien
surveys-language-fi = Finnois
surveys-language-fr = Français
surveys-language-ga = Irlandais
surveys-language-hr = Croate
surveys-language-hu = Hongrois
surveys-language-it = Italien
surveys-language-lb = Luxembourgeois
surveys-language-lt = Lituanien
surveys-language-lv = Letton
surveys-language-mt = Maltais
surveys-language-nl = Néerlandais
surveys-language-pl = Polonais
surveys-language-pt = Portugais
surveys-language-ro = Roumain
surveys-language-sk = Slovaque
surveys-language-sl = Slovène
surveys-language-sv = Suédois
