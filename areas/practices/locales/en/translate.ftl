# A record in another language.

practices-translate-do = Translate
practices-translate-title = In { $language }
practices-translate-lead = Write what the record says in the other language. Whoever checks it reads both.
practices-translate-none = Without a title there is no translation.
practices-translate-kept = The translation is kept.
practices-translate-from = Translated from { $language }.
practices-translate-original = Show the original
practices-language-en = English
practices-language-fr = French
