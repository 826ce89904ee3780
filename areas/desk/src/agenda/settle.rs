//! Done, put aside, or opened again.

use belfry_contracts::desk::{ObligationEnded, ObligationReopened};
use belfry_kernel::Problem;
use belfry_kernel::access::decide;
use belfry_store::agenda::{self, Outcome};
use belfry_store::ledger;
use belfry_web::{Reply, Visit};

use super::{line, show};
use crate::access::Settle;

/// Ends an obligation or opens it again. What an area opened is ended by the deed itself; a person can only put it aside.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn act(visit: &mut Visit<Settle>) -> Result<Reply, Problem> {
    let t = visit.t();
    let tx = visit.write()?;
    let due = show::find(visit, &tx)?;
    let owner = show::circle_owner(&tx, &due)?;
    decide::<Settle>(visit.actor(), visit.rules(), Some(&line::facts(&due, owner)))?;
    let asked = visit.form().text("act").to_owned();
    let back = visit.form().text("back");
    let back = if is_ours(back) { back.to_owned() } else { line::address(&due) };
    let (subject, obligation) = (due.obligation.subject, due.obligation.id);
    let words = match (Outcome::parse(&asked), asked.as_str()) {
        (Some(Outcome::Done), _) if due.area != line::BY_HAND => {
            return Err(Problem::BadRequest("this ends with what it asks for".into()));
        }
        (Some(outcome), _) => {
            if agenda::settle(&tx, visit.act(), obligation, outcome)? {
                let done = outcome == Outcome::Done;
                ledger::record(&tx, visit.act(), &ObligationEnded { subject, obligation, done })?;
            }
            if outcome == Outcome::Done { t.s("desk-agenda-done-done") } else { t.s("desk-agenda-dismissed-done") }
        }
        (None, "reopen") => {
            if agenda::reopen(&tx, visit.act(), obligation)? {
                ledger::record(&tx, visit.act(), &ObligationReopened { subject, obligation })?;
            }
            t.s("desk-agenda-reopened-done")
        }
        (None, _) => return Err(Problem::BadRequest("done, dismissed or reopen".into())),
    };
    tx.commit()?;
    Ok(Reply::done(back, words))
}

/// The pages that show obligations.
fn is_ours(back: &str) -> bool {
    back == "/" || back == "/desk/agenda" || back.starts_with("/desk/agenda?")
}
