//! Records for programs.

use std::collections::HashMap;

use belfry_identity::organisation::{self, OrganisationName};
use belfry_kernel::{OrganisationId, Problem, SubjectId};
use belfry_store::{Read as Picture, Result as Stored};
use belfry_web::api::Spec;
use belfry_web::{Reply, Visit};
use serde_json::{Value, json};

use super::fields::{self, TEXTS};
use super::select::{self, Filter, Listed};
use super::{Effort, RECORD, Size, store};
use crate::access::Read;

/// Records of one answer.
const PAGE: usize = 100;

fn schema() -> Value {
    let text = json!({"type": "string"});
    let mut properties = json!({
        "uuid": {"type": "string", "format": "uuid"}, "kind": text, "title": text, "state": text,
        "organisation": {"type": ["string", "null"]}, "tlp": text, "level": text, "country": text, "region": text, "size": text,
        "effort": text, "language": text, "sectors": {"type": "array", "items": text}, "items": {"type": "array", "items": text},
        "endorsements": {"type": "integer"}, "adopters_named": {"type": "integer"},
        "published": {"type": ["string", "null"], "format": "date-time"}
    });
    for name in TEXTS {
        properties[name.replace('-', "_")] = json!({"type": "string"});
    }
    json!({"type": "object", "required": ["uuid", "kind", "title", "state"], "properties": properties})
}

/// What the list says of itself.
#[must_use]
pub fn list_spec() -> Spec {
    let answer = json!({"type": "object", "required": ["items", "next"], "properties": {
        "items": {"type": "array", "items": schema()},
        "next": {"type": ["string", "null"], "description": "Give it as `before` for what follows"}
    }});
    Spec::new(
        "Records of practice that the key's owner may see, newest first; published ones unless `state` says otherwise",
        answer,
    )
    .query("before", "`next` of the answer before")
    .query("q", "Words")
    .query("kind", "practice, quick-win, difficulty, tool, lesson, feedback, exchange")
    .query("sector", "A sector's code")
    .query("size", "micro, small, medium, large")
    .query("item", "An item of the catalogue, FRAMEWORK/CODE")
    .query("country", "Two letters")
    .query("level", "national, joint, european")
    .query("state", "working, superseded, all")
}

/// What one record says of itself.
#[must_use]
pub fn one_spec() -> Spec {
    Spec::new("A record of practice", schema())
}

/// `GET /api/v1/practices/records`.
///
/// # Errors
/// Those of the database.
pub fn list(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let before = visit.query("before").parse().ok().map(SubjectId);
    let filter = Filter::of(visit.queries());
    let read = visit.read()?;
    let mut rows = select::rows(&read, &filter, before, PAGE as i64 + 1)?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more).map(|last| last.subject.id.to_string());
    Reply::json(&json!({ "items": told(&read, &rows)?, "next": next }))
}

/// `GET /api/v1/practices/records/{uuid}`.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn one(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, RECORD, visit.path("uuid")?)?.into_inner();
    let record = store::of(&read, subject.id)?;
    let (tlp, endorsed, adopted) = read.one(
        "select l.tlp, (select count(*) from practices_endorsements e where e.record_id = $2), \
         (select count(*) from practices_adoptions a where a.record_id = $2 and a.label_id is null and a.stage = 'done') \
         from store_labels l where l.id = $1",
        belfry_store::args![subject.label_id, subject.id],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let listed = Listed { subject, tlp, record, endorsed, adopted };
    let mut all = told(&read, std::slice::from_ref(&listed))?;
    Reply::json(&all.pop().unwrap_or_default())
}

/// Records as a program reads them.
///
/// # Errors
/// Those of the database.
pub fn told(read: &Picture, rows: &[Listed]) -> Stored<Vec<Value>> {
    let ids: Vec<SubjectId> = rows.iter().map(|row| row.subject.id).collect();
    let names = organisation::names(read, &select::owners(rows))?;
    let (sectors, items) = (select::sectors(read, &ids)?, select::items(read, &ids)?);
    Ok(rows.iter().map(|row| value(row, &names, &sectors, &items)).collect())
}

fn value(
    row: &Listed,
    names: &HashMap<OrganisationId, OrganisationName>,
    sectors: &HashMap<SubjectId, Vec<String>>,
    items: &HashMap<SubjectId, Vec<(String, String)>>,
) -> Value {
    let (written, id) = (&row.record.written, row.subject.id);
    let items = items.get(&id).map(Vec::as_slice).unwrap_or_default();
    let mut value = json!({
        "uuid": row.subject.uuid, "kind": written.kind.code(), "title": row.subject.title, "state": row.record.state.code(),
        "organisation": names.get(&row.subject.owner).map(|name| name.name.as_str()), "tlp": row.tlp,
        "level": written.level.code(), "country": written.country, "region": written.region,
        "size": written.size.map_or("", Size::code), "effort": written.effort.map_or("", Effort::code),
        "language": written.language, "sectors": sectors.get(&id).cloned().unwrap_or_default(),
        "items": items.iter().map(|(framework, code)| format!("{framework}/{code}")).collect::<Vec<_>>(),
        "endorsements": row.endorsed, "adopters_named": row.adopted,
        "published": row.record.published.map(|at| at.to_string()),
    });
    for name in TEXTS {
        value[name.replace('-', "_")] = json!(fields::text(written, name));
    }
    value
}
