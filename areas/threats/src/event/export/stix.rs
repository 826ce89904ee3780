//! Events as STIX 2.1: what others read in STIX's own words, and beside it, in an extension, what MISP says, so that nothing is lost
//! on the way back.
//!
//! | here | in STIX |
//! |---|---|
//! | event | `report` when published, else `grouping`; its creator an `identity`; its level a TLP 2.0 marking |
//! | attribute fit for detection, of a type with a pattern | `indicator` |
//! | other attribute of a type with an observable | the observable and an `observed-data` |
//! | vulnerability | `vulnerability` |
//! | any other attribute | `note` |
//! | object | `grouping` of its attributes; its references `relationship`s |
//! | report | `note` |
//! | sighting | `sighting` |
//! | what was taken back | `revoked` |
//!
//! An event that came as STIX and was not changed here since goes out as it came, object by object.

mod map;
mod shape;

use std::collections::{HashMap, HashSet};

use belfry_misp as misp;
use belfry_stix::emit::{
    Body, Common, ExternalReference, Grouping, Indicator, Note, Object, Relationship, Report, Sighting, Vulnerability,
};
use belfry_stix::tlp::Level;
use belfry_stix::{StixId, Writer};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};
use uuid::{Uuid, uuid};

use super::buffer::Buffer;
use super::walk::{Head, Piece};
use crate::event::State;
use crate::tag;

use shape::{Observed, ids, instant, kind_of, level, named, since, told, verb};

pub use map::{Mapped, has_word, map};

/// Under which our extension's properties stand in an object. Made once; the same in every installation.
pub const EXTENSION: &str = "extension-definition--6e0b7a1c-52d4-4f0b-9a55-0d1c6f5b3e27";
/// For identities and ids that must be the same in every export.
const NAMESPACE: Uuid = uuid!("c5f2a9f0-9d39-4d0e-8c6a-6a3b6f4be0d1");
/// The identity that made the extension.
const MAKER: Uuid = uuid!("0c9d7a52-8d7e-4a39-9d0e-2f5a61b7c3e8");
/// What the extension says, as its definition tells it.
const MEANING: &str =
    "The record of MISP's core format that an object was made of, under event, attribute, object, report or sighting.";
/// Since when the extension is as it is, in seconds.
const SINCE: i64 = 1_763_769_600;
/// References in one report or grouping. More are put into groupings, so that no object is too long to be read.
const REFERENCES: usize = 2_000;
/// Observables, identities and markings that are remembered, so that they are written once; beyond it the memory starts afresh.
const REMEMBERED: usize = 2_048;
/// Parts of an event that its references may point at; what is beyond stands in the extension only.
const TARGETS: usize = 2_048;

/// A bundle under way.
pub struct Bundle {
    out: Buffer,
    many: bool,
    id: StixId,
    writer: Option<Writer<Buffer>>,
    event: Option<Around>,
    written: HashSet<Uuid>,
}

