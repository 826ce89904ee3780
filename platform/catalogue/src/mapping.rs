//! What an item of one framework corresponds to in another.

use serde::{Deserialize, Serialize};

/// A mapping between two versions of frameworks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// From: name and version.
    pub from: (String, String),
    /// To: name and version.
    pub to: (String, String),
    /// Its own version.
    pub version: String,
    /// Who says so, and under which terms.
    pub source: String,
    /// The pairs.
    pub pairs: Vec<Pair>,
}

/// Two items that correspond.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// The code there.
    pub from: String,
    /// The code here.
    pub to: String,
    /// How.
    pub relation: Relation,
}

/// How two items correspond; the words are those of set theory, as in NIST's mappings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// They ask for the same.
    Equal,
    /// The first asks for a part of the second.
    Subset,
    /// The first asks for all of the second, and more.
    Superset,
    /// They overlap.
    Intersect,
    /// They have nothing in common.
    NotRelated,
}

impl Relation {
    /// As it is kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Subset => "subset",
            Self::Superset => "superset",
            Self::Intersect => "intersect",
            Self::NotRelated => "not_related",
        }
    }

    /// Reads [`code`](Self::code).
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let all = [Self::Equal, Self::Subset, Self::Superset, Self::Intersect, Self::NotRelated];
        all.into_iter().find(|relation| relation.code() == code)
    }
}

impl Mapping {
    /// What it is by its content.
    #[must_use]
    pub fn hash(&self) -> String {
        crate::framework::hash(self)
    }
}
