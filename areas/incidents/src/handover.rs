//! What goes to the points of contact of other countries and what comes from them (NIS2 Article 23(6) and (8)): a signed package, a
//! receipt. The form of both is `belfry_handover`; decision 0026.
//!
//! | module | holds |
//! |---|---|
//! | [`key`] | the key by which this installation signs |
//! | [`partner`] | other points of contact and their keys |
//! | [`keys`] | the page of both |
//! | [`content`] | a package of a notification, as far as the other side may read it |
//! | [`choose`] | which notification is handed over |
//! | [`new`] | handing over: what leaves is shown before it does |
//! | [`send`] | on its way by HTTPS |
//! | [`receive`] | taking in, whichever way it came |
//! | [`receipt`] | receipts that come back |
//! | [`back`] | ours, which goes back by itself |
//! | [`route`] | passing on to whoever it concerns here |
//! | [`list`], [`show`] | the pages |
//! | [`store`] | the SQL |

pub mod back;
pub mod choose;
pub mod content;
pub mod key;
pub mod keys;
pub mod list;
pub mod new;
pub mod partner;
pub mod receipt;
pub mod receive;
pub mod route;
pub mod send;
pub mod show;
pub mod store;

use belfry_kernel::{Clause, Label, OrganisationId, Person, Tlp};
use belfry_store::Kind as SubjectKind;
use belfry_store::subject::Subject;

use crate::access;

/// Packages among the subjects.
pub const PACKAGE: SubjectKind = SubjectKind { code: 83, name: "incidents-package", path: "/incidents/handovers/" };

belfry_kernel::codes! {
    /// Which way a package went.
    Way {
        /// To another point of contact.
        Sent = "sent",
        /// From one.
        Received = "received",
    }
    /// Where it stands.
    State {
        /// It is on its way, by HTTPS or in somebody's hands.
        Under = "under-way",
        /// The other side has signed for it.
        Receipted = "receipted",
        /// The other side does not take it.
        Refused = "refused",
        /// The other side was not reached, and is tried no more.
        GivenUp = "given-up",
        /// It came, and nobody has passed it on yet.
        Received = "received",
        /// Somebody here has it whom it concerns.
        Routed = "routed",
    }
}

// words: incidents-handover-way-{sent,received}
// words: incidents-handover-state-{under-way,receipted,refused,given-up,received,routed}

/// The obligation to pass on what came.
pub const TO_ROUTE: &str = belfry_words::key!("incidents-handover-to-route");
/// The obligation of whom it was passed on to.
pub const TO_HANDLE: &str = belfry_words::key!("incidents-handover-to-handle");

impl State {
    /// The kind of its chip.
    #[must_use]
    pub const fn chip(self) -> &'static str {
        match self {
            Self::Under => "accent",
            Self::Receipted | Self::Routed => "good",
            Self::Refused | Self::GivenUp => "danger",
            Self::Received => "warn",
        }
    }
}

/// A package's page.
#[must_use]
pub fn url(subject: &Subject) -> String {
    format!("{}{}", PACKAGE.path, subject.uuid)
}

/// Who sees it: the point of contact, and whom it was passed on to.
#[must_use]
pub fn between(tlp: Tlp, contact: OrganisationId, routed: Option<OrganisationId>) -> Label {
    Label::new(tlp, Clause::Organisations(routed.into_iter().chain([contact]).collect()))
}

/// The point of contact for which a person acts: his own first.
#[must_use]
pub fn contact(person: &Person) -> Option<OrganisationId> {
    access::home(person, access::CONTACTS)
}
