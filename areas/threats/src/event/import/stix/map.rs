//! STIX's objects as MISP's records.

use belfry_misp as misp;
use belfry_misp::Extra;
use belfry_stix::pattern::{self, Loss, ObjectPath, Step};
use belfry_stix::{StixId, StixObject};
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use crate::event::export::records;
use crate::event::export::stix::EXTENSION;

/// What an object becomes.
#[derive(Debug, Default)]
pub(in crate::event::import) struct Made {
    pub(in crate::event::import) attributes: Vec<misp::Attribute>,
    /// The MISP object that they belong to.
    pub(in crate::event::import) within: Option<Uuid>,
    pub(in crate::event::import) object: Option<misp::Object>,
    pub(in crate::event::import) report: Option<misp::EventReport>,
    pub(in crate::event::import) sighting: Option<misp::Sighting>,
    pub(in crate::event::import) cluster: Option<misp::Galaxy>,
}

/// Properties of observables that are values of a type: object, keys, type.
const VALUES: &[(&str, &[&str], &str)] = &[
    ("ipv4-addr", &["value"], "ip-dst"),
    ("ipv6-addr", &["value"], "ip-dst"),
    ("domain-name", &["value"], "domain"),
    ("url", &["value"], "url"),
    ("email-addr", &["value"], "email"),
    ("mac-addr", &["value"], "mac-address"),
    ("mutex", &["name"], "mutex"),
    ("file", &["name"], "filename"),
    ("file", &["hashes", "MD5"], "md5"),
    ("file", &["hashes", "SHA-1"], "sha1"),
    ("file", &["hashes", "SHA1"], "sha1"),
    ("file", &["hashes", "SHA-224"], "sha224"),
    ("file", &["hashes", "SHA-256"], "sha256"),
    ("file", &["hashes", "SHA256"], "sha256"),
    ("file", &["hashes", "SHA-384"], "sha384"),
    ("file", &["hashes", "SHA-512"], "sha512"),
    ("file", &["hashes", "SHA512"], "sha512"),
    ("file", &["hashes", "SHA3-256"], "sha3-256"),
    ("file", &["hashes", "SHA3-512"], "sha3-512"),
    ("file", &["hashes", "SSDEEP"], "ssdeep"),
    ("file", &["hashes", "ssdeep"], "ssdeep"),
    ("file", &["hashes", "TLSH"], "tlsh"),
    ("windows-registry-key", &["key"], "regkey"),
    ("autonomous-system", &["number"], "AS"),
    ("x509-certificate", &["hashes", "MD5"], "x509-fingerprint-md5"),
    ("x509-certificate", &["hashes", "SHA-1"], "x509-fingerprint-sha1"),
    ("x509-certificate", &["hashes", "SHA-256"], "x509-fingerprint-sha256"),
    ("email-message", &["subject"], "email-subject"),
    ("email-message", &["message_id"], "email-message-id"),
    ("network-traffic", &["src_ref", "value"], "ip-src"),
    ("network-traffic", &["dst_ref", "value"], "ip-dst"),
    ("network-traffic", &["extensions", "http-request-ext", "request_header", "User-Agent"], "user-agent"),
    ("software", &["cpe"], "cpe"),
];

/// Domain objects that are clusters of a galaxy here: kind in STIX, short name of the galaxy.
const CLUSTERS: &[(&str, &str)] = &[
    ("attack-pattern", "stix-2.1-attack-pattern"),
    ("campaign", "stix-2.1-campaign"),
    ("infrastructure", "stix-2.1-infrastructure"),
    ("intrusion-set", "stix-2.1-intrusion-set"),
    ("malware", "stix-2.1-malware"),
    ("threat-actor", "stix-2.1-threat-actor"),
    ("tool", "stix-2.1-tool"),
];

