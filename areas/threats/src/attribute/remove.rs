//! Taking an attribute back, alone or with the object around it.

use belfry_contracts::threats::{Change, Done};
use belfry_kernel::Problem;
use belfry_web::{Reply, Visit};
use uuid::Uuid;

use crate::access::Edit;
use crate::event::at::At;
use crate::event::{EVENT, change};

/// Takes it back. With `object` in the form, the whole object goes.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn act(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let t = visit.t();
    let uuid: Uuid = visit.path("uuid")?;
    let tx = visit.write()?;
    let allowed = visit.load(&tx, EVENT, uuid)?;
    let mut event = change::begin(&tx, &allowed, visit.act())?;
    let one = change::attribute(&tx, event.id, visit.path("attribute")?)?.ok_or(Problem::NotFound)?;
    event.timestamp = event.timestamp.max(one.timestamp + 1);
    let (label, what) = match one.object.filter(|_| visit.form().has("object")) {
        Some(object) => (change::remove_object(&tx, &mut event, object)?, Change::of(Done::ObjectRemoved, [object])),
        None => {
            change::remove_attribute(&tx, &mut event, &one)?;
            (one.label, Change::of(Done::AttributeRemoved, [one.id]))
        }
    };
    change::end_of_parts(&tx, &allowed, visit.act(), &event, [label], vec![what])?;
    tx.commit()?;
    let said = t.a("threats-attribute-removed", [("value", one.value.as_str().into())]);
    Ok(Reply::done(At::new(visit, uuid).to("/edit#attributes"), said))
}
