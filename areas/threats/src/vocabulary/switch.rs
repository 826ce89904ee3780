//! Letting a warninglist speak, or silencing it: for everyone in the house.

use belfry_contracts::threats::WarninglistSwitched;
use belfry_kernel::Problem;
use belfry_store::ledger;
use belfry_web::{Reply, Visit};

use super::{Kind, show, store};
use crate::access::Curate;

/// Switches it.
///
/// # Errors
/// Those of the database; what is no warninglist is not found.
pub fn act(visit: &mut Visit<Curate>) -> Result<Reply, Problem> {
    let t = visit.t();
    let enabled = visit.form().text("enabled") == "yes";
    let tx = visit.write()?;
    let list = show::named(visit, &tx)?;
    if list.kind != Kind::Warninglist {
        return Err(Problem::NotFound);
    }
    let list = visit.granted(list)?;
    if list.enabled != enabled {
        store::switch(&tx, list.id, enabled)?;
        ledger::record(&tx, visit.act(), &WarninglistSwitched { vocabulary: list.id, enabled })?;
    }
    tx.commit()?;
    let done = if enabled { t.s("threats-vocabulary-speaks") } else { t.s("threats-vocabulary-silenced") };
    Ok(Reply::done(show::address(list.kind, &list.name), done))
}
