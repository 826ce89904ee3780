//! The disclosure log for programs.

use belfry_kernel::{OrganisationId, Problem};
use belfry_web::api::Spec;
use belfry_web::{Reply, Visit};
use serde_json::{Value, json};

use super::{Entry, How, Log};
use crate::access::Trace;
use crate::api;
use crate::event::{EVENT, reach};

/// What the list says of itself.
pub fn spec() -> Spec {
    let item = json!({"type": "object", "required": ["version", "how", "at"], "properties": {
        "version": {"type": "integer"},
        "how": {"enum": How::ALL.map(How::code), "description": "lost: it went out of their sight"},
        "at": {"type": "string", "format": "date-time"},
        "reach": {"type": ["string", "null"], "description": "Whom it was published to, or is left to: own, community, or the UUID of a \
            trust circle; null for one that took it, and for a circle that the key's owner may not know of"},
        "organisations": {"type": "array", "items": api::organisation(), "description": "Who received it then, or lost sight of it"},
        "unnamed": {"type": "integer", "description": "Further ones, of which the key's owner may not know"}
    }});
    Spec::new(
        "Who received which version of an event when and how, and who lost sight of it, newest first",
        api::list_of(&item),
    )
    .query("before", "`next` of the answer before")
}

/// `GET /api/v1/threats/events/{uuid}/disclosures`.
///
/// # Errors
/// Those of the database; hidden is not found, another organisation's is forbidden.
pub fn list(visit: &mut Visit<Trace>) -> Result<Reply, Problem> {
    let before = api::after(visit, |text| text.parse().ok())?;
    let read = visit.read()?;
    let subject = visit.load(&read, EVENT, visit.path("uuid")?)?;
    let log = Log::of(visit, &read, &subject, before)?;
    drop(read);
    let items: Vec<Value> = log.entries.iter().map(|entry| told(&log, entry)).collect();
    Reply::json(&json!({"items": items, "next": log.next().map(|id| id.to_string())}))
}

fn told(log: &Log, entry: &Entry) -> Value {
    let all: Vec<OrganisationId> = entry.organisation.into_iter().chain(log.among(entry).iter().copied()).collect();
    let mut named: Vec<_> = all.iter().filter_map(|id| log.names.get(id)).collect();
    named.sort_by_key(|one| one.name.to_lowercase());
    let reach = entry.channel.as_ref().map(|label| reach::code(reach::of(label), &log.circles));
    json!({
        "version": entry.version, "how": entry.how, "at": entry.at.to_string(), "reach": reach.filter(|code| !code.is_empty()),
        "organisations": named.iter().map(|one| json!({"uuid": one.uuid, "name": one.name})).collect::<Vec<_>>(),
        "unnamed": all.len() - named.len()
    })
}
