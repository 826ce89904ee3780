//! MISP's way with scalars, and the records made of them.
//!
//! Reading is generous: a number may be text, a truth may be `1`, `"1"` or `true`, an absent list may be
//! `[]`, `null` or nothing. Writing is strict and MISP's own: numbers as text, truths as truths.
//! The `record!` macro turns a list of fields into a type that reads and writes itself this way.

mod lists;
mod notes;
mod record;
mod value;

use std::{fmt, marker::PhantomData};

use serde::{
    Serialize,
    de::{self, DeserializeSeed, Deserializer, Visitor},
    ser::Serializer,
};

pub use self::value::Extra;
pub(crate) use self::{
    notes::Notes,
    record::{Key, KeySeed, Record, read_record, record},
    value::extra_field,
};
use crate::{
    error::{Expected, Reason},
    limits,
};

/// A type that stands as the value of a field.
pub(crate) trait Dialect: Sized {
    /// Reads a value; `None` is null or MISP's way of saying nothing.
    fn read<'de, D: Deserializer<'de>>(d: D, at: &Notes) -> Result<Option<Self>, D::Error>;
    /// The value of an absent field; `None` where the field is required.
    fn absent() -> Option<Self> {
        None
    }
    /// Whether the field is left out when written.
    fn skip(&self) -> bool {
        false
    }
    /// Writes the value.
    fn write<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error>;
}

/// Reads a `Dialect` where serde asks for a seed.
pub(crate) struct Seed<'a, T>(pub(crate) &'a Notes, PhantomData<T>);

impl<'a, T> Seed<'a, T> {
    pub(crate) fn new(at: &'a Notes) -> Self {
        Self(at, PhantomData)
    }
}

impl<'de, T: Dialect> DeserializeSeed<'de> for Seed<'_, T> {
    type Value = Option<T>;
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Option<T>, D::Error> {
        T::read(d, self.0)
    }
}

/// Writes a `Dialect` where serde asks for `Serialize`.
pub(crate) struct Out<'a, T>(pub(crate) &'a T);

impl<T: Dialect> Serialize for Out<'_, T> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.0.write(s)
    }
}

/// A JSON scalar before it is taken for something.
pub(crate) enum Scalar<'a> {
    Null,
    Truth(bool),
    Whole(i64),
    Large(u64),
    Float(f64),
    Text(&'a str),
}

/// What a scalar became.
pub(crate) enum Took<T> {
    Value(T),
    Nothing,
    Wrong,
}

/// A type made from one scalar.
pub(crate) trait Word: Sized {
    const EXPECTED: Expected;
    const LIMIT: usize = limits::TEXT;
    fn take(scalar: Scalar<'_>) -> Took<Self>;
    fn put<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error>;
}

struct WordVisitor<'a, T>(&'a Notes, PhantomData<T>);

impl<T: Word> WordVisitor<'_, T> {
    fn taken<E: de::Error>(&self, scalar: Scalar<'_>) -> Result<Option<T>, E> {
        match T::take(scalar) {
            Took::Value(value) => Ok(Some(value)),
            Took::Nothing => Ok(None),
            Took::Wrong => Err(self.0.refuse(self.0.wrong_kind())),
        }
    }
}

impl<'de, T: Word> Visitor<'de> for WordVisitor<'_, T> {
    type Value = Option<T>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", T::EXPECTED)
    }
    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        self.taken(Scalar::Null)
    }
    fn visit_bool<E: de::Error>(self, v: bool) -> Result<Self::Value, E> {
        self.taken(Scalar::Truth(v))
    }
    fn visit_i64<E: de::Error>(self, v: i64) -> Result<Self::Value, E> {
        self.taken(Scalar::Whole(v))
    }
    fn visit_u64<E: de::Error>(self, v: u64) -> Result<Self::Value, E> {
        self.taken(match i64::try_from(v) {
            Ok(v) => Scalar::Whole(v),
            Err(_) => Scalar::Large(v),
        })
    }
    fn visit_f64<E: de::Error>(self, v: f64) -> Result<Self::Value, E> {
        self.taken(Scalar::Float(v))
    }
    fn visit_str<E: de::Error>(self, v: &str) -> Result<Self::Value, E> {
        if v.len() > T::LIMIT {
            return Err(self.0.refuse(Reason::TooLong { limit: T::LIMIT }));
        }
        self.0.charge(v.len())?;
        self.taken(Scalar::Text(v))
    }
}

impl<T: Word> Dialect for T {
    fn read<'de, D: Deserializer<'de>>(d: D, at: &Notes) -> Result<Option<Self>, D::Error> {
        at.expect(T::EXPECTED);
        d.deserialize_any(WordVisitor(at, PhantomData))
    }
    fn write<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.put(s)
    }
}

impl<T: Dialect> Dialect for Option<T> {
    fn read<'de, D: Deserializer<'de>>(d: D, at: &Notes) -> Result<Option<Self>, D::Error> {
        T::read(d, at).map(Some)
    }
    fn absent() -> Option<Self> {
        Some(None)
    }
    fn skip(&self) -> bool {
        self.is_none()
    }
    fn write<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => value.write(s),
            None => s.serialize_none(),
        }
    }
}
