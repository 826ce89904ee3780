//! Changing a draft.

use belfry_contracts::practices::RecordChanged;
use belfry_kernel::Problem;
use belfry_store::ledger;
use belfry_store::subject::{self, Subject};
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};

use super::fields::{self, Typed};
use super::{RECORD, store, text, url};
use crate::access::Edit;

/// The form.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn page(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, RECORD, visit.path("uuid")?)?;
    let record = store::of(&read, subject.id)?;
    drop(read);
    if !record.state.is_open() {
        return Ok(settled(visit, &subject));
    }
    Ok(draw(visit, &subject, Typed::from(&subject.title, &record.written), Errors::default())?.into())
}

fn draw(visit: &Visit<Edit>, subject: &Subject, typed: Typed, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let here = url(subject);
    let body = fields::body(visit, format!("{here}/edit"), typed, errors, false)?;
    Ok(Page::new(t.s("practices-record-edit"), body)
        .crumb(t.s("practices-nav"), "/practices")
        .crumb(subject.title.as_str(), here))
}

fn settled(visit: &Visit<Edit>, subject: &Subject) -> Reply {
    Reply::To(url(subject), Some(("warn", visit.s("practices-record-settled"))))
}

/// Keeps it.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let t = visit.t();
    let typed = Typed::of(visit.form());
    let mut errors = Errors::default();
    let read = visit.read()?;
    let subject = visit.load(&read, RECORD, visit.path("uuid")?)?;
    let written = typed.check(&read, &t, &mut errors)?;
    drop(read);
    let Some(written) = written else { return Ok(draw(visit, &subject, typed, errors)?.refused().into()) };
    let tx = visit.write()?;
    let subject = visit.load(&tx, RECORD, visit.path("uuid")?)?;
    if !store::save(&tx, &subject, &written)? {
        drop(tx);
        return Ok(settled(visit, &subject));
    }
    subject::touch(&tx, &subject, subject.id, &typed.title, visit.now())?;
    text::put(&tx, subject.id, &typed.title, &written)?;
    ledger::record(&tx, visit.act(), &RecordChanged { record: subject.id })?;
    tx.commit()?;
    Ok(Reply::done(url(&subject), t.s("practices-record-kept")))
}
