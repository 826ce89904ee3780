//! The SQL of records and their history. Whoever calls has decided who sees ([`crate::register::sight`]) or who may write.

use belfry_contracts::register::RecordChanged;
use belfry_identity::organisation::directory;
use belfry_kernel::{Action, Allowed, OrganisationId, PersonId};
use belfry_store::{Act, Read, Result, Tx, Value, args, ledger};
use jiff::Timestamp;
use uuid::Uuid;

use super::{Change, Record};
use crate::classify::{self, Verdict};
use crate::register::rules::Class;
use crate::register::{duties, fields, profile};

/// An organisation with its record.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Inside.
    pub id: OrganisationId,
    /// Outside.
    pub uuid: Uuid,
    /// Full name.
    pub name: String,
    /// Code of its kind.
    pub kind: String,
    /// Two letters.
    pub country: Option<String>,
    /// A NUTS code.
    pub region: Option<String>,
    /// The fields.
    pub record: Record,
    /// What it is under Directive (EU) 2022/2555, where the record tells it.
    pub class: Option<Class>,
    /// The state of its registration.
    pub state: Option<String>,
}

/// An organisation with its record.
pub fn load(read: &Read, id: OrganisationId) -> Result<Option<Kept>> {
    read.maybe(
        "select o.id, s.uuid, o.name, o.kind, o.country, o.region, r.document, r.class, g.state \
         from identity_organisations o join store_subjects s on s.id = o.id \
         left join members_records r on r.organisation_id = o.id \
         left join members_registrations g on g.organisation_id = o.id where o.id = $1",
        args![id],
        |row| {
            let document: Option<String> = row.get(6)?;
            let class: Option<String> = row.get(7)?;
            Ok(Kept {
                id: row.get(0)?,
                uuid: row.get(1)?,
                name: row.get(2)?,
                kind: row.get(3)?,
                country: row.get(4)?,
                region: row.get(5)?,
                record: document.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default(),
                class: class.as_deref().and_then(Class::parse),
                state: row.get(8)?,
            })
        },
    )
}

/// The strictest class of everything that a record says its organisation does; none when a figure or type is missing.
pub fn class_of(record: &Record) -> Option<(Class, Verdict)> {
    let verdicts: Vec<_> = record.cases().iter().map(classify::classify).collect();
    let is_told = verdicts.iter().all(std::result::Result::is_ok);
    let strictest = verdicts.into_iter().flatten().min_by_key(|verdict| verdict.nis2.class)?;
    let class = strictest.nis2.class;
    (is_told || class == Class::Essential).then_some((class, strictest))
}

/// Keeps a record, under the proof that it may be changed: its class and its places in the directory follow, each change goes
/// into the history, and what the authority has to be told is put on the agenda. Gives what changed.
pub fn save<A: Action, T>(
    tx: &Tx,
    proof: &Allowed<A, T>,
    act: Act<'_>,
    before: &Kept,
    after: &Record,
) -> Result<Vec<Change>> {
    let changes = write(tx, act, before, after)?;
    if changes.iter().any(|change| change.field == "places") {
        directory::place(tx, proof, before.id, before.region.as_deref(), &after.sectors())?;
    }
    Ok(changes)
}

/// As [`save`], by the program itself: imports, which have decided before, and the demonstration.
pub fn save_as_program(tx: &Tx, act: Act<'_>, before: &Kept, after: &Record) -> Result<Vec<Change>> {
    let changes = write(tx, act, before, after)?;
    if changes.iter().any(|change| change.field == "places") {
        directory::place_as_program(tx, before.id, before.region.as_deref(), &after.sectors())?;
    }
    Ok(changes)
}

