//! How a change by hand begins: the event of the address is loaded for it, and whoever changes the same one at the same time waits.

use belfry_kernel::{Action, Allowed, Problem};
use belfry_store::Tx;
use belfry_store::subject::Subject;
use belfry_web::Visit;

use super::{EVENT, Event, change};

/// The proof, and the header with its next version. `seen` is the version that a program has read; none for a page, whose form knows
/// more of what its author saw, and for a program that adds to whatever is there.
///
/// # Errors
/// [`Problem::Conflict`] where the event has another version, and those of the database; hidden is not found.
pub fn begin<A: Action>(visit: &Visit<A>, tx: &Tx, seen: Option<i64>) -> Result<(Allowed<A, Subject>, Event), Problem> {
    let allowed = visit.load(tx, EVENT, visit.path("uuid")?)?;
    let event = change::begin(tx, &allowed, visit.act())?;
    match seen {
        Some(seen) if event.version != seen.saturating_add(1) => Err(Problem::Conflict),
        _ => Ok((allowed, event)),
    }
}
