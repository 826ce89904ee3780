//! Publishing for programs: who would see it, and the act.

use belfry_identity::audience::Reached;
use belfry_kernel::{CircleId, Problem};
use belfry_web::api::Spec;
use belfry_web::form::Errors;
use belfry_web::sharing::{self, Said};
use belfry_web::{Reply, Visit};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::preview::{self, Outlook};
use super::{Beside, Chosen, NOTE, Scene, along, published, scene};
use crate::access::Publish;
use crate::api;
use crate::event::EVENT;
use crate::event::reach::{self, Conflict};

/// Why a level does not go with an audience, as programs read it.
const CONFLICTS: [&str; 3] = ["not-stated", "too-far", "ceiling"];

const fn code(conflict: Conflict) -> &'static str {
    match conflict {
        Conflict::NotStated => CONFLICTS[0],
        Conflict::TooFar => CONFLICTS[1],
        Conflict::Ceiling(_) => CONFLICTS[2],
    }
}

/// What the preview says of itself.
pub fn preview_spec() -> Spec {
    let takes = json!({"type": "object", "properties": {"tlp": level(), "reach": whom()}});
    let way = json!({"type": "object", "required": ["reach", "tlp"], "properties": {
        "reach": api::reach(), "tlp": {"enum": api::levels()}
    }});
    let conflict = json!({"type": ["object", "null"], "required": ["code", "detail", "ways"], "properties": {
        "code": {"enum": CONFLICTS}, "detail": {"type": "string"},
        "ways": {"type": "array", "items": way, "description": "Choices without a conflict, the nearest first"}
    }});
    let rule = json!({"type": "object", "required": ["rule", "path", "refuses"], "properties": {
        "rule": {"type": "string"}, "path": {"type": "string"}, "refuses": {"type": "boolean"}
    }});
    let along = json!({"type": ["object", "null"], "description": "What was said among fewer and goes along, unless `along` says stay",
        "properties": {"remarks": count(), "files": count(), "sightings": count(), "notes": count()}});
    let circle = json!({"type": "object", "required": ["uuid", "name"], "properties": {
        "uuid": {"type": ["string", "null"], "format": "uuid"}, "name": {"type": "string"}
    }});
    let organisations = json!({"type": "array", "items": api::organisation()});
    let gives = json!({"type": "object", "required": ["tlp", "reach", "organisations", "rules"], "properties": {
        "tlp": {"enum": api::levels()}, "reach": api::reach(), "organisations": organisations,
        "circles": {"type": "array", "items": circle},
        "others": {"type": "boolean", "description": "Whether there may be more, in circles of which the key's owner is no member"},
        "conflict": conflict, "rules": {"type": "array", "items": rule, "description": "The sharing rules that it would break"},
        "leaves": {"type": "array", "items": api::organisation(), "description": "Who sees it now, and would not any more"},
        "along": along,
        "stays": {"type": "integer", "description": "Attributes and reports that stay among fewer"},
        "warned": {"type": "integer", "description": "Attributes that warninglists know"}
    }});
    Spec::new("Who would see an event when it is published so; nothing is changed", gives).takes(takes)
}

/// What publishing says of itself.
pub fn spec() -> Spec {
    let takes = json!({"type": "object", "properties": {
        "tlp": level(), "reach": whom(), "version": api::seen(),
        "note": {"type": "string", "description": format!(
            "Of one that was published before: what is corrected, for those who have it; at most {NOTE} bytes"
        )},
        "along": {"enum": along::CODES, "description": "Whether what was said among fewer stays there: needed where the preview has it"}
    }});
    let mut gives = api::changed();
    gives["properties"]["organisations"] =
        json!({"type": "integer", "description": "That see it, as far as the key's owner may know, his own one too"});
    gives["properties"]["left"] = json!({"type": "integer", "description": "That saw it before, and do not any more"});
    Spec::new("Publishes an event, or publishes it again: as it stands, unless `version` says which", gives)
        .takes(takes)
}

fn level() -> Value {
    json!({"enum": api::levels(), "description": "As the event says, if left out"})
}

fn whom() -> Value {
    json!({"type": "string", "description": "own, community, or the UUID of a trust circle; as the event says, if left out"})
}

