//! Records of implementation, with what is missing, for programs.

use belfry_kernel::Problem;
use belfry_web::api::Spec;
use belfry_web::{Reply, Visit};
use serde_json::json;

use super::map::map;
use super::show::scene;
use crate::access::Read;

/// What it says of itself.
#[must_use]
pub fn spec() -> Spec {
    let record = json!({"type": "object", "properties": {
        "code": {"type": "string"}, "country": {"type": "string"}, "sector": {"type": "string", "description": "Empty for all"},
        "level": {"enum": ["national", "joint", "european"]},
        "status": {"enum": ["none", "planned", "partly", "in-force", "checked", "exempt"]},
        "good_example": {"type": "boolean"}, "note": {"type": "string"}, "evidence": {"type": "string"},
        "saved": {"type": "string", "format": "date-time"}
    }});
    let answer = json!({"type": "object", "required": ["framework", "version", "records", "gaps"], "properties": {
        "framework": {"type": "string"}, "version": {"type": "string"}, "records": {"type": "array", "items": record},
        "gaps": {"type": "array", "items": {"type": "object"}}
    }});
    Spec::new("How countries carry out a framework, as far as the key's owner may see it", answer)
        .query("framework", "Name, or name:version; nis2-article-21 if nothing is said")
        .query("sector", "A sector's code")
        .query("level", "national, joint or european")
}

/// `GET /api/v1/surveys/implementation`.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn records(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let scene = scene(visit, &*visit.read()?)?;
    let map = map(&scene.codes, &scene.records);
    let record = |one: &super::store::Record| {
        json!({
            "code": one.code, "country": one.country, "sector": one.sector, "level": one.level.code(),
            "status": one.status.code(), "good_example": one.good, "note": one.note, "evidence": one.evidence,
            "saved": one.saved.to_string(),
        })
    };
    let gap = |gap: &super::map::Gap| {
        let countries = gap.countries.iter().map(|(country, status)| {
            let status = status.map(super::Status::code);
            json!({ "country": country, "status": status })
        });
        json!({ "code": gap.code, "countries": countries.collect::<Vec<_>>() })
    };
    Reply::json(&json!({
        "framework": scene.framework.name, "version": scene.framework.version,
        "records": scene.records.iter().map(record).collect::<Vec<_>>(), "gaps": map.gaps.iter().map(gap).collect::<Vec<_>>(),
    }))
}
