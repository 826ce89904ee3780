//! The Traffic Light Protocol 2.0 (FIRST, August 2022): how far a recipient may carry what he received.

use serde::{Deserialize, Serialize};

/// A TLP level, from the strictest to the freest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tlp {
    /// For the eyes of individual recipients only.
    Red,
    /// Recipients' organisation only.
    AmberStrict,
    /// Recipients' organisation and its clients, on a need-to-know basis.
    Amber,
    /// Nobody has said. Keeps the distribution it came with and does not cross the community's border.
    NotStated,
    /// Limited to the community.
    Green,
    /// No limit on disclosure.
    Clear,
}

impl Tlp {
    /// All levels, strictest first.
    pub const ALL: [Self; 6] = [Self::Red, Self::AmberStrict, Self::Amber, Self::NotStated, Self::Green, Self::Clear];

    /// The short code used in URLs, forms and the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::AmberStrict => "amber+strict",
            Self::Amber => "amber",
            Self::NotStated => "not-stated",
            Self::Green => "green",
            Self::Clear => "clear",
        }
    }

    /// The label as FIRST writes it, `TLP:AMBER+STRICT`; `None` when nobody has said.
    pub const fn written(self) -> Option<&'static str> {
        match self {
            Self::Red => Some("TLP:RED"),
            Self::AmberStrict => Some("TLP:AMBER+STRICT"),
            Self::Amber => Some("TLP:AMBER"),
            Self::NotStated => None,
            Self::Green => Some("TLP:GREEN"),
            Self::Clear => Some("TLP:CLEAR"),
        }
    }

    /// Reads a code, a label or a tag: `amber`, `TLP:AMBER`, `tlp:white` (TLP 1.0 for CLEAR). `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let lower = text.trim().to_ascii_lowercase();
        match lower.strip_prefix("tlp:").unwrap_or(&lower) {
            "red" => Some(Self::Red),
            "amber+strict" | "amber-strict" => Some(Self::AmberStrict),
            "amber" => Some(Self::Amber),
            "not-stated" => Some(Self::NotStated),
            "green" => Some(Self::Green),
            "clear" | "white" => Some(Self::Clear),
            _ => None,
        }
    }

    /// Whether something at this level may leave the community at all (sync, feeds, publication).
    /// AMBER leaves only where its source allows, which a caller has to know; here it does not.
    pub const fn may_cross_the_border(self) -> bool {
        matches!(self, Self::Green | Self::Clear)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_level_is_read_back_from_its_code_and_its_label() {
        for level in Tlp::ALL {
            assert_eq!(Tlp::parse(level.code()), Some(level));
            if let Some(label) = level.written() {
                assert_eq!(Tlp::parse(label), Some(level));
            }
        }
        assert_eq!(Tlp::parse("tlp:white"), Some(Tlp::Clear));
        assert_eq!(Tlp::parse("tlp:ex:chr"), None);
    }
}
