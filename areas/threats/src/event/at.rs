//! Addresses of an event's pages.

use std::fmt;

use belfry_web::Visit;
use uuid::Uuid;

use super::EVENT;

/// The page of an event, from which the others hang.
#[derive(Clone, Debug)]
pub struct At(String);

impl At {
    /// Of this event, as the visit names it.
    pub fn new<A>(visit: &Visit<A>, event: Uuid) -> Self {
        Self(visit.page_of(EVENT, event))
    }

    /// A page below it: `/edit`.
    pub fn to(&self, rest: &str) -> String {
        format!("{}{rest}", self.0)
    }

    /// A page of a thing of this kind: `/attributes/UUID/edit`.
    pub fn of(&self, kind: &str, thing: impl fmt::Display, rest: &str) -> String {
        format!("{}/{kind}/{thing}{rest}", self.0)
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
