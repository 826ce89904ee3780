//! What happens in the register of organisations. Nothing of it is about a subject: what a record holds and where a registration
//! stands is known to the organisation and its authorities, not to all who see its page. It is for audit and for subscribers.

use belfry_kernel::{Fact, OrganisationId, SubjectId};
use serde::{Deserialize, Serialize};

macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident = $word:literal { $($(#[$fdoc:meta])* $field:ident: $type:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $name {
            $($(#[$fdoc])* pub $field: $type),*
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
    /// Fields of a record have other values. Which values stands in the record's history.
    RecordChanged = "members.record-changed" {
        /// Whose.
        organisation: OrganisationId,
        /// Codes of the fields.
        fields: Vec<String>,
    }
    /// An entity wrote to its authority about its registration: submitted it, answered, told changes or confirmed it.
    RegistrationSent = "members.registration-sent" {
        /// Whose registration.
        organisation: OrganisationId,
        /// To which authority; none when its country has none here.
        authority: Option<OrganisationId>,
        /// `submit`, `answer`, `tell` or `confirm`.
        act: String,
    }
    /// An authority asked, accepted or refused.
    RegistrationDecided = "members.registration-decided" {
        /// Whose registration.
        organisation: OrganisationId,
        /// `ask`, `accept` or `refuse`.
        act: String,
    }
    /// Somebody without an account applied for an organisation to be entered, or answered what he was asked.
    ApplicationSent = "members.application-sent" {
        /// Which.
        application: i64,
        /// `submit` or `answer`.
        act: String,
    }
    /// An application was asked about, accepted or refused.
    ApplicationDecided = "members.application-decided" {
        /// Which.
        application: i64,
        /// The organisation that was entered, once it is.
        organisation: Option<OrganisationId>,
        /// `ask`, `accept` or `refuse`.
        act: String,
    }
    /// Records were taken in from a file.
    RecordsImported = "members.records-imported" {
        /// How many organisations are new.
        made: u64,
        /// How many have other values.
        changed: u64,
        /// The file, by the hash of its content, in hexadecimal.
        file: String,
    }
}

/// Something by which an organisation, or somebody of it, is recognised: what is looked for where nobody shall be recognised.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identifier {
    /// What it is.
    pub what: Identifies,
    /// As it stands in the register.
    pub text: String,
}

/// What an [`Identifier`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Identifies {
    /// A name of the organisation.
    Name,
    /// Somebody of it.
    Person,
    /// A mail address, or all of a domain.
    Mail,
    /// A domain name, with what is below it.
    Domain,
    /// An address or range of addresses.
    Network,
    /// A telephone number.
    Phone,
    /// A street, a town, a place.
    Place,
    /// A number under which it is registered somewhere.
    Number,
}

impl Identifies {
    /// The code in message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Person => "person",
            Self::Mail => "mail",
            Self::Domain => "domain",
            Self::Network => "network",
            Self::Phone => "phone",
            Self::Place => "place",
            Self::Number => "number",
        }
    }
}
