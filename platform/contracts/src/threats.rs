//! Facts of the area threats: ids only.

use belfry_kernel::{CircleId, Fact, LabelId, OrganisationId, SubjectId, Tlp};
use serde::{Deserialize, Serialize};

facts_about! {
    event "The event.";

    /// An event was written here.
    EventCreated = "threats.event-created" {}
    /// An event came in from outside, anew or as a newer version.
    EventImported = "threats.event-imported" {
        /// Whether it was here already.
        updated: bool,
        /// Whether it arrived published.
        published: bool,
    }
    /// An event reached its audience.
    EventPublished = "threats.event-published" {
        /// Which version.
        version: i64,
    }
    /// An event that had reached its audience was published again, changed.
    EventCorrected = "threats.event-corrected" {
        /// Which version.
        version: i64,
    }
    /// An event was taken out of its audience's sight.
    EventWithdrawn = "threats.event-withdrawn" {
        /// The version that was withdrawn.
        version: i64,
        /// Who saw it until then; none in facts of a time when that was not said.
        before: Option<LabelId>,
    }
    /// An event was taken out of the sight of some who saw it, while others go on seeing it.
    EventNarrowed = "threats.event-narrowed" {
        /// The version that they see no more.
        version: i64,
        /// Who saw it until then.
        before: LabelId,
    }
    /// An event was deleted: nobody sees it any more.
    EventDeleted = "threats.event-deleted" {
        /// The version that was deleted.
        version: i64,
        /// Who saw it until then; none of a draft, and in facts of a time when its withdrawal was a fact of its own.
        before: Option<LabelId>,
    }
    /// An event was taken back from its audience.
    EventRecalled = "threats.event-recalled" {
        /// The version that was taken back.
        version: i64,
    }
    /// Somebody met a value, or did not.
    SightingAdded = "threats.sighting-added" {
        /// The sighting.
        sighting: i64,
    }
}

/// An event or something in it was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventChanged {
    /// The event.
    pub event: SubjectId,
    /// The version that the change made.
    pub version: i64,
    /// What was changed; nothing in entries from before this was noted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub what: Vec<Change>,
}

impl Fact for EventChanged {
    const NAME: &'static str = "threats.event-changed";
    fn subject(&self) -> Option<SubjectId> {
        Some(self.event)
    }
}

/// One thing that was done to an event. Parts stand here by their ids only: what they are is read with the eyes of whoever reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What was done.
    pub done: Done,
    /// To which attributes, objects, references or reports; the first [`Change::MOST`] of them. None for the event itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<i64>,
}

impl Change {
    /// Parts that are noted of one change.
    pub const MOST: usize = 100;

    /// Done to the event itself.
    pub fn new(done: Done) -> Self {
        Self { done, parts: Vec::new() }
    }

    /// Done to these parts.
    pub fn of(done: Done, parts: impl IntoIterator<Item = i64>) -> Self {
        Self { done, parts: parts.into_iter().take(Self::MOST).collect() }
    }
}

/// What was done to an event or its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Done {
    /// The title was changed.
    Title,
    /// The day was changed.
    Date,
    /// The TLP level lets it be carried farther now.
    TlpWider,
    /// The TLP level lets it be carried less far now.
    TlpStricter,
    /// The threat level was changed.
    ThreatLevel,
    /// The state of analysis was changed.
    Analysis,
    /// A tag was put on the event.
    TagAdded,
    /// A tag was taken off the event.
    TagRemoved,
    /// Attributes were added.
    AttributeAdded,
    /// An attribute was changed.
    AttributeChanged,
    /// Attributes were said to be fit for detection.
    AttributeDetected,
    /// Attributes were said not to be fit for detection.
    AttributeSilenced,
    /// A tag was put on attributes.
    AttributeTagged,
    /// A tag was taken off attributes.
    AttributeUntagged,
    /// Attributes were taken back.
    AttributeRemoved,
    /// An object was added, with its attributes.
    ObjectAdded,
    /// An object was taken back, with its attributes.
    ObjectRemoved,
    /// A reference was added.
    ReferenceAdded,
    /// A reference was taken back.
    ReferenceRemoved,
    /// A report was written.
    ReportAdded,
    /// A report was changed.
    ReportChanged,
    /// A report was taken back.
    ReportRemoved,
    /// Something of a later version of the program.
    #[serde(other)]
    Other,
}

/// A vocabulary came in from a file, or from the program itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VocabularyLoaded {
    /// The vocabulary, as it is now.
    pub vocabulary: i64,
    /// Which version.
    pub version: i64,
}

impl Fact for VocabularyLoaded {
    const NAME: &'static str = "threats.vocabulary-loaded";
    fn subject(&self) -> Option<SubjectId> {
        None
    }
}

/// Somebody let a warninglist speak, or silenced it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WarninglistSwitched {
    /// The list.
    pub vocabulary: i64,
    /// Whether it speaks now.
    pub enabled: bool,
}

impl Fact for WarninglistSwitched {
    const NAME: &'static str = "threats.warninglist-switched";
    fn subject(&self) -> Option<SubjectId> {
        None
    }
}

/// A threat event that another area would like to be made: by `belfry_web::area::MakeEvent`, as a draft that its owner looks at, publishes
/// or throws away like any other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventDraft {
    /// Whose it will be.
    pub owner: OrganisationId,
    /// One line.
    pub title: String,
    /// `2026-01-31`.
    pub date: String,
    /// How far a recipient may carry it.
    pub tlp: Tlp,
    /// The circle that it is meant for; none for the community.
    pub circle: Option<CircleId>,
    /// Machine tags, besides that of the level.
    pub tags: Vec<String>,
    /// What is told of it: the name of the report, and its Markdown; an empty text for none.
    pub report: (String, String),
    /// Values by which others recognise it.
    pub indicators: Vec<Indicator>,
}

/// A value by which others recognise a threat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// MISP's type.
    pub kind: String,
    /// The value.
    pub value: String,
}
