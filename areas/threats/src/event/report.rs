//! Reports of an event: texts in Markdown, written and taken back.

pub mod api;

use askama::Template;
use belfry_contracts::threats::{Change, Done};
use belfry_kernel::{Allowed, Problem};
use belfry_store::Tx;
use belfry_store::subject::Subject;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::at::At;
use super::begin::begin;
use super::change::{self, Report};
use super::{EVENT, Event};
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

fn typed(visit: &Visit<Edit>) -> (String, String) {
    (visit.form().text("name").to_owned(), visit.form().raw("content"))
}

/// Checks title and text; what is wrong goes to its field.
fn check(t: &Words, (name, content): &(String, String), errors: &mut Errors) {
    errors.unless(!name.is_empty(), "name", || t.s("threats-report-name-missing"));
    errors.unless(name.chars().count() <= 200, "name", || t.n("threats-header-title-long", 200));
    errors.unless(!content.trim().is_empty(), "content", || t.s("threats-report-content-missing"));
    errors.unless(content.len() <= LONGEST, "content", || t.s("threats-report-content-long"));
}

/// Writes a new report.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn create(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let typed = typed(visit);
    let mut errors = Errors::default();
    check(&visit.t(), &typed, &mut errors);
    let tx = visit.write()?;
    let Some((report, _)) = made(visit, &tx, None, &typed, &errors)? else {
        drop(tx);
        return Ok(form(visit, None, Some(typed), errors)?.refused().into());
    };
    visit.finish(tx, done(visit, &report))
}

/// Writes a new report unless something is wrong with it; with the event's version since. `seen`: as of [`begin`].
fn made(
    visit: &Visit<Edit>,
    tx: &Tx,
    seen: Option<i64>,
    (name, content): &(String, String),
    errors: &Errors,
) -> Result<Option<(Report, i64)>, Problem> {
    let (allowed, event) = begin(visit, tx, seen)?;
    if !errors.is_empty() {
        return Ok(None);
    }
    let (name, content) = (name.clone(), content.clone());
    let report = Report { id: visit.ids().next(), uuid: visit.ids().uuid(), name, content, label: None };
    change::save_report(tx, &event, &report)?;
    end(visit, tx, &allowed, &event, &report, Done::ReportAdded)?;
    Ok(Some((report, event.version)))
}

/// Changes a report.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn act(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let typed = typed(visit);
    let mut errors = Errors::default();
    let tx = visit.write()?;
    let standing = Standing::begin(visit, &tx, None)?;
    let clash = stamp(&standing.report) != visit.form().text("was");
    check(&visit.t(), &typed, &mut errors);
    if clash || !errors.is_empty() {
        drop(tx);
        let mut page = form(visit, Some(standing.report), Some(typed), errors)?.refused();
        if clash {
            page.status = 409;
        }
        return Ok(page.into());
    }
    let (report, _) = standing.change(visit, &tx, typed)?;
    visit.finish(tx, done(visit, &report))
}

/// Takes a report back.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn remove(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let tx = visit.write()?;
    let standing = Standing::begin(visit, &tx, None)?;
    standing.take_back(visit, &tx)?;
    visit.finish(tx, done(visit, &standing.report))
}

/// The report of the address, as it stands while nobody else can change it.
struct Standing {
    allowed: Allowed<Edit, Subject>,
    event: Event,
    report: Report,
}

impl Standing {
    /// Begins a change of it. `seen`: as of [`begin`].
    fn begin(visit: &Visit<Edit>, tx: &Tx, seen: Option<i64>) -> Result<Self, Problem> {
        let (allowed, event) = begin(visit, tx, seen)?;
        let report = change::report(tx, event.id, visit.path("report")?)?.ok_or(Problem::NotFound)?;
        Ok(Self { allowed, event, report })
    }

    /// Gives it a title and a text that were checked; with the event's version since.
    fn change(self, visit: &Visit<Edit>, tx: &Tx, (name, content): (String, String)) -> Result<(Report, i64), Problem> {
        let report = Report { name, content, ..self.report };
        change::save_report(tx, &self.event, &report)?;
        end(visit, tx, &self.allowed, &self.event, &report, Done::ReportChanged)?;
        Ok((report, self.event.version))
    }

    /// Takes it back; the event's version since.
    fn take_back(&self, visit: &Visit<Edit>, tx: &Tx) -> Result<i64, Problem> {
        change::remove_report(tx, &self.event, &self.report)?;
        end(visit, tx, &self.allowed, &self.event, &self.report, Done::ReportRemoved)?;
        Ok(self.event.version)
    }
}

fn end(
    visit: &Visit<Edit>,
    tx: &Tx,
    allowed: &Allowed<Edit, Subject>,
    event: &Event,
    report: &Report,
    done: Done,
) -> Result<(), Problem> {
    let what = vec![Change::of(done, [report.id])];
    Ok(change::end_of_parts(tx, allowed, visit.act(), event, [report.label], what)?)
}

/// Back to the editor.
fn done(visit: &Visit<Edit>, report: &Report) -> Reply {
    let said = visit.t().a("threats-report-done", [("name", report.name.as_str().into())]);
    Reply::done(At::new(visit, visit.path("uuid").unwrap_or_default()).to("/edit#reports"), said)
}
