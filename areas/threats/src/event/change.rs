//! Changes of an event by hand: what an attribute, an object, a report or a tag brings with it in every table.
//!
//! A change [`begin`]s by giving the header its next version, which makes whoever changes the same event at the same time wait,
//! and [`end`]s with header, subject and ledger. Nothing here decides anything: each function asks for the proof.

use belfry_contracts::threats::EventChanged;
use belfry_kernel::{Action, Allowed, Ids, Label, LabelId, Tlp};
use belfry_store::search::{self, Document};
use belfry_store::subject::{self, Subject};
use belfry_store::{Act, Read, Result, Sql, Tx, Value, args, ledger, scope};

use super::{Event, store};
use crate::attribute::{self, Attribute};
use crate::object::{self, Object};
use crate::tag::{self, Known, Tag};
use crate::value;

/// Tags of the taxonomy that says the TLP level: they follow the header's level and are never set by hand.
pub const TLP_TAG: &str = "tlp:";

/// Begins a change: the header with its next version. Its timestamp always grows, since a copy elsewhere takes only what is newer
/// (MISP's rule), and never runs ahead by more than the changes of one second.
pub fn begin<A: Action>(tx: &Tx, proof: &Allowed<A, Subject>, act: Act<'_>) -> Result<Event> {
    const { assert!(A::WRITES) };
    tx.execute(
        "update threats_events set version = version + 1, \
         timestamp = case when timestamp >= $2 then timestamp + 1 else $2 end where id = $1",
        args![proof.id, act.now.as_second()],
    )?;
    store::header(tx, proof.id)
}

/// Ends a change.
pub fn end<A: Action>(tx: &Tx, proof: &Allowed<A, Subject>, act: Act<'_>, event: &Event, title: &str) -> Result<()> {
    store::save(tx, event)?;
    subject::touch(tx, proof, event.id, title, act.now)?;
    ledger::record(tx, act, &EventChanged { event: event.id, version: event.version })
}

/// Puts the header's own words into the search index anew.
pub fn index(tx: &Tx, event: &Event, title: &str) -> Result<()> {
    let tags: Vec<String> = tag::of_event(tx, event.id)?.into_iter().map(|tag| tag.name).collect();
    store::index(tx, event, title, &tags)
}

/// Gives an event the tag of its level in the place of those that it has.
pub fn tag_level(tx: &Tx, ids: &Ids, event: &Event) -> Result<()> {
    let mut tags = tag::of_event(tx, event.id)?;
    tags.retain(|tag| !is_level(&tag.name));
    if let Some(written) = event.tlp.written() {
        tags.push(Tag { name: written.to_lowercase(), colour: None, local: false });
    }
    tag::set(tx, ids, &mut Known::default(), event.id, &tags)
}

/// Whether a tag says a TLP level.
pub fn is_level(name: &str) -> bool {
    name.trim().get(..TLP_TAG.len()).is_some_and(|start| start.eq_ignore_ascii_case(TLP_TAG))
}

/// The id of the label that keeps a part of an event with its own organisation.
pub fn own_label(tx: &Tx, subject: &Subject, tlp: Tlp) -> Result<LabelId> {
    scope::intern(tx, &Label::new(tlp, belfry_kernel::Clause::Organisation(subject.owner)))
}

/// Writes new attributes with their keys and their words.
pub fn add_attributes(tx: &Tx, event: &mut Event, list: Vec<Attribute>) -> Result<()> {
    event.attributes += i64::try_from(list.iter().filter(|one| one.label.is_none()).count()).unwrap_or_default();
    let mut rows = Vec::with_capacity(list.len() * attribute::NAMES.len());
    for one in &list {
        find_by(tx, one)?;
    }
    if list.iter().any(|one| one.label.is_some()) {
        store::mark_labelled(tx, event.id)?;
    }
    list.into_iter().for_each(|one| one.push(&mut rows));
    tx.insert_many("threats_attributes", attribute::NAMES, "", &rows)?;
    Ok(())
}

