//! Taking an attribute back, alone or with the object around it.

use belfry_contracts::threats::{Change, Done};
use belfry_kernel::Problem;
use belfry_store::Tx;
use belfry_web::{Reply, Visit};

use super::Attribute;
use crate::access::Edit;
use crate::event::at::At;
use crate::event::begin::begin;
use crate::event::change;

/// Takes it back. With `object` in the form, the whole object goes.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn act(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let tx = visit.write()?;
    let (one, _) = taken_back(visit, &tx, None, visit.form().has("object"))?;
    tx.commit()?;
    let said = visit.t().a("threats-attribute-removed", [("value", one.value.as_str().into())]);
    Ok(Reply::done(At::new(visit, visit.path("uuid")?).to("/edit#attributes"), said))
}

/// Takes it back, or the whole object around it; what it was, and the event's version since. `seen`: as of [`begin`].
pub(super) fn taken_back(
    visit: &Visit<Edit>,
    tx: &Tx,
    seen: Option<i64>,
    whole: bool,
) -> Result<(Attribute, i64), Problem> {
    let (allowed, mut event) = begin(visit, tx, seen)?;
    let one = change::attribute(tx, event.id, visit.path("attribute")?)?.ok_or(Problem::NotFound)?;
    event.timestamp = event.timestamp.max(one.timestamp + 1);
    let (label, what) = match one.object.filter(|_| whole) {
        Some(object) => (change::remove_object(tx, &mut event, object)?, Change::of(Done::ObjectRemoved, [object])),
        None => {
            change::remove_attribute(tx, &mut event, &one)?;
            (one.label, Change::of(Done::AttributeRemoved, [one.id]))
        }
    };
    change::end_of_parts(tx, &allowed, visit.act(), &event, [label], vec![what])?;
    Ok((one, event.version))
}