/// Makes of an object what there is a record for; nothing of the others, which are kept as they came all the same.
pub(in crate::event::import) fn map(object: &StixObject) -> Made {
    // PostgreSQL keeps no NUL in a text. Such an object is kept as it came, where it is an escape.
    if object.raw.contains("\\u0000") {
        return Made::default();
    }
    let Ok(Json::Object(json)) = serde_json::from_str::<Json>(&object.raw) else { return Made::default() };
    if let Some(made) = said(&json).and_then(returned) {
        return made;
    }
    let from =
        From { id: &object.id, at: object.modified.or(object.created).map(|at| at.as_second()), json: &json, object };
    if let Some((_, galaxy)) = CLUSTERS.iter().find(|(kind, _)| *kind == object.kind) {
        return Made { cluster: from.cluster(galaxy), ..Made::default() };
    }
    match object.kind.as_str() {
        "indicator" => Made { attributes: from.indicator(), ..Made::default() },
        "vulnerability" => Made { attributes: from.vulnerability().into_iter().collect(), ..Made::default() },
        "observed-data" => Made { attributes: from.embedded(), ..Made::default() },
        "note" | "opinion" => Made { report: from.note(), ..Made::default() },
        "sighting" => Made { sighting: from.sighting(), ..Made::default() },
        kind => Made { attributes: from.observable(kind, &json, ""), ..Made::default() },
    }
}

/// What our extension says of an object.
pub(in crate::event::import) fn said(json: &Map<String, Json>) -> Option<&Map<String, Json>> {
    json.get("extensions")?.get(EXTENSION)?.as_object()
}

/// The MISP record that an object was made of. `None` when there is none in it that can be read.
fn returned(said: &Map<String, Json>) -> Option<Made> {
    fn read<T: serde::de::DeserializeOwned>(said: &Map<String, Json>, key: &str) -> Option<T> {
        said.get(key).and_then(|value| serde_json::from_value(value.clone()).ok())
    }
    if let Some(attribute) = read::<misp::Attribute>(said, "attribute") {
        let within = said.get("object").and_then(Json::as_str).and_then(|text| text.parse().ok());
        return Some(Made { attributes: vec![attribute], within, ..Made::default() });
    }
    if let Some(object) = read::<misp::Object>(said, "object") {
        return Some(Made { object: Some(object), ..Made::default() });
    }
    if let Some(report) = read::<misp::EventReport>(said, "report") {
        return Some(Made { report: Some(report), ..Made::default() });
    }
    if let Some(sighting) = read::<misp::Sighting>(said, "sighting") {
        // Those of attributes stand in the attribute's own record.
        let sighting = Some(sighting).filter(|_| said.get("of").is_none_or(Json::is_null));
        return Some(Made { sighting, ..Made::default() });
    }
    (said.contains_key("event") || said.contains_key("part")).then(Made::default)
}

/// An object that is being read.
struct From<'a> {
    id: &'a StixId,
    at: Option<i64>,
    json: &'a Map<String, Json>,
    object: &'a StixObject,
}

