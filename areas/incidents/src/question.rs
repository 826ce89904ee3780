//! A question that came out of a lesson, proposed to those who write surveys: what one would have to ask all, to know who else it can
//! happen to.
//!
//! | module | holds |
//! |---|---|
//! | [`propose`] | what goes with it, and to whom |
//! | [`show`] | its page, with the forms that ask it |
//! | [`store`] | the SQL, and what the catalogue and the forms are told |
//!
//! Whoever sees it sees the question, why it is asked and who asks; of the incident nothing, unless he sees that as well.

pub mod propose;
pub mod show;
pub mod store;

use belfry_kernel::{Clause, Label, OrganisationId, Tlp};
use belfry_store::Kind as SubjectKind;
use belfry_store::subject::Subject;
use belfry_web::area::Lessons;

/// Proposed questions among the subjects.
pub const QUESTION: SubjectKind = SubjectKind { code: 84, name: "incidents-question", path: "/incidents/questions/" };

/// What others are told of lessons.
pub const LESSONS: Lessons = Lessons { failed: store::failed, proposed: store::proposed };

/// Its page.
#[must_use]
pub fn url(subject: &Subject) -> String {
    format!("{}{}", QUESTION.path, subject.uuid)
}

/// Who sees it: one authority and its own people, or the community.
#[must_use]
pub fn audience(owner: OrganisationId, addressee: Option<OrganisationId>) -> Label {
    match addressee {
        Some(addressee) => Label::new(Tlp::Amber, Clause::Organisations([owner, addressee].into())),
        None => Label::new(Tlp::Green, Clause::Community),
    }
}
