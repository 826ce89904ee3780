//! Taking a document away: `POST PAGE/documents/{document}/withdraw`.

use belfry_contracts::discussion::DocumentWithdrawn;
use belfry_kernel::Problem;
use belfry_store::{args, ledger};
use belfry_web::{Reply, Visit};

use super::show;
use crate::document;
use crate::place::{self, Place};

/// From now on it is not there; the ledger keeps that it was. Those of the organisation that put it there may.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn act<P: Place>(visit: &mut Visit<P::Discuss>) -> Result<Reply, Problem> {
    let tx = visit.write()?;
    let subject = place::load::<P, _>(visit, &tx)?;
    let known = document::load::<P, _>(visit, &tx, &subject)?;
    if !show::may_change(visit.person()?, &known) {
        return Err(Problem::Forbidden);
    }
    tx.execute("update discussion_documents set withdrawn = $2 where id = $1", args![known.id, visit.now()])?;
    ledger::record(&tx, visit.act(), &DocumentWithdrawn { subject: subject.id, document: known.id })?;
    tx.commit()?;
    Ok(Reply::done(visit.page_of(P::KIND, subject.uuid), visit.s("discussion-document-gone")))
}
