# Answering.

surveys-answer-do = Answer
surveys-answer-see = See the answer
surveys-answer-lead = { $mode ->
    [named] Named
    [confidential] Confidential
   *[anonymous] Anonymous
  } survey. It can be answered in several goes where answers have a name.
surveys-answer-page = Page { $n }
surveys-answer-steps = Pages of the form
surveys-answer-next = Next
surveys-answer-back = Back
surveys-answer-save = Save
surveys-answer-kept = Kept { $when }.
surveys-answer-kept-hint = What you write is kept when you go on, and while you type.
surveys-answer-review = Look over
surveys-answer-nothing = Not answered
surveys-answer-mend = Mend it
surveys-answer-wrong = { $n ->
    [one] One answer is still to be given or mended
   *[other] { $n } answers are still to be given or mended
  }
surveys-answer-wrong-why = It can be handed in when nothing is left.
surveys-answer-sign = Sign and hand in
surveys-answer-send = Hand in for good
surveys-answer-signed = Signed { $when } by { $who }
surveys-answer-signed-why = What is signed stays as it is.
surveys-answer-waits-for-signature = Somebody who may sign for your organisation hands it in: an administrator, the NIS coordinator, or a member of its management.
surveys-answer-thanks = Thank you. The answer is handed in.
surveys-answer-cast = Thank you. Your answer is handed in, and nobody knows that it is yours.
surveys-answer-used = An answer was handed in already. There is one for each.
surveys-answer-not-open = The survey is not open.
surveys-answer-not-invited = This survey is not yours to answer, or its answer is handed in.
surveys-answer-signed-meanwhile = It was signed meanwhile; this was not kept.
surveys-answer-who = Who
