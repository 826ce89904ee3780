//! Changes of an event by hand: what an attribute, an object, a report or a tag brings with it in every table.
//!
//! A change [`begin`]s by giving the header its next version, which makes whoever changes the same event at the same time wait,
//! and [`end`]s with header, subject and ledger. Nothing here decides anything: each function asks for the proof.

mod arrow;

use belfry_contracts::threats::{Change, EventChanged};
use belfry_kernel::{Action, Allowed, Clause, Ids, Label, LabelId, OrganisationId, SubjectId, Tlp};
use belfry_store::search::{self, Document};
use belfry_store::subject::{self, Subject};
use belfry_store::{Act, Read, Result, Sql, Tx, Value, args, ledger, scope};

pub use self::arrow::{End, add_reference, end_of, narrow_arrows, remove_reference};

use self::arrow::{arrows_at, both, lose_arrows};
use super::import::stricter;
use super::{Event, State, disclose, store};
use crate::attribute::{self, Attribute};
use crate::object::{self, Object};
use crate::tag::{self, Known, Tag};
use crate::value;

/// An attribute and what hangs on it, given another label; its keys, addresses and words are written anew. What is local stays so.
const ON_ATTRIBUTE: &[&str] = &[
    "update threats_attributes set label_id = $3 where event_id = $1 and id = $2",
    "update threats_attribute_tags set label_id = $3 where event_id = $1 and attribute_id = $2 and local = false",
    "update threats_clusters set label_id = $3 where event_id = $1 and attribute_id = $2 and local = false",
    "update threats_contents set label_id = $3 where event_id = $1 and attribute_id = $2",
];
/// The column after those of an attribute.
const TAG_AFTER: usize = attribute::NAMES.len();

/// Tags of the taxonomy that says the TLP level: they follow the header's level and are never set by hand.
pub const TLP_TAG: &str = "tlp:";

/// Begins a change: the header with its next version, by which those who write know of each other, and the change's timestamp. That
/// always grows, since a copy elsewhere takes only what is newer (MISP's rule), and never runs ahead by more than the changes of one
/// second.
pub fn begin<A: Action>(tx: &Tx, proof: &Allowed<A, Subject>, act: Act<'_>) -> Result<Event> {
    const { assert!(A::WRITES) };
    tx.execute("update threats_events set version = version + 1 where id = $1", args![proof.id])?;
    let mut event = store::header(tx, proof.id)?;
    event.timestamp = act.now.as_second().max(event.timestamp + 1);
    Ok(event)
}

/// Ends a change, and notes what it was.
pub fn end<A: Action>(
    tx: &Tx,
    proof: &Allowed<A, Subject>,
    act: Act<'_>,
    event: &Event,
    title: &str,
    what: Vec<Change>,
) -> Result<()> {
    store::save(tx, event)?;
    subject::touch(tx, proof, event.id, title, act.now)?;
    ledger::record(tx, act, &EventChanged { event: event.id, version: event.version, what })
}

/// As [`end`], of a change to parts that had these labels, before and after. Where none of them was open to all who see the event, it
/// says no other time of its last change: some could tell by it that something happened out of their sight.
pub fn end_of_parts<A: Action>(
    tx: &Tx,
    proof: &Allowed<A, Subject>,
    act: Act<'_>,
    event: &Event,
    labels: impl IntoIterator<Item = Option<LabelId>>,
    what: Vec<Change>,
) -> Result<()> {
    if labels.into_iter().any(|label| label.is_none()) {
        return end(tx, proof, act, event, &proof.title, what);
    }
    let timestamp = store::header(tx, event.id)?.timestamp;
    store::save(tx, &Event { timestamp, ..event.clone() })?;
    ledger::record(tx, act, &EventChanged { event: event.id, version: event.version, what })
}

/// Puts the header's own words into the search index anew.
pub fn index(tx: &Tx, event: &Event, title: &str) -> Result<()> {
    store::index(tx, event, title, &tag::of_event(tx, event.id)?)
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
    scope::intern(tx, &Label::new(tlp, Clause::Organisation(subject.owner)))
}

/// Writes new attributes with their keys and their words.
pub fn add_attributes(tx: &Tx, event: &mut Event, list: Vec<Attribute>) -> Result<()> {
    event.attributes += i64::try_from(list.iter().filter(|one| one.label.is_none()).count()).unwrap_or_default();
    find_by(tx, &list)?;
    if list.iter().any(|one| one.label.is_some()) {
        store::mark_labelled(tx, event.id)?;
    }
    let mut rows = Vec::with_capacity(list.len() * attribute::NAMES.len());
    list.into_iter().for_each(|one| one.push(&mut rows));
    tx.insert_many("threats_attributes", attribute::NAMES, "", &rows)?;
    Ok(())
}

