//! Values as both databases know them, and how Rust's types become such values and back.

use std::borrow::Cow;

use belfry_kernel::{CircleId, LabelId, OrganisationId, PersonId, SubjectId, Tlp};
use jiff::Timestamp;
use uuid::Uuid;

/// One value, borrowed from a row or owned as an argument.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// SQL NULL.
    Null,
    /// A whole number. Instants are Unix microseconds.
    Int(i64),
    /// A floating-point number.
    Real(f64),
    /// True or false; 0 or 1 on SQLite.
    Bool(bool),
    /// Text; JSON too.
    Text(Cow<'a, str>),
    /// Bytes.
    Blob(Cow<'a, [u8]>),
    /// A UUID; 16 bytes on SQLite.
    Uuid(Uuid),
    /// A list of numbers, for `{ints $n}` only.
    Ints(Vec<i64>),
    /// A list of texts, for `{texts $n}` only.
    Texts(Vec<String>),
    /// A list of UUIDs, for `{uuids $n}` only.
    Uuids(Vec<Uuid>),
}

/// Why a column could not be read as the type asked for.
#[derive(Debug)]
pub struct Mismatch(pub &'static str);

/// A type that can be read from a column.
pub trait FromValue: Sized {
    /// Reads the value; a mismatch names the type wanted.
    fn from_value(value: Value<'_>) -> Result<Self, Mismatch>;
}

impl FromValue for i64 {
    fn from_value(value: Value<'_>) -> Result<Self, Mismatch> {
        match value {
            Value::Int(n) => Ok(n),
            Value::Bool(b) => Ok(i64::from(b)),
            _ => Err(Mismatch("whole number")),
        }
    }
}

macro_rules! narrower {
    ($($t:ty),*) => {$(impl FromValue for $t {
        fn from_value(value: Value<'_>) -> Result<Self, Mismatch> {
            i64::from_value(value)?.try_into().map_err(|_| Mismatch(stringify!($t)))
        }
    })*};
}
narrower!(i16, i32, u8, u16, u32, u64, usize);

impl FromValue for f64 {
    fn from_value(value: Value<'_>) -> Result<Self, Mismatch> {
        match value {
            Value::Real(n) => Ok(n),
            #[expect(clippy::cast_precision_loss, reason = "SQLite stores whole floats as integers")]
            Value::Int(n) => Ok(n as Self),
            _ => Err(Mismatch("number")),
        }
    }
}

impl FromValue for bool {
    fn from_value(value: Value<'_>) -> Result<Self, Mismatch> {
        match value {
            Value::Bool(b) => Ok(b),
            Value::Int(0) => Ok(false),
            Value::Int(1) => Ok(true),
            _ => Err(Mismatch("boolean")),
        }
    }
}

impl FromValue for String {
    fn from_value(value: Value<'_>) -> Result<Self, Mismatch> {
        match value {
            Value::Text(text) => Ok(text.into_owned()),
            _ => Err(Mismatch("text")),
        }
    }
}

impl FromValue for Tlp {
    fn from_value(value: Value<'_>) -> Result<Self, Mismatch> {
        let Value::Text(code) = value else { return Err(Mismatch("level of TLP")) };
        Self::ALL.into_iter().find(|level| level.code() == code).ok_or(Mismatch("level of TLP"))
    }
}

impl FromValue for Vec<u8> {
    fn from_value(value: Value<'_>) -> Result<Self, Mismatch> {
        match value {
            Value::Blob(bytes) => Ok(bytes.into_owned()),
            _ => Err(Mismatch("bytes")),
        }
    }
}

impl FromValue for Uuid {
    fn from_value(value: Value<'_>) -> Result<Self, Mismatch> {
        match value {
            Value::Uuid(uuid) => Ok(uuid),
            Value::Blob(bytes) => Self::from_slice(&bytes).map_err(|_| Mismatch("UUID")),
            _ => Err(Mismatch("UUID")),
        }
    }
}

impl FromValue for Timestamp {
    fn from_value(value: Value<'_>) -> Result<Self, Mismatch> {
        Self::from_microsecond(i64::from_value(value)?).map_err(|_| Mismatch("instant"))
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: Value<'_>) -> Result<Self, Mismatch> {
        match value {
            Value::Null => Ok(None),
            other => T::from_value(other).map(Some),
        }
    }
}

macro_rules! into_value {
    ($($t:ty => |$v:ident| $make:expr;)*) => {$(
        impl<'a> From<$t> for Value<'a> {
            fn from($v: $t) -> Self {
                $make
            }
        }
    )*};
}
into_value! {
    i64 => |n| Value::Int(n);
    i32 => |n| Value::Int(n.into());
    i16 => |n| Value::Int(n.into());
    u8 => |n| Value::Int(n.into());
    u16 => |n| Value::Int(n.into());
    u32 => |n| Value::Int(n.into());
    usize => |n| Value::Int(i64::try_from(n).unwrap_or(i64::MAX));
    u64 => |n| Value::Int(i64::try_from(n).unwrap_or(i64::MAX));
    f64 => |n| Value::Real(n);
    bool => |b| Value::Bool(b);
    Uuid => |u| Value::Uuid(u);
    Timestamp => |t| Value::Int(t.as_microsecond());
    String => |s| Value::Text(Cow::Owned(s));
    Vec<u8> => |b| Value::Blob(Cow::Owned(b));
    Vec<i64> => |l| Value::Ints(l);
    Vec<String> => |l| Value::Texts(l);
    Vec<Uuid> => |l| Value::Uuids(l);
    crate::Key => |k| Value::Int(k.0);
    crate::subject::Kind => |k| Value::Int(k.code.into());
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Value::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a [u8]> for Value<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Value::Blob(Cow::Borrowed(bytes))
    }
}

impl<'a> From<&'a [u8; 32]> for Value<'a> {
    fn from(bytes: &'a [u8; 32]) -> Self {
        Value::Blob(Cow::Borrowed(bytes))
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

macro_rules! id_values {
    ($($t:ty),*) => {$(
        impl From<$t> for Value<'_> {
            fn from(id: $t) -> Self {
                Value::Int(id.0)
            }
        }
        impl FromValue for $t {
            fn from_value(value: Value<'_>) -> Result<Self, Mismatch> {
                i64::from_value(value).map(Self)
            }
        }
    )*};
}
id_values!(PersonId, OrganisationId, CircleId, SubjectId, LabelId);

impl Value<'_> {
    /// The same value, borrowing nothing.
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Value::Null => Value::Null,
            Value::Int(n) => Value::Int(n),
            Value::Real(n) => Value::Real(n),
            Value::Bool(b) => Value::Bool(b),
            Value::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
            Value::Blob(bytes) => Value::Blob(Cow::Owned(bytes.into_owned())),
            Value::Uuid(uuid) => Value::Uuid(uuid),
            Value::Ints(list) => Value::Ints(list),
            Value::Texts(list) => Value::Texts(list),
            Value::Uuids(list) => Value::Uuids(list),
        }
    }
}

/// The arguments of a statement: `args![id, "text", None::<i64>]`.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { &[$($crate::Value::from($value)),*] as &[$crate::Value<'_>] };
}
