//! The records of an event: header, attributes, objects, references, tags, galaxies, reports, sightings.
//!
//! Field names follow MISP's core format (draft-dulaunoy-misp-core-format) save where a clearer word exists:
//! `kind` is MISP's `type`. Local numbers (`id`, `event_id`) mean nothing outside the instance that wrote them.

use jiff::civil::Date;
use uuid::Uuid;

use crate::{
    dialect::{Extra, record},
    types,
    words::{Analysis, Data, Distribution, SightingKind, ThreatLevel},
};

record! {
    /// An event without its attributes, objects, reports and sightings.
    Event, EventDraft, "Event" {
        /// Local number.
        id: Option<u64> => "id",
        /// Identity everywhere.
        uuid: Uuid => "uuid",
        /// Title.
        info: String => "info",
        /// Day of the event, as its author set it.
        date: Option<Date> => "date",
        /// Last change, in seconds; decides which of two versions is newer.
        timestamp: Option<i64> => "timestamp",
        /// Last publication, in seconds; 0 for never.
        publish_timestamp: Option<i64> => "publish_timestamp",
        /// Whether it is published where it was written.
        published: bool => "published" or false,
        /// How far it may travel.
        distribution: Option<Distribution> => "distribution",
        /// Local number of the sharing group.
        sharing_group_id: Option<u64> => "sharing_group_id",
        /// How grave it is.
        threat_level: Option<ThreatLevel> => "threat_level_id",
        /// How far it was looked into.
        analysis: Option<Analysis> => "analysis",
        /// The event that this one extends.
        extends_uuid: Option<Uuid> => "extends_uuid",
        /// Whether it came from another instance and may be changed from there only.
        locked: Option<bool> => "locked",
        /// Whether its values are left out of correlation.
        disable_correlation: bool => "disable_correlation" or false,
        /// Whether proposals are not mailed.
        proposal_email_lock: Option<bool> => "proposal_email_lock",
        /// How many attributes its writer counted.
        attribute_count: Option<u64> => "attribute_count",
        /// Local number of the owner.
        org_id: Option<u64> => "org_id",
        /// Local number of the creator.
        orgc_id: Option<u64> => "orgc_id",
        /// Address of its author, where the writer disclosed it.
        creator_email: Option<String> => "event_creator_email",
        /// The organisation that owns this copy.
        org: Option<Org> => "Org",
        /// The organisation that made it.
        orgc: Option<Org> => "Orgc",
        /// The sharing group, in full.
        sharing_group: Option<SharingGroup> => "SharingGroup",
        /// Tags.
        tags: Vec<Tag> => "Tag",
        /// Galaxies with the clusters that are attached.
        galaxies: Vec<Galaxy> => "Galaxy",
        /// Proposals by others, as they came.
        proposals: Vec<Extra> => "ShadowAttribute",
    }
}

record! {
    /// One observation: a value of a type.
    Attribute, AttributeDraft, "Attribute" {
        /// Local number.
        id: Option<u64> => "id",
        /// Local number of the event.
        event_id: Option<u64> => "event_id",
        /// Local number of the object around it; 0 for none.
        object_id: Option<u64> => "object_id",
        /// Its role in the object around it.
        object_relation: Option<String> => "object_relation",
        /// Identity everywhere.
        uuid: Uuid => "uuid",
        /// MISP's type; see [`types::get`]. May be one that the table does not know yet.
        kind: String => "type",
        /// MISP's category; see [`Attribute::category_or_default`].
        category: Option<String> => "category",
        /// The value, as it came.
        value: String => "value",
        /// Whether it is fit for detection; see [`Attribute::is_for_detection`].
        to_ids: Option<bool> => "to_ids",
        /// Remark.
        comment: String => "comment" or String::new(),
        /// Last change, in seconds.
        timestamp: Option<i64> => "timestamp",
        /// How far it may travel; absent is [`Distribution::Inherit`].
        distribution: Option<Distribution> => "distribution",
        /// Local number of the sharing group.
        sharing_group_id: Option<u64> => "sharing_group_id",
        /// Whether it was taken back; travels so that others learn of it.
        deleted: bool => "deleted" or false,
        /// Whether the value is left out of correlation.
        disable_correlation: bool => "disable_correlation" or false,
        /// First observation, ISO 8601 or microseconds, as it came.
        first_seen: Option<String> => "first_seen",
        /// Last observation, ISO 8601 or microseconds, as it came.
        last_seen: Option<String> => "last_seen",
        /// Content of an attachment or sample.
        data: Option<Data> => "data",
        /// The sharing group, in full.
        sharing_group: Option<SharingGroup> => "SharingGroup",
        /// Tags.
        tags: Vec<Tag> => "Tag",
        /// Galaxies with the clusters that are attached.
        galaxies: Vec<Galaxy> => "Galaxy",
        /// Sightings.
        sightings: Vec<Sighting> => "Sighting",
        /// Proposals by others, as they came.
        proposals: Vec<Extra> => "ShadowAttribute",
    }
}

