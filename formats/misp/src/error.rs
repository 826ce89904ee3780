//! Why a text was refused, and where.

use std::fmt;

/// A refusal: what is wrong and where in the text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct FormatError {
    /// Line of the text, from 1; 0 when the place is not known (a read error).
    pub line: u64,
    /// Byte within the line, from 1; at or just after the fault.
    pub column: u64,
    /// The event being read, from 0, when the text had come that far.
    pub event: Option<usize>,
    /// The child of the event being read: its list (`Attribute`, `Object` ..) and place in it, from 0.
    pub child: Option<(&'static str, u64)>,
    /// What is wrong.
    pub reason: Reason,
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)?;
        if let Some(event) = self.event {
            write!(f, ", event {}", event + 1)?;
        }
        if let Some((list, index)) = self.child {
            write!(f, ", {list} {}", index + 1)?;
        }
        write!(f, ": {}", self.reason)
    }
}

/// What is wrong with a text. `record` and `field` are MISP's own names (`Attribute`, `uuid`).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// The text is empty or only blank.
    #[error("there is nothing in it")]
    Empty,
    /// The text ends in the middle of a value.
    #[error("the text ends too early")]
    Truncated,
    /// The text is not JSON; the parser's own words.
    #[error("this is not JSON: {0}")]
    Syntax(String),
    /// Something follows after the end of the value.
    #[error("there is more text after the end")]
    Trailing,
    /// Invalid UTF-8, or half of a surrogate pair.
    #[error("the text holds characters that do not exist in Unicode")]
    BadText,
    /// A NUL character, which no database text can hold.
    #[error("the text holds a NUL character")]
    Nul,
    /// A number beyond what 64 bits hold.
    #[error("a number is too large")]
    NumberRange,
    /// JSON, but none of the shapes that were asked for.
    #[error("this is not {0}")]
    NotThis(&'static str),
    /// A required field is absent or null.
    #[error("{record} lacks the field \"{field}\"")]
    Missing {
        /// The kind of record.
        record: &'static str,
        /// The field that is not there.
        field: &'static str,
    },
    /// A field holds something of another kind.
    #[error("the field \"{field}\" of {record} should be {expected}")]
    WrongKind {
        /// The kind of record.
        record: &'static str,
        /// The field that was read.
        field: &'static str,
        /// What should stand there.
        expected: Expected,
    },
    /// A key stands twice in one JSON object.
    #[error("the field \"{field}\" stands twice in one {record}")]
    Repeated {
        /// The kind of record.
        record: &'static str,
        /// The key.
        field: String,
    },
    /// One string is longer than allowed, in bytes.
    #[error("a text is longer than {limit} bytes")]
    TooLong {
        /// The limit, in bytes.
        limit: usize,
    },
    /// Lists and objects lie too deep in each other.
    #[error("lists and objects are nested more than {limit} deep")]
    TooDeep {
        /// The limit, in levels.
        limit: usize,
    },
    /// A list has too many items.
    #[error("the list \"{field}\" of {record} has more than {limit} items")]
    TooMany {
        /// The kind of record that has the list.
        record: &'static str,
        /// The list.
        field: &'static str,
        /// The limit, in items.
        limit: usize,
    },
    /// One record (an object with its attributes, or all headers together) is too large to hold in memory.
    #[error("one record holds more than {limit} bytes")]
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// The source could not be read; the system's words.
    #[error("the source could not be read: {0}")]
    Unreadable(String),
    /// The receiver of the records asked to stop.
    #[error("stopped on request")]
    Stopped,
}

/// What a field should hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Expected {
    /// Text.
    Text,
    /// A whole number, as a number or as text.
    Number,
    /// True or false, 1 or 0.
    Truth,
    /// A UUID of 36 characters.
    Uuid,
    /// A day as `2026-01-31`.
    Day,
    /// One of the numbers that MISP knows for this field.
    Code,
    /// A list.
    List,
    /// A JSON object.
    Record,
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "text",
            Self::Number => "a whole number; a time is in seconds since 1970",
            Self::Truth => "true or false",
            Self::Uuid => "a UUID",
            Self::Day => "a day such as 2026-01-31",
            Self::Code => "one of the numbers known for it",
            Self::List => "a list",
            Self::Record => "an object",
        })
    }
}
