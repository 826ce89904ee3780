//! One face over the writers of the formats.

use belfry_misp::EventWriter;

use super::buffer::Buffer;
use super::stix::Bundle;
use super::table::Table;
use super::text::Lines;
use super::walk::Piece;
use super::{Format, Options};

/// Writes pieces of events as one file.
pub enum Writer {
    /// MISP's JSON.
    Misp(Box<EventWriter<Buffer>>),
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
            Format::Misp if many => Self::Misp(Box::new(EventWriter::response(out))),
            Format::Misp => Self::Misp(Box::new(EventWriter::single(out))),
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
            Self::Misp(writer) => misp(writer, piece).map_err(|error| error.to_string()),
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
            Self::Misp(writer) => writer.finish().map(drop).map_err(|error| error.to_string()),
            Self::Stix(bundle) => bundle.finish(),
            Self::Csv(table) => table.finish(),
            Self::Text(lines) => lines.finish(),
        }
    }
}

fn misp(writer: &mut EventWriter<Buffer>, piece: Piece) -> std::io::Result<()> {
    match piece {
        Piece::Head(head) => writer.begin(&head.record),
        Piece::Attributes(all) => all.iter().try_for_each(|one| writer.attribute(one)),
        Piece::Objects(all) => all.iter().try_for_each(|one| writer.object(one)),
        Piece::Reports(all) => all.iter().try_for_each(|one| writer.report(one)),
        Piece::Sightings(all) => all.iter().try_for_each(|one| writer.sighting(one)),
        Piece::Originals(_) => Ok(()),
        Piece::End => writer.end(),
    }
}
