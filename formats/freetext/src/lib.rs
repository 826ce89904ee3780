//! Indicators in free text: refanged, found, typed; and the canonical text under which two spellings of one value meet.
//!
//! | module | what it does |
//! |---|---|
//! | [`find`](mod@find) | [`find()`]: candidates with kind, place, warnings |
//! | [`refang`] | `hxxp://bad[.]example` back to what it stands for |
//! | [`normal`] | [`normal::keys`]: canonical text for correlation; [`normal::address_range`] |
//! | [`fuzz`] | one plain function per parser, for a fuzz suite |
//!
//! Kinds are the names of MISP attribute types. Everything is pure and takes time linear in the text. What is deliberately absent: rules
//! (YARA, Snort, Sigma), names of actors and malware, languages. An imphash cannot be told from an MD5 and is called one.

pub mod find;
pub mod fuzz;
pub mod normal;
pub mod refang;

mod address;
mod bitcoin;
mod hash;
mod host;
mod path;
mod tables;
mod token;

pub use find::{Candidate, Found, Kind, Limits, TooLong, Warning, find};
