//! An event as told, as MISP's JSON: so that it takes the way that every event takes.

use std::collections::BTreeMap;

use anyhow::Context;
use belfry_misp::types;
use jiff::{Timestamp, tz::TimeZone};
use serde_json::{Value, json};
use uuid::Uuid;

use super::content::{Attribute, Event, Object};
use super::founding::{Home, uuid_of};

/// The templates of the story's objects, as MISP numbers them: name, UUID, category, what they are for.
const TEMPLATES: &[(&str, &str, &str, &str)] = &[
    ("file", "688c46fb-5edb-40a3-8273-1af7923e2215", "file", "A file with its names and hashes"),
    ("domain-ip", "43b3b146-77eb-4931-b4cc-b66c60f28734", "network", "A domain and the addresses it led to"),
    ("url", "60efb77b-40b5-4c46-871b-ed1ed999fce5", "network", "A URL and its parts"),
    ("email", "a0c666e0-fc65-4be8-b48f-3423d788b552", "network", "A mail with its header"),
];

/// The UUID of an event.
pub(super) fn event_uuid(key: &str) -> Uuid {
    uuid_of("event", key)
}

/// The UUIDs of the attributes of an event that have keys.
pub(super) fn named(event: &Event) -> BTreeMap<&str, Uuid> {
    let own = event.attributes.iter().enumerate().map(|(n, one)| (one, attribute_uuid(event, "", n)));
    let inner = event.objects.iter().flat_map(|object| {
        object.attributes.iter().enumerate().map(|(n, one)| (one, attribute_uuid(event, &object.key, n)))
    });
    own.chain(inner).filter_map(|(one, uuid)| Some((one.key.as_deref()?, uuid))).collect()
}

fn attribute_uuid(event: &Event, object: &str, number: usize) -> Uuid {
    uuid_of("attribute", &format!("{}/{object}/{number}", event.key))
}

fn object_uuid(event: &Event, object: &str) -> Uuid {
    uuid_of("object", &format!("{}/{object}", event.key))
}

/// The event as a file.
pub(super) fn misp(event: &Event, owner: &Home, at: Timestamp) -> anyhow::Result<Value> {
    let seconds = at.as_second().to_string();
    let mut tags = vec![json!({ "name": format!("tlp:{}", event.tlp) })];
    tags.extend(event.tags.iter().map(|name| json!({ "name": name })));
    let attributes: anyhow::Result<Vec<_>> = event
        .attributes
        .iter()
        .enumerate()
        .map(|(n, one)| attribute(one, attribute_uuid(event, "", n), &seconds))
        .collect();
    let objects: anyhow::Result<Vec<_>> = event.objects.iter().map(|one| object(event, one, &seconds)).collect();
    let names = named(event);
    let reports: Vec<_> = event
        .reports
        .iter()
        .enumerate()
        .map(|(n, one)| {
            json!({
                "uuid": uuid_of("report", &format!("{}/{n}", event.key)),
                "name": one.title,
                "content": linked(&one.text, &names),
                "timestamp": seconds,
            })
        })
        .collect();
    Ok(json!({ "Event": {
        "uuid": event_uuid(&event.key),
        "info": event.title,
        "date": at.to_zoned(TimeZone::UTC).date().to_string(),
        "timestamp": seconds,
        "publish_timestamp": if event.state == "draft" { "0" } else { &seconds },
        "published": event.state != "draft",
        "threat_level_id": code(&["high", "medium", "low", "undefined"], &event.threat_level)? + 1,
        "analysis": code(&["initial", "ongoing", "completed"], &event.analysis)?,
        "Orgc": { "name": owner.name, "uuid": owner.uuid },
        "Tag": tags,
        "Attribute": attributes?,
        "Object": objects?,
        "EventReport": reports,
    }}))
}

fn code(words: &[&str], word: &str) -> anyhow::Result<usize> {
    words.iter().position(|one| *one == word).with_context(|| format!("no level {word}"))
}

fn attribute(one: &Attribute, uuid: Uuid, seconds: &str) -> anyhow::Result<Value> {
    let info = types::get(&one.kind).with_context(|| format!("no type {}", one.kind))?;
    let mut json = json!({
        "uuid": uuid,
        "type": one.kind,
        "category": one.category.as_deref().unwrap_or(info.default_category),
        "value": one.value,
        "to_ids": one.to_ids.unwrap_or(info.to_ids),
        "comment": one.comment,
        "timestamp": seconds,
    });
    if let Some(relation) = &one.relation {
        json["object_relation"] = relation.as_str().into();
    }
    if !one.tags.is_empty() {
        json["Tag"] = one.tags.iter().map(|name| json!({ "name": name })).collect();
    }
    Ok(json)
}

fn object(event: &Event, one: &Object, seconds: &str) -> anyhow::Result<Value> {
    let template = TEMPLATES.iter().find(|template| template.0 == one.template);
    let (name, template, category, description) = template.with_context(|| format!("no template {}", one.template))?;
    let uuid = object_uuid(event, &one.key);
    let attributes: anyhow::Result<Vec<_>> = one
        .attributes
        .iter()
        .enumerate()
        .map(|(n, inner)| attribute(inner, attribute_uuid(event, &one.key, n), seconds))
        .collect();
    let references: Vec<_> = one
        .references
        .iter()
        .map(|reference| {
            json!({
                "uuid": uuid_of("reference", &format!("{}/{}/{}", event.key, one.key, reference.to)),
                "object_uuid": uuid,
                "referenced_uuid": object_uuid(event, &reference.to),
                "referenced_type": "1",
                "relationship_type": reference.relationship,
                "timestamp": seconds,
            })
        })
        .collect();
    Ok(json!({
        "uuid": uuid,
        "name": name,
        "meta-category": category,
        "description": description,
        "template_uuid": template,
        "template_version": "1",
        "comment": one.comment,
        "timestamp": seconds,
        "Attribute": attributes?,
        "ObjectReference": references,
    }))
}

/// A report with the UUIDs of attributes in the place of their keys.
fn linked(text: &str, names: &BTreeMap<&str, Uuid>) -> String {
    names.iter().fold(text.to_owned(), |text, (key, uuid)| {
        text.replace(&format!("@[attribute]({key})"), &format!("@[attribute]({uuid})"))
    })
}
