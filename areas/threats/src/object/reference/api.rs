//! References for programs: what an object refers to, one more, one less.

use belfry_kernel::Problem;
use belfry_web::api::Spec;
use belfry_web::form::Errors;
use belfry_web::{Reply, Visit};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::select::{self, Arrow};
use super::{Typed, made, object, taken_back};
use crate::access::{Edit, Read};
use crate::api;
use crate::event::EVENT;

/// Items of one answer.
const PAGE: usize = 500;

fn schema() -> Value {
    let text = json!({"type": "string"});
    json!({"type": "object", "required": ["uuid", "relationship", "target"], "properties": {
        "uuid": {"type": "string", "format": "uuid"}, "relationship": text,
        "target": {"type": "string", "format": "uuid"},
        "kind": {"enum": ["object", "attribute", null], "description": "null: the target lies elsewhere, or is gone"},
        "name": {"type": ["string", "null"], "description": "An object's name and most telling value, or an attribute's value"},
        "comment": text
    }})
}

/// What the list says of itself.
pub fn list_spec() -> Spec {
    Spec::new(
        "What an object of an event refers to, oldest first; objects have their UUIDs in the event as MISP's JSON",
        api::list_after(&schema()),
    )
    .query("after", "`next` of the answer before")
}

/// What adding one says of itself.
pub fn add_spec() -> Spec {
    let takes = json!({"type": "object", "required": ["target", "relationship"], "properties": {
        "target": {"type": "string", "format": "uuid", "description": "Another object, or an attribute, of the same event"},
        "relationship": {"type": "string", "maxLength": 255, "description": "One of MISP's relationships, or another"},
        "comment": {"type": "string"}
    }});
    let gives =
        json!({"type": "object", "required": ["uuid"], "properties": {"uuid": {"type": "string", "format": "uuid"}}});
    Spec::new("Makes an object refer to another part of its event", gives).takes(takes).answers(201)
}

/// What taking one back says of itself.
pub fn remove_spec() -> Spec {
    let uuid = || json!({"type": "object", "required": ["uuid"], "properties": {"uuid": {"type": "string", "format": "uuid"}}});
    Spec::new("Takes a reference of an object back, and gives its UUID", uuid()).takes(uuid())
}

/// `GET /api/v1/threats/events/{uuid}/references/{object}`.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn list(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let after = api::behind(visit)?;
    let read = visit.read()?;
    let event = visit.load(&read, EVENT, visit.path("uuid")?)?;
    let from = object(visit, &read, event.id)?;
    let mut arrows = select::arrows(&read, &from, after, PAGE + 1)?;
    drop(read);
    if !arrows.is_empty() {
        api::fetched(visit, &event)?;
    }
    let next = api::cut(&mut arrows, PAGE, |one| one.id);
    let told = |one: &Arrow| {
        let kind = one.ends.as_ref().map(|target| if target.is_object { "object" } else { "attribute" });
        json!({"uuid": one.uuid, "relationship": one.relationship, "target": one.target, "kind": kind,
            "name": one.ends.as_ref().map(|target| target.plain()), "comment": one.comment})
    };
    Reply::json(&json!({"items": arrows.iter().map(told).collect::<Vec<_>>(), "next": next}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    target: Uuid,
    relationship: String,
    #[serde(default)]
    comment: String,
}

/// `POST /api/v1/threats/events/{uuid}/references/{object}`.
///
/// # Errors
/// [`Problem::Fields`] with what is wrong, and those of the database; hidden is not found.
pub fn add(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let Wanted { target, relationship, comment } = visit.json()?;
    let typed = Typed { target: target.to_string(), relationship, comment: comment.trim().to_owned() };
    let mut errors = Errors::default();
    let tx = visit.write()?;
    let Some((_, uuid)) = made(visit, &tx, &typed, &mut errors)? else {
        return Err(errors.problem());
    };
    visit.finish(tx, Reply::Json(201, json!({ "uuid": uuid }).to_string()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Which {
    uuid: Uuid,
}

/// `POST /api/v1/threats/events/{uuid}/references/{object}/remove`.
///
/// # Errors
/// Those of the database; hidden is not found, as what was taken back before.
pub fn remove(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let Which { uuid } = visit.json()?;
    let tx = visit.write()?;
    taken_back(visit, &tx, Some(uuid))?;
    visit.finish(tx, Reply::Json(200, json!({ "uuid": uuid }).to_string()))
}
