//! The directory and records for programs, as the pages show them to the key's owner.

use belfry_identity::{ORGANISATION, organisation};
use belfry_kernel::access::Read;
use belfry_kernel::{OrganisationId, Problem};
use belfry_web::{Reply, Spec, Visit};
use serde_json::{Value, json};
use uuid::Uuid;

use super::list;
use super::store::{self, Place};
use crate::access::Inspect;
use crate::classify::{self, Case};
use crate::register::export;
use crate::register::fields;
use crate::register::record::store as records;
use crate::register::rules::Class;
use crate::register::sight;

/// Organisations of one answer.
const PAGE: usize = 100;

/// What the list says of itself.
pub fn list_spec() -> Spec {
    let item = json!({"type": "object", "required": ["uuid", "name", "kind"]});
    let answer = json!({"type": "object", "required": ["items", "next"], "properties": {
        "items": {"type": "array", "items": item},
        "next": {"type": ["string", "null"], "description": "Give it as `after` for what follows"}}});
    Spec::new("Organisations of the community, by name", answer)
        .query("q", "Part of a name")
        .query("kind", "A kind of organisation")
        .query("sector", "A sector of NIS2, Annex I or II")
        .query("country", "ISO 3166-1, two letters")
        .query("region", "NUTS 2024, level 1 or 2")
        .query(
            "class",
            "essential, important, register-only, out-of-scope: of those whose class the key's owner may know",
        )
        .query("after", "`next` of the answer before")
}

/// `GET /api/v1/members/organisations`.
///
/// # Errors
/// Those of the database.
pub fn list(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let filter = list::filter(visit);
    let asker = list::asker(visit, &filter)?;
    let after = visit.query("after").to_owned();
    let place = if after.is_empty() { Place::First } else { Place::After(after) };
    let mut rows = store::page(&read, &filter, &asker, &place, PAGE as i64 + 1)?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more).map(|row| row.key.clone());
    let items: Vec<Value> = rows
        .into_iter()
        .map(|row| {
            json!({"uuid": row.uuid, "name": row.name, "short_name": row.short_name, "kind": row.kind,
                   "sector": row.sector, "country": row.country, "region": row.region})
        })
        .collect();
    Reply::json(&json!({ "items": items, "next": next }))
}

/// What one organisation says of itself.
pub fn one_spec() -> Spec {
    let answer = json!({"type": "object", "required": ["uuid", "name", "kind", "sectors"], "properties": {
        "record": {"type": "object", "description": "The fields that the key's owner sees; absent when he sees none"},
        "class": {"type": ["string", "null"]}, "registration": {"type": ["string", "null"]}}});
    Spec::new("One organisation, with what its record tells the key's owner", answer)
}

/// `GET /api/v1/members/organisations/{id}`.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn one(visit: &mut Visit<Inspect>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, ORGANISATION, visit.path::<Uuid>("id")?)?;
    let id = OrganisationId(subject.id.0);
    let known = organisation::by_id(&read, id)?.ok_or(Problem::NotFound)?;
    let beside = store::beside(&read, id)?;
    let sight = sight::of(&read, visit.person()?, id)?;
    let fields = known.fields;
    let mut told = json!({
        "uuid": known.uuid, "name": fields.name, "short_name": fields.short_name, "kind": fields.kind.code(),
        "sectors": beside.sectors, "country": fields.country, "region": beside.region, "about": fields.about,
        "website": fields.website, "class": beside.class,
    });
    if sight.any() {
        let kept = records::load(&read, id)?.ok_or(Problem::NotFound)?;
        let seen = kept.record.seen(|field| sight.sees(field));
        let filled = fields::FIELDS.iter().map(|field| field.code).filter(|code| !seen.get(code).is_empty());
        told["record"] = filled.map(|code| (code.to_owned(), export::split(code, seen.get(code)))).collect();
        if sight.class() {
            told["class"] = json!(kept.class.map(Class::code));
            told["registration"] = json!(kept.state);
        }
    }
    Reply::json(&told)
}

/// What classifying says of itself.
pub fn classify_spec() -> Spec {
    Spec::new(
        "What an entity is under the Directives; without a sector, every code that a case may hold",
        json!({"type": "object", "properties": {"class": {"type": "string"}, "rule": {"type": "string"},
               "article": {"type": "string"}, "table_version": {"type": "string"}}}),
    )
    .query("sector", "A code")
    .query("subsector", "A code")
    .query("type", "A code")
    .query("staff", "Annual work units")
    .query("turnover_eur", "Euro")
    .query("balance_eur", "Euro")
    .query("special", "Codes of special cases, separated by commas")
}

/// `GET /api/v1/members/classify`.
///
/// # Errors
/// [`Problem::BadRequest`] for a code that is unknown or a figure that is missing.
pub fn classify(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    if visit.query("sector").is_empty() {
        return Reply::json(&classify::codes());
    }
    let figure = |name: &str| match visit.query(name) {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Problem::BadRequest(format!("{name} is no number"))),
    };
    let text = |name: &str| visit.query(name).to_owned();
    let case = Case {
        sector: text("sector"),
        subsector: text("subsector"),
        entity_type: text("type"),
        staff: figure("staff")?,
        turnover_eur: figure("turnover_eur")?,
        balance_eur: figure("balance_eur")?,
        special: visit
            .query("special")
            .split(',')
            .map(str::trim)
            .filter(|c| !c.is_empty())
            .map(str::to_owned)
            .collect(),
    };
    let verdict = classify::classify(&case).map_err(|error| Problem::BadRequest(error.to_string()))?;
    Reply::json(&classify::told(&verdict))
}
