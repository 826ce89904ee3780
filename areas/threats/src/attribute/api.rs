//! Attributes for programs: those of an event, many at once, one changed, taken back, and what a text may hold.

mod select;

use belfry_kernel::Problem;
use belfry_misp::types;
use belfry_web::api::Spec;
use belfry_web::form::Errors;
use belfry_web::{Reply, Visit};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::edit::Standing;
use super::fields::Fields;
use super::many::{self, Change};
use super::paste::Proposed;
use super::{add, paste, remove};
use crate::access::{Edit, Read};
use crate::api;
use crate::event::{EVENT, store};

/// Items of one answer.
const PAGE: usize = 500;
/// Attributes of one request.
const MOST: usize = 1_000;
/// Who sees an attribute: all who see the event, or its own organisation.
const AUDIENCES: [&str; 2] = ["event", "own"];

fn properties() -> Value {
    json!({
        "type": {"type": "string", "description": "One of MISP's types"}, "category": {"enum": types::categories()},
        "value": {"type": "string"}, "to_ids": {"type": "boolean", "description": "Fit for detection"},
        "comment": {"type": "string"},
        "audience": {"enum": AUDIENCES, "description": "Who sees it: all who see the event, or its own organisation only"}
    })
}

/// What the list says of itself.
pub fn list_spec() -> Spec {
    let mut item = json!({"type": "object", "required": ["uuid", "type", "category", "value", "to_ids"], "properties": properties()});
    if let Some(all) = item["properties"].as_object_mut() {
        all.remove("audience");
        all["category"] = json!({"type": "string"});
        for (name, schema) in [
            ("uuid", json!({"type": "string", "format": "uuid"})),
            ("updated", json!({"type": ["string", "null"], "format": "date-time"})),
            (
                "object",
                json!({"type": ["string", "null"], "format": "uuid", "description": "The object that it is in"}),
            ),
            ("relation", json!({"type": ["string", "null"], "description": "Its role in that object"})),
            ("tags", json!({"type": "array", "items": {"type": "string"}})),
            ("own", json!({"type": "boolean", "description": "Kept to the event's own organisation"})),
        ] {
            all.insert(name.to_owned(), schema);
        }
    }
    let mut list = api::list_after(&item);
    list["properties"]["state"] =
        json!({"enum": api::states(), "description": "Of the event: what is recalled is not to be used any more"});
    Spec::new("Attributes of an event that the key's owner may see, those in objects too, oldest first", list)
        .query("type", "One of MISP's types")
        .query("after", "`next` of the answer before")
}

/// `GET /api/v1/threats/events/{uuid}/attributes`.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn list(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let after = api::behind(visit)?;
    let read = visit.read()?;
    let event = visit.load(&read, EVENT, visit.path("uuid")?)?;
    let mut all = select::page(&read, &event, visit.query("type"), after, PAGE + 1)?;
    let next = api::cut(&mut all, PAGE, |one| one.id);
    let header = store::header(&read, event.id)?;
    let mut tags = select::tags(&read, event.id, all.iter().map(|one| one.id).collect())?;
    drop(read);
    if !all.is_empty() {
        api::fetched(visit, &event)?;
    }
    let items = all.iter().map(|one| {
        json!({"uuid": one.uuid, "type": one.kind, "category": one.category, "value": one.value, "to_ids": one.to_ids,
            "comment": one.comment, "updated": api::second(one.timestamp), "object": one.object, "relation": one.relation,
            "tags": tags.remove(&one.id).unwrap_or_default(), "own": one.own})
    });
    Reply::json(&json!({"items": items.collect::<Vec<_>>(), "next": next, "state": header.state.code()}))
}

/// What adding says of itself.
pub fn add_spec() -> Spec {
    let one = json!({"type": "object", "required": ["type", "value"], "properties": properties()});
    let takes = json!({"type": "object", "required": ["attributes"], "properties": {
        "attributes": {"type": "array", "minItems": 1, "maxItems": MOST, "items": one}, "version": api::seen()
    }});
    let gives = json!({"type": "object", "required": ["items", "version"], "properties": {
        "items": {"type": "array", "items": changed(), "description": "In the order of the request"},
        "version": api::changed()["properties"]["version"]
    }});
    Spec::new(
        "Adds attributes to an event: all of them, or none. What is left out is as usual for the type, and seen by all who see the event",
        gives,
    )
    .takes(takes)
    .answers(201)
}

