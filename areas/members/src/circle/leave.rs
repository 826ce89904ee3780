//! Leaving a circle, for one's organisation.

use belfry_identity::{CIRCLE, circle};
use belfry_kernel::Problem;
use belfry_web::{Reply, Visit};
use uuid::Uuid;

use super::{LIST, change, circle_id, spoken};
use crate::access::Speak;

/// Leaves it. A hidden circle is out of sight from then on, so the way leads to the list.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn act(visit: &mut Visit<Speak>) -> Result<Reply, Problem> {
    let subject = visit.load(&*visit.read()?, CIRCLE, visit.path::<Uuid>("id")?)?;
    let (by, organisation) = (visit.person()?, spoken(visit)?);
    change(visit, LIST.to_owned(), belfry_words::key!("members-circle-left"), |tx| {
        circle::leave(tx, visit.act(), by, circle_id(&subject), organisation)
    })
}
