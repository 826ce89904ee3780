//! Taking one's own words back: `POST PAGE/discussion/{remark}/withdraw`.

use belfry_contracts::discussion::RemarkWithdrawn;
use belfry_kernel::Problem;
use belfry_store::{args, ledger};
use belfry_web::{Reply, Visit};

use super::edit;
use crate::place::{self, Place};
use crate::remark;

/// The words go, now and from the trace; that something was said stays, so that answers keep their place.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn act<P: Place>(visit: &mut Visit<P::Discuss>) -> Result<Reply, Problem> {
    let me = visit.person()?.id;
    let id: i64 = visit.path("remark")?;
    let tx = visit.write()?;
    let subject = place::load::<P, _>(visit, &tx)?;
    let found = remark::by_id(&tx, edit::reader::<P, _>(visit, &tx, &subject)?, subject.id, id)?;
    found.filter(|found| found.may_be_withdrawn(me)).ok_or(Problem::NotFound)?;
    tx.execute("update discussion_remarks set withdrawn = $2, text = '' where id = $1", args![id, visit.now()])?;
    tx.execute("delete from discussion_revisions where remark_id = $1", args![id])?;
    tx.execute("delete from discussion_mentions where remark_id = $1", args![id])?;
    ledger::record(&tx, visit.act(), &RemarkWithdrawn { subject: subject.id, remark: id })?;
    tx.commit()?;
    let back = format!("{}#c-{id}", visit.page_of(P::KIND, subject.uuid));
    Ok(Reply::done(back, visit.s("discussion-withdrawn-done")))
}
