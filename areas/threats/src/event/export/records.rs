//! Rows as MISP's records, as far as the reader sees them: what every format is written from.

use std::collections::HashMap;

use belfry_kernel::{Label, SubjectId, Tlp};
use belfry_misp as misp;
use belfry_misp::{Analysis, Distribution, Extra, ThreatLevel};
use belfry_store::subject::Subject;
use belfry_store::{Read, Result, Row, Sql, Value, args, scope};
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use uuid::Uuid;

use super::distribution::Bounds;
use crate::attribute::Attribute;
use crate::event::import::LATEST;
use crate::event::notice::Notice;
use crate::event::{Event, State};
use crate::object::{Object, Reference};
use crate::tag::{self, Tag};

/// An event's header with what stands around it.
pub struct Head {
    /// The subject.
    pub subject: Subject,
    /// The header as it is kept.
    pub event: Event,
    /// Who sees it.
    pub label: Label,
    /// The header as MISP writes it.
    pub record: misp::Event,
    /// When and why it was recalled last; it may be lifted since.
    pub recall: Option<Notice>,
    /// The properties of the bundle that it came in, when it goes out as it came.
    pub originals: Option<Vec<(String, String)>>,
}

impl Head {
    /// Whether it was taken back.
    pub fn is_recalled(&self) -> bool {
        self.event.state == State::Recalled
    }
}

/// What a kept header, its tags and its owner say, as MISP's header. The file carries the event's level as a tag, whatever tags it
/// had, and calls it published when others see it here, recalled or not: a draft is nobody else's yet, whatever it was where it came from.
pub fn header(
    subject: &Subject,
    event: &Event,
    bounds: &Bounds,
    tags: Vec<Tag>,
    owner: Option<misp::Org>,
) -> misp::Event {
    let mut extra = extra_of(event.extra.as_deref());
    let creator = misp_org(&event.creator, event.creator_uuid);
    extra.remove("published");
    let org: Option<misp::Org> = take(&mut extra, "Org");
    let orgc: Option<misp::Org> = take(&mut extra, "Orgc");
    let distribution = bounds.event();
    misp::Event {
        id: None,
        uuid: subject.uuid,
        info: subject.title.clone(),
        date: event.date.as_deref().and_then(|date| date.parse().ok()),
        timestamp: Some(event.timestamp.min(LATEST)),
        publish_timestamp: event.publish_timestamp.map(|at| at.min(LATEST)),
        published: matches!(event.state, State::Published | State::Recalled),
        distribution,
        sharing_group_id: None,
        threat_level: event.threat_level.and_then(|level| ThreatLevel::from_code(level.into())),
        analysis: event.analysis.and_then(|step| Analysis::from_code(step.into())),
        extends_uuid: event.extends,
        locked: take(&mut extra, "locked"),
        disable_correlation: take(&mut extra, "disable_correlation").unwrap_or(false),
        proposal_email_lock: None,
        attribute_count: None,
        org_id: None,
        orgc_id: None,
        creator_email: None,
        org,
        orgc: orgc.or(creator).or(owner),
        sharing_group: group(&mut extra, distribution),
        tags: levelled(tags, event.tlp).into_iter().map(misp_tag).collect(),
        galaxies: Vec::new(),
        proposals: take(&mut extra, "ShadowAttribute").unwrap_or_default(),
        extra,
    }
}

/// The sharing group that a record came with, where its distribution still speaks of it.
fn group<T: DeserializeOwned>(extra: &mut Extra, distribution: Option<Distribution>) -> Option<T> {
    take(extra, "SharingGroup").filter(|_| distribution == Some(Distribution::SharingGroup))
}

/// The tags with exactly the event's level among them.
fn levelled(mut tags: Vec<Tag>, tlp: Tlp) -> Vec<Tag> {
    let said = tag::tlp(tags.iter().map(|tag| tag.name.as_str())).map(|(level, _)| level);
    if said.unwrap_or(Tlp::NotStated) != tlp {
        tags.retain(|tag| !tag.name.trim().get(..4).is_some_and(|start| start.eq_ignore_ascii_case("tlp:")));
        if let Some(written) = tlp.written() {
            tags.push(Tag { name: written.to_lowercase(), colour: None, local: false });
        }
    }
    tags
}

fn misp_org(name: &str, uuid: Option<Uuid>) -> Option<misp::Org> {
    (!name.is_empty()).then(|| org(name.to_owned(), uuid))
}

