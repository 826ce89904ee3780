//! A newer version of a document: `POST PAGE/documents/{document}`.

use belfry_contracts::discussion::DocumentRevised;
use belfry_kernel::Problem;
use belfry_store::ledger;
use belfry_web::form::Errors;
use belfry_web::{Reply, Visit};

use super::{line, show};
use crate::document;
use crate::place::{self, Place};

/// Keeps the file as the next version. Those of the organisation that put the document there may.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database and of the object store.
pub fn act<P: Place>(visit: &mut Visit<P::Discuss>) -> Result<Reply, Problem> {
    let t = visit.t();
    let uuid: uuid::Uuid = visit.path("document")?;
    let note = visit.form().text("note").to_owned();
    let read = visit.read()?;
    let subject = place::load::<P, _>(visit, &read)?;
    let known = document::load::<P, _>(visit, &read, &subject)?;
    drop(read);
    visit.close();
    if !show::may_change(visit.person()?, &known) {
        return Err(Problem::Forbidden);
    }
    let mut errors = Errors::default();
    let kept = line(&note);
    errors.unless(kept.is_some(), "note", || t.s("discussion-note-long"));
    let taken = if errors.is_empty() { document::take(visit, &mut errors)? } else { None };
    let (Some(kept), Some(taken)) = (kept, taken) else {
        return Ok(show::draw::<P, _>(visit, &subject, &known, note, errors)?.refused().into());
    };
    let tx = visit.write()?;
    let subject = place::load::<P, _>(visit, &tx)?;
    let known = document::load::<P, _>(visit, &tx, &subject)?;
    let number = document::add_version(visit, &tx, known.id, &taken, &kept)?;
    ledger::record(&tx, visit.act(), &DocumentRevised { subject: subject.id, document: known.id, number })?;
    let page = visit.page_of(P::KIND, subject.uuid);
    let done = t.a("discussion-revised-done", [("number", number.into())]);
    visit.finish(tx, Reply::done(format!("{page}/documents/{uuid}"), done))
}
