//! Objects for programs: those of an event, one more after a template, one less, and the templates.

use std::collections::BTreeMap;

use belfry_kernel::{Problem, SubjectId};
use belfry_store::{Read as Reading, Sql, args, scope};
use belfry_web::api::Spec;
use belfry_web::form::Errors;
use belfry_web::{Reply, Visit};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{add, remove, title};
use crate::access::{Browse, Edit, Read};
use crate::api::{self, Seen};
use crate::attribute::check;
use crate::event::EVENT;
use crate::vocabulary::pattern::{self, Pattern};

/// Items of one answer.
const PAGE: usize = 500;
/// Templates of one answer.
const TEMPLATES: usize = 100;

/// What the list says of itself.
pub fn list_spec() -> Spec {
    let text = json!({"type": "string"});
    let item = json!({"type": "object", "required": ["uuid", "name", "title", "attributes"], "properties": {
        "uuid": {"type": "string", "format": "uuid"}, "name": text,
        "title": {"type": ["string", "null"], "description": "The value in it that tells most"},
        "comment": text, "updated": {"type": ["string", "null"], "format": "date-time"},
        "attributes": {"type": "integer", "description": "How many of its attributes the key's owner may see"}
    }});
    Spec::new("Objects of an event that the key's owner may see, oldest first", api::list_after(&item))
        .query("after", "`next` of the answer before")
}

struct Listed {
    id: i64,
    uuid: Uuid,
    name: String,
    comment: String,
    timestamp: i64,
    attributes: i64,
}

/// `GET /api/v1/threats/events/{uuid}/objects`.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn list(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let after = api::behind(visit)?;
    let read = visit.read()?;
    let event = visit.load(&read, EVENT, visit.path("uuid")?)?;
    let mut all = page(&read, event.id, after)?;
    let next = api::cut(&mut all, PAGE, |one| one.id);
    let titles = title::of(&read, all.iter().map(|one| one.id).collect())?;
    drop(read);
    if !all.is_empty() {
        api::fetched(visit, &event)?;
    }
    let items = all.iter().map(|one| {
        json!({"uuid": one.uuid, "name": one.name, "title": titles.get(&one.id).map(|title| &title.value),
            "comment": one.comment, "updated": api::second(one.timestamp), "attributes": one.attributes})
    });
    Reply::json(&json!({"items": items.collect::<Vec<_>>(), "next": next}))
}

