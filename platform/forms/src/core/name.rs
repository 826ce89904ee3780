//! Names; and the languages and texts of the catalogue, which forms share.

use std::fmt;

pub use belfry_catalogue::text::{Language, Text};
use serde::{Deserialize, Serialize};

/// The longest name, in characters.
pub const LONGEST: usize = 64;

/// The name of a form, question, group, list: a letter or `_`, then letters, digits, `_`, `-`, `.`; all of them ASCII, so
/// that it is a name in XLSForm, in a table's heading and in a statistics program.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Name(String);

impl Name {
    /// `None` for what is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        is_name(text).then(|| Self(text.to_owned()))
    }

    /// As it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Name {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        if is_name(&text) { Ok(Self(text)) } else { Err(format!("`{text}` is no name")) }
    }
}

impl From<Name> for String {
    fn from(name: Name) -> Self {
        name.0
    }
}

fn is_name(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_alphabetic() || b == b'_')
        && bytes.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
        && text.len() <= LONGEST
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
    fn names_are_what_they_are() {
        for good in ["a", "_x", "Q1.b-c", "sector_2"] {
            assert!(Name::parse(good).is_some(), "{good}");
        }
        for bad in ["", "1a", "a b", "é", "a/b", &"x".repeat(65)] {
            assert!(Name::parse(bad).is_none(), "{bad}");
        }
        assert!(serde_json::from_str::<Name>("\"a b\"").is_err());
    }

    #[test]
    fn placeholders_are_found_and_broken_ones_told() {
        let found: Vec<_> = placeholders("Hello ${who}, ${ x } and ${y").collect();
        let name = |n: &str| Name::parse(n).unwrap();
        assert_eq!(found, [Ok((6, name("who"))), Ok((14, name("x"))), Err(25)]);
    }
}
