//! Throwing a draft away.

use belfry_contracts::assess::AssessmentDiscarded;
use belfry_kernel::Problem;
use belfry_store::{args, ledger, subject};
use belfry_web::{Reply, Visit};

use super::{ASSESSMENT, LIST, store, url};
use crate::access::Assess;

/// Throws it away, with nothing left but its entries in the ledger. One with files or remarks beside it stays: somebody else may rely on
/// them.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn act(visit: &mut Visit<Assess>) -> Result<Reply, Problem> {
    let t = visit.t();
    let tx = visit.write()?;
    let subject = visit.load(&tx, ASSESSMENT, visit.path("uuid")?)?;
    let beside: bool = tx.one(
        "select exists (select 1 from discussion_documents d where d.subject_id = $1) \
         or exists (select 1 from discussion_remarks r where r.subject_id = $1)",
        args![subject.id],
        |row| row.get(0),
    )?;
    if beside || !store::discard(&tx, &subject)? {
        return Ok(Reply::To(url(&subject), Some(("warn", t.s("surveys-assess-stays")))));
    }
    subject::remove(&tx, &subject, subject.id)?;
    ledger::record(&tx, visit.act(), &AssessmentDiscarded { assessment: subject.id })?;
    tx.commit()?;
    Ok(Reply::done(LIST, t.s("surveys-assess-discarded")))
}
