//! Handing the coordination of a circle over to another member.

use belfry_identity::{CIRCLE, circle, organisation};
use belfry_kernel::Problem;
use belfry_web::{Reply, Visit};
use uuid::Uuid;

use super::{change, circle_id, url};
use crate::access::Steer;

/// Hands it over. The former coordinator stays a member.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn act(visit: &mut Visit<Steer>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, CIRCLE, visit.path::<Uuid>("id")?)?;
    let to = visit.form().text("to").parse().map_err(|_| Problem::NotFound)?;
    let to = organisation::by_uuid(&read, to)?.ok_or(Problem::NotFound)?.id;
    drop(read);
    let by = visit.person()?;
    change(visit, url(&subject), belfry_words::key!("members-circle-handed-over"), |tx| {
        circle::hand_over(tx, visit.act(), by, circle_id(&subject), to)
    })
}
