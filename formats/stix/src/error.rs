//! Why a text was refused, and where.

/// A refusal with its place in the text.
#[derive(Debug, thiserror::Error)]
#[error("line {line}, column {column}: {reason}{}", .detail.as_ref().map(|d| format!(" ({d})")).unwrap_or_default())]
pub struct Error {
    /// What kind of refusal this is.
    pub reason: Reason,
    /// Line of the text, from 1.
    pub line: u64,
    /// Column in bytes, from 1.
    pub column: u64,
    /// More words where there are any: an id, a type, a parser's own message. May quote the input; at most some 200 characters.
    pub detail: Option<String>,
    /// What lies beneath: a read error, or the error of the sink.
    #[source]
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// The kinds of refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// The bytes could not be read.
    #[error("the text could not be read")]
    Io,
    /// Not UTF-8.
    #[error("the text is not UTF-8")]
    NotUtf8,
    /// Not JSON.
    #[error("this is not JSON")]
    Syntax,
    /// The text ends before the value does.
    #[error("the text ends too early")]
    UnexpectedEnd,
    /// Something follows the end of the bundle.
    #[error("something follows the end of the bundle")]
    TrailingData,
    /// Nested deeper than the limit.
    #[error("the text is nested too deeply")]
    TooDeep,
    /// One object, or one property of the bundle, is larger than the limit.
    #[error("one object is too large")]
    ObjectTooLarge,
    /// More objects than the limit.
    #[error("there are too many objects")]
    TooManyObjects,
    /// More properties beside `objects` than the limit.
    #[error("the bundle has too many properties")]
    TooManyProperties,
    /// More markings and identities than a scan keeps.
    #[error("there are too many marking definitions and identities")]
    TooMuchToKeep,
    /// The outermost value is not an object, its `type` is not `bundle`, or its `id` is not a bundle's.
    #[error("this is not a STIX bundle")]
    NotABundle,
    /// A property stands twice in one object (RFC 7493, 2.3, which STIX section 3.1 requires).
    #[error("a property stands twice")]
    DuplicateProperty,
    /// A property that every object has is missing.
    #[error("a required property is missing")]
    MissingProperty,
    /// A property that every object has is of another JSON type.
    #[error("a property has the wrong type")]
    WrongType,
    /// An identifier is not of the form `type--UUID`, or names another type than the object's (section 2.9).
    #[error("an identifier is malformed")]
    BadId,
    /// A type name has other characters than a-z, 0-9 and hyphen, or is too long (section 2.19).
    #[error("a type name is malformed")]
    BadType,
    /// A timestamp is not RFC 3339 (section 2.16).
    #[error("a timestamp is malformed")]
    BadTimestamp,
    /// The receiver of the objects refused one.
    #[error("the receiver stopped")]
    Sink,
}

impl Error {
    pub(crate) fn new(reason: Reason, (line, column): (u64, u64)) -> Self {
        Self { reason, line, column, detail: None, source: None }
    }

    pub(crate) fn detail(mut self, detail: impl std::fmt::Display) -> Self {
        self.detail = Some(short(&detail.to_string()));
        self
    }

    pub(crate) fn source(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }
}

/// The first 200 characters.
fn short(text: &str) -> String {
    match text.char_indices().nth(200) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
