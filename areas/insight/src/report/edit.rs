//! Another header for a draft. Another period or audience makes its figures others: they are computed anew.

use belfry_contracts::insight::ReportChanged;
use belfry_identity::circle;
use belfry_kernel::Problem;
use belfry_store::{ledger, subject};
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};

use super::fields::{self, Typed};
use super::{REPORT, State, section, step, store, text, url};
use crate::access::Write;

/// The form.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database. Of what is no draft it leads back.
pub fn page(visit: &mut Visit<Write>) -> Result<Reply, Problem> {
    step::or_back(visit, draw(visit, None, Errors::default()))
}

fn draw(visit: &Visit<Write>, typed: Option<Typed>, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let subject = visit.load(&read, REPORT, visit.path("uuid")?)?;
    let report = store::of(&read, subject.id)?.filter(|one| one.state == State::Draft).ok_or(Problem::Conflict)?;
    let circles = circle::sharing(&read, &visit.actor().grants(), subject.owner)?;
    drop(read);
    let here = url(&subject);
    let typed = typed.unwrap_or_else(|| Typed::from(&subject.title, &report, &circles));
    let body = fields::body(visit, format!("{here}/edit"), typed, errors, &circles, t.s("insight-report-save"));
    Ok(Page::new(t.s("insight-report-edit"), body)
        .crumb(t.s("insight-nav"), "/insight")
        .crumb(subject.title.as_str(), here))
}

/// Keeps it.
///
/// # Errors
/// As [`page`]; [`Problem::Conflict`] when it is no draft any more.
pub fn act(visit: &mut Visit<Write>) -> Result<Reply, Problem> {
    let t = visit.t();
    let typed = Typed::of(visit.form());
    let read = visit.read()?;
    let subject = visit.load(&read, REPORT, visit.path("uuid")?)?;
    let circles = circle::sharing(&read, &visit.actor().grants(), subject.owner)?;
    let sections = store::sections(&read, subject.id)?;
    drop(read);
    let mut errors = Errors::default();
    let Some(report) = fields::read(&t, &typed, subject.owner, &circles, &mut errors) else {
        return Ok(draw(visit, Some(typed), errors)?.refused().into());
    };
    visit.close();
    let computed = section::compute_all(visit, &report, &sections)?;
    let tx = visit.write()?;
    let subject = visit.load(&tx, REPORT, visit.path("uuid")?)?;
    if !store::save(&tx, &subject, &report)? {
        return Err(Problem::Conflict);
    }
    subject::touch(&tx, &subject, subject.id, &typed.title, visit.now())?;
    for (section, kept) in &computed {
        store::keep(&tx, subject.id, *section, kept)?;
    }
    text::put(&tx, subject.id)?;
    ledger::record(&tx, visit.act(), &ReportChanged { report: subject.id, section: None })?;
    tx.commit()?;
    Ok(Reply::done(url(&subject), t.s("insight-report-saved")))
}
