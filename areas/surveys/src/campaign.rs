//! Surveys: a form's version put to organisations or people, from one day to another.
//!
//! | module | holds |
//! |---|---|
//! | [`list`], [`show`] | what is asked of me, all that I may see; one of them |
//! | [`fields`], [`new`], [`edit`] | what is settled before it opens |
//! | [`audience`] | whom it is for |
//! | [`open`], [`extend`], [`remind`], [`close`] | its life; the jobs that open and close it at their hour |
//! | [`link`] | the address by which anybody may answer |
//! | [`wave`] | once more, with the same form or its next version |
//! | [`tell`] | to show what came out |
//! | [`store`] | the SQL |

pub mod audience;
pub mod close;
pub mod edit;
pub mod extend;
pub mod fields;
pub mod link;
pub mod list;
pub mod new;
pub mod open;
pub mod remind;
pub mod show;
pub mod store;
pub mod tell;
pub mod text;
pub mod wave;

use belfry_store::Kind;
use belfry_store::subject::Subject;

/// Surveys as records.
pub const CAMPAIGN: Kind = Kind { code: 61, name: "surveys-campaign", path: "/surveys/campaigns/" };

/// What is put on the agenda of those who are asked.
pub const DUE: &str = belfry_words::key!("surveys-agenda-answer");

belfry_kernel::codes! {
    /// Who gets to know who said what. It stays from the first answer on.
    Mode {
        /// Whoever asks, and those whom it shows the answers.
        Named = "named",
        /// Whoever asks, and nobody else.
        Confidential = "confidential",
        /// Nobody.
        Anonymous = "anonymous",
    }
    /// Who answers: once for each.
    Unit {
        /// An organisation: drafted by several, signed by one.
        Organisation = "organisation",
        /// Each person.
        Person = "person",
        /// Whoever has an address that is handed out: no account, and nobody knows how many they are.
        Link = "link",
    }
    /// For whom it is asked.
    Level {
        /// A country.
        National = "national",
        /// Several together.
        Joint = "joint",
        /// The Union.
        European = "european",
    }
    /// Where it stands.
    State {
        /// Only those who ask know of it.
        Draft = "draft",
        /// It opens at its hour.
        Waiting = "waiting",
        /// It can be answered.
        Open = "open",
        /// It cannot any more.
        Closed = "closed",
        /// What came out is shown.
        Told = "told",
    }
}

// words: surveys-mode-{named,confidential,anonymous} surveys-mode-hint-{named,confidential,anonymous}
// words: surveys-promise-{named,confidential,anonymous} surveys-promise-link-{named,confidential,anonymous}
// words: surveys-unit-{organisation,person,link} surveys-unit-hint-{organisation,person,link}
// words: surveys-level-{national,joint,european} surveys-state-{draft,waiting,open,closed,told}

/// What is promised to those who answer, as the key of its words.
#[must_use]
pub fn promise(mode: Mode, unit: Unit) -> String {
    let how = if unit == Unit::Link { "link-" } else { "" };
    format!("surveys-promise-{how}{}", mode.code())
}

/// A survey's page.
#[must_use]
pub fn url(subject: &Subject) -> String {
    format!("{}{}", CAMPAIGN.path, subject.uuid)
}
