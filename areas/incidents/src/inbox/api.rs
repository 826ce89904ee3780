//! The inbox for programs: the same rows by the same filters, due first first.

use std::collections::HashMap;

use belfry_identity::organisation::{self, OrganisationName};
use belfry_kernel::{OrganisationId, Problem};
use belfry_web::api::Spec;
use belfry_web::{Reply, Visit};
use serde_json::{Value, json};

use super::select::{self, Cursor, Filter, Listed};
use crate::access::{HANDLERS, Inbox, all};
use crate::incident::api::known;
use crate::notification::api::{notification_schema, told};
use crate::regime;

/// Rows of one answer.
const PAGE: usize = 100;

/// What it says of itself.
#[must_use]
pub fn spec() -> Spec {
    let answer = json!({"type": "object", "required": ["items", "next"], "properties": {
        "items": {"type": "array", "items": notification_schema()},
        "next": {"type": ["string", "null"], "description": "Give it as `after` for what follows"}
    }});
    Spec::new("Notifications that the key owner's authority receives, by what is due next", answer)
        .query("after", "`next` of the answer before")
        .query("state", "received, review, asked, accepted, closed; all that is open where none is named")
        .query("sector", "A sector's code")
        .query("law", "The code of a regime")
        .query("whose", "me, nobody")
        .query("for", "Which of several authorities, by its number in the page's address")
}

/// `GET /api/v1/incidents/inbox`.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::BadRequest`] for a filter that means nothing, and those of the database.
pub fn inbox(visit: &mut Visit<Inbox>) -> Result<Reply, Problem> {
    let (offices, me) = (all(visit.person()?, HANDLERS), visit.person()?.id);
    // A law that was brought in meanwhile is known from here on.
    regime::store::load(&*visit.read()?)?;
    known(visit.queries(), &["for", "state", "sector", "law", "whose", "after"], |pair| match pair.0.as_str() {
        "after" => Cursor::parse(&pair.1).is_some(),
        "for" => offices.iter().any(|office| office.to_string() == pair.1),
        _ => !Filter::of(std::slice::from_ref(pair)).fields().is_empty(),
    })?;
    let filter = Filter::of(visit.queries());
    let chosen = offices.iter().find(|office| office.0 == filter.office).or(offices.first());
    let office = *chosen.ok_or(Problem::Forbidden)?;
    let after = Cursor::parse(visit.query("after"));
    let read = visit.read()?;
    let mut rows = select::rows(&read, office, me, &filter, after, PAGE as i64 + 1)?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let ids: Vec<OrganisationId> =
        rows.iter().flat_map(|row| [row.subject.owner, row.notification.authority]).collect();
    let names = organisation::names(&read, &ids)?;
    drop(read);
    let next = rows.last().filter(|_| more).map(|last| last.cursor().to_string());
    let items: Vec<Value> = rows.iter().map(|row| item(row, &names)).collect();
    Reply::json(&json!({ "items": items, "next": next }))
}

fn item(row: &Listed, names: &HashMap<OrganisationId, OrganisationName>) -> Value {
    let named = |id: OrganisationId| names.get(&id).map(|name| name.name.clone());
    let both = (named(row.subject.owner), named(row.notification.authority));
    let mut item = told(&row.subject, &row.notification, both);
    // What is due of it for this authority, which may be its own answer.
    item["due"] = json!(row.due);
    item
}
