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
    /// A view of a list was removed.
    ViewRemoved = "identity.view-removed" {
        /// By whom.
        person: PersonId,
        /// Which.
        view: i64,
    }
}
