//! Tables and files that are handed over.
//!
//! - [`Table`], [`Cell`]: what can be written as blocks of typed rows, so that memory stays constant.
//! - [`Pieces`], [`Format`]: a table as CSV or as a workbook, piece by piece.
//! - [`write_csv`], [`CsvWriter`]: CSV by RFC 4180, with cells that no spreadsheet runs as a formula;
//!   [`guarded`] and [`unguarded`] are that rule and its inverse.
//! - [`LineWriter`]: one value per line, for block lists.
//! - [`chart`]: counts, tiles and deadlines drawn, with their tables.
//! - [`attachment`], [`file_name`]: the `Content-Disposition` header of RFC 6266.
//! - [`MediaType`]: what is handed over, as media type and file extension.
//!
//! Deliberately absent: who may download (the caller holds the proof), column headings (the caller's words) and
//! typesetting (not built yet).

pub mod chart;
mod disposition;
mod formula;
mod lines;
mod media;
mod pieces;
mod table;
mod workbook;

pub use disposition::{attachment, file_name};
pub use formula::{guarded, unguarded};
pub use lines::{LineWriter, is_line};
pub use media::MediaType;
pub use pieces::{Format, Pieces};
pub use table::{Cell, CsvWriter, DocumentError, Table, write_csv};
