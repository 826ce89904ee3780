//! Languages, and texts in several of them.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A language by its tag (BCP 47): `fr`, `nl-BE`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language(String);

impl Language {
    /// `None` for what is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        is_language(text).then(|| Self(text.to_owned()))
    }

    /// As it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Language {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        if is_language(&text) { Ok(Self(text)) } else { Err(format!("`{text}` is no language tag")) }
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.0
    }
}

fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let main = parts.next().is_some_and(|p| (2..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_lowercase()));
    main && parts.all(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
        && text.len() <= 20
}

/// One text in several languages. What is empty in a language is absent there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(BTreeMap<Language, String>);

impl Text {
    /// In one language.
    #[must_use]
    pub fn new(language: &Language, text: impl Into<String>) -> Self {
        let mut all = Self::default();
        all.put(language, text);
        all
    }

    /// Says it in a language; an empty text takes it away.
    pub fn put(&mut self, language: &Language, text: impl Into<String>) {
        let text = text.into();
        if text.trim().is_empty() {
            self.0.remove(language);
        } else {
            self.0.insert(language.clone(), text);
        }
    }

    /// In exactly this language.
    #[must_use]
    pub fn get(&self, language: &Language) -> Option<&str> {
        self.0.get(language).map(String::as_str)
    }

    /// In this language; else in the first of `others` that has it; else in any; else nothing.
    #[must_use]
    pub fn said<'a>(&'a self, language: &Language, others: &[Language]) -> &'a str {
        let found = self.get(language).or_else(|| others.iter().find_map(|other| self.get(other)));
        found.or_else(|| self.0.values().next().map(String::as_str)).unwrap_or_default()
    }

    /// Whether nothing is said in any language.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every language with its text.
    pub fn iter(&self) -> impl Iterator<Item = (&Language, &str)> {
        self.0.iter().map(|(language, text)| (language, text.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_tags() {
        assert!(Language::parse("fr").is_some() && Language::parse("nl-BE").is_some());
        assert!(Language::parse("French").is_none() && Language::parse("f").is_none());
    }

    #[test]
    fn a_text_falls_back_to_another_language() {
        let [en, fr, de] = ["en", "fr", "de"].map(|tag| Language::parse(tag).unwrap());
        let mut text = Text::new(&en, "Name");
        text.put(&fr, "Nom");
        assert_eq!((text.said(&fr, &[]), text.said(&de, std::slice::from_ref(&en))), ("Nom", "Name"));
    }
}
