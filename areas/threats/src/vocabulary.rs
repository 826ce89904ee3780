//! Vocabularies: what tags mean (taxonomies, galaxies), which values are seldom an indicator (warninglists), what objects are
//! made of (templates).
//!
//! They are public: nothing in them follows from what somebody shared, so they are read without labels. A small set of our own
//! is built in (`builtin.rs`); others are loaded from MISP's directories (`load.rs`), by the command line.
//!
//! | file | holds |
//! |---|---|
//! | `store.rs` | all SQL but that of loading and of matching |
//! | `load.rs` | one file in: staged in small batches, then one flip |
//! | `read.rs` | from the records of the format to terms |
//! | `mark.rs` | the keys by which entries of warninglists and values meet; pure |
//! | `expression.rs` | the regular expressions of warninglists, bounded |
//! | `warn.rs` | which warninglists speak against values |
//! | `pattern.rs` | templates as the form of a new object takes them |
//! | `said.rs` | what is built in, in the reader's language |
//! | `list.rs`, `show.rs`, `switch.rs` | the pages |

pub mod builtin;
mod expression;
pub mod list;
pub mod load;
mod mark;
pub mod pattern;
mod read;
pub mod said;
pub mod show;
pub mod store;
pub mod switch;
pub mod warn;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use read::Whole;
pub use warn::{Warning, warnings};

/// What a vocabulary is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A namespace of tags.
    Taxonomy,
    /// Actors, tools, techniques, each with its tag.
    Galaxy,
    /// Values that are seldom an indicator.
    Warninglist,
    /// What an object is made of.
    Template,
}

impl Kind {
    /// In the order of the tabs.
    pub const ALL: [Self; 4] = [Self::Taxonomy, Self::Galaxy, Self::Warninglist, Self::Template];

    /// As it stands in the database and in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Taxonomy => "taxonomy",
            Self::Galaxy => "galaxy",
            Self::Warninglist => "warninglist",
            Self::Template => "template",
        }
    }

    /// Reads [`code`](Self::code).
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// One vocabulary.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    /// Inside; another one after each load.
    pub id: i64,
    /// What it is.
    pub kind: Kind,
    /// Its identity within its kind, fit for an address.
    pub name: String,
    /// As people call it.
    pub title: String,
    /// What it is for.
    pub description: String,
    /// Greater is newer.
    pub version: i64,
    /// Whether a warninglist speaks.
    pub enabled: bool,
    /// How many terms it has.
    pub terms: i64,
    /// What only its kind has.
    pub detail: Detail,
}

/// What only some kinds of vocabularies have.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Detail {
    /// Warninglists: how entries are compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matching: Option<Matching>,
    /// Warninglists: `false_positive` for harmless values, `known` for those that merely say what they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Warninglists: the types of attributes that it is for; empty for all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<String>,
    /// Warninglists: lengths of its networks, as leading bits of 128.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lengths: Vec<u8>,
    /// Warninglists: entries that have no key and are compared one by one, with their places: expressions, and parts that are
    /// too short; at most [`DIRECT`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub direct: Vec<(i64, String)>,
    /// Warninglists: entries that no value can meet here.
    #[serde(skip_serializing_if = "is_zero")]
    pub unused: usize,
    /// Templates and galaxies: identity everywhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uuid: Option<Uuid>,
    /// Templates: family.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta_category: Option<String>,
    /// Templates: roles that must be filled.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub required: Vec<String>,
    /// Templates: roles of which one must be filled.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub one_of: Vec<String>,
    /// Galaxies: where it is from, and who wrote it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// Taxonomies: whether a record bears at most one of its tags.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub exclusive: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(n: &usize) -> bool {
    *n == 0
}

/// Entries of one warninglist that are compared one by one.
pub const DIRECT: usize = 200;

/// How the entries of a warninglist are compared with values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Matching {
    /// Equal text, whatever the case.
    Text,
    /// The entry stands somewhere in the value.
    Substring,
    /// The value is this host or one below it.
    Hostname,
    /// The value lies in this network.
    Cidr,
    /// The value fits this regular expression.
    Regex,
}

/// One term of a vocabulary.
#[derive(Clone, Debug, Default)]
pub struct Term {
    /// Its place, from 0.
    pub seq: i64,
    /// The predicate and value, the cluster, the listed value, the role.
    pub name: String,
    /// The tag that stands for it.
    pub tag: Option<String>,
    /// As people call it, where that differs.
    pub title: String,
    /// What it means.
    pub description: String,
    /// What only some have.
    pub more: More,
}

/// What only some terms have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct More {
    /// Colour of a tag, `#rrggbb`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub colour: Option<String>,
    /// Identity of a cluster everywhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uuid: Option<Uuid>,
    /// Other names of a cluster.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub synonyms: Vec<String>,
    /// The type of a role's attribute.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Whether a role may be filled more than once.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub multiple: bool,
    /// Usual or only values of a role.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
}

impl More {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A name fit for an address: letters, digits, dots, strokes and underscores stay; runs of anything else become one stroke.
pub fn slug(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.trim().chars() {
        if c.is_ascii_alphanumeric() || matches!(c, '.' | '_') {
            out.push(c);
        } else if c == '-' || !out.ends_with('-') {
            out.push('-');
        }
    }
    let out = out.trim_matches(['-', '.']);
    let end = out.char_indices().nth(200).map_or(out.len(), |(at, _)| at);
    out[..end].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_into_addresses() {
        assert_eq!(slug("List of RFC 1918 CIDR blocks"), "List-of-RFC-1918-CIDR-blocks");
        assert_eq!(slug("Top 1,000,000 most-used sites (Tranco)"), "Top-1-000-000-most-used-sites-Tranco");
        assert_eq!(slug("../x"), "x");
        assert_eq!(slug("misp-galaxy"), "misp-galaxy");
    }
}
