//! The discussion of a circle and its documents: among its members, whoever may know that it exists.

use belfry_discussion::Place;
use belfry_identity::CIRCLE;
use belfry_kernel::access::{Discuss, Read};
use belfry_kernel::{CircleId, Clause, Label, Tlp};
use belfry_store::Kind;
use belfry_store::subject::Subject;

/// Circles as a place where one talks.
pub enum OfCircles {}

impl Place for OfCircles {
    const KIND: Kind = CIRCLE;
    const PARAM: &'static str = "id";
    type Read = Read;
    type Discuss = Discuss;

    fn narrowed(subject: &Subject) -> Option<Label> {
        Some(Label::new(Tlp::Amber, Clause::CircleOrOwner(CircleId(subject.id.0), subject.owner)))
    }
}
