//! What stands on an event's page beside its attributes, in one statement: reports, clusters, notices, history, and who received it.

use belfry_contracts::threats::{Change, EventChanged};
use belfry_kernel::{Fact as _, OrganisationId, PersonId, SubjectId};
use belfry_store::{Read, Result, Row, Sql, Value, args, scope};
use jiff::Timestamp;

use crate::event::notice::{self, Notice};

/// Reports shown.
const REPORTS: i64 = 20;
/// Clusters shown.
const CLUSTERS: i64 = 200;
/// Notices read: the newest.
const NOTICES: i64 = 20;
/// Entries of the history shown: the newest.
const HISTORY: i64 = 40;
/// Entries of the disclosure log shown: the newest.
const DISCLOSURES: i64 = 100;

/// Whose eyes it is for.
#[derive(Clone, Copy, Debug)]
pub struct For {
    /// Of the organisation that owns the event: sees that it was changed, even in parts with labels of their own.
    pub is_owner: bool,
    /// May see who received it.
    pub may_trace: bool,
}

/// Something that happened.
#[derive(Debug)]
pub struct Fact {
    /// When.
    pub at: Timestamp,
    /// What, as the ledger names it.
    pub fact: String,
    /// Who, if it was somebody.
    pub actor: Option<PersonId>,
    /// His name, while he has one.
    pub name: Option<String>,
    /// What was changed, where that was noted.
    pub what: Vec<Change>,
}

/// Somebody received a version.
#[derive(Debug)]
pub struct Handed {
    /// Which version.
    pub version: i64,
    /// Which organisation; none for whoever sees it.
    pub organisation: Option<OrganisationId>,
    /// Its name, if the reader may know of it.
    pub name: Option<String>,
    /// When.
    pub at: Timestamp,
    /// How, as a word of message keys.
    pub how: String,
    /// Organisations that an audience reached then.
    pub reached: i64,
}

/// All of it.
#[derive(Debug, Default)]
pub struct Beside {
    /// Name and text of each report, oldest first.
    pub reports: Vec<(String, String)>,
    /// Type, value and tag of each cluster of the event itself, in this order.
    pub clusters: Vec<(String, String, Option<String>)>,
    /// Newest first.
    pub notices: Vec<Notice>,
    /// Newest first.
    pub facts: Vec<Fact>,
    /// Newest first; nothing for who may not see that.
    pub handed: Vec<Handed>,
}

/// Reads it for an event that was loaded before. Each part is limited by itself, and walks its own index by the event.
pub fn load(read: &Read, event: SubjectId, eyes: For) -> Result<Beside> {
    let sql = statement(read, event, eyes);
    let mut beside = Beside::default();
    // (order within the part, the thing) where the database need not keep the order of parts.
    let (mut reports, mut notices, mut facts, mut handed) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    read.each(sql, args![], |row| {
        let id: i64 = row.get(1)?;
        match row.get::<i64>(0)? {
            0 => reports.push((id, (row.get(5)?, row.get(6)?))),
            1 => beside.clusters.push((row.get(5)?, row.get(6)?, row.get(7)?)),
            2 => notices.push((id, noticed(row)?)),
            3 => facts.push((id, happened(row)?)),
            _ => handed.push((id, received(row)?)),
        }
        Ok(true)
    })?;
    beside.clusters.sort();
    beside.reports = in_order(reports);
    beside.notices = newest_first(notices);
    beside.facts = newest_first(facts);
    beside.handed = newest_first(handed);
    Ok(beside)
}

fn in_order<T>(mut all: Vec<(i64, T)>) -> Vec<T> {
    all.sort_by_key(|(id, _)| *id);
    all.into_iter().map(|(_, one)| one).collect()
}

fn newest_first<T>(all: Vec<(i64, T)>) -> Vec<T> {
    let mut all = in_order(all);
    all.reverse();
    all
}

fn happened(row: &Row<'_>) -> Result<Fact> {
    let data: Option<String> = row.get(7)?;
    let what =
        data.and_then(|data| serde_json::from_str::<EventChanged>(&data).ok()).map_or_else(Vec::new, |one| one.what);
    Ok(Fact { at: row.get(2)?, actor: row.get(3)?, fact: row.get(5)?, name: row.get(6)?, what })
}

fn noticed(row: &Row<'_>) -> Result<Notice> {
    let kind: String = row.get(5)?;
    Ok(Notice { kind: notice::Kind::of(&kind), version: row.get(3)?, at: row.get(2)?, text: row.get(6)? })
}

fn received(row: &Row<'_>) -> Result<Handed> {
    Ok(Handed {
        at: row.get(2)?,
        version: row.get(3)?,
        organisation: row.get(4)?,
        how: row.get(5)?,
        name: row.get(6)?,
        reached: row.get(8)?,
    })
}

/// Columns: which part, id, instant, two numbers, three texts, one more number.
fn statement<'a>(read: &Read, event: SubjectId, eyes: For) -> Sql<'a> {
    let of = |event: SubjectId, most: i64| -> [Value<'a>; 2] { [event.into(), most.into()] };
    let mut sql = Sql::new(
        "select cast(0 as bigint), r.id, cast(null as bigint), cast(null as bigint), cast(null as bigint), r.name, r.content, \
         cast(null as text), cast(null as bigint) from (select a.id, a.name, a.content from threats_reports a \
         where a.event_id = ? and a.deleted = false and",
        [event.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by a.id limit ?) r", [REPORTS.into()]);
    sql.push(
        "union all select 1, c.id, null, null, null, c.type, c.value, c.tag, null from (select a.id, a.type, a.value, a.tag \
         from threats_clusters a where a.event_id = ? and a.attribute_id is null and",
        [event.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by a.type, a.value, a.id limit ?) c", [CLUSTERS.into()]);
    sql.push(
        "union all select 2, n.id, n.at, n.version, null, n.kind, n.text, null, null from (select a.id, a.at, a.version, a.kind, \
         a.text from threats_notices a where a.event_id = ? and",
        [event.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by a.id desc limit ?) n", [NOTICES.into()]);
    sql.push(
        "union all select 3, f.id, f.at, f.actor_id, null, f.fact, f.name, f.data, null from (select l.id, l.at, l.actor_id, \
         l.fact, p.name, case when l.fact = ? then l.data end as data from store_ledger l \
         left join identity_people p on p.id = l.actor_id where l.subject_id = ? and l.fact in {texts ?} order by l.id desc limit ?) f",
        [EventChanged::NAME.into(), event.into(), Value::Texts(known(eyes)), HISTORY.into()],
    );
    if eyes.may_trace {
        sql.push(
            "union all select 4, h.id, h.at, h.version, h.organisation_id, h.how, (select o.name from identity_organisations o \
             cross join store_subjects s where o.id = h.organisation_id and s.id = o.id and",
            [],
        );
        sql.append(&scope::sees_subject(read.key()));
        sql.push(
            "), null, (select count(*) from threats_recipients r where r.set_id = h.recipients) from (select id, at, version, \
             organisation_id, how, recipients from threats_disclosures where event_id = ? order by id desc limit ?) h",
            of(event, DISCLOSURES),
        );
    }
    sql
}

/// Facts that are told: whoever does not own the event hears of versions, not of every change.
fn known(eyes: For) -> Vec<String> {
    let all = ["event-created", "event-imported", "event-published", "event-recalled"];
    let own = ["event-changed", "event-corrected", "event-withdrawn", "event-narrowed"];
    let own = if eyes.is_owner { own.as_slice() } else { &[] };
    all.iter().chain(own).map(|fact| format!("threats.{fact}")).collect()
}
