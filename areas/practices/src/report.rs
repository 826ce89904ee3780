//! What one hands to another: reports to whoever sorts them, and questions through a broker. Between the two of them only.
//!
//! | module | holds |
//! |---|---|
//! | [`new`] | the open intake: three fields |
//! | [`import`] | many at once, out of a table that is looked at first |
//! | [`mail`], [`confirm`] | one mail; held until its sender has said that it is his |
//! | [`mine`], [`inbox`] | what I sent and what became of it; what came to my organisation |
//! | [`show`], [`sort`] | one of them; what becomes of it |
//! | [`question`] | asking who has done it without being named, and asking further for somebody |
//! | [`discuss`] | asking back, and files |
//! | [`store`] | the SQL |
//!
//! A question that a broker asks further is a report of the broker: it knows nothing of the one who asked first, whose report names it and
//! is seen by him and the broker only.

pub mod confirm;
pub mod discuss;
pub mod import;
pub mod inbox;
pub mod mail;
pub mod mine;
pub mod new;
pub mod question;
pub mod show;
pub mod sort;
pub mod store;

use belfry_store::Kind as SubjectKind;
use belfry_store::subject::Subject;
use belfry_web::area::Called;
use belfry_words::Words;

use crate::record;

/// Reports among the subjects.
pub const REPORT: SubjectKind = SubjectKind { code: 71, name: "practices-report", path: "/practices/reports/" };

/// Questions bear the titles of the records that they are about.
pub const CALLED: Called = Called { kind: REPORT, which: store::questions, key: QUESTION_ABOUT };

/// How a question is called after the record that it is about.
const QUESTION_ABOUT: &str = belfry_words::key!("practices-question-title");

/// What is put on the agenda of whoever sorts.
pub const TO_SORT: &str = belfry_words::key!("practices-agenda-sort");
/// What is put on the agenda of whoever is asked.
pub const TO_ANSWER: &str = belfry_words::key!("practices-agenda-answer");

belfry_kernel::codes! {
    /// What is handed over.
    Kind {
        /// A good practice.
        Practice = "practice",
        /// A quick win.
        QuickWin = "quick-win",
        /// A difficulty.
        Difficulty = "difficulty",
        /// A tool.
        Tool = "tool",
        /// Feedback.
        Feedback = "feedback",
        /// An exchange.
        Exchange = "exchange",
        /// A question about a record, through a broker.
        Question = "question",
    }
    /// What became of it.
    State {
        /// It came by mail, and its sender has not confirmed it.
        Waiting = "waiting",
        /// Nobody has decided yet.
        Open = "open",
        /// Its sender was asked back.
        Asked = "asked",
        /// It became a record.
        Placed = "placed",
        /// It went into a record that was there.
        Merged = "merged",
        /// It was answered.
        Answered = "answered",
        /// Nothing becomes of it, and it was said why.
        Declined = "declined",
    }
    /// How it came.
    Channel {
        /// The page.
        Page = "page",
        /// A mail.
        Mail = "mail",
        /// A table.
        Table = "table",
    }
}

// words: practices-report-state-{waiting,open,asked,placed,merged,answered,declined}
// words: practices-report-channel-{page,mail,table} practices-kind-question

impl Kind {
    /// What a record of it is.
    #[must_use]
    pub fn record(self) -> Option<record::Kind> {
        record::Kind::parse(self.code())
    }
}

impl State {
    /// Whether somebody still has to decide.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Asked)
    }

    /// The kind of its chip.
    #[must_use]
    pub const fn chip(self) -> &'static str {
        match self {
            Self::Placed | Self::Merged | Self::Answered => "good",
            Self::Asked | Self::Waiting => "warn",
            Self::Open => "accent",
            Self::Declined => "",
        }
    }
}

/// A state in words.
#[must_use]
pub fn state_said(t: &Words, state: State) -> String {
    t.s(&format!("practices-report-state-{}", state.code()))
}

/// A report's page.
#[must_use]
pub fn url(subject: &Subject) -> String {
    format!("{}{}", REPORT.path, subject.uuid)
}
