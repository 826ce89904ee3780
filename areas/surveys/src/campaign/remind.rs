//! Reminding those who have not answered, now: by what each of them wishes, as for everything that is due.

use belfry_contracts::surveys::CampaignReminded;
use belfry_kernel::Problem;
use belfry_store::{agenda, ledger};
use belfry_web::{Reply, Visit};
use jiff::SignedDuration;

use super::{CAMPAIGN, DUE, State, store, url};
use crate::access::Collect;

/// Asks for the reminders.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn act(visit: &mut Visit<Collect>) -> Result<Reply, Problem> {
    let t = visit.t();
    let tx = visit.write()?;
    let subject = visit.load(&tx, CAMPAIGN, visit.path("uuid")?)?;
    let campaign = store::of(&tx, subject.id)?.ok_or(Problem::NotFound)?;
    if campaign.state != State::Open {
        drop(tx);
        return Ok(Reply::To(url(&subject), Some(("warn", t.s("surveys-campaign-not-open")))));
    }
    let at = visit.now().checked_add(SignedDuration::from_secs(1)).unwrap_or(visit.now());
    let waiting = agenda::remind(&tx, visit.act(), subject.id, DUE, at)?;
    ledger::record(&tx, visit.act(), &CampaignReminded { campaign: subject.id, waiting: waiting as i64 })?;
    tx.commit()?;
    Ok(Reply::done(url(&subject), t.n("surveys-campaign-reminded", waiting)))
}
