//! Rows of all tables, written together.

use std::collections::BTreeSet;

use belfry_kernel::{Ids, Label, LabelId, SubjectId};
use belfry_store::search::{self, Document};
use belfry_store::{Result, Tx, Value, args};
use uuid::Uuid;

use super::arrival::is_local;
use crate::attribute::{self, Attribute};
use crate::event::{change, store};
use crate::object::{self, Object};
use crate::tag::Known;
use crate::value::{self, Range};

/// A row of `threats_keys`.
#[derive(Clone, Copy)]
pub(super) struct KeyRow {
    pub(super) hash: i64,
    pub(super) attribute: i64,
    pub(super) label: Option<LabelId>,
}

/// A row of `threats_addresses`.
#[derive(Clone, Copy)]
pub(super) struct AddressRow {
    pub(super) range: Range,
    pub(super) attribute: i64,
    pub(super) label: Option<LabelId>,
}

/// A tag on an attribute, by name.
pub(super) struct Tagging {
    pub(super) attribute: i64,
    pub(super) tag: belfry_misp::Tag,
    pub(super) label: Option<LabelId>,
}

/// An object that is newer than the one here, and binds what is in it, also what the file does not say anew.
pub(super) struct Bound {
    pub(super) object: i64,
    pub(super) label: Option<Label>,
    pub(super) deleted: bool,
}

struct Text {
    id: i64,
    label: Option<LabelId>,
    text: String,
}

/// What is put in next. `replaced_*` name rows that are there already under the same id.
#[derive(Default)]
pub(super) struct Batch {
    attributes: Vec<Value<'static>>,
    objects: Vec<Value<'static>>,
    pub(super) references: Vec<Value<'static>>,
    pub(super) reports: Vec<Value<'static>>,
    pub(super) contents: Vec<Value<'static>>,
    pub(super) clusters: Vec<Value<'static>>,
    pub(super) sightings: Vec<Value<'static>>,
    pub(super) originals: Vec<Value<'static>>,
    pub(super) taggings: Vec<Tagging>,
    texts: Vec<Text>,
    pub(super) keys: Vec<KeyRow>,
    pub(super) addresses: Vec<AddressRow>,
    pub(super) replaced_attributes: Vec<i64>,
    pub(super) replaced_objects: Vec<i64>,
    pub(super) bound: Vec<Bound>,
    pub(super) replaced_references: Vec<i64>,
    pub(super) replaced_reports: Vec<i64>,
    /// Rows of weight: attributes, objects, references, reports, tags.
    pub(super) rows: usize,
    /// Whether an attribute has a label of its own.
    labelled: bool,
    /// Bytes of text, roughly.
    pub(super) bytes: usize,
}

impl Batch {
    pub(super) fn is_empty(&self) -> bool {
        self.rows == 0
    }

    pub(super) fn attribute(&mut self, one: Attribute) {
        self.bytes += one.value.len() + one.comment.len() + one.extra.as_ref().map_or(0, String::len) + 200;
        self.rows += 1;
        self.labelled |= one.label.is_some();
        if !one.deleted {
            for key in value::keys(&one.kind, &one.value) {
                self.keys.push(KeyRow { hash: key.hash, attribute: one.id, label: one.label });
                if let Some(range) = key.range {
                    self.addresses.push(AddressRow { range, attribute: one.id, label: one.label });
                }
            }
            self.text(one.id, one.label, one.words());
        }
        one.push(&mut self.attributes);
    }

    pub(super) fn object(&mut self, one: Object) {
        self.bytes += one.comment.len() + one.extra.as_ref().map_or(0, String::len) + 200;
        self.rows += 1;
        one.push(&mut self.objects);
    }

    pub(super) fn text(&mut self, id: i64, label: Option<LabelId>, text: String) {
        self.bytes += text.len();
        self.texts.push(Text { id, label, text });
    }

    /// Writes everything but keys and addresses.
    pub(super) fn write(&self, tx: &Tx, ids: &Ids, tags: &mut Known, event: SubjectId) -> Result<()> {
        self.clear(tx, event)?;
        tx.insert_many("threats_objects", object::NAMES, "", &self.objects)?;
        tx.insert_many("threats_attributes", attribute::NAMES, "", &self.attributes)?;
        for one in &self.bound {
            change::bind(tx, event, one.object, one.label.as_ref(), one.deleted)?;
        }
        tx.insert_many("threats_references", REFERENCES, "", &self.references)?;
        tx.insert_many("threats_reports", REPORTS, "", &self.reports)?;
        tx.insert_many("threats_contents", &["attribute_id", "event_id", "label_id", "data"], "", &self.contents)?;
        tx.insert_many("threats_clusters", CLUSTERS, "", &self.clusters)?;
        tx.insert_many("threats_sightings", SIGHTINGS, "", &self.sightings)?;
        tx.insert_many("threats_originals", ORIGINALS, "", &self.originals)?;
        let mut rows = Vec::with_capacity(self.taggings.len() * TAGGINGS.len());
        for one in &self.taggings {
            let id = tags.id(tx, ids, &one.tag.name)?;
            let local = is_local(&one.tag);
            rows.extend([event.into(), one.attribute.into(), id.into(), local.into(), one.label.into()]);
        }
        tx.insert_many("threats_attribute_tags", TAGGINGS, "on conflict do nothing", &rows)?;
        let documents: Vec<Document<'_>> =
            self.texts.iter().map(|t| Document { id: t.id, subject: event, label: t.label, text: &t.text }).collect();
        search::add(tx, &documents)
    }

