//! Self-assessments for programs.

use belfry_kernel::{Problem, SubjectId};
use belfry_web::api::Spec;
use belfry_web::{Reply, Visit};
use serde_json::json;

use super::{export, list, store};
use crate::access::Read;

/// Assessments of one answer.
const PAGE: usize = 100;

/// What the list says of itself.
#[must_use]
pub fn list_spec() -> Spec {
    let item = json!({"type": "object", "required": ["uuid", "title", "framework", "version", "state"], "properties": {
        "uuid": {"type": "string", "format": "uuid"}, "title": {"type": "string"}, "framework": {"type": "string"},
        "version": {"type": "string"}, "state": {"enum": ["draft", "signed"]},
        "overall": {"type": ["number", "null"], "description": "From 0 to 1, once it is signed"},
        "begun": {"type": "string", "format": "date-time"}, "signed": {"type": ["string", "null"], "format": "date-time"}
    }});
    let answer = json!({"type": "object", "required": ["items", "next"], "properties": {
        "items": {"type": "array", "items": item},
        "next": {"type": ["string", "null"], "description": "Give it as `before` for what follows"}
    }});
    Spec::new("Self-assessments of the organisations of the key's owner, newest first", answer)
        .query("before", "`next` of the answer before")
}

/// `GET /api/v1/surveys/assess`.
///
/// # Errors
/// Those of the database.
pub fn list(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let before = visit.query("before").parse().ok().map(SubjectId);
    let mine = list::mine(visit.person()?);
    let mut found = store::list(&*visit.read()?, &mine, before, PAGE as i64 + 1)?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| more).map(|last| last.subject.id.to_string());
    let item = |one: &store::Listed| {
        let assessment = &one.assessment;
        json!({
            "uuid": one.subject.uuid, "title": one.subject.title, "framework": assessment.framework, "version": assessment.version,
            "state": assessment.state.code(), "overall": one.overall.map(|n| n as f64 / 1000.0),
            "begun": assessment.begun.to_string(), "signed": assessment.signed.map(|at| at.to_string()),
        })
    };
    Reply::json(&json!({ "items": found.iter().map(item).collect::<Vec<_>>(), "next": next }))
}

/// What one says of itself.
#[must_use]
pub fn spec() -> Spec {
    let answer = json!({"type": "object", "required": ["uuid", "framework", "items"], "properties": {
        "uuid": {"type": "string", "format": "uuid"}, "framework": {"type": "string"}, "version": {"type": "string"},
        "overall": {"type": ["number", "null"]}, "weak": {"type": "array", "items": {"type": "object"}},
        "items": {"type": "array", "items": {"type": "object", "properties": {
            "code": {"type": "string"}, "level": {"type": ["integer", "null"], "description": "A place on the scale, from 0"},
            "target": {"type": "integer"}, "before": {"type": ["integer", "null"]}
        }}}
    }});
    Spec::new("A self-assessment with its result and what is said of each item", answer)
}

/// `GET /api/v1/surveys/assess/{uuid}`.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn assessment(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    Reply::json(&export::document(&export::load(visit)?))
}
