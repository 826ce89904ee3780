//! Records of practice: what somebody did, what stood in his way, what helped.
//!
//! | module | holds |
//! |---|---|
//! | [`list`], [`select`], [`table`], [`api`] | all that one may see, narrowed; as a page, a file, for programs |
//! | [`fields`], [`new`], [`edit`] | what a record says |
//! | [`translate`] | the same in another language |
//! | [`show`] | one of them, with what others did with it |
//! | [`submit`] | whom it is for, who that will be, and to whom it goes to be checked |
//! | [`step`] | its life: checked, reviewed, published, sent back, taken back, superseded |
//! | [`vouch`] | endorsing, adopting, linking with a difficulty |
//! | [`discuss`] | questions and files |
//! | [`store`], [`text`] | the SQL, and what the search index holds |

pub mod api;
pub mod discuss;
pub mod edit;
pub mod fields;
pub mod list;
pub mod new;
pub mod select;
pub mod show;
pub mod step;
pub mod store;
pub mod submit;
pub mod table;
pub mod text;
pub mod translate;
pub mod vouch;

use belfry_store::Kind as SubjectKind;
use belfry_store::subject::Subject;

/// Records of practice among the subjects.
pub const RECORD: SubjectKind = SubjectKind { code: 70, name: "practices-record", path: "/practices/records/" };

/// What is put on the agenda of whoever checks.
pub const TO_CHECK: &str = belfry_words::key!("practices-agenda-check");
/// What is put on the agenda of an author whose record came back.
pub const TO_REVISE: &str = belfry_words::key!("practices-agenda-revise");

belfry_kernel::codes! {
    /// What a record is.
    Kind {
        /// Something that was done, works, and can be done elsewhere.
        Practice = "practice",
        /// The same, within days and for little money.
        QuickWin = "quick-win",
        /// Something that stands in the way, whether or not an answer is known.
        Difficulty = "difficulty",
        /// A program, form or device that makes something easier.
        Tool = "tool",
        /// What an event taught.
        Lesson = "lesson",
        /// What somebody thinks of rules, services or this platform.
        Feedback = "feedback",
        /// Staff, data or experience that went from one to another.
        Exchange = "exchange",
    }
    /// Where a record is in its life.
    State {
        /// Its organisation works on it.
        Draft = "draft",
        /// Handed to whoever checks it.
        Submitted = "submitted",
        /// Complete, and it tells nothing that it must not.
        Checked = "checked",
        /// Somebody who knows the matter stands by it.
        Reviewed = "reviewed",
        /// Its audience sees it.
        Published = "published",
        /// Another one stands in its place.
        Superseded = "superseded",
    }
    /// What it took, all together.
    Effort {
        /// Up to a day.
        Hours = "hours",
        /// Up to two weeks.
        Days = "days",
        /// Up to two months.
        Weeks = "weeks",
        /// Up to a year.
        Months = "months",
        /// More than a year.
        Years = "years",
    }
    /// How large an organisation is (Recommendation 2003/361/EC).
    Size {
        /// Fewer than 10 people.
        Micro = "micro",
        /// Fewer than 50.
        Small = "small",
        /// Fewer than 250.
        Medium = "medium",
        /// 250 and more.
        Large = "large",
    }
    /// For which level it speaks.
    Level {
        /// A country.
        National = "national",
        /// Several together.
        Joint = "joint",
        /// The Union.
        European = "european",
    }
}

// words: practices-kind-{practice,quick-win,difficulty,tool,lesson,feedback,exchange}
// words: practices-kind-hint-{practice,quick-win,difficulty,tool,lesson,feedback,exchange}
// words: practices-state-{draft,submitted,checked,reviewed,published,superseded}
// words: practices-effort-{hours,days,weeks,months,years} practices-size-{micro,small,medium,large}
// words: practices-level-{national,joint,european}

impl State {
    /// Whether its content may be changed by its owner.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft)
    }

    /// Whether its audience sees it.
    #[must_use]
    pub const fn is_out(self) -> bool {
        matches!(self, Self::Published | Self::Superseded)
    }
}

/// A record's page.
#[must_use]
pub fn url(subject: &Subject) -> String {
    format!("{}{}", RECORD.path, subject.uuid)
}
