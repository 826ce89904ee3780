//! Facts of the area surveys: ids and totals only. That somebody answered an anonymous survey is no fact.

facts_about! {
    campaign "The survey.";

    /// A survey was drafted.
    CampaignDrafted = "surveys.campaign-drafted" {}
    /// A draft was changed.
    CampaignChanged = "surveys.campaign-changed" {}
    /// Those whom it is for were invited.
    CampaignOpened = "surveys.campaign-opened" {
        /// How many.
        invited: i64,
    }
    /// It closes on another day.
    CampaignExtended = "surveys.campaign-extended" {}
    /// The address by which anybody may answer was withdrawn or made anew, or takes more or fewer answers.
    LinkChanged = "surveys.link-changed" {}
    /// Those who had not answered were reminded.
    CampaignReminded = "surveys.campaign-reminded" {
        /// How many.
        waiting: i64,
    }
    /// An answer was signed; of anonymous surveys there is no such fact.
    AnswerSigned = "surveys.answer-signed" {}
    /// Another book of codes for an open question.
    CodesChanged = "surveys.codes-changed" {}
    /// Open answers were given codes.
    AnswersCoded = "surveys.answers-coded" {
        /// How many.
        answers: i64,
    }
    /// It was closed.
    CampaignClosed = "surveys.campaign-closed" {
        /// Who were invited.
        invited: i64,
        /// Who answered.
        answered: i64,
    }
    /// What came out is shown to everybody who sees the survey.
    ResultsTold = "surveys.results-told" {}
}

facts! {
    /// Somebody took a proposed question into a form.
    QuestionTaken = "surveys.question-taken", question {
        /// The proposal.
        question: belfry_kernel::SubjectId,
        /// The form.
        form: belfry_kernel::SubjectId,
    }
}
