# Noms de langues : les langues officielles de l’Union, et le luxembourgeois.

surveys-language-bg = bulgare
surveys-language-cs = tchèque
surveys-language-da = danois
surveys-language-de = allemand
surveys-language-el = grec
surveys-language-en = anglais
surveys-language-es = espagnol
surveys-language-et = estonien
surveys-language-fi = finnois
surveys-language-fr = français
surveys-language-ga = irlandais
surveys-language-hr = croate
surveys-language-hu = hongrois
surveys-language-it = italien
surveys-language-lb = luxembourgeois
surveys-language-lt = lituanien
surveys-language-lv = letton
surveys-language-mt = maltais
surveys-language-nl = néerlandais
surveys-language-pl = polonais
surveys-language-pt = portugais
surveys-language-ro = roumain
surveys-language-sk = slovaque
surveys-language-sl = slovène
surveys-language-sv = suédois
