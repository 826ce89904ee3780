//! Notifications for programs: the same use cases as the pages, and the same sight of answers.

use belfry_forms::core::Answers;
use belfry_identity::organisation;
use belfry_kernel::{OrganisationId, Problem, SubjectId};
use belfry_store::subject::Subject;
use belfry_store::{Sql, args, scope, subject};
use belfry_web::api::Spec;
use belfry_web::{Reply, Visit};
use serde_json::{Value, json};

use super::course::{self, Known};
use super::store::{self, Notification};
use super::{NOTIFICATION, State, handle, paper, send, show};
use crate::access::{Handle, Notify, Read};
use crate::audience::{self, Sight};

/// Items of one answer.
const PAGE: usize = 100;

/// The description of a list that goes on.
#[must_use]
pub fn list_of(item: &Value) -> Value {
    json!({"type": "object", "required": ["items", "next"], "properties": {
        "items": {"type": "array", "items": item},
        "next": {"type": ["string", "null"], "description": "Give it as `before` for what follows"}
    }})
}

/// A notification without its answers, as it is described.
#[must_use]
pub fn notification_schema() -> Value {
    let (text, when) = (json!({"type": "string"}), json!({"type": ["string", "null"], "format": "date-time"}));
    json!({"type": "object", "required": ["uuid", "number", "regime", "state"], "properties": {
        "uuid": {"type": "string", "format": "uuid"}, "number": text, "regime": text, "version": text,
        "entity": {"type": ["string", "null"]}, "authority": {"type": ["string", "null"]}, "kind": text, "state": text,
        "country": text, "sector": text, "voluntary": {"type": "boolean"}, "exercise": {"type": "boolean"},
        "aware": when, "received": when, "replied": when, "notified": when, "handled": when, "closed": when,
        "step": text, "due": when,
        "submissions": {"type": "array", "description": "With the answers that the law lets the key's owner see"}
    }})
}

/// What the list of notifications says of itself.
#[must_use]
pub fn list_spec() -> Spec {
    Spec::new("Notifications that the key's owner sent or receives, newest first", list_of(&notification_schema()))
        .query("before", "`next` of the answer before")
        .query("state", "received, review, asked, accepted, closed")
        .query("law", "The code of a regime")
}

/// What one notification says of itself.
#[must_use]
pub fn one_spec() -> Spec {
    Spec::new("A notification, with what was sent", notification_schema())
}

/// `GET /api/v1/incidents/notifications`.
///
/// # Errors
/// Those of the database.
pub fn list(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let before = visit.query("before").parse().ok().map(SubjectId);
    let read = visit.read()?;
    let mut sql = Sql::new("select", []).and(subject::COLUMNS, []).and(",", []).and(store::COLUMNS, []);
    sql.append(&scope::visible(&read, NOTIFICATION, "join incidents_notifications n on n.id = s.id")?);
    for (name, condition) in [("state", "and n.state = ?"), ("law", "and n.regime = ?")] {
        if !visit.query(name).is_empty() {
            sql.push(condition, [visit.query(name).into()]);
        }
    }
    sql.append(&scope::newest(&read, NOTIFICATION, before, PAGE as i64 + 1)?);
    let mut rows = read.rows(sql, args![], |row| Ok((Subject::from_row(row, 0)?, store::from_row(row, 8)?)))?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more).map(|(last, _)| last.id.to_string());
    let ids: Vec<OrganisationId> = rows.iter().flat_map(|(subject, one)| [subject.owner, one.authority]).collect();
    let names = organisation::names(&read, &ids)?;
    let named = |id: OrganisationId| names.get(&id).map(|name| name.name.clone());
    let items: Vec<Value> =
        rows.iter().map(|(subject, one)| told(subject, one, (named(subject.owner), named(one.authority)))).collect();
    Reply::json(&json!({ "items": items, "next": next }))
}

/// A notification as a program reads it, without its answers.
#[must_use]
pub fn told(subject: &Subject, one: &Notification, (entity, authority): (Option<String>, Option<String>)) -> Value {
    json!({
        "uuid": subject.uuid, "number": one.number, "regime": one.regime, "version": one.version, "entity": entity,
        "authority": authority, "kind": one.kind.code(), "state": one.state.code(), "country": one.country,
        "sector": one.sector, "voluntary": one.voluntary, "exercise": one.exercise,
        "aware": one.aware, "received": one.received, "replied": one.replied, "notified": one.notified,
        "handled": one.handled, "closed": one.closed, "step": one.step, "due": one.due,
    })
}

