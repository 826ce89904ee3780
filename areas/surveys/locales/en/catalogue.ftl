# Frameworks: what things are measured by.

surveys-catalogue-title = Catalogue
surveys-catalogue-lead = Frameworks of requirements, competences and maturity, in versions that never change: what assessments, forms and reports are measured by.
surveys-catalogue-none = No frameworks
surveys-catalogue-none-why = Those that the program brings along appear here at its next start.
surveys-catalogue-framework = Framework
surveys-catalogue-version = Version { $version }
surveys-catalogue-version-head = Version
surveys-catalogue-version-newest = Newest version
surveys-catalogue-versions = Versions
surveys-catalogue-versions-hint = A version never changes. What was measured by an older one stays readable.
surveys-catalogue-versions-n = { $n ->
    [one] one version
   *[other] { $n } versions
  }
surveys-catalogue-items-head = Items
surveys-catalogue-items = { $n ->
    [one] One item
   *[other] { $n } items
  }
surveys-catalogue-items-none = No item holds these words.
surveys-catalogue-levels = Levels
surveys-catalogue-levels-hint = The steps on which each item is measured, lowest first.
surveys-catalogue-levels-none = None: a list
surveys-catalogue-level = Level
surveys-catalogue-score = Counts
surveys-catalogue-licence = Licence
surveys-catalogue-licence-hint = Under which terms it may be used and shown.
surveys-catalogue-source = Source
surveys-catalogue-provider = Made by
surveys-catalogue-name = Name for programs
surveys-catalogue-name-hint = Small letters, digits, and - _ . between them. It stands in addresses.
surveys-catalogue-called = Title
surveys-catalogue-language = Texts: { $language }
surveys-catalogue-find = Words in code, title or text
surveys-catalogue-in = Read it in
surveys-catalogue-code = Code
surveys-catalogue-says = What it asks for
surveys-catalogue-elsewhere = In other frameworks
surveys-catalogue-heading = Heading
surveys-catalogue-asked = { $n ->
    [one] One question that helps
   *[other] { $n } questions that help
  }
surveys-catalogue-corresponds = { $how } { $framework }, { $code }
surveys-catalogue-relation-equal = the same as
surveys-catalogue-relation-subset = part of
surveys-catalogue-relation-superset = more than
surveys-catalogue-relation-intersect = overlaps with
surveys-catalogue-import = Bring a framework in
surveys-catalogue-import-lead = A YAML library in the shape that CISO Assistant’s community keeps, or a table of items as CSV. Everything is checked before anything is kept.
surveys-catalogue-import-hint = As the platform’s administrator you can bring frameworks in.
surveys-catalogue-import-do = Bring it in
surveys-catalogue-imported = { $n ->
    [one] It is in the catalogue.
   *[other] { $n } parts are in the catalogue.
  }
surveys-catalogue-file = File
surveys-catalogue-file-hint = .yaml or .yml, or .csv with the columns code, parent, assessable, groups, title::en, text::en and so on for each language.
surveys-catalogue-file-missing = Choose a file.
surveys-catalogue-file-large = The file is larger than { $size }.
surveys-catalogue-file-no-text = This is no text in UTF-8. Save it in this encoding: “CSV UTF-8” in a spreadsheet.
surveys-catalogue-file-wrong = This cannot be a framework: { $why }
surveys-catalogue-reach = Who may see it
surveys-catalogue-reach-everyone = Everyone
surveys-catalogue-reach-community = The community
surveys-catalogue-table = What a table does not say of itself
surveys-catalogue-table-note = Only for CSV
surveys-catalogue-table-missing = Fill this in, with at most { $n } characters.
surveys-catalogue-scale = Its items are measured on
surveys-catalogue-scale-five = Five levels, from not in place to checked
surveys-catalogue-scale-three = Three levels: no, in part, yes
surveys-catalogue-scale-none = Nothing: it is a list
surveys-catalogue-refused = Not everything could be kept
surveys-catalogue-kept-new = kept
surveys-catalogue-kept-unchanged = was there already
surveys-catalogue-kept-differs = this version is there with another content; give it another version
surveys-catalogue-kept-missing = one of its frameworks is not there; bring that in first