/// Writes keys, addresses and words of an attribute.
fn find_by(tx: &Tx, one: &Attribute) -> Result<()> {
    let (mut keys, mut addresses, mut lengths) = (Vec::new(), Vec::new(), Vec::new());
    for key in value::keys(&one.kind, &one.value) {
        keys.extend([key.hash.into(), one.event.into(), one.id.into(), one.label.into()]);
        let Some(range) = key.range else { continue };
        let start = range.start.to_be_bytes().to_vec();
        addresses.extend([start.into(), range.bits.into(), one.event.into(), one.id.into(), one.label.into()]);
        if !range.is_host() {
            lengths.extend([Value::from(range.bits), range.is_four().into()]);
        }
    }
    tx.insert_many("threats_keys", &["hash", "event_id", "attribute_id", "label_id"], "on conflict do nothing", &keys)?;
    let names = &["start", "bits", "event_id", "attribute_id", "label_id"];
    tx.insert_many("threats_addresses", names, "on conflict do nothing", &addresses)?;
    tx.insert_many("threats_prefixes", &["bits", "four"], "on conflict do nothing", &lengths)?;
    let text = one.words();
    search::add(tx, &[Document { id: one.id, subject: one.event, label: one.label, text: &text }])
}

/// Takes keys, addresses and words of an attribute out.
fn lose(tx: &Tx, one: &Attribute) -> Result<()> {
    for key in value::keys(&one.kind, &one.value) {
        tx.execute(
            "delete from threats_keys where hash = $1 and event_id = $2 and attribute_id = $3",
            args![key.hash, one.event, one.id],
        )?;
        if let Some(range) = key.range {
            tx.execute(
                "delete from threats_addresses where start = $1 and bits = $2 and event_id = $3 and attribute_id = $4",
                args![range.start.to_be_bytes().to_vec(), range.bits, one.event, one.id],
            )?;
        }
    }
    search::drop_one(tx, one.id)
}

/// One attribute of an event that was loaded before, if the reader sees it and it was not taken back.
pub fn attribute(read: &Read, event: belfry_kernel::SubjectId, uuid: uuid::Uuid) -> Result<Option<Attribute>> {
    let mut sql = Sql::new("select", [])
        .and(attribute::COLUMNS, [])
        .and("from threats_attributes a where a.event_id = ? and a.uuid = ?", [event.into(), uuid.into()]);
    sql.push("and a.deleted = false and", []);
    sql.append(&scope::sees_child(read.key()));
    read.maybe(sql, args![], |row| Attribute::from_row(row, 0))
}

/// Writes an attribute over what it was. What hangs on it takes its label.
pub fn replace_attribute(tx: &Tx, event: &mut Event, before: &Attribute, now: &Attribute) -> Result<()> {
    event.attributes += i64::from(now.label.is_none()) - i64::from(before.label.is_none());
    lose(tx, before)?;
    tx.execute(
        "update threats_attributes set type = $2, category = $3, value = $4, to_ids = $5, comment = $6, timestamp = $7, \
         label_id = $8, distribution = $9, first_seen = $10, last_seen = $11 where id = $1",
        args![
            now.id,
            &now.kind,
            &now.category,
            &now.value,
            now.to_ids,
            &now.comment,
            now.timestamp,
            now.label,
            now.distribution,
            now.first_seen.as_deref(),
            now.last_seen.as_deref()
        ],
    )?;
    if before.label != now.label {
        store::mark_labelled(tx, event.id)?;
        for statement in [
            "update threats_attribute_tags set label_id = $3 where event_id = $1 and attribute_id = $2",
            "update threats_clusters set label_id = $3 where event_id = $1 and attribute_id = $2",
            "update threats_sightings set label_id = $3 where event_id = $1 and attribute_id = $2",
            "update threats_contents set label_id = $3 where event_id = $1 and attribute_id = $2",
        ] {
            tx.execute(statement, args![now.event, now.id, now.label])?;
        }
    }
    find_by(tx, now)
}

/// Says whether an attribute is fit for detection.
pub fn mark_attribute(tx: &Tx, event: &Event, one: &Attribute, to_ids: bool) -> Result<()> {
    tx.execute(
        "update threats_attributes set to_ids = $2, timestamp = $3 where id = $1",
        args![one.id, to_ids, event.timestamp],
    )?;
    Ok(())
}

/// Puts a tag on an attribute; it takes the attribute's label.
pub fn tag_attribute(tx: &Tx, event: &Event, one: &Attribute, tag: i64) -> Result<()> {
    tx.execute(
        "insert into threats_attribute_tags (event_id, attribute_id, tag_id, local, label_id) values ($1, $2, $3, $4, $5) \
         on conflict do nothing",
        args![event.id, one.id, tag, false, one.label],
    )?;
    touch_attribute(tx, event, one)
}

/// Takes a tag off an attribute.
pub fn untag_attribute(tx: &Tx, event: &Event, one: &Attribute, name: &str) -> Result<()> {
    tx.execute(
        "delete from threats_attribute_tags where event_id = $1 and attribute_id = $2 \
         and tag_id in (select id from threats_tags where name = $3)",
        args![event.id, one.id, name],
    )?;
    touch_attribute(tx, event, one)
}

