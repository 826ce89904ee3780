# Names of languages: the official ones of the Union, and Luxembourgish.

surveys-language-bg = Bulgarian
surveys-language-cs = Czech
surveys-language-da = Danish
surveys-language-de = German
surveys-language-el = Greek
surveys-language-en = English
surveys-language-es = Spanish
surveys-language-et = Estonian
surveys-language-fi = Finnish
surveys-language-fr = French
surveys-language-ga = Irish
surveys-language-hr = Croatian
surveys-language-hu = Hungarian
surveys-language-it = Italian
surveys-language-lb = Luxembourgish
surveys-language-lt = Lithuanian
surveys-language-lv = Latvian
surveys-language-mt = Maltese
surveys-language-nl = Dutch
surveys-language-pl = Polish
surveys-language-pt = Portuguese
surveys-language-ro = Romanian
surveys-language-sk = Slovak
surveys-language-sl = Slovenian
surveys-language-sv = Swedish
