//! The agenda for programs: what is due for the key's owner, his organisations and circles.

use belfry_kernel::Problem;
use belfry_kernel::access::Read as Reads;
use belfry_store::agenda::{self, Due};
use belfry_web::{Reply, Spec, Visit};
use serde_json::{Value, json};

use super::{Asked, Mine, after, line, place};
use crate::subject;

/// Obligations of one answer.
const PAGE: usize = 100;

/// What it says of itself.
pub fn spec() -> Spec {
    let item = json!({"type": "object", "required": ["uuid", "title", "due"], "properties": {
        "uuid": {"type": "string", "format": "uuid"}, "title": {"type": "string"},
        "due": {"type": "string", "format": "date-time"}, "late": {"type": "boolean"}, "area": {"type": "string"},
        "organisation": {"type": ["string", "null"]}, "about": {"type": ["object", "null"]},
        "ended": {"type": ["string", "null"], "format": "date-time"},
        "outcome": {"type": ["string", "null"], "description": "done, dismissed"}}});
    let answer = json!({"type": "object", "required": ["items", "next"], "properties": {
        "items": {"type": "array", "items": item},
        "next": {"type": ["string", "null"], "description": "Give it as `after` for what follows"}}});
    Spec::new("What is due for the key's owner, his organisations and circles, soonest first", answer)
        .query("whose", "mine, organisation, circles; all without it")
        .query("area", "The area that asks for it, such as members")
        .query("state", "`ended` for what is over, last first")
        .query("after", "`next` of the answer before")
}

/// `GET /api/v1/desk/agenda`.
///
/// # Errors
/// Those of the database.
pub fn list(visit: &mut Visit<Reads>) -> Result<Reply, Problem> {
    let (t, now) = (visit.t(), visit.now());
    let (mine, asked) = (Mine::of(visit)?, Asked::of(visit));
    let mut due = agenda::list(&*visit.read()?, &asked.filter(&mine), PAGE as i64 + 1)?;
    let more = due.len() > PAGE;
    due.truncate(PAGE);
    let names = subject::names(visit, due.iter().filter_map(|due| due.obligation.organisation))?;
    let house = visit.house();
    let about = |one: &Due| -> Option<Value> {
        one.about.as_ref().map(
            |(seen, tlp)| json!({"uuid": seen.uuid, "title": seen.title, "tlp": tlp, "address": house.address(seen)}),
        )
    };
    let told = |one: &Due| {
        let organisation = one.obligation.organisation.and_then(|id| names.get(&id)).map(|name| name.name.as_str());
        json!({
            "uuid": one.uuid, "title": line::title(&t, &one.obligation.what, &one.obligation.data),
            "due": one.obligation.due, "late": one.ended.is_none() && one.obligation.due < now, "area": one.area,
            "organisation": organisation, "about": about(one), "ended": one.ended.map(|(at, ..)| at),
            "outcome": one.ended.map(|(_, outcome, _)| outcome.code()),
        })
    };
    let next = due.last().filter(|_| more).map(|last| place(after(last)));
    Reply::json(&json!({ "items": due.iter().map(told).collect::<Vec<_>>(), "next": next }))
}
