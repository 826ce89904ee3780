//! The SQL of incidents and of what hangs on them: what happened in their course is in [`moments`].

pub mod moments;

use belfry_contracts::incidents::{IncidentChanged, IncidentRecorded, IncidentSettled};
use belfry_kernel::{Action, Allowed, OrganisationId, SubjectId};
use belfry_store::subject::{self, Subject};
use belfry_store::{Act, Error, Read, Result, Row, Sql, Tx, args, ledger, scope};
use jiff::Timestamp;

use super::{Cause, Class, INCIDENT, Kind, Said, Severity, State, own};
use crate::number;

pub use moments::{Moment, add_moment, moments, remove_moment};

/// What an incident says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// What it tells of.
    pub kind: Kind,
    /// Whether nothing of it happened.
    pub exercise: bool,
    /// The zone in which its instants are typed.
    pub zone: String,
    /// When it began.
    pub began: Option<Timestamp>,
    /// When somebody or something noticed.
    pub detected: Option<Timestamp>,
    /// When the organisation knew that it may be significant: the clock of the law begins.
    pub aware: Option<Timestamp>,
    /// When it was over.
    pub resolved: Option<Timestamp>,
    /// What happened.
    pub description: String,
    /// Why.
    pub cause: Option<Cause>,
    /// What sort of incident it is.
    pub class: Option<Class>,
    /// Whether somebody is suspected to have meant it.
    pub suspected: Said,
    /// Whether it reaches into other countries, or could.
    pub border: Said,
    /// How large the impact is.
    pub severity: Option<Severity>,
    /// How many users were hit.
    pub users: Option<i64>,
    /// How many in ten thousand that is.
    pub share: Option<i64>,
    /// What it cost, in cents of euro.
    pub loss: Option<i64>,
    /// What it did to users and others.
    pub impact: String,
    /// What was done about it.
    pub measures: String,
    /// Where, in words.
    pub place: String,
    /// What was hit: a sector and a service in it.
    pub services: Vec<(String, String)>,
    /// Countries that it reaches, two letters each.
    pub countries: Vec<String>,
}

impl Written {
    /// The first minute: nothing is known but that something happened.
    #[must_use]
    pub fn begun(zone: &str, aware: Timestamp) -> Self {
        Self {
            kind: Kind::Incident,
            exercise: false,
            zone: zone.to_owned(),
            began: None,
            detected: None,
            aware: Some(aware),
            resolved: None,
            description: String::new(),
            cause: None,
            class: None,
            suspected: Said::Unknown,
            border: Said::Unknown,
            severity: None,
            users: None,
            share: None,
            loss: None,
            impact: String::new(),
            measures: String::new(),
            place: String::new(),
            services: Vec::new(),
            countries: Vec::new(),
        }
    }
}

/// An incident besides its subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// By which people speak of it.
    pub number: String,
    /// Where it stands.
    pub state: State,
    /// What it says.
    pub written: Written,
    /// When it was entered.
    pub opened: Timestamp,
}

/// The columns that [`from_row`] reads, of the alias `i`.
pub const COLUMNS: &str = "i.number, i.state, i.opened, i.kind, i.exercise, i.zone, i.began, i.detected, i.aware, i.resolved, \
     i.description, i.cause, i.rsit, i.suspected, i.border, i.severity, i.users, i.share, i.loss, i.impact, i.measures, i.place";

fn strange(what: &str) -> Error {
    Error::Driver(format!("an unreadable incident is kept: {what}"))
}

/// Reads [`COLUMNS`]; services and countries stand in tables of their own ([`of`]).
///
/// # Errors
/// Those of the database.
pub fn from_row(row: &Row<'_>, at: usize) -> Result<Incident> {
    let text = |n: usize| row.get::<String>(at + n);
    let written = Written {
        kind: Kind::parse(&text(3)?).ok_or_else(|| strange("kind"))?,
        exercise: row.get::<i64>(at + 4)? != 0,
        zone: text(5)?,
        began: row.get(at + 6)?,
        detected: row.get(at + 7)?,
        aware: row.get(at + 8)?,
        resolved: row.get(at + 9)?,
        description: text(10)?,
        cause: Cause::parse(&text(11)?),
        class: Class::parse(&text(12)?),
        suspected: Said::parse(&text(13)?).ok_or_else(|| strange("suspected"))?,
        border: Said::parse(&text(14)?).ok_or_else(|| strange("border"))?,
        severity: Severity::parse(&text(15)?),
        users: row.get(at + 16)?,
        share: row.get(at + 17)?,
        loss: row.get(at + 18)?,
        impact: text(19)?,
        measures: text(20)?,
        place: text(21)?,
        services: Vec::new(),
        countries: Vec::new(),
    };
    let state = State::parse(&text(1)?).ok_or_else(|| strange("state"))?;
    Ok(Incident { number: text(0)?, state, written, opened: row.get(at + 2)? })
}

