//! MISP's JSON, taxonomies, galaxies, warninglists and object templates: bytes to types and back
//!
//! - Events: [`scan`] and [`stream`] read them in constant memory (`read.rs`) into the records of `event.rs`;
//!   [`EventWriter`] writes them piece by piece (`write.rs`).
//! - [`types`]: the table of attribute types, with what a value needs to be compared.
//! - [`directory`]: the vocabularies as they lie on disk: [`Taxonomy`], [`GalaxyFile`] and [`ClusterFile`],
//!   [`Warninglist`], [`Template`].
//! - [`FormatError`]: why a text was refused, and where; [`limits`]: how much is accepted.
//! - [`fuzz`]: one function per parser for a fuzzer.
//!
//! Beneath: `dialect.rs` has the `record!` macro and MISP's way with scalars, `words.rs` the scalars, `guard.rs`
//! bounds the bytes before the JSON parser sees them, `source.rs` runs it and explains its errors.
//!
//! Deliberately absent: normalising values, deciding who may see what, local numbers' meaning, `RelatedEvent`.

mod dialect;
pub mod directory;
mod error;
mod event;
pub mod fuzz;
mod galaxy;
mod guard;
pub mod limits;
mod read;
mod source;
mod taxonomy;
mod template;
pub mod types;
mod warninglist;
mod words;
mod write;

pub use dialect::Extra;
pub use error::{Expected, FormatError, Reason};
pub use event::{
    Attribute, Event, EventReport, Galaxy, GalaxyCluster, Object, ObjectReference, Org, SharingGroup, SharingGroupOrg,
    Sighting, Tag,
};
pub use galaxy::{Cluster, ClusterFile, GalaxyFile, Related};
pub use read::{Counts, Scanned, Sink, Stop, scan, scan_each, stream};
pub use taxonomy::{Entry, Predicate, PredicateValues, Taxonomy, TaxonomyTag};
pub use template::{Template, TemplateAttribute};
pub use warninglist::{Matching, Warninglist};
pub use words::{Analysis, Data, Distribution, SightingKind, ThreatLevel};
pub use write::EventWriter;
