# What is asked of organisations and people.

surveys-nav = Surveys
surveys-title = Surveys
surveys-lead = What is asked of you, and what came out of it: nobody is exposed, and every figure can be traced.
surveys-asked = Asked of you
surveys-asked-hint = Open surveys that your organisation, or you yourself, can answer.
surveys-all = All surveys
surveys-none = No surveys yet
surveys-none-why = A survey puts a form to organisations or people, collects one answer from each and shows what came out without exposing anybody.
surveys-owner = Asked by
surveys-state = State
surveys-closes = Closes
surveys-reach = Reach
surveys-mine-due = To be answered
surveys-mine-begun = Begun
surveys-mine-signed = Signed
surveys-agenda-answer = Answer the survey “{ $title }”
surveys-personal-own = Survey answers of your own: { $n }
surveys-personal-written = Answers of organisations that you wrote or signed: { $n }
surveys-personal-why = They belong to the organisation and stay, under your pseudonym.
