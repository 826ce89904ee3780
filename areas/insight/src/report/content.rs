//! What sections hold: words in each language, a figure, chosen records, recommendations.

use std::collections::BTreeMap;

use belfry_contracts::figures::{Level, Shape, Table};
use belfry_kernel::OrganisationId;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Words in each language in which a report is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Both {
    /// English.
    #[serde(default)]
    pub en: String,
    /// French.
    #[serde(default)]
    pub fr: String,
}

impl Both {
    /// The words of a language, or those of the other one.
    #[must_use]
    pub fn said(&self, language: &str) -> &str {
        match (language, self.en.is_empty(), self.fr.is_empty()) {
            ("fr", _, false) | (_, true, _) => &self.fr,
            _ => &self.en,
        }
    }

    /// Whether nothing was written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.en.is_empty() && self.fr.is_empty()
    }
}

/// What a section is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// A figure, with words about it.
    Figure,
    /// What was found: a sentence to keep, and why.
    Finding,
    /// Records that were chosen: practices, surveys, events.
    Chosen,
    /// Recommendations, each with an owner and a day.
    Recommendations,
}

// words: insight-kind-{text,figure,finding,chosen,recommendations} insight-kind-hint-{text,figure,finding,chosen,recommendations}

impl Kind {
    /// All, in the order in which they are offered.
    pub const ALL: &'static [Self] = &[Self::Text, Self::Figure, Self::Finding, Self::Chosen, Self::Recommendations];

    /// The word in the database and in message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Figure => "figure",
            Self::Finding => "finding",
            Self::Chosen => "chosen",
            Self::Recommendations => "recommendations",
        }
    }

    /// Reads a code; `None` for anything else.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }
}

/// What was written in a section.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Its heading.
    pub title: Both,
    /// Its words: Markdown.
    pub text: Both,
    /// Its figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<Figure>,
    /// Records that were chosen, by what their addresses end with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chosen: Vec<Uuid>,
    /// What is recommended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recommendations: Vec<Recommendation>,
}

/// Which figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The indicator.
    pub indicator: String,
    /// Grouped by what.
    pub by: String,
    /// The record that it is of; empty for none.
    #[serde(default)]
    pub of: String,
    /// The part of that record.
    #[serde(default)]
    pub part: String,
    /// How it is drawn.
    pub shape: Shape,
    /// Of whom.
    #[serde(default)]
    pub level: Level,
    /// A country that stands beside it; empty for none.
    #[serde(default)]
    pub beside: String,
}

/// Something that somebody should do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    /// What.
    pub what: Both,
    /// Who.
    pub owner: OrganisationId,
    /// By when.
    pub due: Date,
}

/// What was computed for a section, and stays with it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// When.
    pub computed: Timestamp,
    /// By language: the figure, and that of the country beside it; none where the area answered nothing.
    #[serde(default)]
    pub tables: BTreeMap<String, Vec<Option<Table>>>,
    /// Records that were chosen, as all readers may see them: title and address.
    #[serde(default)]
    pub chosen: Vec<(String, String)>,
    /// What was put on agendas, in the order of the recommendations.
    #[serde(default)]
    pub obligations: Vec<i64>,
}

impl Kept {
    /// The tables of a language, or of the first that there is.
    #[must_use]
    pub fn tables(&self, language: &str) -> &[Option<Table>] {
        self.tables.get(language).or_else(|| self.tables.values().next()).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::Both;

    #[test]
    fn what_is_written_in_one_language_is_read_in_both() {
        let both = |en: &str, fr: &str| Both { en: en.into(), fr: fr.into() };
        let said =
            |words: Both| [words.said("en").to_owned(), words.said("fr").to_owned(), words.said("de").to_owned()];
        assert_eq!(said(both("a", "b")), ["a", "b", "a"]);
        assert_eq!(said(both("a", "")), ["a", "a", "a"]);
        assert_eq!(said(both("", "b")), ["b", "b", "b"]);
        assert!(both("", "").is_empty());
    }
}
