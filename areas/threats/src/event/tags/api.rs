//! Tags of an event for programs.

use belfry_contracts::threats::Done;
use belfry_kernel::Problem;
use belfry_web::api::Spec;
use belfry_web::form::Errors;
use belfry_web::{Reply, Visit};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::{put_on, take_off};
use crate::access::Edit;
use crate::api;
use crate::event::header::{self, TAGS_AT_ONCE};
use crate::tag::Tag;

/// What putting tags on says of itself.
pub fn add_spec() -> Spec {
    spec(
        "Puts tags on an event, for everybody who sees it: one that was local is so no more. TLP is no tag: that is `tlp` of the event",
    )
}

/// What taking tags off says of itself.
pub fn remove_spec() -> Spec {
    spec("Takes tags off an event; what is not on it is passed over")
}

fn spec(summary: &'static str) -> Spec {
    let tags = json!({"type": "array", "minItems": 1, "maxItems": TAGS_AT_ONCE, "items": {"type": "string"}});
    Spec::new(summary, api::changed())
        .takes(json!({"type": "object", "required": ["tags"], "properties": {"tags": tags}}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    tags: Vec<String>,
}

/// `POST /api/v1/threats/events/{uuid}/tags/add`.
///
/// # Errors
/// [`Problem::Fields`] with what is wrong, and those of the database; hidden is not found.
pub fn add(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    changed(visit, Done::TagAdded, |tags, name| {
        put_on(tags, name);
    })
}

/// `POST /api/v1/threats/events/{uuid}/tags/remove`.
///
/// # Errors
/// As [`add`].
pub fn remove(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    changed(visit, Done::TagRemoved, take_off)
}

fn changed(visit: &Visit<Edit>, done: Done, one: fn(&mut Vec<Tag>, &str)) -> Result<Reply, Problem> {
    let t = visit.t();
    let Wanted { tags: names } = visit.json()?;
    let names: Vec<&str> = names.iter().map(|name| name.trim()).collect();
    let mut errors = Errors::default();
    errors.unless(!names.is_empty(), "tags", || t.s("threats-tags-long"));
    errors.unless(names.len() <= TAGS_AT_ONCE, "tags", || t.n("threats-tags-many", TAGS_AT_ONCE));
    if let Some(fault) = names.iter().find_map(|name| header::tag_fault(&t, name)) {
        errors.add("tags", fault);
    }
    if !errors.is_empty() {
        return Err(errors.problem());
    }
    let tx = visit.write()?;
    let version = super::changed(visit, &tx, done, |tags| names.iter().for_each(|name| one(tags, name)))?;
    let uuid: Uuid = visit.path("uuid")?;
    visit.finish(tx, Reply::Json(200, json!({"uuid": uuid, "version": version}).to_string()))
}
