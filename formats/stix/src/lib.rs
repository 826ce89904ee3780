//! STIX 2.1 bundles and patterns: bytes to types and back.
//!
//! The specification is "STIX Version 2.1", OASIS Standard, 10 June 2021; section numbers in this crate are its own.
//!
//! | module | what it does |
//! |---|---|
//! | [`read`] | streams bundles and TAXII envelopes object by object in constant memory: [`scan`], [`stream`] |
//! | [`object`] | [`StixObject`]: one object as it was written, with the few properties that every reader needs |
//! | [`write`] | [`Writer`]: bundles and envelopes to any `io::Write`, object by object |
//! | [`pattern`] | the patterning language of section 9: parse, write, reduce to plain values |
//! | [`emit`] | domain and relationship objects that a platform gives out |
//! | [`sco`] | cyber-observable objects with deterministic ids (section 2.9) |
//! | [`tlp`] | the marking definitions of TLP 1 and TLP 2.0, both ways |
//! | [`fuzz`] | one plain function per parser, for a fuzz suite |
//!
//! Reading is lossless: an object is kept as the text it came as, whatever its type and properties. What is deliberately absent:
//! any opinion on whether an object obeys the schema of its type, granular markings (kept raw), patterns evaluated against observations.

pub mod emit;
pub mod error;
pub mod fuzz;
pub mod object;
pub mod pattern;
pub mod read;
pub mod sco;
pub mod tlp;
pub mod write;

mod bytes;

pub use error::{Error, Reason};
pub use object::{StixId, StixObject};
pub use read::{Bundle, Limits, Scan, Shape, Sink, scan, stream};
pub use write::Writer;
