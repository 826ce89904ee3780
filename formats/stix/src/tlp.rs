//! Traffic Light Protocol markings: those of TLP 1 that STIX 2.1 has built in (section 7.2.1.4) and those of TLP 2.0, which OASIS
//! publishes among its common objects with the extension definition named here. One level, one id.

use crate::object::StixId;
use serde_json::{Value, json};
use std::str::FromStr;

/// The extension definition of TLP 2.0 markings.
pub const EXTENSION: &str = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d";

/// A TLP 2.0 level. TLP:WHITE of version 1 is CLEAR.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// TLP:CLEAR
    Clear,
    /// TLP:GREEN
    Green,
    /// TLP:AMBER
    Amber,
    /// TLP:AMBER+STRICT
    AmberStrict,
    /// TLP:RED
    Red,
}

/// Which version a marking belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Version {
    /// TLP 1, `definition_type: tlp`
    One,
    /// TLP 2.0, by extension
    Two,
}

/// Level, version, UUID of the marking definition, name within the definition.
const MARKINGS: [(Level, Version, &str, &str); 9] = [
    (Level::Clear, Version::Two, "94868c89-83c2-464b-929b-a1a8aa3c8487", "clear"),
    (Level::Green, Version::Two, "bab4a63c-aed9-4cf5-a766-dfca5abac2bb", "green"),
    (Level::Amber, Version::Two, "55d920b0-5e8b-4f79-9ee9-91f868d9b421", "amber"),
    (Level::AmberStrict, Version::Two, "939a9414-2ddd-4d32-a0cd-375ea402b003", "amber+strict"),
    (Level::Red, Version::Two, "e828b379-4e03-4974-9ac4-e53a884c97c1", "red"),
    (Level::Clear, Version::One, "613f2e26-407d-48c7-9eca-b8e91df99dc9", "white"),
    (Level::Green, Version::One, "34098fce-860f-48ae-8e50-ebd3cc5e41da", "green"),
    (Level::Amber, Version::One, "f88d31f6-486f-44da-b317-01333bde0b82", "amber"),
    (Level::Red, Version::One, "5e57c739-391a-4eb3-b6be-7d15ca92d5ed", "red"),
];

impl Level {
    /// Which level a reference in `object_marking_refs` stands for, if it is one of the nine.
    #[must_use]
    pub fn of(reference: &str) -> Option<(Self, Version)> {
        let uuid = reference.strip_prefix("marking-definition--")?;
        let row = MARKINGS.iter().find(|(_, _, id, _)| uuid.eq_ignore_ascii_case(id))?;
        Some((row.0, row.1))
    }

    /// The strictest level among references; none where none of them is TLP. Several levels on one object contradict the protocol: the
    /// strictest is the safe reading.
    #[must_use]
    pub fn strictest<'a>(references: impl IntoIterator<Item = &'a StixId>) -> Option<Self> {
        let levels = references.into_iter().filter_map(|id| Self::of(id.as_str()));
        levels.map(|(level, _)| level).max()
    }

    /// The level that a marking definition declares in its own words, whatever its id: TLP 1 by `definition.tlp`, TLP 2.0 by the extension.
    #[must_use]
    pub fn declared(marking: &Value) -> Option<Self> {
        let one = marking.pointer("/definition/tlp");
        let two = marking.get("extensions").and_then(|e| e.get(EXTENSION)).and_then(|e| e.get("tlp_2_0"));
        two.or(one)?.as_str()?.parse().ok()
    }

    /// The id of this level's TLP 2.0 marking definition.
    #[must_use]
    pub fn marking_id(self) -> StixId {
        StixId::new("marking-definition", self.row(Version::Two).map_or_else(Default::default, uuid_of))
    }

    /// The id of this level's TLP 1 marking definition; AMBER+STRICT has none.
    #[must_use]
    pub fn marking_id_v1(self) -> Option<StixId> {
        self.row(Version::One).map(|row| StixId::new("marking-definition", uuid_of(row)))
    }

    /// The TLP 2.0 marking definition itself, to be put into a bundle that refers to it.
    #[must_use]
    pub fn marking(self) -> Value {
        let name = self.row(Version::Two).map_or("", |row| row.3);
        json!({
            "type": "marking-definition",
            "spec_version": "2.1",
            "id": self.marking_id(),
            "created": "2022-10-01T00:00:00.000Z",
            "name": self.name(),
            "extensions": { EXTENSION: { "extension_type": "property-extension", "tlp_2_0": name } },
        })
    }

    /// `TLP:AMBER+STRICT`
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Clear => "TLP:CLEAR",
            Self::Green => "TLP:GREEN",
            Self::Amber => "TLP:AMBER",
            Self::AmberStrict => "TLP:AMBER+STRICT",
            Self::Red => "TLP:RED",
        }
    }

    fn row(self, version: Version) -> Option<&'static (Level, Version, &'static str, &'static str)> {
        MARKINGS.iter().find(|row| row.0 == self && row.1 == version)
    }
}

fn uuid_of(row: &(Level, Version, &str, &str)) -> uuid::Uuid {
    uuid::Uuid::try_parse(row.2).unwrap_or_default()
}

/// The text is no level of TLP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a TLP level")]
pub struct NotALevel;

impl FromStr for Level {
    type Err = NotALevel;

    /// With or without `TLP:`, in any case; WHITE is CLEAR.
    fn from_str(text: &str) -> Result<Self, NotALevel> {
        let lower = text.trim().to_ascii_lowercase();
        match lower.strip_prefix("tlp:").unwrap_or(&lower) {
            "clear" | "white" => Ok(Self::Clear),
            "green" => Ok(Self::Green),
            "amber" => Ok(Self::Amber),
            "amber+strict" => Ok(Self::AmberStrict),
            "red" => Ok(Self::Red),
            _ => Err(NotALevel),
        }
    }
}
