//! MISP's records to rows.

use belfry_kernel::{Label, LabelId};
use belfry_misp::{Attribute as MispAttribute, Event as Header, EventReport, Galaxy, Object as MispObject, Sighting};
use belfry_store::Value;
use serde_json::{Map, Value as Json};

use super::Reason;
use super::arrival::{child_label, is_local};
use super::batch::{Bound, Tagging, derived};
use super::known::Child;
use super::stage::{Kind, Stage};
use crate::attribute::{Attribute, check};
use crate::object::Object;

type Result<T> = std::result::Result<T, super::ImportError>;

/// The object around an attribute.
struct Around {
    id: i64,
    label: Option<Label>,
    deleted: bool,
}

impl Stage<'_, '_> {
    /// Takes an attribute of the event itself.
    pub(super) fn attribute(&mut self, one: MispAttribute) -> Result<()> {
        self.attribute_of(one, None)
    }

    /// Takes an object with all that is in it.
    pub(super) fn object(&mut self, mut one: MispObject) -> Result<()> {
        let references = std::mem::take(&mut one.references);
        let attributes = std::mem::take(&mut one.attributes);
        let kept = self.known().objects.get(one.uuid);
        let label = self.no_wider(kept, child_label(self.owner(), self.tlp(), &[], one.distribution))?;
        let label_id = self.label(label.as_ref())?;
        let timestamp = self.time(one.timestamp);
        let first = self.is_first(one.uuid, Kind::Object);
        let is_deleted = one.deleted;
        let id = kept.map_or_else(|| self.id(), |child| child.id);
        if first && is_newer(kept, timestamp) {
            if kept.is_some() {
                self.batch.replaced_objects.push(id);
                if one.deleted || label.is_some() {
                    self.batch.bound.push(Bound { object: id, label: label.clone(), deleted: one.deleted });
                }
            }
            self.written(true, !one.deleted && label_id.is_none());
            let extra = object_extra(&one);
            self.batch.object(Object {
                id,
                event: self.event(),
                uuid: one.uuid,
                name: one.name,
                meta_category: one.meta_category,
                template_uuid: one.template_uuid,
                template_version: one.template_version,
                description: one.description,
                comment: one.comment,
                timestamp,
                first_seen: one.first_seen,
                last_seen: one.last_seen,
                deleted: one.deleted,
                label: label_id,
                distribution: one.distribution.and_then(|d| d.code().try_into().ok()),
                extra,
            });
        }
        if first {
            self.references_of(id, one.uuid, label_id, references);
            let around = Around { id, label, deleted: is_deleted };
            for attribute in attributes {
                self.attribute_of(attribute, Some(&around))?;
            }
        }
        self.step()
    }

    fn references_of(
        &mut self,
        object: i64,
        object_uuid: uuid::Uuid,
        label: Option<LabelId>,
        list: Vec<belfry_misp::ObjectReference>,
    ) {
        for one in list {
            let target = one.referenced_uuid.to_string();
            let uuid = one.uuid.unwrap_or_else(|| derived(&[&object_uuid.to_string(), &target, &one.relationship]));
            let timestamp = self.time(one.timestamp);
            let kept = self.known().references.get(uuid);
            if !is_newer(kept, timestamp) || !self.is_first(uuid, Kind::Reference) {
                continue;
            }
            let id = kept.map_or_else(|| self.id(), |child| child.id);
            if kept.is_some() {
                self.batch.replaced_references.push(id);
            }
            let mut extra = one.extra;
            if let Some(kind) = one.referenced_kind {
                extra.insert("referenced_type".into(), kind.to_string().into());
            }
            self.batch.rows += 1;
            let event = self.event();
            self.batch.references.extend([
                id.into(),
                event.into(),
                object.into(),
                uuid.into(),
                one.referenced_uuid.into(),
                one.relationship.into(),
                one.comment.into(),
                timestamp.into(),
                one.deleted.into(),
                label.into(),
                written(extra).into(),
            ]);
        }
    }