fn count() -> Value {
    json!({"type": "integer"})
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Look {
    tlp: Option<String>,
    reach: Option<String>,
}

/// `POST /api/v1/threats/events/{uuid}/publish/preview`.
///
/// # Errors
/// [`Problem::Fields`] with what is wrong, and those of the database; hidden is not found.
pub fn preview(visit: &mut Visit<Publish>) -> Result<Reply, Problem> {
    let t = visit.t();
    let Look { tlp, reach } = visit.json()?;
    let read = visit.read()?;
    let subject = visit.load(&read, EVENT, visit.path("uuid")?)?;
    let scene = scene(visit, &read, &subject)?;
    let mut errors = Errors::default();
    let chosen = chosen(visit, &scene, (reach, tlp), &mut errors);
    if !errors.is_empty() {
        return Err(errors.problem());
    }
    let outlook = Outlook::of(visit, &read, &scene, &chosen)?;
    let rules = sharing::broken(&t, &read, &outlook.broken)?;
    drop(read);
    let Scene { circles, .. } = &scene;
    let ways =
        outlook.ways.iter().map(|(reach, tlp)| json!({"reach": reach::code(*reach, circles), "tlp": tlp.code()}));
    let ways: Vec<Value> = ways.collect();
    let conflict = outlook.conflict.map(|conflict| {
        let detail = preview::conflict_words(&t, conflict, &chosen, circles);
        json!({"code": code(conflict), "detail": detail, "ways": ways})
    });
    let along = outlook.along;
    let along = along.is_any().then(
        || json!({"remarks": along.remarks, "files": along.files, "sightings": along.sightings, "notes": along.notes}),
    );
    let circle = |(id, name): &(CircleId, String)| {
        let known = circles.iter().find(|one| one.id == *id).map(|one| one.uuid);
        json!({"uuid": known, "name": name})
    };
    let rule = |one: &Said| json!({"rule": one.rule, "path": one.path, "refuses": one.refuses});
    Reply::json(&json!({
        "tlp": chosen.tlp.code(), "reach": reach::code(chosen.reach, circles), "organisations": named(&outlook.reached.organisations),
        "circles": outlook.reached.circles.iter().map(circle).collect::<Vec<_>>(), "others": outlook.reached.others,
        "conflict": conflict, "rules": rules.iter().map(rule).collect::<Vec<_>>(), "leaves": named(&outlook.leaves),
        "along": along, "stays": outlook.stays, "warned": outlook.warned
    }))
}

fn named(all: &[Reached]) -> Vec<Value> {
    all.iter().map(|one| json!({"uuid": one.uuid, "name": one.name})).collect()
}

/// What is chosen; the event's own where nothing is said.
fn chosen(
    visit: &Visit<Publish>,
    scene: &Scene,
    (reach, tlp): (Option<String>, Option<String>),
    errors: &mut Errors,
) -> Chosen {
    let reach = reach.unwrap_or_else(|| reach::code(scene.before.reach, &scene.circles));
    let tlp = tlp.unwrap_or_else(|| scene.before.tlp.code().into());
    Chosen::checked(&visit.t(), scene, (&reach, &tlp), errors)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    tlp: Option<String>,
    reach: Option<String>,
    #[serde(default)]
    note: String,
    #[serde(default)]
    along: String,
    version: Option<i64>,
}

/// `POST /api/v1/threats/events/{uuid}/publish`.
///
/// # Errors
/// [`Problem::Fields`] with what is wrong, [`Problem::Conflict`] when it was changed meanwhile, and those of the database; hidden is
/// not found.
pub fn act(visit: &mut Visit<Publish>) -> Result<Reply, Problem> {
    let wanted: Wanted = visit.json()?;
    let uuid: Uuid = visit.path("uuid")?;
    let tx = visit.write()?;
    let allowed = visit.load(&tx, EVENT, uuid)?;
    let scene = scene(visit, &tx, &allowed)?;
    if wanted.version.is_some_and(|seen| seen != scene.event.version) {
        return Err(Problem::Conflict);
    }
    let mut errors = Errors::default();
    let chosen = chosen(visit, &scene, (wanted.reach, wanted.tlp), &mut errors);
    if !errors.is_empty() {
        return Err(errors.problem());
    }
    let said = Beside { note: wanted.note.trim(), along: &wanted.along };
    let Some(done) = published(visit, &tx, (&allowed, &scene), &chosen, &said, &mut errors)? else {
        return Err(errors.problem());
    };
    let done = json!({"uuid": uuid, "version": done.version, "organisations": done.organisations, "left": done.left});
    visit.finish(tx, Reply::Json(200, done.to_string()))
}
