//! Roles, few and bound to an organisation, and the actor who holds them.

use serde::{Deserialize, Serialize};

use crate::grants::Grants;
use crate::id::{OrganisationId, PersonId};

macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident = $code:literal),* $(,)?) => {
        /// What a person may do for an organisation.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Role {$($(#[$doc])* $name),*}

        impl Role {
            /// All roles, in the order in which they are listed to people.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The code used in the database, forms and message keys.
            pub const fn code(self) -> &'static str {
                match self {$(Self::$name => $code),*}
            }

            /// Reads a code; `None` for anything else.
            pub fn parse(code: &str) -> Option<Self> {
                match code {$($code => Some(Self::$name),)* _ => None}
            }
        }
    };
}

roles! {
    /// Runs the platform; sees no content by that role alone.
    PlatformAdministrator = "platform-administrator",
    /// Staff of a national competent authority (NIS2 Article 8(1)).
    Supervisor = "supervisor",
    /// Staff of the single point of contact (NIS2 Article 8(3)).
    SpocOfficer = "spoc-officer",
    /// Staff of a CSIRT (NIS2 Article 10).
    CsirtAnalyst = "csirt-analyst",
    /// The entity's coordinator for its duties under the Directive.
    NisImplementer = "nis-implementer",
    /// Admits people to the organisation and gives them roles.
    OrganisationAdministrator = "organisation-administrator",
    /// Writes and shares for the organisation.
    Contributor = "contributor",
    /// Reads what reaches the organisation.
    Reader = "reader",
    /// Sits on a management body with the duties of NIS2 Article 20.
    ManagementMember = "management-member",
    /// Coordinates an association or ISAC and its circles.
    CircleCoordinator = "circle-coordinator",
}

/// Sets of roles that several areas mean. What only one area means, or means otherwise, stands in its own `access.rs`.
impl Role {
    /// Who reads what reaches an organisation: everybody but whoever only runs the platform.
    pub const READERS: &'static [Self] = &[
        Self::Supervisor,
        Self::SpocOfficer,
        Self::CsirtAnalyst,
        Self::NisImplementer,
        Self::OrganisationAdministrator,
        Self::Contributor,
        Self::Reader,
        Self::ManagementMember,
        Self::CircleCoordinator,
    ];
    /// Who writes for an organisation and speaks for it: those readers who do not only read.
    pub const SPEAKERS: &'static [Self] = &[
        Self::Supervisor,
        Self::SpocOfficer,
        Self::CsirtAnalyst,
        Self::NisImplementer,
        Self::OrganisationAdministrator,
        Self::Contributor,
        Self::CircleCoordinator,
    ];
    /// The same with whoever runs the platform: where people and organisations are spoken of, not their content.
    pub const VOICES: &'static [Self] = &[
        Self::PlatformAdministrator,
        Self::Supervisor,
        Self::SpocOfficer,
        Self::CsirtAnalyst,
        Self::NisImplementer,
        Self::OrganisationAdministrator,
        Self::Contributor,
        Self::CircleCoordinator,
    ];
    /// Staff of an authority, a point of contact or a CSIRT (NIS2 Articles 8 and 10).
    pub const AUTHORITIES: &'static [Self] = &[Self::Supervisor, Self::SpocOfficer, Self::CsirtAnalyst];
    /// Who gathers from many organisations and tells them what came of it: these, and whoever coordinates circles.
    pub const GATHERERS: &'static [Self] =
        &[Self::Supervisor, Self::SpocOfficer, Self::CsirtAnalyst, Self::CircleCoordinator];
}

/// Someone who is signed in, for the time of one request.
#[derive(Clone, Debug)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// As others see the person.
    pub name: String,
    /// The organisation for which the person acts by default.
    pub organisation: OrganisationId,
    /// Every role, with the organisation that it is bound to. Confirmed memberships only.
    pub roles: Vec<(OrganisationId, Role)>,
    /// Whether changes are allowed: false for an API key without the scope to write.
    pub may_write: bool,
}

impl Person {
    /// Whether the person holds one of `roles` for `organisation`.
    pub fn holds_for(&self, roles: &[Role], organisation: OrganisationId) -> bool {
        self.roles.iter().any(|(bound, role)| *bound == organisation && roles.contains(role))
    }

    /// Whether the person holds one of `roles` for any organisation.
    pub fn holds(&self, roles: &[Role]) -> bool {
        self.roles.iter().any(|(_, role)| roles.contains(role))
    }
}

/// Who acts.
#[derive(Clone, Debug)]
pub enum Actor {
    /// Nobody is signed in.
    Anonymous,
    /// A person, with what he may see.
    Person(Box<Person>, Grants),
    /// The program itself: jobs, migrations, the command line of the machine's owner.
    System,
}

impl Actor {
    /// What the actor may see.
    pub fn grants(&self) -> Grants {
        match self {
            Self::Anonymous => Grants::default(),
            Self::Person(_, grants) => grants.clone(),
            Self::System => Grants::system(),
        }
    }

    /// The person, when there is one.
    pub fn person(&self) -> Option<&Person> {
        match self {
            Self::Person(person, _) => Some(person),
            Self::Anonymous | Self::System => None,
        }
    }

    /// The person's id, when there is one.
    pub fn person_id(&self) -> Option<PersonId> {
        self.person().map(|person| person.id)
    }
}
