//! Throwing a notification away that nobody received: it was opened, perhaps drafted, and nothing of it was ever sent.

use belfry_contracts::incidents::NotificationDiscarded;
use belfry_kernel::Problem;
use belfry_store::{agenda, ledger, search, subject};
use belfry_web::{Reply, Visit};

use super::{NOTIFICATION, course, store, url};
use crate::access::Notify;

/// Throws it away, with what was begun and what its people said beside it. The incident stays, and its history says that this was done.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn act(visit: &mut Visit<Notify>) -> Result<Reply, Problem> {
    let t = visit.t();
    let tx = visit.write()?;
    let found = visit.load(&tx, NOTIFICATION, visit.path("uuid")?)?;
    let one = store::of(&tx, found.id)?;
    if !store::discard(&tx, &found)? {
        drop(tx);
        return Ok(Reply::To(url(&found), Some(("warn", t.s("incidents-discard-sent")))));
    }
    for (what, _) in course::open(&tx, found.id)? {
        agenda::withdraw_all(&tx, found.id, &what)?;
    }
    belfry_discussion::document::forget(&tx, found.id)?;
    search::drop_subject(&tx, found.id)?;
    subject::remove(&tx, &found, found.id)?;
    let fact = NotificationDiscarded { incident: one.incident, notification: found.id, regime: one.regime };
    ledger::record(&tx, visit.act(), &fact)?;
    let incident = subject::by_ids(&tx, &[one.incident])?.pop().ok_or(Problem::NotFound)?;
    tx.commit()?;
    let done = t.a("incidents-discard-done", [("number", one.number.into())]);
    Ok(Reply::done(crate::incident::url(&incident), done))
}