    /// Says of the event, once its header is there, that attributes have labels of their own.
    pub(super) fn mark(&self, tx: &Tx, event: SubjectId) -> Result<()> {
        if self.labelled { store::mark_labelled(tx, event) } else { Ok(()) }
    }

    /// Takes the rows out that are replaced.
    fn clear(&self, tx: &Tx, event: SubjectId) -> Result<()> {
        for id in &self.replaced_attributes {
            drop_keys(tx, event, *id)?;
            search::drop_one(tx, *id)?;
            tx.execute(
                "delete from threats_attribute_tags where event_id = $1 and attribute_id = $2",
                args![event, *id],
            )?;
            tx.execute("delete from threats_clusters where event_id = $1 and attribute_id = $2", args![event, *id])?;
            tx.execute("delete from threats_contents where attribute_id = $1", args![*id])?;
            tx.execute("delete from threats_attributes where id = $1", args![*id])?;
        }
        for id in &self.replaced_objects {
            tx.execute("delete from threats_objects where id = $1", args![*id])?;
        }
        for id in &self.replaced_references {
            tx.execute("delete from threats_references where id = $1", args![*id])?;
        }
        for id in &self.replaced_reports {
            search::drop_one(tx, *id)?;
            tx.execute("delete from threats_reports where id = $1", args![*id])?;
        }
        Ok(())
    }
}

/// Takes the keys and addresses of an attribute out, as its row says them.
pub(super) fn drop_keys(tx: &Tx, event: SubjectId, attribute: i64) -> Result<()> {
    let row = tx.maybe("select type, value from threats_attributes where id = $1", args![attribute], |row| {
        Ok((row.get::<String>(0)?, row.get::<String>(1)?))
    })?;
    let Some((kind, text)) = row else { return Ok(()) };
    for key in value::keys(&kind, &text) {
        tx.execute(
            "delete from threats_keys where hash = $1 and event_id = $2 and attribute_id = $3",
            args![key.hash, event, attribute],
        )?;
        if let Some(range) = key.range {
            tx.execute(
                "delete from threats_addresses where start = $1 and bits = $2 and event_id = $3 and attribute_id = $4",
                args![range.start.to_be_bytes().to_vec(), range.bits, event, attribute],
            )?;
        }
    }
    Ok(())
}

/// Writes keys; sorted, neighbours share pages.
pub(super) fn write_keys(tx: &Tx, event: SubjectId, keys: &[KeyRow]) -> Result<()> {
    let mut rows = Vec::with_capacity(keys.len() * 4);
    for key in keys {
        rows.extend([key.hash.into(), event.into(), key.attribute.into(), key.label.into()]);
    }
    tx.insert_many("threats_keys", &["hash", "event_id", "attribute_id", "label_id"], "on conflict do nothing", &rows)?;
    Ok(())
}

/// Writes addresses, and which lengths of networks there are.
pub(super) fn write_addresses(tx: &Tx, event: SubjectId, addresses: &[AddressRow]) -> Result<()> {
    let mut rows = Vec::with_capacity(addresses.len() * 5);
    let mut lengths = BTreeSet::new();
    for one in addresses {
        let start = one.range.start.to_be_bytes().to_vec();
        rows.extend([start.into(), one.range.bits.into(), event.into(), one.attribute.into(), one.label.into()]);
        if !one.range.is_host() {
            lengths.insert((one.range.bits, one.range.is_four()));
        }
    }
    let names = &["start", "bits", "event_id", "attribute_id", "label_id"];
    tx.insert_many("threats_addresses", names, "on conflict do nothing", &rows)?;
    let lengths: Vec<Value<'_>> = lengths.into_iter().flat_map(|(bits, four)| [bits.into(), four.into()]).collect();
    tx.insert_many("threats_prefixes", &["bits", "four"], "on conflict do nothing", &lengths)?;
    Ok(())
}

const REFERENCES: &[&str] = &[
    "id",
    "event_id",
    "object_id",
    "uuid",
    "target",
    "relationship",
    "comment",
    "timestamp",
    "deleted",
    "label_id",
    "extra",
];
const REPORTS: &[&str] =
    &["id", "event_id", "uuid", "name", "content", "timestamp", "deleted", "label_id", "distribution", "extra"];
const CLUSTERS: &[&str] =
    &["id", "event_id", "attribute_id", "tag", "uuid", "type", "value", "label_id", "local", "extra"];
const SIGHTINGS: &[&str] = &[
    "id",
    "event_id",
    "attribute_id",
    "uuid",
    "kind",
    "at",
    "organisation_id",
    "person_id",
    "source",
    "label_id",
    "extra",
];
const ORIGINALS: &[&str] = &["event_id", "seq", "format", "key", "body"];
const TAGGINGS: &[&str] = &["event_id", "attribute_id", "tag_id", "local", "label_id"];

/// The identity of a record that came without one: the same for the same content, so that it is known again.
pub(super) fn derived(parts: &[&str]) -> Uuid {
    use sha2::{Digest, Sha256};
    let mut sum = Sha256::new();
    for part in parts {
        sum.update((part.len() as u64).to_le_bytes());
        sum.update(part.as_bytes());
    }
    let digest: [u8; 32] = sum.finalize().into();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    // RFC 9562 version 8: made in a way of our own.
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
