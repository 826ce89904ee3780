//! Deleting an event, for programs.

use belfry_kernel::Problem;
use belfry_web::api::Spec;
use belfry_web::{Reply, Visit};
use serde_json::json;
use uuid::Uuid;

use super::deleted;
use crate::access::Delete;
use crate::api::Nothing;

/// What the route says of itself.
pub fn spec() -> Spec {
    let gives =
        json!({"type": "object", "required": ["uuid"], "properties": {"uuid": {"type": "string", "format": "uuid"}}});
    Spec::new(
        "Deletes an event, without asking again: nobody sees it any more. Of one that others see it takes the right to recall",
        gives,
    )
}

/// `POST /api/v1/threats/events/{uuid}/delete`.
///
/// # Errors
/// [`Problem::Forbidden`] for one that others see, unless its author may recall; those of the database; hidden is not found.
pub fn act(visit: &mut Visit<Delete>) -> Result<Reply, Problem> {
    Nothing::sent(visit)?;
    let uuid: Uuid = visit.path("uuid")?;
    let tx = visit.write()?;
    deleted(visit, &tx)?;
    visit.finish(tx, Reply::Json(200, json!({ "uuid": uuid }).to_string()))
}
