//! Facts: what happened, announced by the area that did it.

use serde::Serialize;

use crate::id::SubjectId;

/// Something that happened. Recorded in the ledger in the transaction of the change, and handed to whoever subscribed.
///
/// A fact carries ids, never names, titles or values: the ledger outlives what a person may ask to be forgotten.
pub trait Fact: Serialize {
    /// `area.noun-verb`, such as `threats.event-published`. Never reused for another meaning.
    const NAME: &'static str;
    /// The record that it is about, if there is one: who may see it may know of the fact.
    fn subject(&self) -> Option<SubjectId>;
}
