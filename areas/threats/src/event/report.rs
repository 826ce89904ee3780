//! Reports of an event: texts in Markdown, written and taken back.

use askama::Template;
use belfry_contracts::threats::{Change, Done};
use belfry_kernel::Problem;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::EVENT;
use super::at::At;
use super::change::{self, Report};
use crate::access::Edit;
use crate::value;

/// Bytes of a report.
const LONGEST: usize = 1 << 20;

#[derive(Template)]
#[template(path = "event/report.html")]
struct Body {
    t: Words,
    csrf: String,
    address: String,
    remove: String,
    was: String,
    heading: String,
    content: String,
    now: Option<Report>,
    errors: Errors,
}

/// The form of a new report.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn new(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    Ok(form(visit, None, None, Errors::default())?.into())
}

/// The form of a report that is there.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn page(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let report = kept(visit)?;
    Ok(form(visit, Some(report), None, Errors::default())?.into())
}

fn kept(visit: &Visit<Edit>) -> Result<Report, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, EVENT, visit.path("uuid")?)?;
    change::report(&read, subject.id, visit.path("report")?)?.ok_or(Problem::NotFound)
}

/// What a form remembers of the report that its author saw.
fn stamp(report: &Report) -> String {
    value::hash(&format!("{}\n{}", report.name, report.content)).to_string()
}

fn form(
    visit: &Visit<Edit>,
    kept: Option<Report>,
    typed: Option<(String, String)>,
    errors: Errors,
) -> Result<Page, Problem> {
    let t = visit.t();
    let uuid: Uuid = visit.path("uuid")?;
    let read = visit.read()?;
    let subject = visit.load(&read, EVENT, uuid)?;
    let at = visit.page_of(EVENT, uuid);
    let (address, remove, title) = match &kept {
        Some(report) => {
            let address = format!("{at}/reports/{}/edit", report.uuid);
            (address, format!("{at}/reports/{}/remove", report.uuid), t.s("threats-report-edit-title"))
        }
        None => (format!("{at}/reports/new"), String::new(), t.s("threats-report-new-title")),
    };
    let was = kept.as_ref().map_or_else(String::new, stamp);
    let before = kept.as_ref().map(|report| (report.name.clone(), report.content.clone())).unwrap_or_default();
    let now = kept.filter(|_| typed.is_some() && errors.is_empty());
    let (heading, content) = typed.unwrap_or(before);
    let body = Body { csrf: visit.csrf(), address, remove, was, heading, content, now, errors, t: t.clone() };
    Ok(Page::new(title, body)
        .audience(super::edit::audience(visit, &read, &subject)?)
        .crumb(t.s("threats-list-title"), "/threats/events")
        .crumb(subject.title.as_str(), at.as_str())
        .crumb(t.s("threats-edit-crumb"), format!("{at}/edit")))
}

fn typed(visit: &Visit<Edit>, errors: &mut Errors) -> (String, String) {
    let t = visit.t();
    let (name, content) = (visit.form().text("name").to_owned(), visit.form().raw("content"));
    errors.unless(!name.is_empty(), "name", || t.s("threats-report-name-missing"));
    errors.unless(name.chars().count() <= 200, "name", || t.n("threats-header-title-long", 200));
    errors.unless(!content.trim().is_empty(), "content", || t.s("threats-report-content-missing"));
    errors.unless(content.len() <= LONGEST, "content", || t.s("threats-report-content-long"));
    (name, content)
}

/// Writes a new report.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn create(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let mut errors = Errors::default();
    let (name, content) = typed(visit, &mut errors);
    if !errors.is_empty() {
        return Ok(form(visit, None, Some((name, content)), errors)?.refused().into());
    }
    let report = Report { id: visit.ids().next(), uuid: visit.ids().uuid(), name, content, label: None };
    save(visit, &report, Done::ReportAdded, |tx, event| change::save_report(tx, event, &report))
}

/// Changes a report.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn act(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let mut errors = Errors::default();
    let (name, content) = typed(visit, &mut errors);
    let report = kept(visit)?;
    let clash = stamp(&report) != visit.form().text("was");
    if clash || !errors.is_empty() {
        let mut page = form(visit, Some(report), Some((name, content)), errors)?.refused();
        if clash {
            page.status = 409;
        }
        return Ok(page.into());
    }
    let report = Report { name, content, ..report };
    save(visit, &report, Done::ReportChanged, |tx, event| change::save_report(tx, event, &report))
}

/// Takes a report back.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn remove(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let report = kept(visit)?;
    save(visit, &report, Done::ReportRemoved, |tx, event| change::remove_report(tx, event, &report))
}

fn save(
    visit: &Visit<Edit>,
    report: &Report,
    done: Done,
    work: impl FnOnce(&belfry_store::Tx, &super::Event) -> belfry_store::Result<()>,
) -> Result<Reply, Problem> {
    let uuid: Uuid = visit.path("uuid")?;
    let tx = visit.write()?;
    let allowed = visit.load(&tx, EVENT, uuid)?;
    let event = change::begin(&tx, &allowed, visit.act())?;
    work(&tx, &event)?;
    let what = vec![Change::of(done, [report.id])];
    change::end_of_parts(&tx, &allowed, visit.act(), &event, [report.label], what)?;
    let said = visit.t().a("threats-report-done", [("name", report.name.as_str().into())]);
    visit.finish(tx, Reply::done(At::new(visit, uuid).to("/edit#reports"), said))
}
