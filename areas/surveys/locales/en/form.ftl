# Forms: the library and the editor.

surveys-form-title = Forms
surveys-form-lead = What can be asked: definitions with their versions, in several languages. A published version never changes.
surveys-form-none = No forms yet
surveys-form-none-why = A form is written once, checked, and then asked as often as wanted. Write one here, or bring an XLSForm along.
surveys-form-name = Form
surveys-form-owner = Organisation
surveys-form-version = Version
surveys-form-version-n = Version { $n }
surveys-form-draft = Draft
surveys-form-saved = Changed
surveys-form-new = New form
surveys-form-new-lead = Only its title and languages for now. Questions come next.
surveys-form-new-do = Begin
surveys-form-made = The form is there. Add its first question.
surveys-form-title-field = Title
surveys-form-title-in = Title ({ $language })
surveys-form-title-missing = Give it a title of at most { $n } characters.
surveys-form-title-first = The title is missing in the first language. Write it.
surveys-form-languages = Languages
surveys-form-languages-missing = Choose the language that it is written in, and at most eleven others.
surveys-form-reach = Who sees the form
surveys-form-reach-own = My organisation
surveys-form-reach-own-hint = Whoever is asked sees the questions all the same, when they are asked.
surveys-form-reach-community = The whole community
surveys-form-reach-community-hint = Others can use it for surveys of their own.
surveys-form-reach-again = For a new form. One that is there keeps its readers.
surveys-form-import = Import an XLSForm
surveys-form-import-lead = A workbook with the sheets survey, choices and settings, as other survey tools write it. What cannot be taken in is told cell by cell.
surveys-form-import-do = Import
surveys-form-imported = { $n ->
    [0] The form is there.
    [one] The form is there. One hint on its appearance was passed over.
   *[other] The form is there. { $n } hints on its appearance were passed over.
  }
surveys-form-file = Workbook
surveys-form-file-hint = XLSX, at most 8 MiB.
surveys-form-file-missing = Choose a workbook.
surveys-form-file-large = The workbook is larger than 8 MiB.
surveys-form-file-unreadable = This is no workbook that can be read. Save it as XLSX.
surveys-form-file-faults = { $n ->
    [one] One cell cannot be taken in. Nothing was kept.
   *[other] { $n } cells cannot be taken in. Nothing was kept.
  }
surveys-form-file-cells = What cannot be taken in
surveys-form-file-more = … and { $n } more.
surveys-form-preview = Try it
surveys-form-edit = Edit
surveys-form-edit-lead = The order is the order of asking. Every page saves what you do on it.
surveys-form-export = XLSForm
surveys-form-unwritable = An XLSForm cannot say this: { $why }
surveys-form-publish = Publish version
surveys-form-published = Version { $n } is published. It never changes from now on.
surveys-form-unchanged = Nothing has changed since version { $n }.
surveys-form-ready = The draft can be published
surveys-form-ready-why = It was checked as a whole. Surveys ask published versions; later changes make a new one.
surveys-form-versions = Versions
surveys-form-versions-hint = What was asked stays what it was, whatever becomes of the draft.
surveys-form-versions-none = None is published yet.
surveys-form-ask = Use in a survey
surveys-form-asked = Questions
surveys-form-asked-none = Nothing is asked yet.
surveys-form-required = Required
surveys-form-conditional = Conditional
surveys-form-up = Up
surveys-form-down = Down
surveys-form-remove = Remove
surveys-form-add = Add
surveys-form-add-hint = It comes at the end, or at the end of a section. Details follow on its own page.
surveys-form-add-do = Add
surveys-form-label = Question or heading
surveys-form-label-missing = Write what is asked.
surveys-form-kind = Kind
surveys-form-kind-missing = Choose a kind.
surveys-form-into = Where
surveys-form-into-top = At the top
surveys-form-into-missing = There is no such section any more.
surveys-form-about = Title and languages
surveys-form-save = Save
surveys-form-choice-first = First answer
surveys-form-choice-second = Second answer
surveys-form-row-first = First row

