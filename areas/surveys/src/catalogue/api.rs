//! Frameworks for programs.

use belfry_catalogue::store;
use belfry_kernel::Problem;
use belfry_web::api::Spec;
use belfry_web::{Reply, Visit};
use serde_json::json;

use super::load;
use crate::access::Read;

/// What the list says of itself.
#[must_use]
pub fn list_spec() -> Spec {
    let item = json!({"type": "object", "required": ["name", "version", "title"], "properties": {
        "name": {"type": "string"}, "version": {"type": "string"}, "title": {"type": "string"},
        "licence": {"type": "string"}, "items": {"type": "integer"}, "hash": {"type": "string"},
        "loaded": {"type": "string", "format": "date-time"}
    }});
    let answer = json!({"type": "object", "required": ["items"], "properties": {
        "items": {"type": "array", "items": item}
    }});
    Spec::new("Frameworks that the key's owner may see, by name, newest versions first", answer)
}

/// `GET /api/v1/surveys/catalogue`.
///
/// # Errors
/// Those of the database.
pub fn list(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let items = store::list(&*visit.read()?)?;
    Reply::json(&json!({ "items": items }))
}

/// What one says of itself.
#[must_use]
pub fn spec() -> Spec {
    let answer = json!({"type": "object", "required": ["framework", "mappings"], "properties": {
        "framework": {"type": "object", "description": "Name, version, texts by language, scale and items"},
        "mappings": {"type": "array", "items": {"type": "object"}}
    }});
    Spec::new("A framework with its items, and what they correspond to in others", answer)
        .query("version", "One of its versions; otherwise the newest")
}

/// `GET /api/v1/surveys/catalogue/{name}`.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn framework(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let name: String = visit.path("name")?;
    let read = visit.read()?;
    let framework = load(&read, &name, visit.query("version"))?;
    let mappings = store::mappings(&read, &name)?;
    Reply::json(&json!({ "framework": framework, "mappings": mappings }))
}
