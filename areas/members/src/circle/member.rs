//! Suspending a member of a circle, and letting it count again: its owner only.

use belfry_identity::{CIRCLE, circle, organisation};
use belfry_kernel::Problem;
use belfry_web::{Reply, Visit};
use uuid::Uuid;

use super::{change, circle_id, url};
use crate::access::Steer;

/// Does as the button says: `suspend` or `resume`.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn act(visit: &mut Visit<Steer>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, CIRCLE, visit.path::<Uuid>("id")?)?;
    let member = organisation::by_uuid(&read, visit.path::<Uuid>("member")?)?.ok_or(Problem::NotFound)?.id;
    drop(read);
    let by = visit.person()?;
    if visit.form().text("act") == "resume" {
        return change(visit, url(&subject), belfry_words::key!("members-circle-resumed"), |tx| {
            circle::resume(tx, visit.act(), by, circle_id(&subject), member)
        });
    }
    change(visit, url(&subject), belfry_words::key!("members-circle-suspended"), |tx| {
        circle::suspend(tx, visit.act(), by, circle_id(&subject), member)
    })
}