surveys-kind-one = One of several
surveys-kind-several = Several of several
surveys-kind-yes-no = Yes or no
surveys-kind-scale = Scale
surveys-kind-matrix = Matrix
surveys-kind-rank = Ranking
surveys-kind-text = Line of text
surveys-kind-long-text = Long text
surveys-kind-whole = Whole number
surveys-kind-decimal = Number
surveys-kind-date = Date
surveys-kind-time = Time
surveys-kind-moment = Date and time
surveys-kind-country = Country
surveys-kind-region = Region
surveys-kind-sector = Sector
surveys-kind-organisation = Organisation
surveys-kind-person = Person
surveys-kind-file = File
surveys-kind-money = Amount of money
surveys-kind-note = Text to read
surveys-kind-consent = Agreement
surveys-kind-calculated = Calculated
surveys-kind-hidden = Hidden
surveys-kind-page = Page
surveys-kind-group = Section
surveys-kind-repeat = Repeated section

surveys-question-lead = Known as { $name } in expressions and files.
surveys-question-label = Text
surveys-question-hint = Help
surveys-question-choices = Answers to choose from
surveys-question-choices-hint = One a line, as code: { $order }
surveys-question-choices-shared = One a line, as code: { $order }. Other questions use the same list; they change along.
surveys-question-choices-missing = Write at least one answer, each on a line of its own.
surveys-question-rows = Rows
surveys-question-rows-missing = Write at least one row. Its code has letters, digits and _ only.
surveys-question-from = From
surveys-question-to = To
surveys-question-step = Steps of
surveys-question-scale-wrong = The scale has to rise from the first number to the second, in steps above zero.
surveys-question-currencies = Currencies
surveys-question-currencies-hint = ISO codes with commas between: EUR, CHF.
surveys-question-required = An answer is due
surveys-question-relevance = Ask only if
surveys-question-relevance-hint = An expression over other questions' names: has_plan = "yes" and staff > 10
surveys-question-constraint = An answer has to fulfil
surveys-question-constraint-hint = this stands for the answer: this >= 0 and this <= 100
surveys-question-calculation = Computed by
surveys-question-calculation-hint = An expression over other questions' names: staff * 2
surveys-question-kept = Kept.
surveys-question-kept-with-faults = Kept. Something on this page still keeps the form from being published.

surveys-fault-title = { $n ->
    [one] One thing keeps it from being published
   *[other] { $n } things keep it from being published
  }
surveys-fault-line = { $part } { $why }
surveys-fault-part-whole = As a whole:
surveys-fault-part-label = Text:
surveys-fault-part-relevance = Ask only if:
surveys-fault-part-constraint = Has to fulfil:
surveys-fault-part-required = When due:
surveys-fault-part-calculation = Computed by:
surveys-fault-part-default = Stands there first:
surveys-fault-part-filter = Answers offered:
surveys-fault-part-count = How many:
surveys-fault-part-score = Points:
surveys-fault-nothing = nothing is asked. Add a question.
surveys-fault-no-language = it has no language.
surveys-fault-too-many = there are more elements, or deeper ones, than a form can have.
surveys-fault-twice = there is another element of this name.
surveys-fault-no-list = there is no list { $name }.
surveys-fault-no-choices = the list has no answers to choose from.
surveys-fault-bad-code = “{ $code }” is no code: it is empty, too long, or has spaces.
surveys-fault-code-twice = the code “{ $code }” stands there twice.
surveys-fault-unsaid = it has no text in { $language }, the first language.
surveys-fault-undeclared = it has a text in { $language }, which is none of the form’s languages.
surveys-fault-placeholder = a name between braces is not that of an answer that could stand here.
surveys-fault-page-inside = a page cannot be inside of something.
surveys-fault-numbers = these numbers do not go together.
surveys-fault-currency = “{ $code }” is no currency.
surveys-fault-no-calculation = it is computed, and nothing says how.
surveys-fault-misplaced = this kind of element cannot have one.
surveys-fault-points = the points do not fit the answers.
surveys-fault-levels = the levels have to rise from 0 and stay within 1.
surveys-fault-circle = it depends on itself, by way of { $names }.
surveys-fault-later = whether it is asked depends on { $name }, which comes on a later page.
surveys-fault-unreachable = no answers lead to it: what it asks for cannot all be true.
surveys-fault-too-much = it asks for too much computation.
surveys-fault-expression = the expression does not fit ({ $detail }).

surveys-preview-title = You are trying the form
surveys-preview-why = Nothing that you answer here is kept.
surveys-preview-end = End the trial
surveys-preview-done = The trial is over. Nothing was kept.