/// `GET /api/v1/incidents/notifications/{uuid}`.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn one(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, NOTIFICATION, visit.path("uuid")?)?;
    let one = store::of(&read, subject.id)?;
    let regime = audience::regime(&one).ok_or(Problem::NotFound)?;
    let recipients = store::recipients(&read, subject.id)?;
    let sight = Sight::of(visit.person()?, &subject, &recipients);
    let sent = audience::submissions(&read, subject.id, regime, &sight)?;
    let names = organisation::names(&read, &[subject.owner, one.authority])?;
    drop(read);
    visit.close();
    if let Some(office) = handle::office(visit.person()?, &recipients) {
        show::beside::note(visit, subject.id, office)?;
    }
    let named = |id: OrganisationId| names.get(&id).map(|name| name.name.clone());
    let mut whole = told(&subject, &one, (named(subject.owner), named(one.authority)));
    let submission = |one: &store::Submission| {
        json!({
            "step": one.step, "version": one.number, "form": one.form, "at": one.at, "due": one.due,
            "hash": Some(&one.hash).filter(|hash| !hash.is_empty()), "answers": one.answers,
        })
    };
    whole["submissions"] = sent.iter().map(submission).collect();
    Reply::json(&whole)
}

/// What sending a step says of itself.
#[must_use]
pub fn step_spec() -> Spec {
    let takes = json!({"type": "object", "description": "Answers by the names of the form's questions",
        "required": ["values"], "properties": {"values": {"type": "object"}, "entries": {"type": "object"}}});
    let gives = json!({"type": "object", "properties": {
        "step": {"type": "string"}, "version": {"type": "integer"}, "hash": {"type": "string"},
        "at": {"type": "string", "format": "date-time"}
    }});
    Spec::new("Sends a version of a step, and gives the receipt", gives).takes(takes).answers(201)
}

/// `POST /api/v1/incidents/notifications/{uuid}/steps/{step}`.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::BadRequest`] with what is wrong in the answers, and those of the database.
pub fn step(visit: &mut Visit<Notify>) -> Result<Reply, Problem> {
    let step: String = visit.path("step")?;
    let answers: Answers = visit.json()?;
    let read = visit.read()?;
    let subject = visit.load(&read, NOTIFICATION, visit.path("uuid")?)?;
    let one = store::of(&read, subject.id)?;
    let regime = audience::regime(&one).ok_or(Problem::NotFound)?;
    let known = Known::of(&read, subject.id, one, regime)?;
    drop(read);
    if !course::may_send(regime, &known.notification, &known.facts()).contains(&step) {
        return Err(Problem::BadRequest("this step is not to be sent now".into()));
    }
    // The form is read under another key: one picture after the other.
    visit.close();
    let form = paper::form(&visit.house().db, known.notification.authority, regime, &step)?;
    let (t, now) = (visit.t(), visit.now().to_zoned(crate::instant::zone(&known.notification.zone)).datetime());
    let language = audience::language(&t);
    let sheet = paper::Paper { form: &form, t: &t, language: &language, now }.sheet(&answers)?;
    let complaints = sheet.complaints(&answers);
    if !complaints.is_empty() {
        let wrong = complaints.iter().map(|one| {
            format!("{}: {}", one.place, belfry_forms::render::words_for(&sheet, &t, &one.place, one.reason))
        });
        return Err(Problem::BadRequest(wrong.collect::<Vec<_>>().join("; ")));
    }
    let answers = sheet.answers();
    let tx = visit.write()?;
    let subject = visit.load(&tx, NOTIFICATION, visit.path("uuid")?)?;
    let sent = send::step(&tx, visit.act(), &subject, (&step, &form), &answers)?;
    let receipt = json!({ "step": sent.step, "version": sent.number, "hash": sent.hash, "at": sent.at });
    visit.finish(tx, Reply::Json(201, receipt.to_string()))
}

/// What judging a version says of itself.
#[must_use]
pub fn review_spec() -> Spec {
    let takes = json!({"type": "object", "required": ["state"], "properties": {
        "state": {"enum": ["review", "asked", "accepted"]},
        "text": {"type": "string", "description": "What is to be said better; has to be there for `asked`"}
    }});
    Spec::new("Says what the key owner's authority makes of the newest version of a step", notification_schema())
        .takes(takes)
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Judged {
    state: String,
    #[serde(default)]
    text: String,
}

/// `POST /api/v1/incidents/notifications/{uuid}/review`.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], [`Problem::BadRequest`] with what is wrong, and those of the database.
pub fn review(visit: &mut Visit<Handle>) -> Result<Reply, Problem> {
    let judged: Judged = visit.json()?;
    let bad = |what: &str| Problem::BadRequest(what.to_owned());
    let state = State::parse(&judged.state).filter(|state| handle::judges(*state));
    let state = state.ok_or_else(|| bad("`state` is review, asked or accepted"))?;
    let text = handle::fitting(&judged.text);
    let tx = visit.write()?;
    let mut desk = handle::desk(visit, &tx)?;
    if !handle::judge(visit, &tx, &mut desk, state, text)? {
        return Err(bad("a closed notification is not judged any more, and who asks for more says what in `text`"));
    }
    let one = store::of(&tx, desk.subject.id)?;
    let names = organisation::names(&tx, &[desk.subject.owner, one.authority])?;
    let named = |id: OrganisationId| names.get(&id).map(|name| name.name.clone());
    let answer = told(&desk.subject, &one, (named(desk.subject.owner), named(one.authority)));
    visit.finish(tx, Reply::Json(200, answer.to_string()))
}
