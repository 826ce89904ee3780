//! Which of several records of one UUID an address means: `UUID@ORGANISATION`.
//!
//! Several organisations may hold a record of one UUID (decision 0004). Its plain address leads to one's own, then to the
//! oldest that one sees; the UUID of the organisation that holds it, behind an `@`, leads to any other.

use std::fmt;

use belfry_store::subject::Kind;
use uuid::Uuid;

/// The one of this UUID that this organisation holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Of the record.
    pub uuid: Uuid,
    /// Of the organisation.
    pub by: Uuid,
}

impl Held {
    /// Of a piece of a path; `None` where no holder is named.
    pub(crate) fn parse(piece: &str) -> Option<Self> {
        let (uuid, by) = piece.split_once('@')?;
        Some(Self { uuid: uuid.parse().ok()?, by: by.parse().ok()? })
    }

    /// Its page.
    pub fn address(&self, kind: Kind) -> String {
        format!("{}{self}", kind.path)
    }
}

impl fmt::Display for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.uuid, self.by)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIND: Kind = Kind { code: 1, name: "thing", path: "/things/" };

    #[test]
    fn an_address_names_the_organisation_that_holds_it() {
        let held = Held { uuid: Uuid::from_u128(1), by: Uuid::from_u128(2) };
        let address = held.address(KIND);
        assert_eq!(Held::parse(address.strip_prefix("/things/").unwrap()), Some(held));
        for none in ["", "@", "00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000001@x"] {
            assert_eq!(Held::parse(none), None, "{none}");
        }
    }
}
