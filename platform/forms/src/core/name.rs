//! Names, languages, and texts in several languages.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// The longest name, in characters.
pub const LONGEST: usize = 64;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident: $fits:ident, $what:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// `None` for what is none.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                $fits(text).then(|| Self(text.to_owned()))
            }

            /// As it is written.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;
            fn try_from(text: String) -> Result<Self, String> {
                if $fits(&text) { Ok(Self(text)) } else { Err(format!(concat!("`{}` is no ", $what), text)) }
            }
        }

        impl From<$name> for String {
            fn from(word: $name) -> Self {
                word.0
            }
        }
    )*};
}

words! {
    /// The name of a form, question, group, list: a letter or `_`, then letters, digits, `_`, `-`, `.`; all of them ASCII, so
    /// that it is a name in XLSForm, in a table's heading and in a statistics program.
    Name: is_name, "name";
    /// A language by its tag (BCP 47): `fr`, `nl-BE`.
    Language: is_language, "language tag";
}

fn is_name(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_alphabetic() || b == b'_')
        && bytes.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
        && text.len() <= LONGEST
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

/// The names between `${` and `}` in a text, with their byte offsets; `Err` is the offset of a `${` that is no such thing.
pub fn placeholders(text: &str) -> impl Iterator<Item = Result<(usize, Name), usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + text.get(from..)?.find("${")?;
        let rest = &text[at + 2..];
        let name = rest.find('}').and_then(|end| Some((end, Name::parse(rest[..end].trim())?)));
        from = at + 2 + name.as_ref().map_or(0, |(end, _)| end + 1);
        Some(name.map(|(_, name)| (at, name)).ok_or(at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_languages_are_what_they_are() {
        for good in ["a", "_x", "Q1.b-c", "sector_2"] {
            assert!(Name::parse(good).is_some(), "{good}");
        }
        for bad in ["", "1a", "a b", "é", "a/b", &"x".repeat(65)] {
            assert!(Name::parse(bad).is_none(), "{bad}");
        }
        assert!(Language::parse("fr").is_some() && Language::parse("nl-BE").is_some());
        assert!(Language::parse("French").is_none() && Language::parse("f").is_none());
        assert!(serde_json::from_str::<Name>("\"a b\"").is_err());
    }

    #[test]
    fn placeholders_are_found_and_broken_ones_told() {
        let found: Vec<_> = placeholders("Hello ${who}, ${ x } and ${y").collect();
        let name = |n: &str| Name::parse(n).unwrap();
        assert_eq!(found, [Ok((6, name("who"))), Ok((14, name("x"))), Err(25)]);
    }

    #[test]
    fn a_text_falls_back_to_another_language() {
        let [en, fr, de] = ["en", "fr", "de"].map(|tag| Language::parse(tag).unwrap());
        let mut text = Text::new(&en, "Name");
        text.put(&fr, "Nom");
        assert_eq!((text.said(&fr, &[]), text.said(&de, std::slice::from_ref(&en))), ("Nom", "Name"));
    }
}