impl From<'_> {
    fn text(&self, key: &str) -> Option<String> {
        let text = self.json.get(key)?.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// An attribute whose identity is the object's with its place in it.
    fn attribute(&self, place: &str, kind: &str, value: &str, to_ids: bool) -> misp::Attribute {
        let name = self.text("name").filter(|name| name != value);
        let words: Vec<String> = [name, self.text("description")].into_iter().flatten().collect();
        let mut made = attribute(Uuid::new_v5(&self.id.uuid(), place.as_bytes()), kind, value);
        made.to_ids = Some(to_ids && !self.object.revoked);
        made.comment = words.join(": ");
        made.timestamp = self.at;
        made.first_seen = self.text("valid_from").or_else(|| self.text("first_observed"));
        made.last_seen = self.text("valid_until").or_else(|| self.text("last_observed"));
        made.deleted = self.object.revoked;
        made.tags = labels(self.json).map(tag).collect();
        made
    }

    fn indicator(&self) -> Vec<misp::Attribute> {
        let Some(text) = self.text("pattern") else { return Vec::new() };
        match self.text("pattern_type").as_deref().unwrap_or("stix") {
            "stix" => self.pattern(&text),
            "yara" => vec![self.attribute("pattern", "yara", &text, true)],
            "sigma" => vec![self.attribute("pattern", "sigma", &text, true)],
            "snort" => vec![self.attribute("pattern", "snort", &text, true)],
            "suricata" => vec![self.attribute("pattern", "suricata", &text, true)],
            _ => vec![self.attribute("pattern", "pattern-in-traffic", &text, false)],
        }
    }

    fn pattern(&self, text: &str) -> Vec<misp::Attribute> {
        let whole = || vec![self.attribute("pattern", "stix2-pattern", text, true)];
        let Ok(parsed) = pattern::parse(text, &pattern::Limits::default()) else { return whole() };
        let reduced = pattern::observables(&parsed);
        let typed: Vec<(String, &'static str, String)> = reduced
            .values
            .iter()
            .filter_map(|(path, value)| {
                let (place, kind) = kind_of(path)?;
                Some((place, kind, plain(value)?))
            })
            .collect();
        let is_all = typed.len() == reduced.values.len();
        if let ([(place, "filename", name), (_, hash, digest)], [Loss::TogetherInOne]) = (&typed[..], &reduced.lost[..])
            && is_all
            && misp::types::get(&format!("filename|{hash}")).is_some()
        {
            return vec![self.attribute(place, &format!("filename|{hash}"), &format!("{name}|{digest}"), true)];
        }
        let mut seen = std::collections::HashSet::new();
        let mut made: Vec<misp::Attribute> = typed
            .iter()
            .filter(|(_, kind, value)| seen.insert((*kind, value.clone())))
            // Values that only mean something together are no indicators alone.
            .map(|(place, kind, value)| {
                self.attribute(&format!("{place} {value}"), kind, value, reduced.lost.is_empty())
            })
            .collect();
        if !is_all || !reduced.lost.is_empty() {
            made.extend(whole());
        }
        made
    }

    fn vulnerability(&self) -> Option<misp::Attribute> {
        let references = self.json.get("external_references").and_then(Json::as_array);
        let cve = references.and_then(|all| {
            let mut named = all.iter().filter(|one| one.get("source_name").and_then(Json::as_str) == Some("cve"));
            named.find_map(|one| one.get("external_id").and_then(Json::as_str))
        });
        let value = cve.map(str::to_owned).or_else(|| self.text("name"))?;
        Some(self.attribute("vulnerability", "vulnerability", &value, false))
    }

    /// The values of an observable.
    fn observable(&self, kind: &str, json: &Map<String, Json>, place: &str) -> Vec<misp::Attribute> {
        let mut made = Vec::new();
        for (_, keys, name) in VALUES.iter().filter(|(object, ..)| *object == kind) {
            let mut at = Some(json.get(keys[0]).unwrap_or(&Json::Null));
            for key in &keys[1..] {
                at = at.and_then(|value| value.get(*key));
            }
            let value = match at {
                Some(Json::String(text)) if !text.trim().is_empty() => text.clone(),
                Some(Json::Number(number)) if kind == "autonomous-system" => format!("AS{number}"),
                _ => continue,
            };
            let place = format!("{place}{}", keys.join("."));
            let mut one = self.attribute(&place, name, &value, false);
            // An observable's own name is one of its values, not a remark.
            if self.id.kind() == kind {
                one.comment.clear();
            }
            made.push(one);
        }
        made
    }

    /// Observables inside an `observed-data` of STIX 2.0.
    fn embedded(&self) -> Vec<misp::Attribute> {
        let Some(objects) = self.json.get("objects").and_then(Json::as_object) else { return Vec::new() };
        let each = objects.iter().filter_map(|(key, value)| Some((key, value.as_object()?)));
        each.flat_map(|(key, json)| {
            let kind = json.get("type").and_then(Json::as_str).unwrap_or_default();
            self.observable(kind, json, &format!("{key}."))
        })
        .collect()
    }

    fn note(&self) -> Option<misp::EventReport> {
        let content = self.text("content").or_else(|| self.text("explanation")).or_else(|| self.text("description"))?;
        let name = self.text("abstract").or_else(|| self.text("name")).or_else(|| self.text("opinion"));
        let mut report = report(self.id.uuid(), &name.unwrap_or_else(|| self.object.kind.clone()), &content);
        report.timestamp = self.at;
        report.deleted = self.object.revoked;
        Some(report)
    }

    fn sighting(&self) -> Option<misp::Sighting> {
        let seen = self.text("last_seen").or_else(|| self.text("first_seen"));
        let at = seen.and_then(|text| text.parse::<jiff::Timestamp>().ok()).map(|at| at.as_second()).or(self.at);
        serde_json::from_value(json!({
            "uuid": self.id.uuid(), "date_sighting": at.map(|at| at.to_string()), "type": "0",
            "source": self.text("sighting_of_ref"),
        }))
        .ok()
    }

    fn cluster(&self, galaxy: &str) -> Option<misp::Galaxy> {
        let name = self.text("name")?;
        let short: String = self.text("description").unwrap_or_default().chars().take(2_000).collect();
        serde_json::from_value(json!({
            "name": self.object.kind, "type": galaxy, "GalaxyCluster": [{
                "uuid": self.id.uuid(), "type": galaxy, "value": name, "description": short,
                "tag_name": format!("misp-galaxy:{galaxy}=\"{name}\""),
            }]
        }))
        .ok()
    }
}

/// Place and type of a path in a pattern.
fn kind_of(path: &ObjectPath) -> Option<(String, &'static str)> {
    let keys: Option<Vec<&str>> = path
        .steps
        .iter()
        .map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Index(_) | Step::Any => None,
        })
        .collect();
    let keys = keys?;
    let (_, _, kind) = VALUES.iter().find(|(object, wanted, _)| *object == path.object && keys == **wanted)?;
    Some((format!("{}:{}", path.object, keys.join(".")), kind))
}

