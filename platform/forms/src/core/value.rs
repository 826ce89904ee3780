//! Answers: typed values at their places.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::{Date, DateTime, Time};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::name::Name;

/// Repeats within repeats.
pub const DEEPEST: usize = 3;

/// What an expression or a question gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// Only `empty`: fits everywhere.
    Nothing,
    /// Yes or no.
    Truth,
    /// An exact decimal number.
    Number,
    /// Text.
    Text,
    /// A day.
    Date,
    /// A time of day.
    Time,
    /// A day with a time of day, where the form is answered.
    Moment,
    /// One choice of a list, by the list's index in the published form.
    Code(u16),
    /// Several choices of a list.
    Codes(u16),
    /// A file.
    File,
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nothing => "nothing",
            Self::Truth => "yes or no",
            Self::Number => "a number",
            Self::Text => "a text",
            Self::Date => "a date",
            Self::Time => "a time",
            Self::Moment => "a date with a time",
            Self::Code(_) => "a choice",
            Self::Codes(_) => "several choices",
            Self::File => "a file",
        })
    }
}

/// A typed value. What is empty is no value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Value {
    /// Yes or no.
    Truth(bool),
    /// A number.
    Number(Decimal),
    /// A text; never empty.
    Text(String),
    /// A day.
    Date(Date),
    /// A time of day.
    Time(Time),
    /// Both.
    Moment(DateTime),
    /// One choice, by its code.
    Code(String),
    /// Several, in the order of the list; a rank in the order of the answer.
    Codes(Vec<String>),
    /// An amount.
    Money(Money),
    /// A file that was handed in.
    File(FileRef),
}

/// An amount of money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    /// How much.
    pub amount: Decimal,
    /// ISO 4217: `EUR`.
    pub currency: String,
}

/// A file that was handed in, kept elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRef {
    /// SHA-256 of its content, in hexadecimal.
    pub hash: String,
    /// As it was called.
    pub name: String,
    /// Bytes.
    pub size: u64,
}

impl Value {
    /// The text of a text or a choice.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Code(text) => Some(text),
            _ => None,
        }
    }

    /// The number, or the amount of money.
    #[must_use]
    pub fn as_number(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Money(money) => Some(money.amount),
            _ => None,
        }
    }

    /// The codes of one or several choices.
    #[must_use]
    pub fn codes(&self) -> &[String] {
        match self {
            Self::Code(code) => std::slice::from_ref(code),
            Self::Codes(codes) => codes,
            _ => &[],
        }
    }
}

/// As a program reads it: ISO 8601, a point in numbers, codes with spaces between. Never in a reader's own convention.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truth(true) => f.write_str("yes"),
            Self::Truth(false) => f.write_str("no"),
            Self::Number(number) => number.normalize().fmt(f),
            Self::Text(text) | Self::Code(text) => f.write_str(text),
            Self::Date(date) => date.fmt(f),
            Self::Time(time) => time.fmt(f),
            Self::Moment(moment) => moment.fmt(f),
            Self::Codes(codes) => f.write_str(&codes.join(" ")),
            Self::Money(money) => write!(f, "{} {}", money.amount, money.currency),
            Self::File(file) => f.write_str(&file.name),
        }
    }
}

/// Which entry of each repeat around it, outermost first, counted from 0. Outside of repeats there is one, of depth 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    index: [u16; DEEPEST],
    depth: u8,
}

impl At {
    /// Outside of every repeat.
    pub const TOP: Self = Self { index: [0; DEEPEST], depth: 0 };

    /// How many repeats are around it.
    #[must_use]
    pub fn depth(self) -> usize {
        usize::from(self.depth)
    }

    /// Its entries.
    #[must_use]
    pub fn entries(&self) -> &[u16] {
        &self.index[..self.depth()]
    }

    /// One repeat further in. `None` where that is too deep.
    #[must_use]
    pub fn inside(mut self, entry: u16) -> Option<Self> {
        let depth = self.depth();
        *self.index.get_mut(depth)? = entry;
        self.depth += 1;
        Some(self)
    }

    /// Only the outermost `depth` repeats.
    #[must_use]
    pub fn outer(self, depth: usize) -> Self {
        let mut out = Self::TOP;
        for entry in self.entries().iter().take(depth) {
            out.index[out.depth()] = *entry;
            out.depth += 1;
        }
        out
    }
}

/// Where an answer stands: whose it is, and in which entries. Written `age`, `age#0`, `age#0.2`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Place {
    /// The question, the row of a matrix, the repeat.
    pub name: Name,
    /// In which entries.
    pub at: At,
}

impl Place {
    /// Outside of repeats.
    #[must_use]
    pub fn top(name: Name) -> Self {
        Self { name, at: At::TOP }
    }

    /// Reads what `Display` writes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (name, entries) = text.split_once('#').map_or((text, None), |(name, rest)| (name, Some(rest)));
        let mut at = At::TOP;
        for entry in entries.into_iter().flat_map(|rest| rest.split('.')) {
            at = at.inside(entry.parse().ok()?)?;
        }
        Some(Self { name: Name::parse(name)?, at })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name.as_str())?;
        for (n, entry) in self.at.entries().iter().enumerate() {
            write!(f, "{}{entry}", if n == 0 { '#' } else { '.' })?;
        }
        Ok(())
    }
}

impl TryFrom<String> for Place {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("`{text}` is no place in a form"))
    }
}

impl From<Place> for String {
    fn from(place: Place) -> Self {
        place.to_string()
    }
}

/// What somebody answered so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// By place. What is not answered is absent.
    #[serde(default)]
    pub values: BTreeMap<Place, Value>,
    /// How many entries each repeat has, where the respondent decides.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub entries: BTreeMap<Place, u16>,
}

impl Answers {
    /// Writes or, with `None`, takes away an answer.
    pub fn put(&mut self, place: Place, value: Option<Value>) {
        match value {
            Some(value) => drop(self.values.insert(place, value)),
            None => drop(self.values.remove(&place)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_back() {
        for text in ["age", "age#0", "a-b.c#3.65535.1"] {
            assert_eq!(Place::parse(text).unwrap().to_string(), text);
        }
        for bad in ["", "a#", "a#x", "a#1.2.3.4", "a#70000"] {
            assert_eq!(Place::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn answers_are_kept_as_json_without_loss() {
        let mut answers = Answers::default();
        let name = |n: &str| Name::parse(n).unwrap();
        answers.put(Place::top(name("cost")), Some(Value::Number("0.10".parse().unwrap())));
        answers.put(Place::parse("day#1").unwrap(), Some(Value::Date("2026-11-26".parse().unwrap())));
        let text = serde_json::to_string(&answers).unwrap();
        assert_eq!(text, r##"{"values":{"cost":{"number":"0.10"},"day#1":{"date":"2026-11-26"}}}"##);
        assert_eq!(serde_json::from_str::<Answers>(&text).unwrap(), answers);
    }
}
