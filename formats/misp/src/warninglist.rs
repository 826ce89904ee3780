//! Warninglists: values that are seldom an indicator, such as public resolvers (`lists/*/list.json`).

use std::io::Read;

use serde::Serializer;

use crate::{
    dialect::{Scalar, Took, Word, record},
    error::{Expected, FormatError},
    source::whole,
};

/// How an entry is compared with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Matching {
    /// Equal text.
    Text,
    /// The entry stands somewhere in the value.
    Substring,
    /// The value is this host or, for an entry that begins with a dot, one below it.
    Hostname,
    /// The value is an address or network within this network.
    Cidr,
    /// The entry is a regular expression, mostly between slashes with flags after them. It is another's: bound its size.
    Regex,
}

impl Word for Matching {
    const EXPECTED: Expected = Expected::Code;
    fn take(scalar: Scalar<'_>) -> Took<Self> {
        Took::Value(match scalar {
            Scalar::Text("string") => Self::Text,
            Scalar::Text("substring") => Self::Substring,
            Scalar::Text("hostname") => Self::Hostname,
            Scalar::Text("cidr") => Self::Cidr,
            Scalar::Text("regex") => Self::Regex,
            Scalar::Null => return Took::Nothing,
            _ => return Took::Wrong,
        })
    }
    fn put<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(match self {
            Self::Text => "string",
            Self::Substring => "substring",
            Self::Hostname => "hostname",
            Self::Cidr => "cidr",
            Self::Regex => "regex",
        })
    }
}

record! {
    /// A list of values that are seldom an indicator.
    Warninglist, WarninglistDraft, "warninglist" {
        /// Name; its identity among lists.
        name: String => "name",
        /// What is listed, and why.
        description: String => "description" or String::new(),
        /// Version; greater is newer.
        version: i64 => "version" or 0,
        /// How entries are compared.
        matching: Matching => "type",
        /// Whether a hit is a known benign value (`false_positive`) or known to be of interest (`known`).
        category: Option<String> => "category",
        /// Types of attributes that it is meant for; empty for all.
        types: Vec<String> => "matching_attributes",
        /// The entries.
        entries: Vec<String> => "list",
    }
}

impl Warninglist {
    /// Reads a `list.json`; holds all entries in memory, 64 MiB of them at most.
    ///
    /// # Errors
    /// The first fault of the text.
    pub fn read<R: Read>(source: R) -> Result<Self, FormatError> {
        whole(source, "a warninglist")
    }
}
