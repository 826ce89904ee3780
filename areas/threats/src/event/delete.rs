//! Deleting an event: its row stays, so that its identity is never given twice and its log can be answered for, but nobody sees it.

pub mod api;

use askama::Template;
use belfry_contracts::threats::EventDeleted;
use belfry_kernel::{Label, Problem};
use belfry_store::{Tx, ledger, scope, subject};
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::at::At;
use super::{EVENT, State, change, disclose, edit, store};
use crate::access::{Delete, Recall};

#[derive(Template)]
#[template(path = "event/delete.html")]
struct Body {
    t: Words,
    csrf: String,
    at: At,
    published: bool,
    errors: Errors,
}

/// The question.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn page(visit: &mut Visit<Delete>) -> Result<Reply, Problem> {
    form(visit, Errors::default()).map(Reply::from)
}

fn form(visit: &Visit<Delete>, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let uuid: Uuid = visit.path("uuid")?;
    let read = visit.read()?;
    let subject = visit.load(&read, EVENT, uuid)?;
    let event = store::header(&read, subject.id)?;
    let at = visit.page_of(EVENT, uuid);
    let body = Body {
        csrf: visit.csrf(),
        at: At::new(visit, uuid),
        published: event.state != State::Draft,
        errors,
        t: t.clone(),
    };
    Ok(Page::new(t.s("threats-delete-title"), body)
        .lead(subject.title.as_str())
        .crumb(t.s("threats-list-title"), "/threats/events")
        .crumb(subject.title.as_str(), at.as_str())
        .audience(edit::audience(visit, &read, &subject)?))
}

/// Deletes. What has reached others is deleted only by whoever may also recall it.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn act(visit: &mut Visit<Delete>) -> Result<Reply, Problem> {
    let t = visit.t();
    if !visit.form().has("sure") {
        let mut errors = Errors::default();
        errors.add("sure", t.s("threats-delete-sure-missing"));
        return Ok(form(visit, errors)?.refused().into());
    }
    let tx = visit.write()?;
    let title = deleted(visit, &tx)?;
    visit.finish(tx, Reply::done("/threats/events", t.a("threats-delete-done", [("title", title.into())])))
}

/// Deletes the event of the address; its title.
fn deleted(visit: &Visit<Delete>, tx: &Tx) -> Result<String, Problem> {
    let act = visit.act();
    let allowed = visit.load(tx, EVENT, visit.path("uuid")?)?;
    let mut event = change::begin(tx, &allowed, act)?;
    if event.state != State::Draft && !visit.may::<Recall>(Some(&allowed)) {
        return Err(Problem::Forbidden);
    }
    // Whoever has it hears that it is gone.
    let before = (event.state != State::Draft).then_some(allowed.label_id);
    if event.state != State::Draft {
        let labels = (&scope::label(tx, allowed.label_id)?, &Label::nobody());
        let author = (allowed.owner, &visit.actor().grants());
        disclose::note_lost(tx, act, (event.id, event.version), labels, author)?;
    }
    event.state = State::Draft;
    store::save(tx, &event)?;
    ledger::record(tx, act, &EventDeleted { event: event.id, version: event.version, before })?;
    subject::relabel(tx, &allowed, event.id, &Label::nobody())?;
    Ok(allowed.into_inner().title)
}
