//! Tables and files that are handed over.
//!
//! - [`Table`], [`Row`]: what can be written as rows, one at a time, so that memory stays constant.
//! - [`write_csv`], [`CsvWriter`]: CSV by RFC 4180, with cells that no spreadsheet runs as a formula;
//!   [`guarded`] and [`unguarded`] are that rule and its inverse.
//! - [`LineWriter`]: one value per line, for block lists.
//! - [`chart`]: counts, tiles and deadlines drawn, with their tables.
//! - [`attachment`], [`file_name`]: the `Content-Disposition` header of RFC 6266.
//! - [`MediaType`]: what is handed over, as media type and file extension.
//!
//! Deliberately absent: who may download (the caller holds the proof), column headings (the caller's words), XLSX
//! and typesetting (not built yet).

pub mod chart;
mod disposition;
mod formula;
mod lines;
mod media;
mod table;

pub use disposition::{attachment, file_name};
pub use formula::{guarded, unguarded};
pub use lines::LineWriter;
pub use media::MediaType;
pub use table::{CsvWriter, DocumentError, Row, Table, write_csv};