impl Attribute {
    /// The category, or the usual one of its type, or `Other`.
    #[must_use]
    pub fn category_or_default(&self) -> &str {
        match &self.category {
            Some(category) if !category.is_empty() => category,
            _ => types::get(&self.kind).map_or("Other", |info| info.default_category),
        }
    }

    /// Whether it is fit for detection: as stated, or as is usual for its type.
    #[must_use]
    pub fn is_for_detection(&self) -> bool {
        self.to_ids.unwrap_or_else(|| types::get(&self.kind).is_some_and(|info| info.to_ids))
    }
}

record! {
    /// Attributes that belong together, after a template.
    Object, ObjectDraft, "Object" {
        /// Local number.
        id: Option<u64> => "id",
        /// Local number of the event.
        event_id: Option<u64> => "event_id",
        /// Identity everywhere.
        uuid: Uuid => "uuid",
        /// Name of the template.
        name: String => "name",
        /// Family of the template: file, network, misc ..
        meta_category: Option<String> => "meta-category",
        /// What the template is for.
        description: Option<String> => "description",
        /// Identity of the template.
        template_uuid: Option<Uuid> => "template_uuid",
        /// Version of the template.
        template_version: Option<String> => "template_version",
        /// Last change, in seconds.
        timestamp: Option<i64> => "timestamp",
        /// How far it may travel; absent is [`Distribution::Inherit`].
        distribution: Option<Distribution> => "distribution",
        /// Local number of the sharing group.
        sharing_group_id: Option<u64> => "sharing_group_id",
        /// Remark.
        comment: String => "comment" or String::new(),
        /// Whether it was taken back.
        deleted: bool => "deleted" or false,
        /// First observation, as it came.
        first_seen: Option<String> => "first_seen",
        /// Last observation, as it came.
        last_seen: Option<String> => "last_seen",
        /// The sharing group, in full.
        sharing_group: Option<SharingGroup> => "SharingGroup",
        /// What it points at.
        references: Vec<ObjectReference> => "ObjectReference",
        /// Its attributes.
        attributes: Vec<Attribute> => "Attribute",
    }
}

record! {
    /// An arrow from an object to another object or an attribute.
    ObjectReference, ObjectReferenceDraft, "ObjectReference" {
        /// Local number.
        id: Option<u64> => "id",
        /// Identity everywhere.
        uuid: Option<Uuid> => "uuid",
        /// Last change, in seconds.
        timestamp: Option<i64> => "timestamp",
        /// Local number of the object.
        object_id: Option<u64> => "object_id",
        /// Local number of the event.
        event_id: Option<u64> => "event_id",
        /// The object it starts from.
        object_uuid: Option<Uuid> => "object_uuid",
        /// What it points at.
        referenced_uuid: Uuid => "referenced_uuid",
        /// Local number of what it points at.
        referenced_id: Option<u64> => "referenced_id",
        /// 0 an attribute, 1 an object.
        referenced_kind: Option<u64> => "referenced_type",
        /// The verb: drops, connects-to ..
        relationship: String => "relationship_type" or String::new(),
        /// Remark.
        comment: String => "comment" or String::new(),
        /// Whether it was taken back.
        deleted: bool => "deleted" or false,
    }
}

record! {
    /// A tag on an event or attribute.
    Tag, TagDraft, "Tag" {
        /// Local number.
        id: Option<u64> => "id",
        /// The tag: `tlp:red`, `misp-galaxy:tool="..."` or free words.
        name: String => "name",
        /// Colour, `#rrggbb`.
        colour: Option<String> => "colour",
        /// Whether it may leave the instance.
        exportable: Option<bool> => "exportable",
        /// Whether it is hidden from choice.
        hide_tag: Option<bool> => "hide_tag",
        /// Local number of the person that it is reserved for.
        user_id: Option<u64> => "user_id",
        /// Local number of the organisation that it is reserved for.
        org_id: Option<u64> => "org_id",
        /// Weight.
        numerical_value: Option<i64> => "numerical_value",
        /// Whether the tagging stays on the instance.
        local: Option<bool> => "local",
        /// Whether it names a galaxy cluster.
        is_galaxy: Option<bool> => "is_galaxy",
        /// Whether that cluster is the instance's own.
        is_custom_galaxy: Option<bool> => "is_custom_galaxy",
        /// Whether it may only be set locally.
        local_only: Option<bool> => "local_only",
        /// How the record relates to the tag.
        relationship: Option<String> => "relationship_type",
    }
}

record! {
    /// A galaxy with the clusters attached to the record around it.
    Galaxy, GalaxyDraft, "Galaxy" {
        /// Local number.
        id: Option<u64> => "id",
        /// Identity everywhere.
        uuid: Option<Uuid> => "uuid",
        /// Name.
        name: String => "name" or String::new(),
        /// Short name, as in the tags.
        kind: Option<String> => "type",
        /// What it is about.
        description: Option<String> => "description",
        /// Version.
        version: Option<String> => "version",
        /// Name of a pictogram.
        icon: Option<String> => "icon",
        /// Who keeps it.
        namespace: Option<String> => "namespace",
        /// The clusters.
        clusters: Vec<GalaxyCluster> => "GalaxyCluster",
    }
}