fn changed() -> Value {
    json!({"type": "object", "required": ["uuid", "warnings"], "properties": {
        "uuid": {"type": "string", "format": "uuid"},
        "warnings": {"type": "array", "items": {"type": "string"}, "description": "What is odd about the value: version-like, private .."}
    }})
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Added {
    attributes: Vec<Typed>,
    version: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Typed {
    r#type: Option<String>,
    value: Option<String>,
    category: Option<String>,
    to_ids: Option<bool>,
    comment: Option<String>,
    audience: Option<String>,
}

impl Typed {
    /// Over what stands there.
    fn over(self, now: Fields) -> Fields {
        let trimmed = |text: String| text.trim().to_owned();
        let audience = |word: String| if word == "event" { String::new() } else { word };
        Fields {
            kind: self.r#type.unwrap_or(now.kind),
            category: self.category.unwrap_or(now.category),
            value: self.value.map_or(now.value, trimmed),
            to_ids: self.to_ids.map_or(now.to_ids, |fit| if fit { "yes" } else { "no" }.to_owned()),
            comment: self.comment.map_or(now.comment, trimmed),
            audience: self.audience.map_or(now.audience, audience),
        }
    }
}

/// `POST /api/v1/threats/events/{uuid}/attributes/add`.
///
/// # Errors
/// [`Problem::Fields`] with what is wrong, [`Problem::Conflict`] when the event was changed meanwhile, and those of the database;
/// hidden is not found.
pub fn add(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let Added { attributes, version } = visit.json()?;
    let t = visit.t();
    let mut errors = Errors::default();
    errors.unless((1..=MOST).contains(&attributes.len()), "attributes", || t.n("threats-attributes-count", MOST));
    let fields: Vec<Fields> = attributes.into_iter().take(MOST).map(|one| one.over(Fields::default())).collect();
    let place = |n: usize, field: &str| format!("attributes[{n}].{field}");
    let fits = add::checked(&t, &fields, place, &mut errors);
    let tx = visit.write()?;
    let made = add::made(visit, &tx, version, &fields, &fits, place, &mut errors)?;
    let Some(add::Made { version, uuids }) = made else { return Err(errors.problem()) };
    let items = uuids.iter().zip(fits.iter().flatten());
    let items = items.map(|(uuid, fit)| json!({"uuid": uuid, "warnings": names(&fit.warnings)}));
    let done = json!({"items": items.collect::<Vec<_>>(), "version": version});
    visit.finish(tx, Reply::Json(201, done.to_string()))
}

fn names(warnings: &[belfry_freetext::Warning]) -> Vec<&'static str> {
    warnings.iter().map(|one| one.name()).collect()
}

/// What changing one says of itself.
pub fn edit_spec() -> Spec {
    let mut takes = json!({"type": "object", "properties": properties()});
    takes["properties"]["version"] = api::seen();
    let mut gives = api::changed();
    gives["properties"]["warnings"] = changed()["properties"]["warnings"].clone();
    Spec::new(
        "Changes an attribute; what is left out stays. To show more people what others see takes the right to publish",
        gives,
    )
    .takes(takes)
}

/// An attribute as it is changed, and which version of its event that is about.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edited {
    r#type: Option<String>,
    value: Option<String>,
    category: Option<String>,
    to_ids: Option<bool>,
    comment: Option<String>,
    audience: Option<String>,
    version: Option<i64>,
}