/// A copy elsewhere takes what hangs on an attribute only when the attribute itself is newer.
fn touch_attribute(tx: &Tx, event: &Event, one: &Attribute) -> Result<()> {
    tx.execute("update threats_attributes set timestamp = $2 where id = $1", args![one.id, event.timestamp])?;
    Ok(())
}

/// Takes an attribute back: its row stays, so that whoever had it learns of it; nothing finds it any more.
pub fn remove_attribute(tx: &Tx, event: &mut Event, one: &Attribute) -> Result<()> {
    lose(tx, one)?;
    tx.execute(
        "update threats_attributes set deleted = $2, timestamp = $3 where id = $1",
        args![one.id, true, event.timestamp],
    )?;
    event.attributes -= i64::from(one.label.is_none());
    Ok(())
}

/// Writes a new object with its attributes.
pub fn add_object(tx: &Tx, event: &mut Event, object: Object, attributes: Vec<Attribute>) -> Result<()> {
    let mut rows = Vec::new();
    object.push(&mut rows);
    tx.insert_many("threats_objects", object::NAMES, "", &rows)?;
    event.objects += 1;
    add_attributes(tx, event, attributes)
}

/// Takes an object back, with its attributes and references. Attributes that the reader does not see go with it.
pub fn remove_object(tx: &Tx, event: &mut Event, object: i64) -> Result<()> {
    let sql = Sql::new("select", [])
        .and(attribute::COLUMNS, [])
        .and("from threats_attributes a where a.event_id = ? and a.object_id = ?", [event.id.into(), object.into()])
        .and("and a.deleted = false", []);
    for one in tx.rows(sql, args![], |row| Attribute::from_row(row, 0))? {
        remove_attribute(tx, event, &one)?;
    }
    tx.execute(
        "update threats_references set deleted = $3, timestamp = $4 where event_id = $1 and object_id = $2",
        args![event.id, object, true, event.timestamp],
    )?;
    let plain: Option<i64> = tx.maybe(
        "select 1 from threats_objects where id = $1 and deleted = false and label_id is null",
        args![object],
        |row| row.get(0),
    )?;
    tx.execute(
        "update threats_objects set deleted = $2, timestamp = $3 where id = $1",
        args![object, true, event.timestamp],
    )?;
    event.objects -= i64::from(plain.is_some());
    Ok(())
}

/// A report as its author types it.
#[derive(Clone, Debug)]
pub struct Report {
    /// Inside.
    pub id: i64,
    /// Identity everywhere.
    pub uuid: uuid::Uuid,
    /// Its title.
    pub name: String,
    /// Markdown.
    pub content: String,
    /// Its own label.
    pub label: Option<LabelId>,
}

/// One report of an event that was loaded before, if the reader sees it and it was not taken back.
pub fn report(read: &Read, event: belfry_kernel::SubjectId, uuid: uuid::Uuid) -> Result<Option<Report>> {
    let mut sql = Sql::new(
        "select a.id, a.uuid, a.name, a.content, a.label_id from threats_reports a \
         where a.event_id = ? and a.uuid = ? and a.deleted = false and",
        [event.into(), uuid.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    read.maybe(sql, args![], |row| {
        Ok(Report { id: row.get(0)?, uuid: row.get(1)?, name: row.get(2)?, content: row.get(3)?, label: row.get(4)? })
    })
}

/// Writes a report, new or over what it was.
pub fn save_report(tx: &Tx, event: &Event, report: &Report) -> Result<()> {
    tx.execute(
        "insert into threats_reports (id, event_id, uuid, name, content, timestamp, deleted, label_id) \
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do update set name = excluded.name, \
         content = excluded.content, timestamp = excluded.timestamp",
        args![report.id, event.id, report.uuid, &report.name, &report.content, event.timestamp, false, report.label],
    )?;
    search::drop_one(tx, report.id)?;
    let text = format!("{}\n{}", report.name, report.content);
    search::add(tx, &[Document { id: report.id, subject: event.id, label: report.label, text: &text }])
}

/// Takes a report back.
pub fn remove_report(tx: &Tx, event: &Event, report: &Report) -> Result<()> {
    search::drop_one(tx, report.id)?;
    tx.execute(
        "update threats_reports set deleted = $2, timestamp = $3 where id = $1",
        args![report.id, true, event.timestamp],
    )?;
    Ok(())
}