/// What the parts of one event have in common.
struct Around {
    head: Box<Head>,
    /// When the event began, as far as is known.
    since: Timestamp,
    by: StixId,
    marking: Option<StixId>,
    main: StixId,
    refs: Vec<(&'static str, Uuid)>,
    groups: Vec<(&'static str, Uuid)>,
    targets: HashMap<Uuid, &'static str>,
    arrows: Vec<misp::ObjectReference>,
}

impl Bundle {
    /// Begins. Bundles of many events have one id for one seed; that of one event has its own.
    pub fn new(seed: &str, many: bool, out: Buffer) -> Self {
        let id = StixId::new("bundle", Uuid::new_v5(&NAMESPACE, seed.as_bytes()));
        Self { out, many, id, writer: None, event: None, written: HashSet::new() }
    }

    /// Writes a piece.
    ///
    /// # Errors
    /// What stands in the way, in words for the log.
    pub fn piece(&mut self, piece: Piece) -> Result<(), String> {
        match piece {
            Piece::Head(head) => self.begin(head),
            Piece::Attributes(all) => all.iter().try_for_each(|one| {
                let id = self.attribute(one, None)?;
                self.refer(id)
            }),
            Piece::Objects(all) => all.into_iter().try_for_each(|one| self.object(one)),
            Piece::Reports(all) => all.iter().try_for_each(|one| self.report(one)),
            Piece::Sightings(all) => all.iter().try_for_each(|one| self.sighting(one, None)),
            Piece::Originals(all) => {
                let writer = self.writer()?;
                all.iter().try_for_each(|raw| writer.object_raw(raw).map_err(told))
            }
            Piece::End => self.end(),
        }
    }

    /// Ends the bundle.
    ///
    /// # Errors
    /// As [`piece`](Self::piece).
    pub fn finish(mut self) -> Result<(), String> {
        self.writer()?;
        self.writer.map_or(Ok(()), |writer| writer.finish().map(drop).map_err(told))
    }

    fn writer(&mut self) -> Result<&mut Writer<Buffer>, String> {
        match &mut self.writer {
            Some(writer) => Ok(writer),
            none => Ok(none.insert(Writer::bundle(self.out.clone(), &self.id).map_err(told)?)),
        }
    }

    fn write(&mut self, object: &impl Serialize) -> Result<(), String> {
        self.writer()?.object(object).map_err(told)
    }

    /// Writes an object that others may have written before.
    fn write_once(&mut self, id: &StixId, object: &impl Serialize) -> Result<(), String> {
        if self.written.len() >= REMEMBERED {
            self.written.clear();
        }
        if self.written.insert(id.uuid()) { self.write(object) } else { Ok(()) }
    }

    fn around(&mut self) -> Result<&mut Around, String> {
        self.event.as_mut().ok_or_else(|| "a part without an event".to_owned())
    }

    fn begin(&mut self, head: Box<Head>) -> Result<(), String> {
        if let Some(came) = &head.originals {
            if !self.many {
                let mut writer = Writer::envelope(self.out.clone()).map_err(told)?;
                for (name, raw) in came {
                    writer.property_raw(name, raw).map_err(told)?;
                }
                self.writer = Some(writer);
            }
            return Ok(());
        }
        if !self.many {
            // Made of what leaves only: an inside number would count what its reader may not see.
            let seed = format!("{} {}", head.subject.uuid, head.event.timestamp);
            self.id = StixId::new("bundle", Uuid::new_v5(&NAMESPACE, seed.as_bytes()));
        }
        self.extension()?;
        let since = since(&head);
        let by = self.identity(head.record.orgc.as_ref(), since)?;
        let marking = level(head.event.tlp).map(|level| self.marking(level)).transpose()?;
        let kind = if head.event.state == State::Draft { "grouping" } else { "report" };
        let main = StixId::new(kind, head.subject.uuid);
        self.event = Some(Around {
            head,
            since,
            by,
            marking,
            main,
            refs: Vec::new(),
            groups: Vec::new(),
            targets: HashMap::new(),
            arrows: Vec::new(),
        });
        Ok(())
    }

    /// Says what our extension is, and who says so.
    fn extension(&mut self) -> Result<(), String> {
        let at = Timestamp::from_second(SINCE).unwrap_or_default();
        let maker = Object::new(MAKER, Common::at(at, at), named("Belfry", "system"));
        let (maker_id, id) = (maker.id(), StixId::parse(EXTENSION).map_err(|reason| reason.to_string())?);
        self.write_once(&maker_id, &maker)?;
        let definition = json!({
            "type": "extension-definition", "spec_version": "2.1", "id": EXTENSION,
            "created_by_ref": maker_id, "created": belfry_stix::emit::timestamp(at),
            "modified": belfry_stix::emit::timestamp(at), "name": "MISP record",
            "description": MEANING,
            "schema": "{\"type\":\"object\",\"properties\":{\"event\":{},\"attribute\":{},\"object\":{},\"report\":{},\"sighting\":{}}}",
            "version": "1.0", "extension_types": ["property-extension"],
        });
        self.write_once(&id, &definition)
    }

    fn identity(&mut self, org: Option<&misp::Org>, at: Timestamp) -> Result<StixId, String> {
        let Some(org) = org.filter(|org| !org.name.is_empty()) else { return Ok(StixId::new("identity", MAKER)) };
        let uuid = org.uuid.unwrap_or_else(|| Uuid::new_v5(&NAMESPACE, org.name.as_bytes()));
        let identity = Object::new(uuid, Common::at(at, at), named(&org.name, "organization"));
        let id = identity.id();
        self.write_once(&id, &identity)?;
        Ok(id)
    }

    fn marking(&mut self, level: Level) -> Result<StixId, String> {
        let id = level.marking_id();
        self.write_once(&id, &level.marking())?;
        Ok(id)
    }

    /// The common properties of a part.
    fn common(&mut self, timestamp: Option<i64>, tags: &[misp::Tag], deleted: bool) -> Result<Common, String> {
        let stricter = tag::tlp(tags.iter().map(|tag| tag.name.as_str())).map(|(own, _)| own);
        let around = self.around()?;
        let stricter = stricter.filter(|own| *own < around.head.event.tlp);
        let own = stricter.and_then(level).map(|level| self.marking(level)).transpose()?;
        let around = self.around()?;
        let modified = timestamp.and_then(|at| Timestamp::from_second(at).ok()).unwrap_or(around.since);
        let mut common = Common::at(around.since.min(modified), modified);
        common.created_by_ref = Some(around.by.clone());
        common.object_marking_refs = own.or_else(|| around.marking.clone()).into_iter().collect();
        common.labels = tags.iter().map(|tag| tag.name.clone()).collect();
        common.revoked = deleted || around.head.is_recalled();
        Ok(common)
    }

    /// Writes a part; its id.
    fn part<B: Body>(&mut self, uuid: Uuid, common: Common, body: B, said: Value) -> Result<StixId, String> {
        let mut object = Object::new(uuid, common, body);
        let mut said = said;
        said["extension_type"] = "property-extension".into();
        object.custom.insert("extensions".into(), json!({ EXTENSION: said }));
        let id = object.id();
        self.write(&object)?;
        Ok(id)
    }

    /// Writes an attribute; the id of what it became.
    fn attribute(&mut self, one: &misp::Attribute, object: Option<Uuid>) -> Result<StixId, String> {
        let mut common = self.common(one.timestamp, &one.tags, one.deleted)?;
        let mut said = json!({ "attribute": one });
        if let Some(object) = object {
            said["object"] = object.to_string().into();
        }
        let mapped = map(&one.kind, &one.value);
        let words = Some(one.comment.clone()).filter(|words| !words.is_empty());
        let first = one.first_seen.as_deref().and_then(instant);
        let last = one.last_seen.as_deref().and_then(instant);
        let id = if one.kind == "vulnerability" {
            common.external_references = vec![ExternalReference {
                source_name: "cve".into(),
                external_id: Some(one.value.clone()),
                ..Default::default()
            }];
            self.part(one.uuid, common, Vulnerability { name: one.value.clone(), description: words }, said)?
        } else if let (Some((language, pattern)), Some(true)) = (mapped.pattern, one.to_ids) {
            let from = first.unwrap_or(common.modified);
            let body = Indicator {
                name: Some(one.value.clone()),
                description: words,
                indicator_types: Vec::new(),
                pattern,
                pattern_type: language.to_owned(),
                valid_from: from,
                valid_until: last.filter(|until| *until > from),
                kill_chain_phases: Vec::new(),
            };
            self.part(one.uuid, common, body, said)?
        } else if !mapped.observables.is_empty() {
            let mut refs = Vec::new();
            for (id, observable) in mapped.observables {
                self.write_once(&id, &observable)?;
                refs.push(id);
            }
            let from = first.unwrap_or(common.modified);
            let body = Observed {
                first_observed: from,
                last_observed: last.unwrap_or(from).max(from),
                number_observed: 1,
                object_refs: refs,
            };
            self.part(one.uuid, common, body, said)?
        } else {
            let main = self.around()?.main.clone();
            let summary = format!("{}: {}", one.category_or_default(), one.kind);
            let content = [one.value.as_str(), one.comment.as_str()].iter().find(|text| !text.is_empty()).copied();
            let body = Note {
                summary: Some(summary),
                content: content.unwrap_or("-").to_owned(),
                authors: Vec::new(),
                object_refs: vec![main],
            };
            self.part(one.uuid, common, body, said)?
        };
        one.sightings.iter().try_for_each(|sighting| self.sighting(sighting, Some((one.uuid, &id))))?;
        self.remember(one.uuid, &id)?;
        Ok(id)
    }

    fn object(&mut self, mut one: misp::Object) -> Result<(), String> {
        let attributes = std::mem::take(&mut one.attributes);
        let mut refs = Vec::with_capacity(attributes.len());
        for attribute in &attributes {
            refs.push(self.attribute(attribute, Some(one.uuid))?);
        }
        let common = self.common(one.timestamp, &[], one.deleted)?;
        if refs.is_empty() {
            refs.push(self.around()?.by.clone());
        }
        let said = json!({ "object": one });
        let body = Grouping {
            name: Some(one.name.clone()),
            description: Some(one.comment.clone()).filter(|words| !words.is_empty()),
            context: "unspecified".into(),
            object_refs: refs,
        };
        let id = self.part(one.uuid, common, body, said)?;
        self.remember(one.uuid, &id)?;
        let around = self.around()?;
        let room = TARGETS.saturating_sub(around.arrows.len());
        around.arrows.extend(one.references.into_iter().take(room));
        self.refer(id)
    }

    fn report(&mut self, one: &misp::EventReport) -> Result<(), String> {
        let common = self.common(one.timestamp, &[], one.deleted)?;
        let main = self.around()?.main.clone();
        let body = Note {
            summary: Some(one.name.clone()),
            content: if one.content.is_empty() { one.name.clone() } else { one.content.clone() },
            authors: Vec::new(),
            object_refs: vec![main],
        };
        let id = self.part(one.uuid, common, body, json!({ "report": one }))?;
        self.refer(id)
    }

    /// Writes a sighting of a part, or of the event. What was not met is told in a note: STIX's sightings only say that it was.
    fn sighting(&mut self, one: &misp::Sighting, of: Option<(Uuid, &StixId)>) -> Result<(), String> {
        let common = self.common(one.date, &[], false)?;
        let at = common.modified;
        let main = self.around()?.main.clone();
        let (attribute, target) = of.map_or((None, main), |(uuid, id)| (Some(uuid), id.clone()));
        let seed = format!("{target} {:?} {} {:?}", one.date, one.kind.code(), one.source);
        let uuid = one.uuid.unwrap_or_else(|| Uuid::new_v5(&NAMESPACE, seed.as_bytes()));
        let whom = one.organisation.as_ref().filter(|org| !org.name.is_empty());
        let whom = whom.map(|org| self.identity(Some(org), at)).transpose()?;
        let words = one.source.clone().filter(|source| !source.is_empty());
        let said = json!({ "sighting": one, "of": attribute });
        let id = if one.kind == misp::SightingKind::Seen {
            let body = Sighting {
                description: words,
                first_seen: Some(at),
                last_seen: Some(at),
                count: Some(1),
                sighting_of_ref: target,
                where_sighted_refs: whom.into_iter().collect(),
            };
            self.part(uuid, common, body, said)?
        } else {
            let summary = if one.kind == misp::SightingKind::FalsePositive { "False positive" } else { "Expired" };
            let body = Note {
                summary: Some(summary.into()),
                content: words.unwrap_or_else(|| summary.into()),
                authors: one.organisation.iter().map(|org| org.name.clone()).filter(|name| !name.is_empty()).collect(),
                object_refs: vec![target],
            };
            self.part(uuid, common, body, said)?
        };
        self.refer(id)
    }

    /// Notes that the event holds a part.
    fn refer(&mut self, id: StixId) -> Result<(), String> {
        let around = self.around()?;
        if around.refs.len() >= REFERENCES {
            let refs = std::mem::take(&mut around.refs);
            let number = around.groups.len();
            let uuid = Uuid::new_v5(&around.head.subject.uuid, format!("part {number}").as_bytes());
            let name = format!("{}, part {}", around.head.subject.title, number + 1);
            let timestamp = around.head.event.timestamp;
            around.groups.push(("grouping", uuid));
            let common = self.common(Some(timestamp), &[], false)?;
            let body = Grouping {
                name: Some(name),
                description: None,
                context: "unspecified".into(),
                object_refs: ids(&refs),
            };
            self.part(uuid, common, body, json!({ "part": number }))?;
        }
        self.around()?.refs.push((kind_of(&id), id.uuid()));
        Ok(())
    }

    fn remember(&mut self, uuid: Uuid, id: &StixId) -> Result<(), String> {
        let around = self.around()?;
        if around.targets.len() < TARGETS {
            around.targets.insert(uuid, kind_of(id));
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), String> {
        let Some(around) = &mut self.event else { return Ok(()) };
        let arrows = std::mem::take(&mut around.arrows);
        for arrow in arrows {
            self.arrow(&arrow)?;
        }
        let Some(around) = &mut self.event else { return Ok(()) };
        let mut refs = std::mem::take(&mut around.groups);
        refs.append(&mut around.refs);
        let mut object_refs = ids(&refs);
        if object_refs.is_empty() {
            object_refs.push(around.by.clone());
        }
        let (uuid, name, draft) =
            (around.head.subject.uuid, around.head.subject.title.clone(), around.main.kind() == "grouping");
        let (timestamp, said) = (around.head.event.timestamp, json!({ "event": around.head.record }));
        let published = around.head.event.publish_timestamp.filter(|at| *at > 0).unwrap_or(timestamp);
        let tags = around.head.record.tags.clone();
        let common = self.common(Some(timestamp), &tags, false)?;
        if draft {
            let body =
                Grouping { name: Some(name), description: None, context: "suspicious-activity".into(), object_refs };
            self.part(uuid, common, body, said)?;
        } else {
            let published = Timestamp::from_second(published).unwrap_or(common.modified);
            let body =
                Report { name, description: None, report_types: vec!["indicator".into()], published, object_refs };
            self.part(uuid, common, body, said)?;
        }
        self.event = None;
        Ok(())
    }

    /// An arrow between two parts that were written. Others stand in the extension of the object that they start from.
    fn arrow(&mut self, one: &misp::ObjectReference) -> Result<(), String> {
        let around = self.around()?;
        let end = |uuid: Option<Uuid>| {
            let uuid = uuid?;
            around.targets.get(&uuid).map(|kind| StixId::new(kind, uuid))
        };
        let (Some(source_ref), Some(target_ref)) = (end(one.object_uuid), end(Some(one.referenced_uuid))) else {
            return Ok(());
        };
        let uuid = one.uuid.unwrap_or_else(|| {
            Uuid::new_v5(&NAMESPACE, format!("{source_ref} {target_ref} {}", one.relationship).as_bytes())
        });
        let common = self.common(one.timestamp, &[], one.deleted)?;
        let body = Relationship {
            relationship_type: verb(&one.relationship),
            description: Some(one.comment.clone()).filter(|words| !words.is_empty()),
            source_ref,
            target_ref,
        };
        let arrow = Object::new(uuid, common, body);
        self.write(&arrow)?;
        self.refer(arrow.id())
    }
}
