//! MISP's JSON, taxonomies, galaxies, warninglists and object templates: bytes to types and back
//!
//! - [`event`](Event): the records of an event; [`scan`] and [`stream`] read them in constant memory,
//!   [`EventWriter`] writes them piece by piece.
//! - [`types`]: the table of attribute types.
//! - [`FormatError`]: why a text was refused, and where; [`limits`]: how much is accepted.

mod dialect;
mod error;
mod event;
mod guard;
pub mod limits;
mod read;
mod source;
pub mod types;
mod words;
mod write;

pub use dialect::Extra;
pub use error::{Expected, FormatError, Reason};
pub use event::{
    Attribute, Event, EventReport, Galaxy, GalaxyCluster, Object, ObjectReference, Org, SharingGroup, SharingGroupOrg,
    Sighting, Tag,
};
pub use read::{Counts, Scanned, Sink, Stop, scan, scan_each, stream};
pub use words::{Data, Distribution, SightingKind};
pub use write::EventWriter;
