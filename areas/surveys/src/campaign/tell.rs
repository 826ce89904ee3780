//! To show everybody who sees the survey what came out.

use belfry_contracts::surveys::ResultsTold;
use belfry_kernel::Problem;
use belfry_store::ledger;
use belfry_web::{Reply, Visit};

use super::{CAMPAIGN, State, store, url};
use crate::access::Collect;

/// Shows it from now on.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn act(visit: &mut Visit<Collect>) -> Result<Reply, Problem> {
    let tx = visit.write()?;
    let subject = visit.load(&tx, CAMPAIGN, visit.path("uuid")?)?;
    if store::step(&tx, subject.id, State::Closed, State::Told)? {
        ledger::record(&tx, visit.act(), &ResultsTold { campaign: subject.id })?;
    }
    tx.commit()?;
    Ok(Reply::done(format!("{}/results", url(&subject)), visit.s("surveys-campaign-told")))
}
