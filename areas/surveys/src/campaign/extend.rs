//! More time: another day of closing, on the survey and on everybody's agenda.

use belfry_contracts::surveys::CampaignExtended;
use belfry_kernel::Problem;
use belfry_store::{agenda, job, ledger};
use belfry_web::form::Errors;
use belfry_web::{Reply, Visit};

use super::{CAMPAIGN, DUE, State, close, fields, open, show, store, url};
use crate::access::Collect;

/// Moves the end.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn act(visit: &mut Visit<Collect>) -> Result<Reply, Problem> {
    let t = visit.t();
    let closes = fields::day(visit.form().text("closes"), t.zone(), true).filter(|closes| *closes > visit.now());
    let tx = visit.write()?;
    let subject = visit.load(&tx, CAMPAIGN, visit.path("uuid")?)?;
    let campaign = store::of(&tx, subject.id)?.ok_or(Problem::NotFound)?;
    if campaign.state != State::Open {
        drop(tx);
        return Ok(Reply::To(url(&subject), Some(("warn", t.s("surveys-campaign-closes-missing")))));
    }
    let Some(closes) = closes else {
        drop(tx);
        let mut errors = Errors::default();
        errors.add("closes", t.s("surveys-campaign-closes-missing"));
        return Ok(show::draw(visit, errors)?.refused().into());
    };
    store::extend(&tx, subject.id, closes)?;
    let reminders = open::reminders(visit.now(), closes, false);
    agenda::defer(&tx, visit.act(), subject.id, DUE, closes, &reminders)?;
    job::add(&tx, visit.act(), close::JOB, &open::payload(subject.id), closes)?;
    ledger::record(&tx, visit.act(), &CampaignExtended { campaign: subject.id })?;
    tx.commit()?;
    Ok(Reply::done(url(&subject), t.a("surveys-campaign-extended", [("when", t.date_time_zone(closes).into())])))
}