    fn attribute_of(&mut self, mut one: MispAttribute, around: Option<&Around>) -> Result<()> {
        let own = child_label(self.owner(), self.tlp(), &one.tags, one.distribution);
        let label = match (around.and_then(|object| object.label.as_ref()), own) {
            (Some(outer), Some(own)) => Some(outer.meet(&own)),
            (outer, own) => own.or_else(|| outer.cloned()),
        };
        let label = self.no_wider(self.known().attributes.get(one.uuid), label)?;
        let label = self.label(label.as_ref())?;
        let timestamp = self.time(one.timestamp);
        let kept = self.known().attributes.get(one.uuid);
        let first = self.is_first(one.uuid, Kind::Attribute);
        let id = kept.map_or_else(|| self.id(), |child| child.id);
        let sightings = std::mem::take(&mut one.sightings);
        let is_newer = is_newer(kept, timestamp);
        // What is in an object that was taken back is taken back with it.
        one.deleted |= around.is_some_and(|object| object.deleted);
        if first && is_newer {
            if kept.is_some() {
                self.batch.replaced_attributes.push(id);
            }
            self.written(false, !one.deleted && label.is_none());
            if !one.deleted && !check::is_fit(&one.kind, &one.value) {
                self.unfit += 1;
                self.note(Reason::Unfit);
            }
            self.hang_on(id, label, &mut one)?;
            let row = self.attribute_row(id, around.map(|object| object.id), label, timestamp, one);
            self.batch.attribute(row);
        }
        if first {
            let label = kept.filter(|_| !is_newer).map_or(label, |kept| kept.label);
            for sighting in sightings {
                self.sighting_of(Some(id), label, sighting);
            }
        }
        self.step()
    }

    fn attribute_row(
        &self,
        id: i64,
        object: Option<i64>,
        label: Option<LabelId>,
        timestamp: i64,
        one: MispAttribute,
    ) -> Attribute {
        let category = one.category_or_default().to_owned();
        let to_ids = one.is_for_detection();
        let extra = attribute_extra(&one);
        Attribute {
            id,
            event: self.event(),
            object,
            relation: one.object_relation,
            uuid: one.uuid,
            kind: one.kind,
            category,
            value: one.value,
            to_ids,
            comment: one.comment,
            timestamp,
            first_seen: one.first_seen,
            last_seen: one.last_seen,
            deleted: one.deleted,
            label,
            distribution: one.distribution.and_then(|d| d.code().try_into().ok()),
            extra,
        }
    }

    /// Takes out what has tables of its own: tags, clusters, content.
    fn hang_on(&mut self, attribute: i64, label: Option<LabelId>, one: &mut MispAttribute) -> Result<()> {
        let tags = std::mem::take(&mut one.tags);
        let local: Vec<String> = tags.iter().filter(|tag| is_local(tag)).map(|tag| tag.name.clone()).collect();
        for tag in tags.into_iter().filter(|tag| !tag.name.trim().is_empty()) {
            let label = if is_local(&tag) { Some(self.local_label()?) } else { label };
            if label.is_none() && !one.deleted {
                self.coloured(&tag.name, tag.colour.as_deref());
            }
            self.batch.rows += 1;
            self.batch.taggings.push(Tagging { attribute, tag, label });
        }
        for galaxy in std::mem::take(&mut one.galaxies) {
            self.galaxy(Some(attribute), label, galaxy, &local)?;
        }
        if let Some(data) = one.data.take() {
            if !data.is_base64() {
                self.note(Reason::ContentBroken);
                return Ok(());
            }
            self.batch.bytes += data.0.len();
            let event = self.event();
            self.batch.contents.extend([attribute.into(), event.into(), label.into(), data.0.into()]);
        }
        Ok(())
    }

    /// Takes a galaxy's clusters: a row each, with what came around it. One that is local, or whose tag is among the `local` ones,
    /// stays with its organisation.
    pub(super) fn galaxy(
        &mut self,
        attribute: Option<i64>,
        label: Option<LabelId>,
        mut galaxy: Galaxy,
        local: &[String],
    ) -> Result<()> {
        let clusters = std::mem::take(&mut galaxy.clusters);
        let around = serde_json::to_value(&galaxy).unwrap_or(Json::Null);
        for cluster in clusters {
            let is_local =
                cluster.local == Some(true) || cluster.tag_name.as_ref().is_some_and(|tag| local.contains(tag));
            let label = if is_local { Some(self.local_label()?) } else { label };
            let id = self.id();
            let event = self.event();
            self.clusters += 1;
            let whole = serde_json::json!({ "galaxy": around, "cluster": cluster }).to_string();
            self.batch.rows += 1;
            self.batch.bytes += whole.len();
            let kind = cluster.kind.or_else(|| galaxy.kind.clone()).unwrap_or_default();
            self.batch.clusters.extend([
                id.into(),
                event.into(),
                attribute.into(),
                cluster.tag_name.into(),
                cluster.uuid.into(),
                kind.into(),
                cluster.value.into(),
                label.into(),
                is_local.into(),
                whole.into(),
            ]);
        }
        Ok(())
    }

