//! What came from other points of contact, and what went to them.

use askama::Template;
use belfry_kernel::{Problem, SubjectId};
use belfry_web::api::Spec;
use belfry_web::components::Tab;
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;
use serde_json::json;

use super::{Way, contact, partner, store, url};
use crate::access::Handovers;
use crate::incident::api::known;

/// Rows on a page.
const ROWS: usize = 50;
const HERE: &str = "/incidents/handovers";

struct Row {
    href: String,
    title: String,
    exercise: bool,
    other: String,
    tlp: String,
    state: String,
    state_kind: &'static str,
    number: String,
    when: (String, String),
}

#[derive(Template)]
#[template(path = "handover/list.html")]
struct Body {
    t: Words,
    tabs: Vec<Tab>,
    received: bool,
    acts: bool,
    rows: Vec<Row>,
    newer: String,
    older: String,
}

/// The page.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Handovers>) -> Result<Reply, Problem> {
    let t = visit.t();
    let way = Way::parse(visit.query("way")).unwrap_or(Way::Received);
    let before: Option<SubjectId> = visit.query("before").parse().ok().map(SubjectId);
    let read = visit.read()?;
    let mut found = store::list(&read, way, before, ROWS as i64 + 1)?;
    let more = found.len() > ROWS;
    found.truncate(ROWS);
    let partners = partner::all_named(&read)?;
    drop(read);
    let at = |before: SubjectId| format!("{HERE}?way={}&before={before}", way.code());
    let older = found.last().filter(|_| more).map(|(last, _)| at(last.id));
    let row = |(subject, one): &(belfry_store::subject::Subject, store::Package)| Row {
        href: url(subject),
        title: subject.title.clone(),
        exercise: one.exercise,
        other: partners.get(&one.partner).cloned().unwrap_or_default(),
        tlp: one.tlp.code().to_owned(),
        state: t.s(&format!("incidents-handover-state-{}", one.state.code())),
        state_kind: one.state.chip(),
        number: one.number.clone(),
        when: (subject.updated.to_string(), t.relative(subject.updated, visit.now())),
    };
    let tab = |way: Way, now: Way| Tab {
        label: t.s(&format!("incidents-handover-way-{}", way.code())),
        href: format!("{HERE}?way={}", way.code()),
        count: String::new(),
        current: way == now,
    };
    let acts = contact(visit.person()?).is_some();
    let body = Body {
        tabs: vec![tab(Way::Received, way), tab(Way::Sent, way)],
        received: way == Way::Received,
        acts,
        rows: found.iter().map(row).collect(),
        newer: before.map_or_else(String::new, |_| format!("{HERE}?way={}", way.code())),
        older: older.unwrap_or_default(),
        t: t.clone(),
    };
    let mut page = Page::new(t.s("incidents-handover-title"), body)
        .lead(t.s("incidents-handover-lead"))
        .crumb(t.s("incidents-nav"), "/incidents");
    if acts {
        page = page
            .action(Action::link(t.s("incidents-handover-new"), "/incidents/handovers/new", "send").primary())
            .action(Action::link(t.s("incidents-handover-receive"), "/incidents/handovers/receive", "import"))
            .action(Action::link(t.s("incidents-handover-keys"), "/incidents/handovers/keys", "key"));
    }
    Ok(page.into())
}

/// Items of one answer to a program.
const ITEMS: usize = 100;

/// What the list says of itself to programs.
#[must_use]
pub fn spec() -> Spec {
    let text = json!({"type": "string"});
    let item = json!({"type": "object", "required": ["uuid", "way", "state", "title"], "properties": {
        "uuid": {"type": "string", "format": "uuid"}, "way": text, "state": text, "title": text, "tlp": text,
        "exercise": {"type": "boolean"}, "number": text, "with": text, "error": text,
        "receipted": {"type": ["string", "null"], "format": "date-time"}
    }});
    let answer = json!({"type": "object", "required": ["items", "next"], "properties": {
        "items": {"type": "array", "items": item},
        "next": {"type": ["string", "null"], "description": "Give it as `before` for what follows"}
    }});
    Spec::new("Packages to and from the points of contact of other countries, newest first", answer)
        .query("way", "received (the usual) or sent")
        .query("before", "`next` of the answer before")
}

/// `GET /api/v1/incidents/handovers`.
///
/// # Errors
/// [`Problem::BadRequest`] for a filter that means nothing, and those of the database.
pub fn api(visit: &mut Visit<Handovers>) -> Result<Reply, Problem> {
    known(visit.queries(), &["way", "before"], |(name, said)| match name.as_str() {
        "way" => Way::parse(said).is_some(),
        _ => said.parse::<i64>().is_ok(),
    })?;
    let way = Way::parse(visit.query("way")).unwrap_or(Way::Received);
    let before: Option<SubjectId> = visit.query("before").parse().ok().map(SubjectId);
    let read = visit.read()?;
    let mut found = store::list(&read, way, before, ITEMS as i64 + 1)?;
    let more = found.len() > ITEMS;
    found.truncate(ITEMS);
    let partners = partner::all_named(&read)?;
    let next = found.last().filter(|_| more).map(|(last, _)| last.id.to_string());
    let item = |(subject, one): &(belfry_store::subject::Subject, store::Package)| {
        json!({
            "uuid": subject.uuid, "way": one.way.code(), "state": one.state.code(), "title": subject.title,
            "tlp": one.tlp.code(), "exercise": one.exercise, "number": one.number, "with": partners.get(&one.partner),
            "error": one.error, "receipted": one.receipted.map(|at| at.to_string()),
        })
    };
    Reply::json(&json!({"items": found.iter().map(item).collect::<Vec<_>>(), "next": next}))
}
