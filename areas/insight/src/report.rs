//! Reports: volumes of a series, made of sections.
//!
//! | module | holds |
//! |---|---|
//! | [`list`], [`show`] | all that one may see; one of them, as a page |
//! | [`fields`], [`new`], [`edit`] | what a report is called, over which period and for whom |
//! | [`content`], [`section`], [`ready`] | sections: what they hold, how they are written, those that are ready-made |
//! | [`step`], [`publish`] | sent in, sent back, approved; published, with a look at who will see it |
//! | [`check`] | the figures once more: whether they still give the same |
//! | [`pdf`], [`html`], [`annex`] | as PDF and as one HTML file; its data as CSV and as a workbook |
//! | [`recommended`], [`done`] | to whom something can be recommended; that it is done |
//! | [`reach`] | whom it is for, and what all of them may see |
//! | [`api`], [`discuss`], [`text`], [`store`] | for programs; what is said about it; the index; the SQL |

pub mod annex;
pub mod api;
pub mod check;
pub mod content;
pub mod discuss;
pub mod done;
pub mod edit;
pub mod fields;
pub mod html;
pub mod list;
pub mod new;
pub mod pdf;
pub mod publish;
pub mod reach;
pub mod ready;
pub mod recommended;
pub mod section;
pub mod show;
pub mod step;
pub mod store;
pub mod text;

use belfry_store::Kind;
use belfry_store::subject::Subject;

/// Reports as records.
pub const REPORT: Kind = Kind { code: 90, name: "insight-report", path: "/insight/reports/" };

/// What is put on the agenda of whoever has a recommendation.
pub const DUE: &str = belfry_words::key!("insight-agenda-recommendation");

/// Where a report stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is being written.
    Draft,
    /// Somebody has sent it in; nobody changes it meanwhile.
    Sent,
    /// Somebody else has approved it.
    Approved,
    /// Its audience sees it; it does not change any more.
    Published,
}

// words: insight-state-{draft,sent,approved,published}

impl State {
    /// The word in the database and in message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Sent => "sent",
            Self::Approved => "approved",
            Self::Published => "published",
        }
    }

    /// Reads a code; `None` for anything else.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Draft, Self::Sent, Self::Approved, Self::Published].into_iter().find(|state| state.code() == code)
    }
}

/// A report's page.
#[must_use]
pub fn url(subject: &Subject) -> String {
    format!("{}{}", REPORT.path, subject.uuid)
}