    /// Takes a report.
    pub(super) fn report(&mut self, one: EventReport) -> Result<()> {
        let label = child_label(self.owner(), self.tlp(), &[], one.distribution);
        let label = self.no_wider(self.known().reports.get(one.uuid), label)?;
        let label = self.label(label.as_ref())?;
        let timestamp = self.time(one.timestamp);
        let kept = self.known().reports.get(one.uuid);
        if is_newer(kept, timestamp) && self.is_first(one.uuid, Kind::Report) {
            let id = kept.map_or_else(|| self.id(), |child| child.id);
            if kept.is_some() {
                self.batch.replaced_reports.push(id);
            }
            if !one.deleted {
                self.batch.text(id, label, format!("{}\n{}", one.name, one.content));
            }
            self.batch.rows += 1;
            self.batch.bytes += one.content.len();
            let event = self.event();
            let distribution = one.distribution.map(|d| d.code());
            self.batch.reports.extend([
                id.into(),
                event.into(),
                one.uuid.into(),
                one.name.into(),
                one.content.into(),
                timestamp.into(),
                one.deleted.into(),
                label.into(),
                distribution.into(),
                written(one.extra).into(),
            ]);
        }
        self.step()
    }

    /// Takes a sighting that stands beside the attributes.
    pub(super) fn sighting(&mut self, one: Sighting) -> Result<()> {
        self.sighting_of(None, None, one);
        self.step()
    }

    fn sighting_of(&mut self, attribute: Option<i64>, label: Option<LabelId>, one: Sighting) {
        let at = self.time(one.date);
        let by = one.organisation.as_ref().map(|org| org.name.clone()).unwrap_or_default();
        let source = one.source.clone().unwrap_or_default();
        let uuid = one.uuid.unwrap_or_else(|| {
            let on = attribute.map(|id| id.to_string()).unwrap_or_default();
            derived(&[&on, &at.to_string(), &one.kind.code().to_string(), &source, &by])
        });
        if self.known().sightings.get(uuid).is_some() || !self.is_first(uuid, Kind::Sighting) {
            return;
        }
        let id = self.id();
        let event = self.event();
        let extra = serde_json::to_string(&one).ok();
        let shown = if source.is_empty() { by } else { source };
        self.batch.rows += 1;
        self.batch.sightings.extend([
            id.into(),
            event.into(),
            attribute.into(),
            uuid.into(),
            one.kind.code().into(),
            at.saturating_mul(1_000_000).into(),
            Value::Null,
            Value::Null,
            shown.into(),
            label.into(),
            extra.into(),
        ]);
    }
}

/// MISP's rule: the newer one counts, of equals the one that is here.
fn is_newer(kept: Option<Child>, timestamp: i64) -> bool {
    kept.is_none_or(|kept| timestamp > kept.timestamp)
}

fn written(extra: Map<String, Json>) -> Option<String> {
    if extra.is_empty() { None } else { Some(Json::Object(extra).to_string()) }
}

fn put(extra: &mut Map<String, Json>, key: &str, value: Option<impl serde::Serialize>) {
    if let Some(value) = value.and_then(|value| serde_json::to_value(value).ok()) {
        extra.insert(key.to_owned(), value);
    }
}

/// What has no column, under MISP's names; local numbers mean nothing here and are left out.
fn attribute_extra(one: &MispAttribute) -> Option<String> {
    let mut extra = one.extra.clone();
    put(&mut extra, "SharingGroup", one.sharing_group.as_ref());
    put(&mut extra, "ShadowAttribute", Some(&one.proposals).filter(|list| !list.is_empty()));
    put(&mut extra, "disable_correlation", Some(true).filter(|_| one.disable_correlation));
    written(extra)
}

fn object_extra(one: &MispObject) -> Option<String> {
    let mut extra = one.extra.clone();
    put(&mut extra, "SharingGroup", one.sharing_group.as_ref());
    written(extra)
}

/// What has no column of a header, under MISP's names.
pub(super) fn header_extra(one: &Header) -> Option<String> {
    let mut extra = one.extra.clone();
    put(&mut extra, "SharingGroup", one.sharing_group.as_ref());
    put(&mut extra, "ShadowAttribute", Some(&one.proposals).filter(|list| !list.is_empty()));
    put(&mut extra, "disable_correlation", Some(true).filter(|_| one.disable_correlation));
    put(&mut extra, "locked", one.locked);
    put(&mut extra, "Org", one.org.as_ref());
    put(&mut extra, "Orgc", one.orgc.as_ref());
    put(&mut extra, "published", Some(one.published));
    written(extra)
}
