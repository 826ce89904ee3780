//! The pure heart of Belfry: who acts, what a thing is labelled, and whether the one may see or change the other.
//!
//! | module | holds |
//! |---|---|
//! | [`id`] | typed numbers inside, UUIDs outside, and the generator of both |
//! | [`time`] | the [`Clock`](time::Clock) that everything asks for the time |
//! | [`tlp`] | the Traffic Light Protocol 2.0 |
//! | [`label`] | who may see a record: TLP and a conjunction of clauses |
//! | [`grants`] | what a reader brings along |
//! | [`role`] | the few roles, bound to organisations |
//! | [`access`] | actions, rules, the decision, and the proof [`Allowed`](access::Allowed) |
//! | [`fact`] | what happened, as the ledger keeps it |
//! | [`problem`] | what can go wrong for a visitor |
//!
//! Deliberately absent: databases, HTTP, files, the system's clock read in passing, and any word a person sees.

pub mod access;
mod codes;
pub mod fact;
pub mod grants;
mod hex;
pub mod id;
pub mod label;
pub mod problem;
pub mod role;
pub mod time;
pub mod tlp;

pub use access::{Action, Allowed, ObjectFacts};
pub use fact::Fact;
pub use grants::Grants;
pub use hex::hex;
pub use id::{CircleId, Ids, LabelId, OrganisationId, PersonId, SubjectId};
pub use label::{Clause, Label};
pub use problem::Problem;
pub use role::{Actor, Person, Role};
pub use time::Clock;
pub use tlp::Tlp;
