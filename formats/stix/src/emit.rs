//! Domain and relationship objects that a platform gives out (sections 4 and 5): the common properties once, a body per type.

use crate::object::StixId;
use jiff::Timestamp;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// The common properties (section 3.2).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Common {
    /// `created`
    #[serde(serialize_with = "instant")]
    pub created: Timestamp,
    /// `modified`, not before `created`
    #[serde(serialize_with = "instant")]
    pub modified: Timestamp,
    /// `created_by_ref`, an identity
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by_ref: Option<StixId>,
    /// `object_marking_refs`
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub object_marking_refs: Vec<StixId>,
    /// `labels`
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<String>,
    /// `external_references`
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub external_references: Vec<ExternalReference>,
    /// `confidence`, 0 to 100
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<u8>,
    /// `lang`, an RFC 5646 tag
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// `revoked`
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub revoked: bool,
}

impl Common {
    /// Made at one instant, changed at another, nothing else said.
    #[must_use]
    pub fn at(created: Timestamp, modified: Timestamp) -> Self {
        Self {
            created,
            modified: modified.max(created),
            created_by_ref: None,
            object_marking_refs: Vec::new(),
            labels: Vec::new(),
            external_references: Vec::new(),
            confidence: None,
            lang: None,
            revoked: false,
        }
    }
}

/// An external reference (section 2.5).
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ExternalReference {
    /// `source_name`
    pub source_name: String,
    /// `external_id`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// `url`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// `description`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// What a type has beside the common properties.
pub trait Body: Serialize {
    /// The type's name.
    fn kind(&self) -> &str;
}

/// A whole object; serialises to STIX.
#[derive(Debug, Clone, PartialEq)]
pub struct Object<B> {
    /// The UUID of its id.
    pub uuid: Uuid,
    /// Common properties.
    pub common: Common,
    /// Its own.
    pub body: B,
    /// Custom properties (section 11.1): names that begin with `x_`, and `extensions`.
    pub custom: Map<String, Value>,
}

impl<B: Body> Object<B> {
    /// An object without custom properties.
    #[must_use]
    pub fn new(uuid: Uuid, common: Common, body: B) -> Self {
        Self { uuid, common, body, custom: Map::new() }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> StixId {
        StixId::new(self.body.kind(), self.uuid)
    }
}

impl<B: Body> Serialize for Object<B> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct View<'a, B> {
            r#type: &'a str,
            spec_version: &'a str,
            id: StixId,
            #[serde(flatten)]
            common: &'a Common,
            #[serde(flatten)]
            body: &'a B,
            #[serde(flatten)]
            custom: &'a Map<String, Value>,
        }
        View {
            r#type: self.body.kind(),
            spec_version: "2.1",
            id: self.id(),
            common: &self.common,
            body: &self.body,
            custom: &self.custom,
        }
        .serialize(serializer)
    }
}

/// RFC 3339 in UTC with milliseconds, as section 3.2 asks for `created` and `modified`.
#[must_use]
pub fn timestamp(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

fn instant<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&timestamp(*at))
}

fn maybe_instant<S: Serializer>(at: &Option<Timestamp>, serializer: S) -> Result<S::Ok, S::Error> {
    match at {
        Some(at) => instant(at, serializer),
        None => serializer.serialize_none(),
    }
}

