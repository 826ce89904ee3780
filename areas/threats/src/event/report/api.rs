//! Reports of an event for programs.

use belfry_kernel::Problem;
use belfry_store::{Sql, args, scope};
use belfry_web::api::Spec;
use belfry_web::form::Errors;
use belfry_web::{Reply, Visit};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Standing, check, made};
use crate::access::{Edit, Read};
use crate::api::{self, Seen};
use crate::event::EVENT;

/// Reports of one answer: each may be a MiB.
const PAGE: usize = 20;

fn properties() -> Value {
    json!({"name": {"type": "string", "maxLength": 200}, "content": {"type": "string", "description": "Markdown, 1 MiB at most"}})
}

/// What the list says of itself.
pub fn list_spec() -> Spec {
    let mut item = json!({"type": "object", "required": ["uuid", "name", "content"], "properties": properties()});
    item["properties"]["uuid"] = json!({"type": "string", "format": "uuid"});
    item["properties"]["updated"] = json!({"type": ["string", "null"], "format": "date-time"});
    Spec::new("Reports of an event that the key's owner may see, oldest first", api::list_after(&item))
        .query("after", "`next` of the answer before")
}

struct Listed {
    id: i64,
    uuid: Uuid,
    name: String,
    content: String,
    timestamp: i64,
}

/// `GET /api/v1/threats/events/{uuid}/reports`.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn list(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let after = api::behind(visit)?;
    let read = visit.read()?;
    let event = visit.load(&read, EVENT, visit.path("uuid")?)?;
    let mut sql = Sql::new(
        "select a.id, a.uuid, a.name, a.content, a.timestamp from threats_reports a where a.event_id = ? and a.id > ? \
         and a.deleted = false and",
        [event.id.into(), after.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by a.id limit ?", [(PAGE + 1).into()]);
    let mut all = read.rows(sql, args![], |row| {
        let (id, uuid, name) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(Listed { id, uuid, name, content: row.get(3)?, timestamp: row.get(4)? })
    })?;
    drop(read);
    let next = api::cut(&mut all, PAGE, |one| one.id);
    if !all.is_empty() {
        api::fetched(visit, &event)?;
    }
    let items = all.iter().map(|one| {
        json!({"uuid": one.uuid, "name": one.name, "content": one.content, "updated": api::second(one.timestamp)})
    });
    Reply::json(&json!({"items": items.collect::<Vec<_>>(), "next": next}))
}

/// What writing one says of itself.
pub fn new_spec() -> Spec {
    let mut takes = json!({"type": "object", "required": ["name", "content"], "properties": properties()});
    takes["properties"]["version"] = api::seen();
    Spec::new("Writes a report for an event", api::changed()).takes(takes).answers(201)
}

/// What changing one says of itself.
pub fn edit_spec() -> Spec {
    let mut takes = json!({"type": "object", "properties": properties()});
    takes["properties"]["version"] = api::seen();
    Spec::new("Changes a report; what is left out stays", api::changed()).takes(takes)
}

/// What taking one back says of itself.
pub fn remove_spec() -> Spec {
    let takes = json!({"type": "object", "properties": {"version": api::seen()}});
    Spec::new("Takes a report back, and gives its UUID", api::changed()).takes(takes)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    name: Option<String>,
    content: Option<String>,
    version: Option<i64>,
}

impl Wanted {
    /// Over what stands there.
    fn over(self, name: &str, content: &str) -> (String, String) {
        let content = self.content.map_or_else(|| content.to_owned(), |text| text.replace("\r\n", "\n"));
        (self.name.map_or_else(|| name.to_owned(), |name| name.trim().to_owned()), content)
    }
}

/// `POST /api/v1/threats/events/{uuid}/reports/new`.
///
/// # Errors
/// [`Problem::Fields`] with what is wrong, [`Problem::Conflict`] when the event was changed meanwhile, and those of the database;
/// hidden is not found.
pub fn create(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let wanted: Wanted = visit.json()?;
    let version = wanted.version;
    let typed = wanted.over("", "");
    let mut errors = Errors::default();
    check(&visit.t(), &typed, &mut errors);
    let tx = visit.write()?;
    let Some((report, version)) = made(visit, &tx, version, &typed, &errors)? else { return Err(errors.problem()) };
    visit.finish(tx, Reply::Json(201, json!({"uuid": report.uuid, "version": version}).to_string()))
}

/// `POST /api/v1/threats/events/{uuid}/reports/{report}/edit`.
///
/// # Errors
/// As [`create`].
pub fn act(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let wanted: Wanted = visit.json()?;
    let tx = visit.write()?;
    let standing = Standing::begin(visit, &tx, wanted.version)?;
    let typed = wanted.over(&standing.report.name, &standing.report.content);
    let mut errors = Errors::default();
    check(&visit.t(), &typed, &mut errors);
    if !errors.is_empty() {
        return Err(errors.problem());
    }
    let (report, version) = standing.change(visit, &tx, typed)?;
    visit.finish(tx, Reply::Json(200, json!({"uuid": report.uuid, "version": version}).to_string()))
}

/// `POST /api/v1/threats/events/{uuid}/reports/{report}/remove`.
///
/// # Errors
/// [`Problem::Conflict`] when the event was changed meanwhile, and those of the database; hidden is not found, as what was taken back
/// before.
pub fn remove(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let Seen { version } = api::body(visit)?;
    let tx = visit.write()?;
    let standing = Standing::begin(visit, &tx, version)?;
    let version = standing.take_back(visit, &tx)?;
    visit.finish(tx, Reply::Json(200, json!({"uuid": standing.report.uuid, "version": version}).to_string()))
}
