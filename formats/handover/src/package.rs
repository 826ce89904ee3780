//! What is handed over: of one notification as much as the receiving point of contact may read.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::key::Fingerprint;

/// What the content of an envelope is called.
pub const KIND: &str = "application/vnd.belfry.handover+json";
/// The version of this form. What does not know it refuses.
pub const FORMAT: &str = "belfry-handover/1";

/// What is handed over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Package {
    /// [`FORMAT`].
    pub format: String,
    /// Its own number; one that came before is refused.
    pub id: Uuid,
    /// When it was made.
    pub made: Timestamp,
    /// After this nobody takes it any more.
    pub expires: Timestamp,
    /// By whom.
    pub from: Office,
    /// For whom.
    pub to: Addressee,
    /// How far it may be carried: `red`, `amber+strict`, `amber`, `green`, `clear`.
    pub tlp: String,
    /// Nothing of it happened: it belongs to an exercise.
    pub exercise: bool,
    /// One line.
    pub title: String,
    /// What is asked or said with it.
    pub note: String,
    /// What is known of the incident.
    pub incident: Incident,
    /// What was notified, step by step, oldest first.
    pub steps: Vec<Step>,
    /// What else speaks of it.
    pub references: Vec<Reference>,
}

/// A point of contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// What it is called.
    pub name: String,
    /// ISO 3166-1, two letters.
    pub country: String,
    /// Where receipts may be sent, an address of HTTPS; empty where they come back as files.
    pub receipts: String,
}

/// For whom a package is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Addressee {
    /// The key of the installation that takes it.
    pub key: Fingerprint,
    /// What the point of contact is called.
    pub name: String,
    /// Its country.
    pub country: String,
}

/// What is known of an incident. A field that nobody may read or that nobody knows is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Incident {
    /// The number by which the sending side knows it.
    pub number: String,
    /// `incident`, `near-miss` or `threat`.
    pub kind: String,
    /// The law: `nis1`, `nis2`, or a country's own.
    pub regime: String,
    /// ISO 3166-1 of the country whose law it is.
    pub country: String,
    /// Code of the sector.
    pub sector: String,
    /// Code of the cause.
    pub cause: String,
    /// Whether it may reach across borders: `yes`, `no`, `unknown`.
    pub border: String,
    /// Who notified; only where the receiving side may know it.
    pub entity: String,
    /// When the entity became aware of it.
    pub aware: Option<Timestamp>,
    /// When the first notice of it was received.
    pub received: Option<Timestamp>,
}

/// What was sent for one step, in its newest version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Which: `early-warning`, `notification`, `intermediate`, `progress`, `final`.
    pub step: String,
    /// Its version.
    pub version: i64,
    /// When it was sent.
    pub at: Timestamp,
    /// What was asked: a definition of a form.
    pub form: Value,
    /// What was answered, as far as the receiving side may read it.
    pub answers: Value,
}

/// What else speaks of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// What it is.
    pub title: String,
    /// Where it is, or its number elsewhere.
    pub at: String,
}

impl Package {
    /// As it is signed.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        // Texts, numbers and values that came out of JSON: nothing of it can fail to be written.
        serde_json::to_vec(self).unwrap_or_default()
    }
}
