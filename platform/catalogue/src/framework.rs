//! A framework with its items.

use std::collections::HashSet;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::text::{Language, Text};

/// Items of one framework.
pub const MOST: usize = 20_000;
/// Characters of a code.
const CODE: usize = 64;

/// A framework.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Framework {
    /// Its identity, fit for an address: `nis2-article-21`.
    pub name: String,
    /// Its version; what is published under it never changes.
    pub version: String,
    /// What people call it.
    pub title: Text,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub about: Text,
    /// Who made it.
    #[serde(default)]
    pub provider: String,
    /// Under which terms it may be used.
    pub licence: String,
    /// Where it is from: an act, a document, an address.
    #[serde(default)]
    pub source: String,
    /// The language it is written in first.
    pub language: Language,
    /// The steps on which its items are measured, lowest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scale: Vec<Step>,
    /// Its items, parents before children.
    pub items: Vec<Item>,
}

/// One requirement, competence, control, section.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Unique in its framework: `21.2.a`.
    pub code: String,
    /// The code of what it is part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Its heading; without one its code stands for it.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub title: Text,
    /// What it says.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub text: Text,
    /// Whether it is measured, or only holds others together.
    #[serde(default)]
    pub assessable: bool,
    /// To which groups it belongs: `basic`, `important`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// Questions that help to measure it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Asked>,
}

/// A question that helps to measure an item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// What is asked.
    pub text: Text,
    /// What can be answered; empty for a free text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Text>,
    /// Whether several can be.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub several: bool,
}

/// A step on a scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What it counts.
    pub score: Decimal,
    /// What it is called.
    pub title: Text,
    /// What it means.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub text: Text,
}

/// Why something is no framework.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// No name for an address.
    #[error("`{0}` is no name: small letters, digits, `-`, `_` and `.`, at most 100")]
    Name(String),
    /// No version, or a long one.
    #[error("a version is needed, of at most 40 characters")]
    Version,
    /// Nothing says what it is called.
    #[error("a title is needed in {0}")]
    Title(Language),
    /// Nothing says how it may be used.
    #[error("a licence is needed")]
    Licence,
    /// No items, or too many.
    #[error("a framework has from 1 to {MOST} items, this one {0}")]
    Items(usize),
    /// A code that is empty, long, or has white space.
    #[error("`{0}` is no code: it is empty, too long, or has white space")]
    Code(String),
    /// A code that stands there twice.
    #[error("the code `{0}` stands there twice")]
    Twice(String),
    /// A parent that does not come before.
    #[error("`{0}` is part of `{1}`, which does not come before it")]
    Parent(String, String),
}

impl Framework {
    /// Checks what every framework must fulfil.
    ///
    /// # Errors
    /// The first thing that it does not.
    pub fn check(&self) -> Result<(), Unfit> {
        let fit = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_' | b'.');
        if self.name.is_empty() || self.name.len() > 100 || !self.name.bytes().all(fit) {
            return Err(Unfit::Name(self.name.clone()));
        }
        if self.version.trim().is_empty() || self.version.len() > 40 {
            return Err(Unfit::Version);
        }
        if self.title.get(&self.language).is_none() {
            return Err(Unfit::Title(self.language.clone()));
        }
        if self.licence.trim().is_empty() {
            return Err(Unfit::Licence);
        }
        if self.items.is_empty() || self.items.len() > MOST {
            return Err(Unfit::Items(self.items.len()));
        }
        let mut seen: HashSet<&str> = HashSet::with_capacity(self.items.len());
        for item in &self.items {
            let code = item.code.as_str();
            if code.is_empty() || code.len() > CODE || code.contains(char::is_whitespace) {
                return Err(Unfit::Code(code.to_owned()));
            }
            if let Some(parent) = item.parent.as_deref().filter(|parent| !seen.contains(parent)) {
                return Err(Unfit::Parent(code.to_owned(), parent.to_owned()));
            }
            if !seen.insert(code) {
                return Err(Unfit::Twice(code.to_owned()));
            }
        }
        Ok(())
    }

    /// What it is by its content: SHA-256 of its JSON, in hexadecimal.
    #[must_use]
    pub fn hash(&self) -> String {
        hash(self)
    }

    /// An item by its code.
    #[must_use]
    pub fn item(&self, code: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.code == code)
    }

    /// What is under an item, however deep, in order; without one everything.
    pub fn under<'a>(&'a self, code: Option<&str>) -> Vec<&'a Item> {
        let Some(code) = code else { return self.items.iter().collect() };
        let mut inside: HashSet<&str> = HashSet::new();
        let mut all = Vec::new();
        for item in &self.items {
            if item.parent.as_deref().is_some_and(|parent| parent == code || inside.contains(parent)) {
                inside.insert(&item.code);
                all.push(item);
            }
        }
        all
    }

    /// Every language that something is said in: its own first.
    #[must_use]
    pub fn languages(&self) -> Vec<Language> {
        let texts = self.items.iter().flat_map(|item| [&item.title, &item.text]);
        let mut all = vec![self.language.clone()];
        for (language, _) in texts.chain([&self.title, &self.about]).flat_map(Text::iter) {
            if !all.contains(language) {
                all.push(language.clone());
            }
        }
        all
    }
}

pub(crate) fn hash(content: &impl Serialize) -> String {
    let bytes = serde_json::to_vec(content).unwrap_or_default();
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