fn write(tx: &Tx, act: Act<'_>, before: &Kept, after: &Record) -> Result<Vec<Change>> {
    let mut changes = before.record.changes(after);
    if changes.is_empty() {
        return Ok(changes);
    }
    let class = class_of(after).map(|(class, _)| class);
    if class != before.class {
        let code = |class: Option<Class>| class.map_or("", Class::code).to_owned();
        changes.push(Change { field: "class".into(), before: code(before.class), after: code(class) });
    }
    let document = serde_json::to_string(after).unwrap_or_default();
    tx.execute(
        "insert into members_records (organisation_id, document, class, updated) values ($1, $2, $3, $4) \
         on conflict (organisation_id) do update set document = excluded.document, class = excluded.class, \
         updated = excluded.updated",
        args![before.id, document, class.map(Class::code), act.now],
    )?;
    remember(tx, act, before.id, &changes)?;
    if before.kind == "nca" && changes.iter().any(|change| change.field == "mandate") {
        tx.execute("delete from members_mandates where organisation_id = $1", args![before.id])?;
        let rows: Vec<Value<'_>> =
            after.lines("mandate").flat_map(|sector| [Value::from(before.id), sector.into()]).collect();
        tx.insert_many("members_mandates", &["organisation_id", "sector"], "", &rows)?;
    }
    if changes.iter().any(|change| change.field == "keys") {
        duties::watch_keys(tx, act, before.id, after)?;
    }
    if before.state.as_deref().is_some_and(|state| state != "refused") {
        duties::open_changes(tx, act, before.id, &changes, after.is_of_registry())?;
    }
    profile::refresh(tx, before.id)?;
    Ok(changes)
}

/// Puts changes into the history, and says in the ledger that they happened.
pub fn remember(tx: &Tx, act: Act<'_>, organisation: OrganisationId, changes: &[Change]) -> Result<()> {
    let mut rows: Vec<Value<'_>> = Vec::with_capacity(changes.len() * 7);
    for change in changes {
        let id: i64 = act.ids.next();
        rows.extend([
            Value::Int(id),
            organisation.into(),
            change.field.as_str().into(),
            change.before.as_str().into(),
            change.after.as_str().into(),
            act.now.into(),
            act.actor.map_or(Value::Null, Value::from),
        ]);
    }
    tx.insert_many(
        "members_history",
        &["id", "organisation_id", "field", "before", "after", "at", "actor_id"],
        "",
        &rows,
    )?;
    let fields = changes.iter().map(|change| change.field.clone()).collect();
    ledger::record(tx, act, &RecordChanged { organisation, fields })
}

/// A line of the history.
#[derive(Clone, Debug)]
pub struct Past {
    /// Inside id, for the next page.
    pub id: i64,
    /// What changed.
    pub change: Change,
    /// When.
    pub at: Timestamp,
    /// Who; none for the program itself.
    pub by: Option<PersonId>,
    /// His name, if he has an account still.
    pub name: Option<String>,
}

/// The newest changes that a reader sees, of all fields or of one, below an id.
pub fn history(
    read: &Read,
    organisation: OrganisationId,
    seen: &[&str],
    below: Option<i64>,
    limit: i64,
) -> Result<Vec<Past>> {
    let seen: Vec<String> = seen.iter().map(|code| (*code).to_owned()).collect();
    read.rows(
        "select h.id, h.field, h.before, h.after, h.at, h.actor_id, p.name from members_history h \
         left join identity_people p on p.id = h.actor_id where h.organisation_id = $1 and h.field in {texts $2} \
         and (cast($3 as bigint) is null or h.id < $3) order by h.id desc limit $4",
        args![organisation, seen, below, limit],
        |row| {
            Ok(Past {
                id: row.get(0)?,
                change: Change { field: row.get(1)?, before: row.get(2)?, after: row.get(3)? },
                at: row.get(4)?,
                by: row.get(5)?,
                name: row.get(6)?,
            })
        },
    )
}

/// The fields whose history somebody sees.
pub fn fields_seen(sight: crate::register::sight::Sight) -> Vec<&'static str> {
    let mut all: Vec<&str> = fields::FIELDS.iter().filter(|field| sight.sees(field)).map(|field| field.code).collect();
    all.extend(fields::BASICS);
    if sight.class() {
        all.extend(["class", "open"]);
    }
    all
}
