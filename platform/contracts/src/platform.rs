//! What happens to the platform itself and to what it holds on a person. Ids only; nothing here is about a record that has a page.

use belfry_kernel::{Fact, PersonId, SubjectId};
use serde::{Deserialize, Serialize};

macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident = $word:literal { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
        }

        impl Fact for $name {
            const NAME: &'static str = $word;
            fn subject(&self) -> Option<SubjectId> {
                None
            }
        }
    )*};
}

facts! {
    /// A view of a list was saved.
    ViewSaved = "identity.view-saved" {
        /// By whom.
        person: PersonId,
        /// Which.
        view: i64,
        /// Whether it is shared with his organisation.
        shared: bool,
    }
    /// Somebody asked to be erased.
    ErasureAsked = "identity.erasure-asked" {
        /// Who.
        person: PersonId,
    }
    /// Somebody was erased: what is left of him is this number.
    PersonErased = "identity.person-erased" {
        /// Who.
        person: PersonId,
    }
    /// A job that had failed or was cancelled was put into the queue again by an administrator.
    JobRetried = "members.job-retried" {
        /// Which.
        job: i64,
    }
    /// A job was cancelled by an administrator.
    JobStopped = "members.job-stopped" {
        /// Which.
        job: i64,
    }
    /// A setting of the installation was changed.
    SettingsChanged = "members.settings-changed" {
        /// Its name.
        name: String,
        /// What it was; none when it had not been set.
        before: Option<String>,
        /// What it is.
        now: String,
    }
    /// A view of a list was removed.
    ViewRemoved = "identity.view-removed" {
        /// By whom.
        person: PersonId,
        /// Which.
        view: i64,
    }
}
