//! What a message is told.

use std::borrow::Cow;

use fluent_bundle::FluentValue;

/// The largest whole number that Fluent's arithmetic (IEEE 754 doubles) holds exactly.
const EXACT: u128 = 1 << 53;

/// An argument of a message: a number, which is grouped and picks the plural, or a text, which is taken as it is.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg<'a> {
    /// A whole number.
    Number(i128),
    /// A text; whoever writes HTML escapes the message afterwards.
    Text(Cow<'a, str>),
}

impl Arg<'_> {
    pub(crate) fn value(&self, number: impl Fn(i128) -> String) -> FluentValue<'_> {
        match self {
            // Beyond what a double holds the number is said exactly, and its plural is "other".
            Self::Number(n) if n.unsigned_abs() > EXACT => FluentValue::from(number(*n)),
            Self::Number(n) => FluentValue::from(*n),
            Self::Text(text) => FluentValue::from(text.as_ref()),
        }
    }
}

macro_rules! numbers {
    ($($number:ty)+) => {
        $(
            impl From<$number> for Arg<'_> {
                fn from(n: $number) -> Self {
                    Self::Number(n as i128)
                }
            }
            impl From<&$number> for Arg<'_> {
                fn from(n: &$number) -> Self {
                    Self::from(*n)
                }
            }
            // Templates refer to what already is a reference.
            impl From<&&$number> for Arg<'_> {
                fn from(n: &&$number) -> Self {
                    Self::from(**n)
                }
            }
        )+
    };
}
numbers!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}
