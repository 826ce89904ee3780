//! What an entity tells an authority under one law, step by step.
//!
//! | module | holds |
//! |---|---|
//! | [`show`], [`version`] | one of them, its versions and what is different between them |
//! | [`step`], [`paper`] | writing a step: its form, its draft |
//! | [`handle`] | what those who receive it do with it |
//! | [`discuss`] | questions, answers and files between the two |
//! | [`discard`] | throwing one away that nobody received |
//! | [`send`] | opening a notification, sending its steps |
//! | [`course`] | what comes next, and what that puts on whose agenda |
//! | [`prefill`] | what is known already |
//! | [`api`] | for programs |
//! | [`pdf`] | it on paper, as its reader may see it |
//! | [`store`], [`text`] | the SQL, and what the search index holds |

pub mod api;
pub mod course;
pub mod discard;
pub mod discuss;
pub mod handle;
pub mod paper;
pub mod pdf;
pub mod prefill;
pub mod send;
pub mod show;
pub mod step;
pub mod store;
pub mod text;
pub mod version;

use belfry_kernel::{Clause, Label, OrganisationId, Tlp};
use belfry_store::Kind as SubjectKind;
use belfry_store::subject::Subject;

/// Notifications among the subjects.
pub const NOTIFICATION: SubjectKind =
    SubjectKind { code: 81, name: "incidents-notification", path: "/incidents/notifications/" };

belfry_kernel::codes! {
    /// Where a notification stands, by the last thing that somebody said of it.
    State {
        /// Something came that nobody has looked at.
        Received = "received",
        /// Somebody looks at it.
        Review = "review",
        /// It has to be said again, better.
        Asked = "asked",
        /// What came is accepted.
        Accepted = "accepted",
        /// Nothing is left to do.
        Closed = "closed",
    }
}

// words: incidents-notification-state-{received,review,asked,accepted,closed}

/// A notification's page.
#[must_use]
pub fn url(subject: &Subject) -> String {
    format!("{}{}", NOTIFICATION.path, subject.uuid)
}

/// Who sees it: its entity and those who receive it.
#[must_use]
pub fn between(entity: OrganisationId, recipients: impl Iterator<Item = OrganisationId>) -> Label {
    Label::new(Tlp::Amber, Clause::Organisations(recipients.chain([entity]).collect()))
}
