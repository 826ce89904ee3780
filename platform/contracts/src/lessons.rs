//! What incidents taught, as the catalogue and those who write forms are told of it.

use belfry_kernel::{OrganisationId, SubjectId};
use jiff::Timestamp;
use uuid::Uuid;

/// A lesson that names an item of a framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// The item, as `framework/code`.
    pub item: String,
    /// What happened, in a line.
    pub title: String,
    /// The page of the lesson.
    pub href: String,
}

/// A question that somebody proposes to ask all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// The proposal.
    pub id: SubjectId,
    /// Outside id.
    pub uuid: Uuid,
    /// Who proposes it.
    pub owner: OrganisationId,
    /// The question.
    pub text: String,
    /// Why it should be asked; may be empty.
    pub why: String,
    /// The item of a framework that it is about, as `framework/code`; empty for none.
    pub item: String,
    /// In which language it is put, by its tag.
    pub language: String,
    /// Since when.
    pub at: Timestamp,
    /// The page of the proposal.
    pub href: String,
}

/// Which proposals are asked for.
#[derive(Clone, Copy, Debug)]
pub enum Which<'a> {
    /// The newest of those that stand.
    Standing,
    /// The one of this UUID, if it stands.
    One(Uuid),
    /// These, whether or not they still stand.
    These(&'a [SubjectId]),
}
