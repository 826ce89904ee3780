//! A recommendation to one's own organisation is done.

use belfry_contracts::insight::RecommendationDone;
use belfry_kernel::Problem;
use belfry_store::agenda::{self, Outcome};
use belfry_store::ledger;
use belfry_web::{Reply, Visit};

use super::{REPORT, section, show, store, url};
use crate::access::Settle;

/// Says so.
///
/// # Errors
/// [`Problem::NotFound`] for what is none, [`Problem::Forbidden`] for whoever does not speak for its owner, and those of the database.
pub fn act(visit: &mut Visit<Settle>) -> Result<Reply, Problem> {
    let (wanted, n): (i64, usize) = (visit.path("section")?, visit.form().text("n").parse().unwrap_or(usize::MAX));
    let read = visit.read()?;
    let subject = visit.load(&read, REPORT, visit.path("uuid")?)?;
    let sections = store::sections(&read, subject.id)?;
    drop(read);
    let one = sections.into_iter().find(|one| one.id == wanted).ok_or(Problem::NotFound)?;
    let recommendation = one.content.recommendations.get(n).ok_or(Problem::NotFound)?;
    let obligation = one.kept.as_ref().and_then(|kept| kept.obligations.get(n)).copied().ok_or(Problem::NotFound)?;
    if !show::settles(visit, recommendation.owner) {
        return Err(Problem::Forbidden);
    }
    // The obligation is another organisation's as far as the report's owner goes: the program ends it for whoever speaks for its owner.
    let tx = visit.write_as(section::OWN)?;
    if agenda::settle(&tx, visit.act(), obligation, Outcome::Done)? {
        ledger::record(&tx, visit.act(), &RecommendationDone { report: subject.id, section: wanted })?;
    }
    tx.commit()?;
    Ok(Reply::done(format!("{}#section-{wanted}", url(&subject)), visit.s("insight-recommendation-settled")))
}
