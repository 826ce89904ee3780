//! Suspending a member of a circle, letting it count again, letting it invite others: its owner only.

use belfry_identity::{CIRCLE, circle, organisation};
use belfry_kernel::Problem;
use belfry_web::{Reply, Visit};
use uuid::Uuid;

use super::{change, circle_id, url};
use crate::access::Steer;

/// Does as the button says: `suspend`, `resume`, `let-invite` or `let-not-invite`.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn act(visit: &mut Visit<Steer>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, CIRCLE, visit.path::<Uuid>("id")?)?;
    let member = organisation::by_uuid(&read, visit.path::<Uuid>("member")?)?.ok_or(Problem::NotFound)?.id;
    drop(read);
    let by = visit.person()?;
    let (back, id) = (url(&subject), circle_id(&subject));
    match visit.form().text("act") {
        "resume" => change(visit, back, belfry_words::key!("members-circle-resumed"), |tx| {
            circle::resume(tx, visit.act(), by, id, member)
        }),
        "let-invite" => change(visit, back, belfry_words::key!("members-circle-inviter-set"), |tx| {
            circle::let_invite(tx, visit.act(), by, id, member, true)
        }),
        "let-not-invite" => change(visit, back, belfry_words::key!("members-circle-inviter-unset"), |tx| {
            circle::let_invite(tx, visit.act(), by, id, member, false)
        }),
        "suspend" => change(visit, back, belfry_words::key!("members-circle-suspended"), |tx| {
            circle::suspend(tx, visit.act(), by, id, member)
        }),
        _ => Err(Problem::BadRequest(visit.s("members-circle-member-missing"))),
    }
}