/// An organisation of a name and an identity.
pub fn org(name: String, uuid: Option<Uuid>) -> misp::Org {
    misp::Org {
        id: None,
        name,
        uuid,
        local: None,
        description: None,
        nationality: None,
        sector: None,
        kind: None,
        extra: Extra::new(),
    }
}

/// A tag as MISP writes it.
pub fn misp_tag(tag: Tag) -> misp::Tag {
    misp::Tag {
        id: None,
        name: tag.name,
        colour: tag.colour,
        exportable: None,
        hide_tag: None,
        user_id: None,
        org_id: None,
        numerical_value: None,
        local: tag.local.then_some(true),
        is_galaxy: None,
        is_custom_galaxy: None,
        local_only: None,
        relationship: None,
        extra: Extra::new(),
    }
}

/// What hangs on attributes, by their ids.
#[derive(Default)]
pub struct Hung {
    /// Tags.
    pub tags: HashMap<i64, Vec<Tag>>,
    /// Galaxies with the clusters attached.
    pub galaxies: HashMap<i64, Vec<misp::Galaxy>>,
    /// Sightings.
    pub sightings: HashMap<i64, Vec<misp::Sighting>>,
    /// Contents, base64.
    pub contents: HashMap<i64, String>,
}

/// An attribute as MISP writes it.
pub fn attribute(row: Attribute, bounds: &Bounds, hung: &mut Hung) -> misp::Attribute {
    let mut extra = extra_of(row.extra.as_deref());
    let distribution = bounds.part(row.distribution, row.label);
    misp::Attribute {
        id: None,
        event_id: None,
        object_id: None,
        object_relation: row.relation,
        uuid: row.uuid,
        kind: row.kind,
        category: Some(row.category),
        value: row.value,
        to_ids: Some(row.to_ids),
        comment: row.comment,
        timestamp: Some(row.timestamp.min(LATEST)),
        distribution,
        sharing_group_id: None,
        deleted: row.deleted,
        disable_correlation: take(&mut extra, "disable_correlation").unwrap_or(false),
        first_seen: row.first_seen,
        last_seen: row.last_seen,
        data: hung.contents.remove(&row.id).map(misp::Data),
        sharing_group: group(&mut extra, distribution),
        tags: hung.tags.remove(&row.id).unwrap_or_default().into_iter().map(misp_tag).collect(),
        galaxies: hung.galaxies.remove(&row.id).unwrap_or_default(),
        sightings: hung.sightings.remove(&row.id).unwrap_or_default(),
        proposals: take(&mut extra, "ShadowAttribute").unwrap_or_default(),
        extra,
    }
}

/// An object as MISP writes it, with its references and attributes; as new as the newest reference that not all see who see it.
pub fn object(
    row: Object,
    bounds: &Bounds,
    references: Vec<Reference>,
    attributes: Vec<misp::Attribute>,
) -> misp::Object {
    let mut extra = extra_of(row.extra.as_deref());
    let distribution = bounds.part(row.distribution, row.label);
    let narrower = references.iter().filter(|one| one.label != row.label).map(|one| one.timestamp);
    let timestamp = narrower.fold(row.timestamp, i64::max);
    misp::Object {
        id: None,
        event_id: None,
        uuid: row.uuid,
        name: row.name,
        meta_category: row.meta_category,
        description: row.description,
        template_uuid: row.template_uuid,
        template_version: row.template_version,
        timestamp: Some(timestamp.min(LATEST)),
        distribution,
        sharing_group_id: None,
        comment: row.comment,
        deleted: row.deleted,
        first_seen: row.first_seen,
        last_seen: row.last_seen,
        sharing_group: group(&mut extra, distribution),
        references: references.into_iter().map(|one| reference(row.uuid, one)).collect(),
        attributes,
        extra,
    }
}

fn reference(object: Uuid, row: Reference) -> misp::ObjectReference {
    let mut extra = extra_of(row.extra.as_deref());
    misp::ObjectReference {
        id: None,
        uuid: Some(row.uuid),
        timestamp: Some(row.timestamp.min(LATEST)),
        object_id: None,
        event_id: None,
        object_uuid: Some(object),
        referenced_uuid: row.target,
        referenced_id: None,
        referenced_kind: take::<String>(&mut extra, "referenced_type").and_then(|kind| kind.parse().ok()),
        relationship: row.relationship,
        comment: row.comment,
        deleted: row.deleted,
        extra,
    }
}

