//! One face over the writers of the formats.

use super::buffer::Buffer;
use super::misp::Events;
use super::stix::Bundle;
use super::table::Table;
use super::text::Lines;
use super::walk::Piece;
use super::{Format, Options};

/// Writes pieces of events as one file.
pub enum Writer {
    /// MISP's JSON.
    Misp(Box<Events>),
    /// A STIX bundle.
    Stix(Box<Bundle>),
    /// A table, a row for each attribute.
    Csv(Box<Table>),
    /// A value on each line.
    Text(Box<Lines>),
}

impl Writer {
    /// Begins a file of one event, or of many.
    ///
    /// # Errors
    /// What stands in the way, in words for the log.
    pub fn new(format: Format, options: Options, many: bool, seed: &str, out: Buffer) -> Result<Self, String> {
        Ok(match format {
            Format::Misp => Self::Misp(Box::new(Events::new(many, out))),
            Format::Stix => Self::Stix(Box::new(Bundle::new(seed, many, out))),
            Format::Csv => Self::Csv(Box::new(Table::new(out)?)),
            Format::Text => Self::Text(Box::new(Lines::new(options, out))),
        })
    }

    /// Writes a piece.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn piece(&mut self, piece: Piece) -> Result<(), String> {
        match self {
            Self::Misp(events) => events.piece(piece).map_err(|error| error.to_string()),
            Self::Stix(bundle) => bundle.piece(piece),
            Self::Csv(table) => table.piece(piece),
            Self::Text(lines) => lines.piece(piece),
        }
    }

    /// Ends the file.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn finish(self) -> Result<(), String> {
        match self {
            Self::Misp(events) => events.finish().map_err(|error| error.to_string()),
            Self::Stix(bundle) => bundle.finish(),
            Self::Csv(table) => table.finish(),
            Self::Text(lines) => lines.finish(),
        }
    }
}
