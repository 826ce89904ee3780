//! Sightings: somebody has met a value, takes it for harmless, or says that it is over.

use belfry_contracts::threats::SightingAdded;
use belfry_kernel::{Allowed, LabelId, OrganisationId, Problem, SubjectId};
use belfry_store::subject::Subject;
use belfry_store::{Act, Read, Result, Sql, Tx, args, ledger, scope};
use belfry_web::{Reply, Spec, Visit};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use crate::access::Sight;
use crate::event::EVENT;
use crate::event::at::At;

/// What somebody says of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// It was met.
    Seen,
    /// It was taken for bad and is not.
    FalsePositive,
    /// It is over.
    Expired,
}

impl Kind {
    /// MISP's number.
    pub const fn number(self) -> i16 {
        match self {
            Self::Seen => 0,
            Self::FalsePositive => 1,
            Self::Expired => 2,
        }
    }

    /// The word in forms and in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::FalsePositive => "false-positive",
            Self::Expired => "expired",
        }
    }

    /// Reads a word; `None` for anything else.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Seen, Self::FalsePositive, Self::Expired].into_iter().find(|kind| kind.code() == code)
    }

    /// The kind of a number.
    pub const fn of(number: i16) -> Self {
        match number {
            0 => Self::Seen,
            1 => Self::FalsePositive,
            _ => Self::Expired,
        }
    }
}

/// `POST /threats/events/{uuid}/sightings` with `attribute` and `kind`, or both in `mark`: `seen:UUID`.
pub fn add(visit: &mut Visit<Sight>) -> std::result::Result<Reply, Problem> {
    let form = visit.form();
    let (kind, attribute) =
        form.text("mark").split_once(':').unwrap_or_else(|| (form.text("kind"), form.text("attribute")));
    let (kind, attribute) = (Kind::parse(kind), attribute.parse::<Uuid>().ok());
    let (Some(kind), Some(attribute)) = (kind, attribute) else {
        return Err(Problem::BadRequest("kind and attribute are needed".into()));
    };
    let after: i64 = form.text("after").parse().unwrap_or(0);
    let tx = visit.write()?;
    let event = visit.load(&tx, EVENT, visit.path("uuid")?)?;
    let organisation = visit.person()?.organisation;
    record(&tx, visit.act(), &event, organisation, attribute, kind)?;
    let page = if after > 0 { format!("?after={after}") } else { String::new() };
    let back = At::new(visit, event.uuid).to(&format!("{page}#a-{attribute}"));
    visit.finish(tx, Reply::done(back, visit.s("threats-sighting-added")))
}

/// What the route for programs says of itself.
pub fn spec() -> Spec {
    let kinds = [Kind::Seen, Kind::FalsePositive, Kind::Expired].map(Kind::code);
    let attribute = json!({"type": "string", "format": "uuid"});
    let properties = json!({"attribute": attribute, "kind": {"enum": kinds}});
    let body = || json!({"type": "object", "required": ["attribute", "kind"], "properties": properties});
    Spec::new(
        "Says that the key's owner has met an attribute's value, takes it for harmless, or that it is over",
        body(),
    )
    .takes(body())
    .answers(201)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    attribute: Uuid,
    kind: String,
}

/// `POST /api/v1/threats/events/{uuid}/sightings`.
///
/// # Errors
/// [`Problem::BadRequest`] with what is wrong, and those of [`record`].
pub fn api(visit: &mut Visit<Sight>) -> std::result::Result<Reply, Problem> {
    let Said { attribute, kind } = visit.json()?;
    let bad = || Problem::BadRequest("`kind` is seen, false-positive or expired".into());
    let kind = Kind::parse(&kind).ok_or_else(bad)?;
    let tx = visit.write()?;
    let event = visit.load(&tx, EVENT, visit.path("uuid")?)?;
    record(&tx, visit.act(), &event, visit.person()?.organisation, attribute, kind)?;
    visit.finish(tx, Reply::Json(201, json!({"attribute": attribute, "kind": kind.code()}).to_string()))
}

/// Adds a sighting of an attribute that the reader sees. It carries the attribute's own label: who does not see the one does
/// not see the other.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such attribute for the reader.
pub fn record(
    tx: &Tx,
    act: Act<'_>,
    event: &Allowed<Sight, Subject>,
    organisation: OrganisationId,
    attribute: Uuid,
    kind: Kind,
) -> std::result::Result<(), Problem> {
    let mut sql = Sql::new(
        "select a.id, a.label_id from threats_attributes a where a.event_id = ? and a.uuid = ? and a.deleted = false and",
        [event.id.into(), attribute.into()],
    );
    sql.append(&scope::sees_child(tx.key()));
    sql.push("order by a.id limit 1", []);
    let found = tx.maybe(sql, args![], |row| Ok((row.get::<i64>(0)?, row.get::<Option<LabelId>>(1)?)))?;
    let (attribute, label) = found.ok_or(Problem::NotFound)?;
    let id: i64 = act.ids.next();
    tx.execute(
        "insert into threats_sightings (id, event_id, attribute_id, uuid, kind, at, organisation_id, person_id, source, label_id) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, '', $9)",
        args![id, event.id, attribute, act.ids.uuid(), kind.number(), act.now, organisation, act.actor, label],
    )?;
    ledger::record(tx, act, &SightingAdded { event: event.id, sighting: id })?;
    Ok(())
}

/// A sighting of one of several attributes.
#[derive(Clone, Debug)]
pub struct Sighting {
    /// The attribute.
    pub attribute: i64,
    /// What was said.
    pub kind: Kind,
    /// When, in microseconds.
    pub at: i64,
    /// By which organisation, when it is one of ours.
    pub organisation: Option<OrganisationId>,
    /// The name that came with it from elsewhere.
    pub source: String,
    /// The organisation's name, if the reader may know of it.
    pub name: Option<String>,
}

/// Sightings of attributes that the reader sees, newest first.
pub fn of_attributes(read: &Read, of: &[(SubjectId, i64)], limit: i64) -> Result<Vec<Sighting>> {
    let mut events: Vec<i64> = of.iter().map(|(event, _)| event.0).collect();
    events.sort_unstable();
    events.dedup();
    let attributes: Vec<i64> = of.iter().map(|(_, attribute)| *attribute).collect();
    let mut sql = Sql::new(
        "select a.attribute_id, a.kind, a.at, a.organisation_id, a.source, (select o.name from identity_organisations o \
         cross join store_subjects s where o.id = a.organisation_id and s.id = o.id and",
        [],
    );
    sql.append(&scope::sees_subject(read.key()));
    sql.push(
        ") from threats_sightings a where a.event_id in {ints ?} and a.attribute_id in {ints ?} and",
        [belfry_store::Value::Ints(events), belfry_store::Value::Ints(attributes)],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by a.at desc, a.id desc limit ?", [limit.into()]);
    read.rows(sql, args![], |row| {
        Ok(Sighting {
            attribute: row.get(0)?,
            kind: Kind::of(row.get(1)?),
            at: row.get(2)?,
            organisation: row.get(3)?,
            source: row.get(4)?,
            name: row.get(5)?,
        })
    })
}