/// An incident that was loaded before, with its services and countries: two queries.
///
/// # Errors
/// Those of the database.
pub fn of(read: &Read, id: SubjectId) -> Result<Incident> {
    let sql = Sql::new("select", []).and(COLUMNS, []).and("from incidents_incidents i where i.id = ?", [id.into()]);
    let mut incident = read.maybe(sql, args![], |row| from_row(row, 0))?.ok_or(Error::NoRow)?;
    read.each(
        "select x.sector, x.service from incidents_services x where x.incident_id = $1 \
         union all select '', c.country from incidents_countries c where c.incident_id = $1 order by 1, 2",
        args![id],
        |row| {
            match row.get::<String>(0)? {
                sector if sector.is_empty() => incident.written.countries.push(row.get(1)?),
                sector => incident.written.services.push((sector, row.get(1)?)),
            }
            Ok(true)
        },
    )?;
    Ok(incident)
}

/// Enters an incident of an organisation, which only its own people see.
///
/// # Errors
/// Those of the database.
pub fn insert(tx: &Tx, act: Act<'_>, owner: OrganisationId, title: &str, written: &Written) -> Result<Subject> {
    let id: SubjectId = act.ids.next();
    let subject = Subject {
        id,
        uuid: act.ids.uuid(),
        kind: INCIDENT.code,
        label_id: scope::intern(tx, &own(owner))?,
        owner,
        author: act.actor,
        title: title.to_owned(),
        updated: act.now,
    };
    subject::insert(tx, &subject)?;
    let number = number::draw(act.ids);
    tx.execute(
        "insert into incidents_incidents (id, number, kind, state, exercise, zone, description, cause, rsit, suspected, border, \
         severity, impact, measures, place, opened) \
         values ($1, $2, '', 'open', 0, '', '', '', '', '', '', '', '', '', '', $3)",
        args![id, &number, act.now],
    )?;
    fill(tx, id, written)?;
    list(tx, id, written)?;
    super::text::add(tx, id, (&number, title), written)?;
    ledger::record(tx, act, &IncidentRecorded { incident: id })?;
    Ok(subject)
}

/// Another content, under the proof of a change.
///
/// # Errors
/// Those of the database.
pub fn save<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    proof: &Allowed<A, Subject>,
    title: &str,
    written: &Written,
) -> Result<()> {
    const { assert!(A::WRITES) };
    fill(tx, proof.id, written)?;
    for delete in [
        "delete from incidents_services where incident_id = $1",
        "delete from incidents_countries where incident_id = $1",
    ] {
        tx.execute(delete, args![proof.id])?;
    }
    list(tx, proof.id, written)?;
    super::text::put(tx, proof.id, title, written)?;
    subject::touch(tx, proof, proof.id, title, act.now)?;
    ledger::record(tx, act, &IncidentChanged { incident: proof.id })?;
    Ok(())
}

fn fill(tx: &Tx, id: SubjectId, written: &Written) -> Result<()> {
    tx.execute(
        "update incidents_incidents set kind = $2, exercise = $3, zone = $4, began = $5, detected = $6, aware = $7, resolved = $8, \
         description = $9, cause = $10, rsit = $11, suspected = $12, border = $13, severity = $14, users = $15, share = $16, \
         loss = $17, impact = $18, measures = $19, place = $20 where id = $1",
        args![
            id,
            written.kind.code(),
            i64::from(written.exercise),
            &written.zone,
            written.began,
            written.detected,
            written.aware,
            written.resolved,
            &written.description,
            written.cause.map_or("", Cause::code),
            written.class.map_or("", Class::code),
            written.suspected.code(),
            written.border.code(),
            written.severity.map_or("", Severity::code),
            written.users,
            written.share,
            written.loss,
            &written.impact,
            &written.measures,
            &written.place
        ],
    )?;
    Ok(())
}

/// What an incident has several of.
fn list(tx: &Tx, id: SubjectId, written: &Written) -> Result<()> {
    let services: Vec<_> =
        written.services.iter().flat_map(|(a, b)| [id.into(), a.as_str().into(), b.as_str().into()]).collect();
    tx.insert_many("incidents_services", &["incident_id", "sector", "service"], "on conflict do nothing", &services)?;
    let countries: Vec<_> = written.countries.iter().flat_map(|c| [id.into(), c.as_str().into()]).collect();
    tx.insert_many("incidents_countries", &["incident_id", "country"], "on conflict do nothing", &countries)?;
    Ok(())
}

/// From one of these states to the next, under the proof of a change; false when it is in none of them. What is over is so since `now`,
/// unless it was said before since when.
///
/// # Errors
/// Those of the database.
pub fn step<A: Action>(tx: &Tx, act: Act<'_>, proof: &Allowed<A, Subject>, from: &[State], to: State) -> Result<bool> {
    const { assert!(A::WRITES) };
    let from: Vec<String> = from.iter().map(|state| state.code().to_owned()).collect();
    let rows = tx.execute(
        "update incidents_incidents set state = $3, \
         resolved = case when $3 = 'open' then null else coalesce(resolved, $4) end where id = $1 and state in {texts $2}",
        args![proof.id, from, to.code(), act.now],
    )?;
    if rows > 0 {
        ledger::record(tx, act, &IncidentSettled { incident: proof.id, state: to.code().to_owned() })?;
    }
    Ok(rows > 0)
}
