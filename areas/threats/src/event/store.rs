//! The SQL of an event's header.

use belfry_contracts::threats::{EventCorrected, EventPublished};
use belfry_kernel::{Fact, OrganisationId, SubjectId};
use belfry_store::subject::{self, Subject};
use belfry_store::{Read, Result, Sql, Tx, args, scope, search};
use jiff::Timestamp;
use uuid::Uuid;

use super::{COLUMNS, EVENT, Event};
use crate::tag::Tag;

/// A new header; its subject was inserted before. `heartbeat` is for one that is being staged.
pub fn insert(tx: &Tx, event: &Event, heartbeat: Option<Timestamp>) -> Result<()> {
    tx.execute(
        "insert into threats_events (id, uuid, creator, creator_uuid, date, threat_level, analysis, timestamp, \
         publish_timestamp, state, distribution, reach, tlp, extends, version, attributes, objects, origin, heartbeat, extra) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
        args![
            event.id,
            event.uuid,
            &event.creator,
            event.creator_uuid,
            event.date.as_deref(),
            event.threat_level,
            event.analysis,
            event.timestamp,
            event.publish_timestamp,
            event.state.code(),
            event.distribution,
            event.reach.as_ref().map(|label| label.canonical()),
            event.tlp.code(),
            event.extends,
            event.version,
            event.attributes,
            event.objects,
            event.origin.code(),
            heartbeat,
            event.extra.as_deref()
        ],
    )?;
    Ok(())
}

/// Writes every column of a header that is there already, and ends its staging.
pub fn save(tx: &Tx, event: &Event) -> Result<()> {
    tx.execute(
        "update threats_events set uuid = $2, creator = $3, creator_uuid = $4, date = $5, threat_level = $6, analysis = $7, \
         timestamp = $8, publish_timestamp = $9, state = $10, distribution = $11, reach = $12, tlp = $13, extends = $14, \
         version = $15, attributes = $16, objects = $17, origin = $18, heartbeat = null, extra = $19 where id = $1",
        args![
            event.id,
            event.uuid,
            &event.creator,
            event.creator_uuid,
            event.date.as_deref(),
            event.threat_level,
            event.analysis,
            event.timestamp,
            event.publish_timestamp,
            event.state.code(),
            event.distribution,
            event.reach.as_ref().map(|label| label.canonical()),
            event.tlp.code(),
            event.extends,
            event.version,
            event.attributes,
            event.objects,
            event.origin.code(),
            event.extra.as_deref()
        ],
    )?;
    Ok(())
}

/// Says of an event that attributes of it have labels of their own; once said it stays.
pub fn mark_labelled(tx: &Tx, id: SubjectId) -> Result<()> {
    tx.execute("update threats_events set labelled = $2 where id = $1 and labelled <> $2", args![id, true])?;
    Ok(())
}

/// The header of a subject that was loaded, and so checked, before.
pub fn header(read: &Read, id: SubjectId) -> Result<Event> {
    let sql = Sql::new("select", []).and(COLUMNS, []).and("from threats_events e where e.id = ?", [id.into()]);
    read.one(sql, args![], |row| Event::from_row(row, 0))
}

/// The header as it leaves: where the reader sees parts with labels of their own that were changed later, it was changed with them.
/// What is kept moves only with what all see who see the event.
pub fn leaving(read: &Read, id: SubjectId) -> Result<Event> {
    let mut sql = Sql::new("select max(n.at) from (", []);
    for (n, select) in PARTS.iter().enumerate() {
        sql.push(if n > 0 { "union all" } else { "" }, []);
        sql.push(select, []);
        sql.push("where a.event_id = ? and a.label_id is not null and", [id.into()]);
        sql.append(&scope::sees_child(read.key()));
    }
    sql.push(") n", []);
    let newest: Option<i64> = read.one(sql, args![], |row| row.get(0))?;
    let event = header(read, id)?;
    Ok(Event { timestamp: newest.unwrap_or(0).max(event.timestamp), ..event })
}

const PARTS: [&str; 4] = [
    "select max(a.timestamp) as at from threats_attributes a",
    "select max(a.timestamp) as at from threats_objects a",
    "select max(a.timestamp) as at from threats_references a",
    "select max(a.timestamp) as at from threats_reports a",
];

/// The copy of an event that an organisation owns.
pub fn owned(read: &Read, owner: OrganisationId, uuid: Uuid) -> Result<Option<(Subject, Event)>> {
    let sql = Sql::new("select", []).and(subject::COLUMNS, []).and(",", []).and(COLUMNS, []).and(
        "from store_subjects s join threats_events e on e.id = s.id where s.uuid = ? and s.kind = ? and s.owner_id = ?",
        [uuid.into(), EVENT.into(), owner.into()],
    );
    read.maybe(sql, args![], |row| Ok((Subject::from_row(row, 0)?, Event::from_row(row, 8)?)))
}

/// Whether somebody published an event here, as the ledger has it; a file that brings a published one does something else.
pub fn is_published_by_hand(read: &Read, id: SubjectId) -> Result<bool> {
    let found = read.maybe(
        "select 1 from store_ledger where subject_id = $1 and fact in ($2, $3) limit 1",
        args![id, EventPublished::NAME, EventCorrected::NAME],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// Puts an event's own words into the search index, in the place of those before. Attributes and reports have documents of
/// their own, under their own labels. Local tags are not searched: everyone finds by these words who sees the event.
pub fn index(tx: &Tx, event: &Event, title: &str, tags: &[Tag]) -> Result<()> {
    search::drop_one(tx, event.id.0)?;
    let tags: Vec<&str> = tags.iter().filter(|tag| !tag.local).map(|tag| tag.name.as_str()).collect();
    let text = format!("{title}\n{}\n{}\n{}", event.creator, event.uuid, tags.join("\n"));
    search::add(tx, &[search::Document { id: event.id.0, subject: event.id, label: None, text: &text }])
}

/// Counts the attributes and objects that are not deleted and have no label of their own.
pub fn count(read: &Read, id: SubjectId) -> Result<(i64, i64)> {
    read.one(
        "select (select count(*) from threats_attributes a where a.event_id = $1 and a.deleted = false and a.label_id is null), \
         (select count(*) from threats_objects o where o.event_id = $1 and o.deleted = false and o.label_id is null)",
        args![id],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}
