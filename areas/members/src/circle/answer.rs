//! Accepting or declining an invitation, for one's organisation.
//!
//! The circle may be hidden from whoever is invited: it is found among the invitations of his own organisations, never by
//! its address alone.

use belfry_identity::{CIRCLE, circle};
use belfry_kernel::Problem;
use belfry_web::{Reply, Visit};
use uuid::Uuid;

use super::{LIST, change, spoken};
use crate::access::Speak;

/// Answers as the button says: `accept` or `decline`.
///
/// # Errors
/// [`Problem::NotFound`] without such an invitation, and those of the database.
pub fn act(visit: &mut Visit<Speak>) -> Result<Reply, Problem> {
    let uuid = visit.path::<Uuid>("id")?;
    let (by, organisation) = (visit.person()?, spoken(visit)?);
    visit.close();
    let invitations = circle::invitations(&visit.house().db, &[organisation])?;
    let invited = invitations.into_iter().find(|one| one.uuid == uuid).ok_or(Problem::NotFound)?.circle;
    match visit.form().text("act") {
        "accept" => {
            change(visit, format!("{}{uuid}", CIRCLE.path), belfry_words::key!("members-circle-joined"), |tx| {
                circle::accept(tx, visit.act(), by, invited, organisation)
            })
        }
        "decline" => change(visit, LIST.to_owned(), belfry_words::key!("members-circle-declined"), |tx| {
            circle::decline(tx, visit.act(), by, invited, organisation)
        }),
        _ => Err(Problem::BadRequest(visit.t().s("members-circle-answer-missing"))),
    }
}