record! {
    /// An entry of a galaxy: one actor, tool, technique.
    GalaxyCluster, GalaxyClusterDraft, "GalaxyCluster" {
        /// Local number.
        id: Option<u64> => "id",
        /// Identity everywhere.
        uuid: Option<Uuid> => "uuid",
        /// Identity of the collection that it comes from; not always a UUID.
        collection_uuid: Option<String> => "collection_uuid",
        /// Short name of the galaxy.
        kind: Option<String> => "type",
        /// Name.
        value: String => "value" or String::new(),
        /// The tag that stands for it.
        tag_name: Option<String> => "tag_name",
        /// What it is.
        description: Option<String> => "description",
        /// Local number of the galaxy.
        galaxy_id: Option<u64> => "galaxy_id",
        /// Where it is from.
        source: Option<String> => "source",
        /// Who wrote it.
        authors: Vec<String> => "authors",
        /// Version.
        version: Option<String> => "version",
        /// Local number of the tag.
        tag_id: Option<u64> => "tag_id",
        /// Lists of further facts by name.
        meta: Extra => "meta",
        /// Whether the tagging stays on the instance.
        local: Option<bool> => "local",
    }
}

record! {
    /// A report in Markdown. Its text is another's: sanitise before showing.
    EventReport, EventReportDraft, "EventReport" {
        /// Local number.
        id: Option<u64> => "id",
        /// Local number of the event.
        event_id: Option<u64> => "event_id",
        /// Identity everywhere.
        uuid: Uuid => "uuid",
        /// Title.
        name: String => "name",
        /// Markdown; `@[attribute](uuid)` points at a record of the event.
        content: String => "content" or String::new(),
        /// Last change, in seconds.
        timestamp: Option<i64> => "timestamp",
        /// How far it may travel; absent is [`Distribution::Inherit`].
        distribution: Option<Distribution> => "distribution",
        /// Local number of the sharing group.
        sharing_group_id: Option<u64> => "sharing_group_id",
        /// Whether it was taken back.
        deleted: bool => "deleted" or false,
    }
}

record! {
    /// Somebody saw a value, called it a false positive, or let it expire.
    Sighting, SightingDraft, "Sighting" {
        /// Local number.
        id: Option<u64> => "id",
        /// Local number of the attribute.
        attribute_id: Option<u64> => "attribute_id",
        /// Local number of the event.
        event_id: Option<u64> => "event_id",
        /// Local number of the organisation.
        org_id: Option<u64> => "org_id",
        /// When, in seconds.
        date: Option<i64> => "date_sighting",
        /// Identity everywhere.
        uuid: Option<Uuid> => "uuid",
        /// Where it was seen.
        source: Option<String> => "source",
        /// What it says.
        kind: SightingKind => "type" or SightingKind::Seen,
        /// The attribute, where the list stands outside it.
        attribute_uuid: Option<Uuid> => "attribute_uuid",
        /// Who says so; absent where the writer hides it.
        organisation: Option<Org> => "Organisation",
    }
}

record! {
    /// An organisation.
    Org, OrgDraft, "Org" {
        /// Local number.
        id: Option<u64> => "id",
        /// Name.
        name: String => "name" or String::new(),
        /// Identity everywhere.
        uuid: Option<Uuid> => "uuid",
        /// Whether it has users on the instance that wrote this.
        local: Option<bool> => "local",
        /// What it is.
        description: Option<String> => "description",
        /// Country.
        nationality: Option<String> => "nationality",
        /// Sector.
        sector: Option<String> => "sector",
        /// Kind, in free words.
        kind: Option<String> => "type",
    }
}

record! {
    /// A sharing group: organisations and instances that may see what is marked with it.
    SharingGroup, SharingGroupDraft, "SharingGroup" {
        /// Local number.
        id: Option<u64> => "id",
        /// Identity everywhere.
        uuid: Option<Uuid> => "uuid",
        /// Name.
        name: String => "name" or String::new(),
        /// To whom it may be passed, in words.
        releasability: Option<String> => "releasability",
        /// What it is for.
        description: Option<String> => "description",
        /// The organisation that keeps it.
        organisation_uuid: Option<Uuid> => "organisation_uuid",
        /// Whether it is in use.
        active: Option<bool> => "active",
        /// Whether it travels to instances that it does not name.
        roaming: Option<bool> => "roaming",
        /// The organisation that keeps it, in full.
        organisation: Option<Org> => "Organisation",
        /// Members.
        members: Vec<SharingGroupOrg> => "SharingGroupOrg",
        /// Instances, as they came.
        servers: Vec<Extra> => "SharingGroupServer",
    }
}

record! {
    /// A member of a sharing group.
    SharingGroupOrg, SharingGroupOrgDraft, "SharingGroupOrg" {
        /// Local number.
        id: Option<u64> => "id",
        /// Local number of the sharing group.
        sharing_group_id: Option<u64> => "sharing_group_id",
        /// Local number of the organisation.
        org_id: Option<u64> => "org_id",
        /// Whether it may change the group.
        extend: Option<bool> => "extend",
        /// The organisation.
        organisation: Option<Org> => "Organisation",
    }
}
