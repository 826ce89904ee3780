//! Taking a published event back: recalled, so that whoever has it learns why it is no longer to be used; or withdrawn, so that
//! only its own organisation sees it, to work on it.

pub mod api;

use askama::Template;
use belfry_contracts::threats::{EventRecalled, EventWithdrawn};
use belfry_kernel::Problem;
use belfry_store::{Tx, ledger, scope, subject};
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::at::At;
use super::notice::{self, Kind};
use super::{EVENT, State, change, disclose, edit, new, store};
use crate::access::Recall;

/// Characters of a reason.
const LONGEST: usize = 2_000;

#[derive(Template)]
#[template(path = "event/recall.html")]
struct Body {
    t: Words,
    csrf: String,
    at: At,
    recalled: bool,
    reason: String,
    errors: Errors,
}

/// The page.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn page(visit: &mut Visit<Recall>) -> Result<Reply, Problem> {
    form(visit, Errors::default()).map(Reply::from)
}

fn form(visit: &Visit<Recall>, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let uuid: Uuid = visit.path("uuid")?;
    let read = visit.read()?;
    let subject = visit.load(&read, EVENT, uuid)?;
    let event = store::header(&read, subject.id)?;
    if event.state == State::Draft {
        return Err(Problem::Refused(t.s("threats-recall-draft")));
    }
    let at = visit.page_of(EVENT, uuid);
    let body = Body {
        csrf: visit.csrf(),
        at: At::new(visit, uuid),
        recalled: event.state == State::Recalled,
        reason: visit.form().raw("reason"),
        errors,
        t: t.clone(),
    };
    let title = if body.recalled { t.s("threats-withdraw-heading") } else { t.s("threats-recall-title") };
    Ok(Page::new(title, body)
        .lead(subject.title.as_str())
        .crumb(t.s("threats-list-title"), "/threats/events")
        .crumb(subject.title.as_str(), at.as_str())
        .audience(edit::audience(visit, &read, &subject)?))
}

/// Recalls: the audience stays, the event says so, and why.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn act(visit: &mut Visit<Recall>) -> Result<Reply, Problem> {
    let uuid: Uuid = visit.path("uuid")?;
    let reason = visit.form().raw("reason");
    let mut errors = Errors::default();
    let Some(reason) = checked(&visit.t(), &reason, &mut errors) else {
        return Ok(form(visit, errors)?.refused().into());
    };
    let tx = visit.write()?;
    recalled(visit, &tx, reason)?;
    visit.finish(tx, Reply::done(visit.page_of(EVENT, uuid), visit.s("threats-recall-done")))
}

/// The reason as it is kept. None where something is wrong with it, which goes to its field.
fn checked<'r>(t: &Words, reason: &'r str, errors: &mut Errors) -> Option<&'r str> {
    let reason = reason.trim();
    errors.unless(!reason.is_empty(), "reason", || t.s("threats-recall-reason-missing"));
    errors.unless(reason.chars().count() <= LONGEST, "reason", || t.n("threats-header-title-long", LONGEST));
    errors.is_empty().then_some(reason)
}

/// Recalls the event of the address; its version since.
fn recalled(visit: &Visit<Recall>, tx: &Tx, reason: &str) -> Result<i64, Problem> {
    let act = visit.act();
    let allowed = visit.load(tx, EVENT, visit.path("uuid")?)?;
    let mut event = change::begin(tx, &allowed, act)?;
    if event.state != State::Published {
        return Err(Problem::Conflict);
    }
    event.state = State::Recalled;
    notice::add(tx, act, event.id, event.version, Kind::Recall, reason)?;
    store::save(tx, &event)?;
    subject::touch(tx, &allowed, event.id, &allowed.title, act.now)?;
    ledger::record(tx, act, &EventRecalled { event: event.id, version: event.version })?;
    Ok(event.version)
}

/// Withdraws: a draft again, that remembers whom it was for.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn withdraw(visit: &mut Visit<Recall>) -> Result<Reply, Problem> {
    let tx = visit.write()?;
    withdrawn(visit, &tx)?;
    let to = At::new(visit, visit.path("uuid")?).to("/edit");
    visit.finish(tx, Reply::done(to, visit.s("threats-withdraw-done")))
}

/// Withdraws the event of the address; its version since.
fn withdrawn(visit: &Visit<Recall>, tx: &Tx) -> Result<i64, Problem> {
    let act = visit.act();
    let allowed = visit.load(tx, EVENT, visit.path("uuid")?)?;
    let mut event = change::begin(tx, &allowed, act)?;
    if event.state == State::Draft {
        return Err(Problem::Conflict);
    }
    let (before, now) = (scope::label(tx, allowed.label_id)?, new::draft_label(event.tlp, allowed.owner));
    let author = (allowed.owner, &visit.actor().grants());
    disclose::note_lost(tx, act, (event.id, event.version), (&before, &now), author)?;
    event.reach = Some(before);
    event.state = State::Draft;
    store::save(tx, &event)?;
    subject::touch(tx, &allowed, event.id, &allowed.title, act.now)?;
    let before = Some(allowed.label_id);
    ledger::record(tx, act, &EventWithdrawn { event: event.id, version: event.version, before })?;
    subject::relabel(tx, &allowed, event.id, &now)?;
    Ok(event.version)
}