/// Writes keys, addresses and words of attributes.
fn find_by(tx: &Tx, list: &[Attribute]) -> Result<()> {
    let (mut keys, mut addresses, mut lengths) = (Vec::new(), Vec::new(), Vec::new());
    for one in list {
        for key in value::keys(&one.kind, &one.value) {
            keys.extend([key.hash.into(), one.event.into(), one.id.into(), one.label.into()]);
            let Some(range) = key.range else { continue };
            let start = range.start.to_be_bytes().to_vec();
            addresses.extend([start.into(), range.bits.into(), one.event.into(), one.id.into(), one.label.into()]);
            if !range.is_host() {
                lengths.extend([Value::from(range.bits), range.is_four().into()]);
            }
        }
    }
    tx.insert_many("threats_keys", &["hash", "event_id", "attribute_id", "label_id"], "on conflict do nothing", &keys)?;
    let names = &["start", "bits", "event_id", "attribute_id", "label_id"];
    tx.insert_many("threats_addresses", names, "on conflict do nothing", &addresses)?;
    tx.insert_many("threats_prefixes", &["bits", "four"], "on conflict do nothing", &lengths)?;
    let texts: Vec<String> = list.iter().map(Attribute::words).collect();
    let documents = list.iter().zip(&texts);
    let documents = documents.map(|(one, text)| Document { id: one.id, subject: one.event, label: one.label, text });
    search::add(tx, &documents.collect::<Vec<_>>())
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
pub fn attribute(read: &Read, event: SubjectId, uuid: uuid::Uuid) -> Result<Option<Attribute>> {
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
        for statement in ON_ATTRIBUTE {
            tx.execute(*statement, args![now.event, now.id, now.label])?;
        }
        sightings_at(tx, before, now.label)?;
        arrows_at(tx, now)?;
    }
    find_by(tx, std::slice::from_ref(now))
}

/// Gives the sightings of an attribute its new label. Those that stay among fewer are for those only who see both.
fn sightings_at(tx: &Tx, before: &Attribute, label: Option<LabelId>) -> Result<()> {
    let mut all: Vec<Option<LabelId>> = tx.rows(
        "select distinct label_id from threats_sightings where event_id = $1 and attribute_id = $2",
        args![before.event, before.id],
        |row| row.get(0),
    )?;
    // First those that have the attribute's: what the others get may be the same as that.
    all.sort_by_key(|own| *own != before.label);
    for own in all {
        let now = if own == before.label { label } else { both(tx, own, label)? };
        tx.execute(
            "update threats_sightings set label_id = $3 where event_id = $1 and attribute_id = $2 \
             and coalesce(label_id, 0) = cast($4 as bigint)",
            args![before.event, before.id, now, own.map_or(0, |own| own.0)],
        )?;
    }
    Ok(())
}

/// Gives an attribute a label of its own, with what hangs on it.
fn relabel_attribute(tx: &Tx, before: &Attribute, label: LabelId) -> Result<()> {
    store::mark_labelled(tx, before.event)?;
    let label = Some(label);
    for statement in ON_ATTRIBUTE {
        tx.execute(*statement, args![before.event, before.id, label])?;
    }
    sightings_at(tx, before, label)?;
    arrows_at(tx, before)?;
    if !before.deleted {
        lose(tx, before)?;
        find_by(tx, &[Attribute { label, ..before.clone() }])?;
    }
    Ok(())
}

/// The label that an attribute may have: in an object, no wider than that.
pub fn within_object(tx: &Tx, one: &Attribute, wanted: Option<LabelId>) -> Result<Option<LabelId>> {
    let Some(object) = one.object else { return Ok(wanted) };
    let around = tx.one("select label_id from threats_objects where id = $1", args![object], |row| row.get(0))?;
    both(tx, around, wanted)
}

/// What an object that became narrower, or was taken back, means for what is in it. Attributes that are counted in the header are
/// counted anew by the caller.
pub fn bind(tx: &Tx, event: SubjectId, object: i64, label: Option<&Label>, deleted: bool) -> Result<()> {
    for one in inside(tx, event, object)? {
        if let Some(label) = label {
            let own = one.label.map(|id| scope::label(tx, id)).transpose()?;
            let narrow = own.as_ref().map_or_else(|| label.clone(), |own| own.meet(label));
            if own.as_ref() != Some(&narrow) {
                relabel_attribute(tx, &one, scope::intern(tx, &narrow)?)?;
            }
        }
        if deleted {
            lose(tx, &one)?;
            tx.execute("update threats_attributes set deleted = $2 where id = $1", args![one.id, true])?;
        }
    }
    Ok(())
}

/// The attributes in an object that are not taken back, seen or not.
fn inside(tx: &Tx, event: SubjectId, object: i64) -> Result<Vec<Attribute>> {
    let sql = Sql::new("select", [])
        .and(attribute::COLUMNS, [])
        .and("from threats_attributes a where a.event_id = ? and a.object_id = ?", [event.into(), object.into()])
        .and("and a.deleted = false", []);
    tx.rows(sql, args![], |row| Attribute::from_row(row, 0))
}

