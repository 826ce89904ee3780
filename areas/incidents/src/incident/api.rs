//! Records for programs: the same use cases as the pages.

use belfry_identity::organisation;
use belfry_kernel::{OrganisationId, Problem, SubjectId};
use belfry_store::subject::Subject;
use belfry_web::api::Spec;
use belfry_web::{Reply, Visit};
use serde_json::{Value, json};

use super::select::{self, Filter};
use super::store::{self, Incident};
use super::{Cause, Class, INCIDENT, Severity};
use crate::access::Read;
use crate::lesson::store as lessons;
use crate::notification::api::{list_of, notification_schema, told};
use crate::notification::store as notifications;

/// Items of one answer.
const PAGE: usize = 100;

fn record_schema() -> Value {
    let (text, when) = (json!({"type": "string"}), json!({"type": ["string", "null"], "format": "date-time"}));
    json!({"type": "object", "required": ["uuid", "number", "title", "kind", "state"], "properties": {
        "uuid": {"type": "string", "format": "uuid"}, "number": text, "title": text, "kind": text, "state": text,
        "exercise": {"type": "boolean"}, "zone": text, "began": when, "detected": when, "aware": when, "resolved": when,
        "description": text, "impact": text, "measures": text, "place": text, "cause": text, "class": text, "severity": text,
        "suspected": text, "border": text, "users": {"type": ["integer", "null"]},
        "share": {"type": ["number", "null"], "description": "Per cent"},
        "loss": {"type": ["number", "null"], "description": "Euro"}
    }})
}

/// What the list of records says of itself.
#[must_use]
pub fn list_spec() -> Spec {
    Spec::new("Incidents of the key owner's organisations, newest first", list_of(&record_schema()))
        .query("before", "`next` of the answer before")
        .query("q", "Words")
        .query("kind", "incident, near-miss, threat")
        .query("state", "open, resolved, closed")
        .query("sector", "A sector's code")
        .query("cause", "system-failure, natural-phenomenon, human-error, malicious-action, third-party-failure")
        .query("exercise", "yes, no")
}

/// A program that asks for some by a word that means nothing here is told so, and not given all.
///
/// # Errors
/// [`Problem::BadRequest`].
pub(crate) fn known(
    asked: &[(String, String)],
    names: &[&str],
    takes: impl Fn(&(String, String)) -> bool,
) -> Result<(), Problem> {
    let mut said = asked.iter().filter(|(name, value)| names.contains(&name.as_str()) && !value.trim().is_empty());
    match said.find(|pair| !takes(pair)) {
        Some((name, _)) => Err(Problem::BadRequest(format!("`{name}` has a value that is not known here"))),
        None => Ok(()),
    }
}

/// `GET /api/v1/incidents/records`.
///
/// # Errors
/// [`Problem::BadRequest`] for a filter that means nothing, and those of the database.
pub fn records(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let names = ["q", "kind", "state", "sector", "cause", "exercise", "before"];
    known(visit.queries(), &names, |pair| match pair.0.as_str() {
        "before" => pair.1.parse::<i64>().is_ok(),
        _ => !Filter::of(std::slice::from_ref(pair)).fields().is_empty(),
    })?;
    let filter = Filter::of(visit.queries());
    let before = visit.query("before").parse().ok().map(SubjectId);
    let mut rows = select::rows(&*visit.read()?, &filter, before, PAGE as i64 + 1)?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more).map(|(last, _)| last.id.to_string());
    Reply::json(&json!({ "items": rows.iter().map(record).collect::<Vec<_>>(), "next": next }))
}

/// A record as a program reads it.
#[must_use]
pub fn record((subject, incident): &(Subject, Incident)) -> Value {
    let one = &incident.written;
    let hundredths = |n: Option<i64>| n.map(|n| n as f64 / 100.0);
    json!({
        "uuid": subject.uuid, "number": incident.number, "title": subject.title, "kind": one.kind.code(),
        "state": incident.state.code(), "exercise": one.exercise, "zone": one.zone, "began": one.began, "detected": one.detected,
        "aware": one.aware, "resolved": one.resolved, "description": one.description, "impact": one.impact,
        "measures": one.measures, "place": one.place, "cause": one.cause.map_or("", Cause::code),
        "class": one.class.map_or("", Class::code), "severity": one.severity.map_or("", Severity::code),
        "suspected": one.suspected.code(), "border": one.border.code(), "users": one.users,
        "share": hundredths(one.share), "loss": hundredths(one.loss),
    })
}

/// What one record says of itself.
#[must_use]
pub fn spec() -> Spec {
    let (text, when) = (json!({"type": "string"}), json!({"type": "string", "format": "date-time"}));
    let mut schema = record_schema();
    let more = json!({
        "services": {"type": "array", "items": {"type": "object", "properties": {"sector": text, "service": text}}},
        "countries": {"type": "array", "items": text},
        "moments": {"type": "array", "items": {"type": "object", "properties": {"at": when, "text": text}}},
        "notifications": {"type": "array", "items": notification_schema()},
        "lessons": {"type": "array", "items": {"type": "object", "properties": {
            "cause": text, "item": text, "action": text, "due": {"type": ["string", "null"], "format": "date-time"}, "asked": text
        }}}
    });
    for (name, value) in more.as_object().into_iter().flatten() {
        schema["properties"][name] = value.clone();
    }
    Spec::new("An incident of the key owner's organisation, with what was told of it and what it taught", schema)
}

/// `GET /api/v1/incidents/records/{uuid}`.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn one(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, INCIDENT, visit.path("uuid")?)?.into_inner();
    let incident = store::of(&read, subject.id)?;
    let moments = store::moments(&read, subject.id)?;
    let sent = notifications::of_incident(&read, subject.id)?;
    let lessons = lessons::lessons(&read, subject.id)?;
    let ids: Vec<OrganisationId> = sent.iter().map(|(_, one)| one.authority).chain([subject.owner]).collect();
    let names = organisation::names(&read, &ids)?;
    drop(read);
    let named = |id: OrganisationId| names.get(&id).map(|name| name.name.clone());
    let written = incident.written.clone();
    let mut whole = record(&(subject, incident));
    whole["services"] =
        written.services.iter().map(|(sector, service)| json!({"sector": sector, "service": service})).collect();
    whole["countries"] = json!(written.countries);
    whole["moments"] = moments.iter().map(|one| json!({"at": one.at, "text": one.text})).collect();
    whole["notifications"] =
        sent.iter().map(|(own, one)| told(own, one, (named(own.owner), named(one.authority)))).collect();
    whole["lessons"] = lessons
        .iter()
        .map(|one| {
            json!({"cause": one.cause, "item": one.item, "action": one.action, "due": one.due, "asked": one.asked})
        })
        .collect();
    Reply::json(&whole)
}