/// A body: its kind and its properties, where optional ones that are absent are not written.
macro_rules! bodies {
    ($($(#[$doc:meta])* $name:ident $kind:literal {
        $($(#[$field_doc:meta])* $field:ident: $type:ty $(= $skip:literal)? $(; $with:literal)? $(as $rename:literal)?,)*
    })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Serialize)]
        pub struct $name {
            $(
                $(#[$field_doc])*
                $(#[serde(skip_serializing_if = $skip)])?
                $(#[serde(serialize_with = $with)])?
                $(#[serde(rename = $rename)])?
                pub $field: $type,
            )*
        }

        impl Body for $name {
            fn kind(&self) -> &str {
                $kind
            }
        }
    )*};
}

bodies! {
    /// A person, organisation or group (section 4.5).
    Identity "identity" {
        /// `name`
        name: String,
        /// `description`
        description: Option<String> = "Option::is_none",
        /// `identity_class`: individual, group, system, organization, class, unknown
        identity_class: Option<String> = "Option::is_none",
        /// `sectors`
        sectors: Vec<String> = "Vec::is_empty",
        /// `contact_information`
        contact_information: Option<String> = "Option::is_none",
    }
    /// A pattern that tells of something suspicious (section 4.7). `pattern_type` is always `stix`.
    Indicator "indicator" {
        /// `name`
        name: Option<String> = "Option::is_none",
        /// `description`
        description: Option<String> = "Option::is_none",
        /// `indicator_types`
        indicator_types: Vec<String> = "Vec::is_empty",
        /// `pattern`
        pattern: String,
        /// `pattern_type`: stix, snort, suricata, yara, sigma, pcre, spl
        pattern_type: String,
        /// `valid_from`
        valid_from: Timestamp; "instant",
        /// `valid_until`, after `valid_from`
        valid_until: Option<Timestamp> = "Option::is_none"; "maybe_instant",
        /// `kill_chain_phases`
        kill_chain_phases: Vec<KillChainPhase> = "Vec::is_empty",
    }
    /// A collection of threat intelligence on one topic (section 4.16).
    Report "report" {
        /// `name`
        name: String,
        /// `description`
        description: Option<String> = "Option::is_none",
        /// `report_types`
        report_types: Vec<String> = "Vec::is_empty",
        /// `published`
        published: Timestamp; "instant",
        /// `object_refs`, at least one
        object_refs: Vec<StixId>,
    }
    /// Objects with a shared context that are not finished intelligence (section 4.4).
    Grouping "grouping" {
        /// `name`
        name: Option<String> = "Option::is_none",
        /// `description`
        description: Option<String> = "Option::is_none",
        /// `context`: suspicious-activity, malware-analysis, unspecified
        context: String,
        /// `object_refs`, at least one
        object_refs: Vec<StixId>,
    }
    /// A link between two objects (section 5.1).
    Relationship "relationship" {
        /// `relationship_type`: a-z, 0-9, hyphen
        relationship_type: String,
        /// `description`
        description: Option<String> = "Option::is_none",
        /// `source_ref`
        source_ref: StixId,
        /// `target_ref`
        target_ref: StixId,
    }
    /// Something was seen (section 5.2).
    Sighting "sighting" {
        /// `description`
        description: Option<String> = "Option::is_none",
        /// `first_seen`
        first_seen: Option<Timestamp> = "Option::is_none"; "maybe_instant",
        /// `last_seen`, not before `first_seen`
        last_seen: Option<Timestamp> = "Option::is_none"; "maybe_instant",
        /// `count`, up to 999,999,999
        count: Option<u32> = "Option::is_none",
        /// `sighting_of_ref`, a domain object
        sighting_of_ref: StixId,
        /// `where_sighted_refs`, identities or locations
        where_sighted_refs: Vec<StixId> = "Vec::is_empty",
    }
    /// Words about objects (section 4.14).
    Note "note" {
        /// `abstract`
        summary: Option<String> = "Option::is_none" as "abstract",
        /// `content`
        content: String,
        /// `authors`
        authors: Vec<String> = "Vec::is_empty",
        /// `object_refs`, at least one
        object_refs: Vec<StixId>,
    }
    /// A weakness in software (section 4.19); its CVE number stands in `name` and among the external references.
    Vulnerability "vulnerability" {
        /// `name`
        name: String,
        /// `description`
        description: Option<String> = "Option::is_none",
    }
    /// Malicious code (section 4.11).
    Malware "malware" {
        /// `name`
        name: Option<String> = "Option::is_none",
        /// `description`
        description: Option<String> = "Option::is_none",
        /// `malware_types`
        malware_types: Vec<String> = "Vec::is_empty",
        /// `is_family`
        is_family: bool,
        /// `aliases`
        aliases: Vec<String> = "Vec::is_empty",
    }
}

/// A phase of a kill chain (section 2.11).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KillChainPhase {
    /// `kill_chain_name`, lower case with hyphens
    pub kill_chain_name: String,
    /// `phase_name`, lower case with hyphens
    pub phase_name: String,
}

/// Any domain object whose body is a name: threat-actor, attack-pattern, intrusion-set, campaign, tool, course-of-action, infrastructure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Named {
    /// The type's name.
    #[serde(skip)]
    pub kind: String,
    /// `name`
    pub name: String,
    /// `description`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// `aliases`
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
}

impl Body for Named {
    fn kind(&self) -> &str {
        &self.kind
    }
}

/// A statement marking (section 7.2.1.3): words such as terms of use. Marking definitions are never modified.
#[must_use]
pub fn statement(uuid: Uuid, created: Timestamp, created_by: Option<&StixId>, words: &str) -> Value {
    let mut marking = json!({
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": StixId::new("marking-definition", uuid),
        "created": timestamp(created),
        "definition_type": "statement",
        "definition": { "statement": words },
    });
    if let (Some(by), Some(map)) = (created_by, marking.as_object_mut()) {
        map.insert("created_by_ref".to_owned(), by.as_str().into());
    }
    marking
}
