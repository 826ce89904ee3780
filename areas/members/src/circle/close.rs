//! Closing a circle: from the next request on it gives nobody sight of anything.

use belfry_identity::{CIRCLE, circle};
use belfry_kernel::Problem;
use belfry_web::{Reply, Visit};
use uuid::Uuid;

use super::{change, circle_id, url};
use crate::access::Steer;

/// Closes it.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn act(visit: &mut Visit<Steer>) -> Result<Reply, Problem> {
    let subject = visit.load(&*visit.read()?, CIRCLE, visit.path::<Uuid>("id")?)?;
    let by = visit.person()?;
    change(visit, url(&subject), belfry_words::key!("members-circle-closed-done"), |tx| {
        circle::close(tx, visit.act(), by, circle_id(&subject))
    })
}