/// `POST /api/v1/threats/events/{uuid}/attributes/{attribute}/edit`.
///
/// # Errors
/// As [`add`].
pub fn edit(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let Edited { r#type, value, category, to_ids, comment, audience, version } = visit.json()?;
    let typed = Typed { r#type, value, category, to_ids, comment, audience };
    let mut errors = Errors::default();
    let tx = visit.write()?;
    let standing = Standing::begin(visit, &tx, version)?;
    let fields = typed.over(standing.kept.clone());
    let Some((now, fit)) = standing.check(visit, &tx, &fields, &mut errors)? else { return Err(errors.problem()) };
    let uuid = now.uuid;
    let version = standing.change(visit, &tx, now)?;
    let done = json!({"uuid": uuid, "version": version, "warnings": names(&fit.warnings)});
    visit.finish(tx, Reply::Json(200, done.to_string()))
}

/// What taking one back says of itself.
pub fn remove_spec() -> Spec {
    let object = json!({"type": "boolean", "description": "The whole object that it is in"});
    let takes = json!({"type": "object", "properties": {"object": object, "version": api::seen()}});
    Spec::new("Takes an attribute back, and gives its UUID", api::changed()).takes(takes)
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Removed {
    #[serde(default)]
    object: bool,
    version: Option<i64>,
}

/// `POST /api/v1/threats/events/{uuid}/attributes/{attribute}/remove`.
///
/// # Errors
/// [`Problem::Conflict`] when the event was changed meanwhile, and those of the database; hidden is not found, as what was taken back
/// before.
pub fn remove(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let Removed { object, version } = api::body(visit)?;
    let tx = visit.write()?;
    let (one, version) = remove::taken_back(visit, &tx, version, object)?;
    visit.finish(tx, Reply::Json(200, json!({"uuid": one.uuid, "version": version}).to_string()))
}

/// What changing many says of itself.
pub fn many_spec() -> Spec {
    let uuids =
        json!({"type": "array", "minItems": 1, "maxItems": many::MOST, "items": {"type": "string", "format": "uuid"}});
    let takes = json!({"type": "object", "required": ["attributes", "do"], "properties": {
        "attributes": uuids,
        "do": {"enum": many::WORDS, "description": "detect, silence: fit for detection, or not; remove: take back"},
        "tag": {"type": "string", "description": "For tag and untag"},
        "version": api::seen()
    }});
    let gives = json!({"type": "object", "required": ["changed", "version"], "properties": {
        "changed": {"type": "integer", "description": "How many: what is not seen, or is gone, is passed over"},
        "version": api::changed()["properties"]["version"]
    }});
    Spec::new("Does one thing with many attributes of an event", gives).takes(takes)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Many {
    attributes: Vec<Uuid>,
    r#do: String,
    #[serde(default)]
    tag: String,
    version: Option<i64>,
}

/// `POST /api/v1/threats/events/{uuid}/attributes/many`.
///
/// # Errors
/// As [`add`].
pub fn many(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let Many { attributes, r#do: what, tag, version } = visit.json()?;
    // Of what one may not change nothing is said, not even that the request is wrong.
    drop(visit.load(&*visit.read()?, EVENT, visit.path("uuid")?)?);
    let t = visit.t();
    let mut errors = Errors::default();
    let count = 1..=many::MOST;
    errors.unless(count.contains(&attributes.len()), "attributes", || t.n("threats-attributes-count", many::MOST));
    let change = Change::asked(&what, &tag).map_err(|(field, why)| errors.add(field, t.s(why)));
    let (Ok(change), true) = (change, errors.is_empty()) else { return Err(errors.problem()) };
    let tx = visit.write()?;
    let (changed, version) = many::done(visit, &tx, version, attributes, &change)?;
    visit.finish(tx, Reply::Json(200, json!({"changed": changed, "version": version}).to_string()))
}

/// What looking through a text says of itself.
pub fn find_spec() -> Spec {
    let known = json!({"type": "object", "required": ["event", "title", "recalled"], "properties": {
        "event": {"type": "string", "format": "uuid"}, "title": {"type": "string"}, "recalled": {"type": "boolean"}
    }});
    let all = ["value", "type", "types", "take", "here", "warnings", "lists", "known"];
    let item = json!({"type": "object", "required": all, "properties": {
        "value": {"type": "string"}, "type": {"type": "string"},
        "types": {"type": "array", "items": {"type": "string"}, "description": "What else it may be taken as"},
        "take": {"type": "boolean", "description": "Nothing speaks against it"},
        "here": {"type": "boolean", "description": "The event holds it already"},
        "warnings": changed()["properties"]["warnings"],
        "lists": {"type": "array", "items": {"type": "string"}, "description": "Names of warninglists that it is on"},
        "known": {"type": "array", "items": known, "description": "Other events that hold it, three at most"}
    }});
    let gives = json!({"type": "object", "required": ["items", "more"], "properties": {
        "items": {"type": "array", "items": item},
        "more": {"type": "boolean", "description": "The text holds more than is told at once"}
    }});
    let takes = json!({"type": "object", "required": ["text"], "properties": {
        "text": {"type": "string", "description": "1 MiB at most; `hxxp` and `[.]` are understood"}
    }});
    Spec::new(
        "Finds in a text what may become attributes of an event. Nothing is changed: send back what is to be added",
        gives,
    )
    .takes(takes)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    text: String,
}

/// `POST /api/v1/threats/events/{uuid}/attributes/find`.
///
/// # Errors
/// [`Problem::Fields`] with what is wrong with the text, and those of the database; hidden is not found.
pub fn find(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let Text { text } = visit.json()?;
    let read = visit.read()?;
    let event = visit.load(&read, EVENT, visit.path("uuid")?)?;
    let mut errors = Errors::default();
    let found = paste::looked_through(&visit.t(), &text, &mut errors);
    if !errors.is_empty() {
        return Err(errors.problem());
    }
    let more = found.more;
    let items: Vec<Value> = paste::proposed(&read, event.id, found)?.iter().map(told).collect();
    Reply::json(&json!({"items": items, "more": more}))
}

fn told(one: &Proposed) -> Value {
    let lists: Vec<&str> = one.lists.iter().map(|list| list.name.as_str()).collect();
    let known = one.known.iter();
    let known = known.map(|other| json!({"event": other.uuid, "title": other.title, "recalled": other.recalled}));
    json!({"value": one.found.value, "type": one.found.kind.name(), "types": one.types(), "take": one.is_taken(),
        "here": one.here, "warnings": names(&one.found.warnings), "lists": lists, "known": known.collect::<Vec<_>>()})
}
