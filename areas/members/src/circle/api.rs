//! What programs ask of circles: those that the key's owner may know of.

use std::collections::HashMap;

use belfry_identity::circle::{self, Circle, MemberStatus};
use belfry_identity::organisation::{self, OrganisationName};
use belfry_identity::sharing::{self, Holder};
use belfry_identity::{CIRCLE, circle::CircleMember};
use belfry_kernel::access::Read;
use belfry_kernel::{CircleId, OrganisationId, Problem};
use belfry_web::{Reply, Spec, Visit};
use belfry_words::Words;
use serde_json::{Value, json};
use uuid::Uuid;

use super::circle_id;

/// Circles in one answer. A community has dozens.
const MOST: i64 = 500;

fn schema() -> Value {
    json!({"type": "object", "required": ["uuid", "name", "ceiling"], "properties": {
        "uuid": {"type": "string", "format": "uuid"}, "name": {"type": "string"}, "purpose": {"type": "string"},
        "rules": {"type": "string"}, "owner": {"type": "string"}, "ceiling": {"type": "string"},
        "hidden": {"type": "boolean"}, "arrangement": {"type": "boolean"}, "open": {"type": "boolean"},
        "standing": {"type": ["string", "null"], "description": "Of one's own organisations: invited, confirmed, suspended"}
    }})
}

/// What the list says of itself.
pub fn list_spec() -> Spec {
    let list =
        json!({"type": "object", "required": ["items"], "properties": {"items": {"type": "array", "items": schema()}}});
    Spec::new("Trust circles that the key's owner may know of, by name", list)
}

/// What one circle says of itself.
pub fn show_spec() -> Spec {
    let mut one = schema();
    one["properties"]["members"] = json!({"type": ["array", "null"], "items": {"type": "object"}});
    one["properties"]["sharing_rules"] = json!({"type": "array", "items": {"type": "object"}});
    Spec::new("A trust circle: its members for whoever is in it, its sharing rules", one)
}

type Standing = HashMap<CircleId, MemberStatus>;

fn standing(visit: &Visit<Read>) -> Result<Standing, Problem> {
    let mine: Vec<OrganisationId> = visit.actor().grants().organisations.into_iter().collect();
    visit.close();
    let all = circle::of(&visit.house().db, &mine)?;
    Ok(all.into_iter().map(|(circle, _, status)| (circle, status)).collect())
}

fn told(one: &Circle, names: &HashMap<OrganisationId, OrganisationName>, standing: &Standing) -> Value {
    json!({
        "uuid": one.uuid, "name": one.fields.name, "purpose": one.fields.purpose, "rules": one.fields.rules,
        "owner": names.get(&one.owner).map(|name| name.name.as_str()), "ceiling": one.fields.ceiling.code(),
        "hidden": one.fields.hidden, "arrangement": one.arrangement, "open": one.open,
        "standing": standing.get(&one.id).map(|status| status.code())
    })
}

/// `GET /api/v1/members/circles`.
///
/// # Errors
/// Those of the database.
pub fn list(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let standing = standing(visit)?;
    let read = visit.read()?;
    let circles = circle::list(&read, MOST)?;
    let names = organisation::names(&read, &circles.iter().map(|one| one.owner).collect::<Vec<_>>())?;
    Reply::json(&json!({"items": circles.iter().map(|one| told(one, &names, &standing)).collect::<Vec<_>>()}))
}

/// `GET /api/v1/members/circles/{id}`.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn show(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let standing = standing(visit)?;
    let read = visit.read()?;
    let subject = visit.load(&read, CIRCLE, visit.path::<Uuid>("id")?)?;
    let one = circle::by_id(&read, circle_id(&subject))?.ok_or(Problem::NotFound)?;
    let names = organisation::names(&read, &[one.owner])?;
    let members = circle::members_visible_to(&read, &visit.actor().grants(), one.id)?;
    let rules = sharing::of(&read, Holder::Circle(one.id))?;
    let mut answer = told(&one, &names, &standing);
    answer["members"] = members.map_or(Value::Null, |all| all.iter().map(member).collect());
    answer["sharing_rules"] = rules.iter().map(|rule| self::rule(&visit.t(), rule, &one.fields.name)).collect();
    Reply::json(&answer)
}

fn member(member: &CircleMember) -> Value {
    json!({"uuid": member.uuid, "name": member.name, "standing": member.status.code(), "may_invite": member.may_invite,
           "since": member.since.to_string()})
}

fn rule(t: &Words, rule: &sharing::Rule, of: &str) -> Value {
    json!({"uuid": rule.uuid, "kind": rule.kind.code, "chosen": rule.chosen, "refuses": rule.refuses,
           "sentence": belfry_web::sharing::sentence(t, rule, of)})
}