/// Where an event's level becomes more open, keeps those parts narrow whose own tags say a stricter one: until now the event's
/// level did.
pub fn keep_stricter(tx: &Tx, event: &mut Event, owner: OrganisationId) -> Result<()> {
    let sql = Sql::new("select", [])
        .and(attribute::COLUMNS, [])
        .and(", t.name from threats_attribute_tags x cross join threats_tags t cross join threats_attributes a", [])
        .and("where x.event_id = ? and t.id = x.tag_id and lower(t.name) like 'tlp:%'", [event.id.into()])
        .and("and a.id = x.attribute_id and a.label_id is null order by a.id", []);
    let tagged = tx.rows(sql, args![], |row| Ok((Attribute::from_row(row, 0)?, row.get::<String>(TAG_AFTER)?)))?;
    for of_one in tagged.chunk_by(|(a, _), (b, _)| a.id == b.id) {
        let Some((one, _)) = of_one.first() else { continue };
        let Some(label) = stricter(owner, event.tlp, of_one.iter().map(|(_, name)| name.as_str())) else { continue };
        relabel_attribute(tx, one, scope::intern(tx, &label)?)?;
        event.attributes -= i64::from(!one.deleted);
    }
    Ok(())
}

/// The label of what is taken back from an event that nobody else ever had: nobody else hears of it. None where others had it: they
/// are to learn that it was taken back.
fn never_shared(tx: &Tx, event: &Event) -> Result<Option<LabelId>> {
    if event.state != State::Draft || !disclose::received(tx, event.id)?.is_empty() {
        return Ok(None);
    }
    let owner: OrganisationId =
        tx.one("select owner_id from store_subjects where id = $1", args![event.id], |row| row.get(0))?;
    store::mark_labelled(tx, event.id)?;
    scope::intern(tx, &Label::new(event.tlp, Clause::Organisation(owner))).map(Some)
}

/// Says whether an attribute is fit for detection.
pub fn mark_attribute(tx: &Tx, event: &Event, one: &Attribute, to_ids: bool) -> Result<()> {
    tx.execute(
        "update threats_attributes set to_ids = $2, timestamp = $3 where id = $1",
        args![one.id, to_ids, event.timestamp],
    )?;
    Ok(())
}

/// Puts a tag on an attribute; it takes the attribute's label. One that was local is so no more.
pub fn tag_attribute(tx: &Tx, event: &Event, one: &Attribute, tag: i64) -> Result<()> {
    tx.execute(
        "update threats_attribute_tags set local = $4, label_id = $5 \
         where event_id = $1 and attribute_id = $2 and tag_id = $3 and local = true",
        args![event.id, one.id, tag, false, one.label],
    )?;
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

/// Takes an attribute back, with the arrows at it: its row stays, so that whoever had it learns of it; nothing finds it any more.
pub fn remove_attribute(tx: &Tx, event: &mut Event, one: &Attribute) -> Result<()> {
    let kept_back = never_shared(tx, event)?;
    lose(tx, one)?;
    lose_arrows(tx, event, one.uuid, kept_back)?;
    tx.execute(
        "update threats_attributes set deleted = $2, timestamp = $3, label_id = coalesce($4, label_id) where id = $1",
        args![one.id, true, event.timestamp, kept_back],
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

/// One object of an event that was loaded before, if the reader sees it and it was not taken back.
pub fn object(read: &Read, event: SubjectId, uuid: uuid::Uuid) -> Result<Option<Object>> {
    let mut sql = Sql::new("select", []).and(object::COLUMNS, []).and(
        "from threats_objects a where a.event_id = ? and a.uuid = ? and a.deleted = false and",
        [event.into(), uuid.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    read.maybe(sql, args![], |row| Object::from_row(row, 0))
}

/// Takes an object back, with its attributes, its references and the arrows at it; the label that it had. Attributes that the reader
/// does not see go with it.
pub fn remove_object(tx: &Tx, event: &mut Event, object: i64) -> Result<Option<LabelId>> {
    let kept_back = never_shared(tx, event)?;
    for one in inside(tx, event.id, object)? {
        remove_attribute(tx, event, &one)?;
    }
    tx.execute(
        "update threats_references set deleted = $3, timestamp = $4, label_id = coalesce($5, label_id) \
         where event_id = $1 and object_id = $2",
        args![event.id, object, true, event.timestamp, kept_back],
    )?;
    let (uuid, is_there, label): (uuid::Uuid, bool, Option<LabelId>) =
        tx.one("select uuid, deleted = false, label_id from threats_objects where id = $1", args![object], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
    lose_arrows(tx, event, uuid, kept_back)?;
    tx.execute(
        "update threats_objects set deleted = $2, timestamp = $3, label_id = coalesce($4, label_id) where id = $1",
        args![object, true, event.timestamp, kept_back],
    )?;
    event.objects -= i64::from(is_there && label.is_none());
    Ok(label)
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
pub fn report(read: &Read, event: SubjectId, uuid: uuid::Uuid) -> Result<Option<Report>> {
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
        "update threats_reports set deleted = $2, timestamp = $3, label_id = coalesce($4, label_id) where id = $1",
        args![report.id, true, event.timestamp, never_shared(tx, event)?],
    )?;
    Ok(())
}