/// Those behind an id, one more than a page.
fn page(read: &Reading, event: SubjectId, after: i64) -> Result<Vec<Listed>, Problem> {
    let mut sql = Sql::new(
        "select o.id, o.uuid, o.name, o.comment, o.timestamp, (select count(*) from threats_attributes a \
         where a.object_id = o.id and a.deleted = false and",
        [],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push(
        ") from (select a.id, a.uuid, a.name, a.comment, a.timestamp from threats_objects a where a.event_id = ? and a.id > ? \
         and a.deleted = false and",
        [event.into(), after.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by a.id limit ?) o order by o.id", [(PAGE + 1).into()]);
    let all = read.rows(sql, args![], |row| {
        let (id, uuid, name) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(Listed { id, uuid, name, comment: row.get(3)?, timestamp: row.get(4)?, attributes: row.get(5)? })
    })?;
    Ok(all)
}

/// What adding one says of itself.
pub fn add_spec() -> Spec {
    let values = json!({
        "type": "object", "description": "By role of the template: its value, or a list of them where it may be filled more than once",
        "additionalProperties": {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
    });
    let takes = json!({"type": "object", "required": ["values"], "properties": {
        "values": values, "comment": {"type": "string"}, "version": api::seen()
    }});
    let mut gives = api::changed();
    gives["required"] = json!(["uuid", "attributes", "version"]);
    gives["properties"]["attributes"] = json!({
        "type": "array", "items": {"type": "string", "format": "uuid"}, "description": "What is in it, in the order of the template"
    });
    Spec::new("Adds an object after a template, which is named as in the list of templates", gives)
        .takes(takes)
        .answers(201)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    values: BTreeMap<String, Values>,
    #[serde(default)]
    comment: String,
    version: Option<i64>,
}

/// What is put into a role.
#[derive(Deserialize)]
#[serde(untagged, expecting = "a text, or a list of texts")]
enum Values {
    One(String),
    Many(Vec<String>),
}

impl Values {
    fn all(&self) -> Vec<&str> {
        match self {
            Self::One(text) => vec![text.as_str()],
            Self::Many(all) => all.iter().map(String::as_str).collect(),
        }
    }
}

/// `POST /api/v1/threats/events/{uuid}/objects/{template}`.
///
/// # Errors
/// [`Problem::Fields`] with what is wrong, [`Problem::Conflict`] when the event was changed meanwhile, and those of the database;
/// hidden, and a template that is not there, is not found.
pub fn add(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let Wanted { values, comment, version } = visit.json()?;
    let t = visit.t();
    let template = add::template(visit)?;
    let mut errors = Errors::default();
    for (role, given) in &values {
        let part = template.parts.iter().find(|part| part.relation == *role);
        let place = format!("values.{role}");
        errors.unless(part.is_some(), &place, || t.s("threats-object-role-none"));
        let is_enough = part.is_some_and(|part| !part.multiple) && given.all().len() > 1;
        errors.unless(!is_enough, &place, || t.s("threats-object-role-once"));
    }
    let place = |role: &str, n: usize| match values.get(role) {
        _ if role.is_empty() => "values".to_owned(),
        Some(Values::Many(_)) => format!("values.{role}[{n}]"),
        _ => format!("values.{role}"),
    };
    let typed = |role: &str| values.get(role).map(Values::all).unwrap_or_default();
    let fits = add::checked(&t, &template, typed, place, &mut errors);
    errors.unless(comment.len() <= check::LONGEST, "comment", || t.s("threats-reference-comment-long"));
    let tx = visit.write()?;
    let made = add::made(visit, &tx, version, &template, (fits, comment.trim()), &errors)?;
    let Some(add::Made { uuid, attributes, version }) = made else { return Err(errors.problem()) };
    let done = json!({"uuid": uuid, "attributes": attributes, "version": version});
    visit.finish(tx, Reply::Json(201, done.to_string()))
}

/// What taking one back says of itself.
pub fn remove_spec() -> Spec {
    let takes = json!({"type": "object", "properties": {"version": api::seen()}});
    Spec::new("Takes an object back with all that is in it, and gives its UUID", api::changed()).takes(takes)
}

/// `POST /api/v1/threats/events/{uuid}/objects/{object}/remove`.
///
/// # Errors
/// [`Problem::Conflict`] when the event was changed meanwhile, and those of the database; hidden is not found, as what was taken back
/// before.
pub fn remove(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let Seen { version } = api::body(visit)?;
    let tx = visit.write()?;
    let (one, version) = remove::taken_back(visit, &tx, version)?;
    visit.finish(tx, Reply::Json(200, json!({"uuid": one.uuid, "version": version}).to_string()))
}

/// What the list of templates says of itself.
pub fn templates_spec() -> Spec {
    let text = json!({"type": "string"});
    let roles = |what: &str| json!({"type": "array", "items": {"type": "string"}, "description": what});
    let relation = json!({"type": "object", "required": ["name", "type", "multiple"], "properties": {
        "name": text, "type": {"type": "string", "description": "One of MISP's types"}, "description": text,
        "multiple": {"type": "boolean", "description": "It may be filled more than once"}
    }});
    let item = json!({"type": "object", "required": ["name", "title", "relations", "required", "one_of"], "properties": {
        "name": {"type": "string", "description": "For the path of a new object"},
        "title": {"type": "string", "description": "As objects are named after it"},
        "description": text, "uuid": {"type": ["string", "null"], "format": "uuid"}, "version": {"type": "integer"},
        "meta_category": {"type": ["string", "null"]}, "relations": {"type": "array", "items": relation},
        "required": roles("Each of them is needed"), "one_of": roles("One of them is needed, unless there are none")
    }});
    Spec::new(
        "Templates of objects, in the order of their names; roles that take a file are left out",
        api::list_after(&item),
    )
    .query("after", "`next` of the answer before")
}

/// `GET /api/v1/threats/templates`.
///
/// # Errors
/// Those of the database.
pub fn templates(visit: &mut Visit<Browse>) -> Result<Reply, Problem> {
    let mut all = pattern::after(&*visit.read()?, visit.query("after"), TEMPLATES + 1)?;
    let more = all.len() > TEMPLATES;
    all.truncate(TEMPLATES);
    let next = all.last().filter(|_| more).map(|last| &last.name);
    Reply::json(&json!({"items": all.iter().map(told).collect::<Vec<_>>(), "next": next}))
}

fn told(one: &Pattern) -> Value {
    let relations = one.parts.iter().map(
        |part| json!({"name": part.relation, "type": part.kind, "description": part.hint, "multiple": part.multiple}),
    );
    json!({"name": one.name, "title": one.title, "description": one.description, "uuid": one.uuid(), "version": one.version,
        "meta_category": one.detail.meta_category, "relations": relations.collect::<Vec<_>>(),
        "required": one.detail.required, "one_of": one.detail.one_of})
}
