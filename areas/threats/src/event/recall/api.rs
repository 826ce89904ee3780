//! Taking a published event back, for programs.

use belfry_kernel::Problem;
use belfry_web::api::Spec;
use belfry_web::form::Errors;
use belfry_web::{Reply, Visit};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::{LONGEST, checked, recalled, withdrawn};
use crate::access::Recall;
use crate::api::{Nothing, changed};

/// What recalling says of itself.
pub fn spec() -> Spec {
    let takes = json!({"type": "object", "required": ["reason"], "properties": {
        "reason": {"type": "string", "minLength": 1, "maxLength": LONGEST, "description": "For those who have it"}
    }});
    Spec::new(
        "Recalls a published event: whoever sees it goes on seeing it, with the reason; 409 when it is not published",
        changed(),
    )
    .takes(takes)
}

/// What withdrawing says of itself.
pub fn withdraw_spec() -> Spec {
    Spec::new(
        "Makes an event that others see a draft again, which its organisation sees; 409 when it is one",
        changed(),
    )
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    reason: String,
}

/// `POST /api/v1/threats/events/{uuid}/recall`.
///
/// # Errors
/// [`Problem::Fields`] with what is wrong, [`Problem::Conflict`] when it is not published, and those of the database; hidden is not
/// found.
pub fn act(visit: &mut Visit<Recall>) -> Result<Reply, Problem> {
    let Wanted { reason } = visit.json()?;
    let mut errors = Errors::default();
    let Some(reason) = checked(&visit.t(), &reason, &mut errors) else { return Err(errors.problem()) };
    let uuid: Uuid = visit.path("uuid")?;
    let tx = visit.write()?;
    let version = recalled(visit, &tx, reason)?;
    visit.finish(tx, Reply::Json(200, json!({"uuid": uuid, "version": version}).to_string()))
}

/// `POST /api/v1/threats/events/{uuid}/withdraw`.
///
/// # Errors
/// [`Problem::Conflict`] when it is a draft, and those of the database; hidden is not found.
pub fn withdraw(visit: &mut Visit<Recall>) -> Result<Reply, Problem> {
    Nothing::sent(visit)?;
    let uuid: Uuid = visit.path("uuid")?;
    let tx = visit.write()?;
    let version = withdrawn(visit, &tx)?;
    visit.finish(tx, Reply::Json(200, json!({"uuid": uuid, "version": version}).to_string()))
}
