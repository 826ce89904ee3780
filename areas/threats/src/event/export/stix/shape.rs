//! Small shapes of STIX objects, and the instants and names in them.

use belfry_kernel::Tlp;
use belfry_stix::StixId;
use belfry_stix::emit::{Body, Identity};
use belfry_stix::tlp::Level;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;
use uuid::Uuid;

use crate::event::export::walk::Head;

/// A time span in which something was seen (section 4.15).
#[derive(Debug, Serialize)]
pub(super) struct Observed {
    #[serde(serialize_with = "written")]
    pub(super) first_observed: Timestamp,
    #[serde(serialize_with = "written")]
    pub(super) last_observed: Timestamp,
    pub(super) number_observed: u32,
    pub(super) object_refs: Vec<StixId>,
}

impl Body for Observed {
    fn kind(&self) -> &str {
        "observed-data"
    }
}

fn written<S: serde::Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&belfry_stix::emit::timestamp(*at))
}

/// The kinds of what an event holds, without text of their own.
pub(super) fn kind_of(id: &StixId) -> &'static str {
    const KINDS: [&str; 7] =
        ["indicator", "observed-data", "note", "vulnerability", "grouping", "relationship", "sighting"];
    KINDS.into_iter().find(|kind| *kind == id.kind()).unwrap_or("report")
}

pub(super) fn ids(refs: &[(&'static str, Uuid)]) -> Vec<StixId> {
    refs.iter().map(|(kind, uuid)| StixId::new(kind, *uuid)).collect()
}

pub(super) fn named(name: &str, class: &str) -> Identity {
    Identity {
        name: name.to_owned(),
        description: None,
        identity_class: Some(class.to_owned()),
        sectors: Vec::new(),
        contact_information: None,
    }
}

/// The day of the event, or its last change when that was earlier.
pub(super) fn since(head: &Head) -> Timestamp {
    let changed = Timestamp::from_second(head.event.timestamp).unwrap_or_default();
    let day = head.event.date.as_deref().and_then(|date| date.parse::<Date>().ok());
    let day = day.and_then(|day| day.to_zoned(TimeZone::UTC).ok()).map(|day| day.timestamp());
    day.map_or(changed, |day| day.min(changed))
}

/// TLP's level among STIX's markings; nobody has marked what is not stated.
pub(super) fn level(tlp: Tlp) -> Option<Level> {
    Some(match tlp {
        Tlp::Red => Level::Red,
        Tlp::AmberStrict => Level::AmberStrict,
        Tlp::Amber => Level::Amber,
        Tlp::Green => Level::Green,
        Tlp::Clear => Level::Clear,
        Tlp::NotStated => return None,
    })
}

/// An instant as MISP writes it: RFC 3339, or microseconds.
pub(super) fn instant(text: &str) -> Option<Timestamp> {
    let micros = || text.parse::<i64>().ok().and_then(|micros| Timestamp::from_microsecond(micros).ok());
    text.parse().ok().or_else(micros)
}

/// A verb as STIX writes it: a-z, 0-9 and hyphens.
pub(super) fn verb(text: &str) -> String {
    let plain: String = text
        .trim()
        .to_ascii_lowercase()
        .chars()
        .map(|c| if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { '-' })
        .collect();
    let plain = plain.trim_matches('-');
    if plain.is_empty() { "related-to".to_owned() } else { plain.to_owned() }
}

pub(super) fn told(error: std::io::Error) -> String {
    error.to_string()
}
