//! Taking an object back, with all that is in it.

use belfry_contracts::threats::{Change, Done};
use belfry_kernel::Problem;
use belfry_store::Tx;
use belfry_web::{Reply, Visit};

use super::Object;
use crate::access::Edit;
use crate::event::at::At;
use crate::event::begin::begin;
use crate::event::change;
use crate::vocabulary::said;

/// Takes it back.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn act(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let tx = visit.write()?;
    let (one, _) = taken_back(visit, &tx, None)?;
    tx.commit()?;
    let t = visit.t();
    let name = said::object(&t, &one.name);
    let done = t.a("threats-object-removed", [("name", name.as_str().into())]);
    Ok(Reply::done(At::new(visit, visit.path("uuid")?).to("/edit#attributes"), done))
}

/// Takes it back; what it was, and the event's version since. `seen`: as of [`begin`].
pub(super) fn taken_back(visit: &Visit<Edit>, tx: &Tx, seen: Option<i64>) -> Result<(Object, i64), Problem> {
    let (allowed, mut event) = begin(visit, tx, seen)?;
    let one = change::object(tx, event.id, visit.path("object")?)?.ok_or(Problem::NotFound)?;
    event.timestamp = event.timestamp.max(one.timestamp + 1);
    let label = change::remove_object(tx, &mut event, one.id)?;
    let what = vec![Change::of(Done::ObjectRemoved, [one.id])];
    change::end_of_parts(tx, &allowed, visit.act(), &event, [label], what)?;
    Ok((one, event.version))
}
