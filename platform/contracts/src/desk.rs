//! Facts of the area desk: ids only.

use belfry_kernel::{Fact, SubjectId};
use serde::{Deserialize, Serialize};

macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident = $word:literal { $($(#[$fdoc:meta])* $field:ident: $type:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $name {
            /// What it is about, if there is a record.
            pub subject: Option<SubjectId>,
            $($(#[$fdoc])* pub $field: $type),*
        }

        impl Fact for $name {
            const NAME: &'static str = $word;
            fn subject(&self) -> Option<SubjectId> {
                self.subject
            }
        }
    )*};
}

facts! {
    /// Somebody put something on an agenda by hand.
    ObligationOpened = "desk.obligation-opened" {
        /// What is due.
        obligation: i64,
    }
    /// Somebody ended an obligation by hand.
    ObligationEnded = "desk.obligation-ended" {
        /// What was due.
        obligation: i64,
        /// Whether it is done; else it was put aside.
        done: bool,
    }
    /// Somebody opened an obligation again.
    ObligationReopened = "desk.obligation-reopened" {
        /// What is due.
        obligation: i64,
    }
    /// Somebody gave an obligation to a person, or took it from him.
    ObligationAssigned = "desk.obligation-assigned" {
        /// What is due.
        obligation: i64,
    }
    /// Somebody made a secret link to his agenda.
    CalendarLinkMade = "desk.calendar-link-made" {
        /// Which.
        link: i64,
    }
    /// Somebody revoked such a link.
    CalendarLinkRevoked = "desk.calendar-link-revoked" {
        /// Which.
        link: i64,
    }
    /// An announcement was written.
    AnnouncementMade = "desk.announcement-made" {}
    /// Its words or its end were changed.
    AnnouncementChanged = "desk.announcement-changed" {}
    /// It was ended before its time.
    AnnouncementEnded = "desk.announcement-ended" {}
}