/// A report from its row: uuid, name, content, timestamp, deleted, extra.
pub fn report(row: &Row<'_>, at: usize, distribution: Option<Distribution>) -> Result<misp::EventReport> {
    let mut extra = extra_of(row.get::<Option<String>>(at + 5)?.as_deref());
    if distribution != Some(Distribution::SharingGroup) {
        extra.remove("SharingGroup");
    }
    Ok(misp::EventReport {
        id: None,
        event_id: None,
        uuid: row.get(at)?,
        name: row.get(at + 1)?,
        content: row.get(at + 2)?,
        timestamp: Some(row.get::<i64>(at + 3)?.min(LATEST)),
        deleted: row.get(at + 4)?,
        distribution,
        sharing_group_id: None,
        extra,
    })
}

/// A sighting from its row: attribute, uuid, kind, at, organisation, source, extra; with the organisation's inside id.
pub fn sighting(row: &Row<'_>, at: usize) -> Result<(Option<i64>, Option<i64>, misp::Sighting)> {
    let attribute: Option<i64> = row.get(at)?;
    let organisation: Option<i64> = row.get(at + 4)?;
    let kept: Option<String> = row.get(at + 6)?;
    if let Some(came) = kept.as_deref().and_then(|text| serde_json::from_str::<misp::Sighting>(text).ok()) {
        return Ok((attribute, organisation, came));
    }
    let at_micros: i64 = row.get(at + 3)?;
    let source: String = row.get(at + 5)?;
    let record = misp::Sighting {
        id: None,
        attribute_id: None,
        event_id: None,
        org_id: None,
        date: Some(at_micros.div_euclid(1_000_000)),
        uuid: Some(row.get(at + 1)?),
        source: Some(source).filter(|source| !source.is_empty()),
        kind: match row.get::<i16>(at + 2)? {
            0 => misp::SightingKind::Seen,
            1 => misp::SightingKind::FalsePositive,
            _ => misp::SightingKind::Expired,
        },
        attribute_uuid: None,
        organisation: None,
        extra: Extra::new(),
    };
    Ok((attribute, organisation, record))
}

/// Galaxies from the kept texts of their clusters, in order: clusters of one galaxy come together.
pub fn galaxies<'t>(kept: impl Iterator<Item = &'t str>) -> Vec<misp::Galaxy> {
    let mut all: Vec<(Json, misp::Galaxy)> = Vec::new();
    for text in kept {
        let Ok(Json::Object(mut whole)) = serde_json::from_str::<Json>(text) else { continue };
        let Some(around) = whole.remove("galaxy") else { continue };
        let Some(cluster) = take::<misp::GalaxyCluster>(&mut whole, "cluster") else { continue };
        if let Some((_, galaxy)) = all.iter_mut().find(|(same, _)| *same == around) {
            galaxy.clusters.push(cluster);
        } else if let Ok(mut galaxy) = serde_json::from_value::<misp::Galaxy>(around.clone()) {
            galaxy.clusters.push(cluster);
            all.push((around, galaxy));
        }
    }
    all.into_iter().map(|(_, galaxy)| galaxy).collect()
}

/// Organisations of the community by their inside ids, those that the reader may know.
pub fn organisations(read: &Read, ids: Vec<i64>) -> Result<HashMap<i64, misp::Org>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut sql =
        Sql::new("select s.id, s.title, s.uuid from store_subjects s where s.id in {ints ?} and", [Value::Ints(ids)]);
    sql.append(&scope::sees_subject(read.key()));
    let rows = read.rows(sql, args![], |row| Ok((row.get::<i64>(0)?, row.get::<String>(1)?, row.get::<Uuid>(2)?)))?;
    Ok(rows.into_iter().map(|(id, name, uuid)| (id, org(name, Some(uuid)))).collect())
}

/// The kept texts of the clusters of the event itself, or of some of its attributes, as the reader sees them.
pub fn clusters(read: &Read, event: SubjectId, of: Option<Vec<i64>>) -> Result<Vec<(Option<i64>, String)>> {
    let mut sql =
        Sql::new("select a.attribute_id, a.extra from threats_clusters a where a.event_id = ? and", [event.into()]);
    match of {
        Some(attributes) => sql.push("a.attribute_id in {ints ?} and", [Value::Ints(attributes)]),
        None => sql.push("a.attribute_id is null and", []),
    }
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by a.id", []);
    read.rows(sql, args![], |row| Ok((row.get(0)?, row.get(1)?)))
}

fn extra_of(text: Option<&str>) -> Extra {
    text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

/// Takes a field out that a record names.
fn take<T: DeserializeOwned>(extra: &mut Extra, key: &str) -> Option<T> {
    extra.remove(key).and_then(|value| serde_json::from_value(value).ok())
}
