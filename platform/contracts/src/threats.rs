//! Facts of the area threats: ids only.

use belfry_kernel::{CircleId, Fact, OrganisationId, SubjectId, Tlp};
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
    /// An event or something in it was changed.
    EventChanged = "threats.event-changed" {
        /// The version that the change made.
        version: i64,
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
    /// An event was taken out of its audience's sight, to be worked on.
    EventWithdrawn = "threats.event-withdrawn" {
        /// The version that was withdrawn.
        version: i64,
    }
    /// An event was deleted: nobody sees it any more.
    EventDeleted = "threats.event-deleted" {
        /// The version that was deleted.
        version: i64,
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