fn plain(value: &pattern::Value) -> Option<String> {
    match value {
        pattern::Value::Text(text) if !text.trim().is_empty() => Some(text.clone()),
        pattern::Value::Integer(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The labels of an object.
pub(in crate::event::import) fn labels(json: &Map<String, Json>) -> impl Iterator<Item = &str> {
    let all = json.get("labels").and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    all.iter().filter_map(Json::as_str).map(str::trim).filter(|label| !label.is_empty() && !label.contains('\0'))
}

/// A tag of a name.
pub(in crate::event::import) fn tag(name: &str) -> misp::Tag {
    records::misp_tag(crate::tag::Tag { name: name.to_owned(), colour: None, local: false })
}

/// A header with nothing but identity, title and time, for whom it may concern.
pub(in crate::event::import) fn header(uuid: Uuid, title: &str, timestamp: i64) -> misp::Event {
    misp::Event {
        id: None,
        uuid,
        info: title.to_owned(),
        date: None,
        timestamp: Some(timestamp),
        publish_timestamp: None,
        published: true,
        distribution: None,
        sharing_group_id: None,
        threat_level: None,
        analysis: None,
        extends_uuid: None,
        locked: None,
        disable_correlation: false,
        proposal_email_lock: None,
        attribute_count: None,
        org_id: None,
        orgc_id: None,
        creator_email: None,
        org: None,
        orgc: None,
        sharing_group: None,
        tags: Vec::new(),
        galaxies: Vec::new(),
        proposals: Vec::new(),
        extra: Extra::new(),
    }
}

/// An attribute with nothing but its value.
pub(in crate::event::import) fn attribute(uuid: Uuid, kind: &str, value: &str) -> misp::Attribute {
    misp::Attribute {
        id: None,
        event_id: None,
        object_id: None,
        object_relation: None,
        uuid,
        kind: kind.to_owned(),
        category: None,
        value: value.to_owned(),
        to_ids: None,
        comment: String::new(),
        timestamp: None,
        distribution: None,
        sharing_group_id: None,
        deleted: false,
        disable_correlation: false,
        first_seen: None,
        last_seen: None,
        data: None,
        sharing_group: None,
        tags: Vec::new(),
        galaxies: Vec::new(),
        sightings: Vec::new(),
        proposals: Vec::new(),
        extra: Extra::new(),
    }
}

/// A report of a name and a text.
pub(in crate::event::import) fn report(uuid: Uuid, name: &str, content: &str) -> misp::EventReport {
    misp::EventReport {
        id: None,
        event_id: None,
        uuid,
        name: name.to_owned(),
        content: content.to_owned(),
        timestamp: None,
        distribution: None,
        sharing_group_id: None,
        deleted: false,
        extra: Extra::new(),
    }
}
