//! What a reader brings along: the facts about him that a clause can ask for.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use crate::id::{CircleId, OrganisationId, PersonId};

/// Raised when the decision in [`crate::label`] changes its meaning, so that answers kept under older rules are not used.
const RULES_VERSION: u8 = 1;

/// The grants of one reader. Equal grants see the same, whoever holds them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Grants {
    /// The program itself, which sees every record.
    pub system: bool,
    /// An active member of the community.
    pub community: bool,
    /// A member of a connected community.
    pub connected: bool,
    /// The person, when somebody is signed in.
    pub person: Option<PersonId>,
    /// Organisations of which the person's membership is confirmed.
    pub organisations: BTreeSet<OrganisationId>,
    /// Circles of which one of these organisations is a confirmed member.
    pub circles: BTreeSet<CircleId>,
}

impl Grants {
    /// The grants of the program itself.
    pub fn system() -> Self {
        Self { system: true, ..Self::default() }
    }

    /// A canonical text: equal for equal grants, whatever the order in which they were collected.
    pub fn canonical(&self) -> String {
        use std::fmt::Write;
        let mut text = format!(
            "v{RULES_VERSION};{}{}{}",
            if self.system { "s" } else { "" },
            if self.community { "m" } else { "" },
            if self.connected { "n" } else { "" },
        );
        if let Some(person) = self.person {
            let _ = write!(text, ";p{person}");
        }
        for organisation in &self.organisations {
            let _ = write!(text, ";o{organisation}");
        }
        for circle in &self.circles {
            let _ = write!(text, ";c{circle}");
        }
        text
    }

    /// Reads [`canonical`](Self::canonical) back; `None` for a text of other rules or no such text.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(';');
        if parts.next()? != format!("v{RULES_VERSION}") {
            return None;
        }
        let flags = parts.next()?;
        let mut grants = Self {
            system: flags.contains('s'),
            community: flags.contains('m'),
            connected: flags.contains('n'),
            ..Self::default()
        };
        for part in parts {
            let number: i64 = part.get(1..)?.parse().ok()?;
            match part.as_bytes().first()? {
                b'p' => grants.person = Some(PersonId(number)),
                b'o' => {
                    grants.organisations.insert(OrganisationId(number));
                }
                b'c' => {
                    grants.circles.insert(CircleId(number));
                }
                _ => return None,
            }
        }
        Some(grants)
    }

    /// SHA-256 of the canonical text.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.canonical().as_bytes()).into()
    }
}
