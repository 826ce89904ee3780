//! Answers read straight from the text in which they are kept, value by value: of what is not wanted nothing is built, and of a million
//! answers nothing stays.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

/// A text that is only copied where it has to be.
#[derive(Debug, Deserialize)]
pub struct Str<'a>(#[serde(borrow)] pub Cow<'a, str>);

/// An amount of money.
#[derive(Debug, Deserialize)]
pub struct Amount<'a> {
    /// How much.
    pub amount: Decimal,
    /// ISO 4217.
    #[serde(borrow)]
    pub currency: Str<'a>,
}

/// A file, by its name.
#[derive(Debug, Deserialize)]
pub struct Named<'a> {
    /// As it was called.
    #[serde(borrow)]
    pub name: Str<'a>,
}

/// A value as it is kept; see `belfry_forms::core::Value`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "each is a kind of value")]
pub enum Said<'a> {
    Truth(bool),
    Number(Decimal),
    #[serde(borrow)]
    Text(Str<'a>),
    #[serde(borrow)]
    Code(Str<'a>),
    #[serde(borrow)]
    Codes(Vec<Str<'a>>),
    #[serde(borrow)]
    Money(Amount<'a>),
    /// A day, a time or both, as ISO 8601 writes them.
    #[serde(borrow, alias = "time", alias = "moment")]
    Date(Str<'a>),
    #[serde(borrow)]
    File(Named<'a>),
}

/// Gives the values that stand at wanted places, with what each place is wanted as.
///
/// # Errors
/// When the text is no set of answers.
pub fn each(text: &str, wanted: &HashMap<String, usize>, put: impl FnMut(usize, Said<'_>)) -> serde_json::Result<()> {
    serde_json::Deserializer::from_str(text).deserialize_map(Whole { wanted, put })
}

/// A whole set of answers.
struct Whole<'w, F> {
    wanted: &'w HashMap<String, usize>,
    put: F,
}

impl<'de, F: FnMut(usize, Said<'_>)> Visitor<'de> for Whole<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("answers")
    }

    fn visit_map<M: MapAccess<'de>>(mut self, mut map: M) -> Result<(), M::Error> {
        while let Some(Str(key)) = map.next_key::<Str<'de>>()? {
            if key == "values" {
                map.next_value_seed(Values { wanted: self.wanted, put: &mut self.put })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

struct Values<'w, F> {
    wanted: &'w HashMap<String, usize>,
    put: &'w mut F,
}

impl<'de, F: FnMut(usize, Said<'_>)> DeserializeSeed<'de> for Values<'_, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, F: FnMut(usize, Said<'_>)> Visitor<'de> for Values<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("answers by their questions")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        while let Some(Str(key)) = map.next_key::<Str<'de>>()? {
            match self.wanted.get(key.as_ref()) {
                Some(at) => (self.put)(*at, map.next_value::<Said<'de>>()?),
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}
