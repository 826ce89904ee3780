//! Events as plain text for machines that block or look up: a value on each line, what it is about in lines that begin with `#`.

use belfry_documents::{DocumentError, LineWriter};
use belfry_misp::Attribute;

use super::Options;
use super::buffer::Buffer;
use super::walk::Piece;

/// Lines under way.
pub struct Lines {
    writer: LineWriter<Buffer>,
    options: Options,
}

impl Lines {
    /// Begins.
    pub fn new(options: Options, out: Buffer) -> Self {
        Self { writer: LineWriter::new(out), options }
    }

    /// Writes a piece; of reports and sightings nothing.
    ///
    /// # Errors
    /// What stands in the way, in words for the log.
    pub fn piece(&mut self, piece: Piece) -> Result<(), String> {
        match piece {
            Piece::Head(_) if self.options.bare => Ok(()),
            Piece::Head(head) => {
                let level = head.event.tlp.written().unwrap_or("TLP not stated");
                self.writer.line(&format!("# {level} {} {}", head.subject.uuid, head.subject.title))
            }
            Piece::Attributes(all) => all.iter().try_for_each(|one| self.line(one)),
            Piece::Objects(all) => all.iter().flat_map(|object| &object.attributes).try_for_each(|one| self.line(one)),
            Piece::Reports(_) | Piece::Sightings(_) | Piece::Originals(_) | Piece::End => Ok(()),
        }
        .map_err(|error| error.to_string())
    }

    fn line(&mut self, one: &Attribute) -> Result<(), DocumentError> {
        if self.options.all || one.to_ids == Some(true) { self.writer.line(&one.value) } else { Ok(()) }
    }

    /// Ends the text.
    ///
    /// # Errors
    /// As [`piece`](Self::piece).
    pub fn finish(self) -> Result<(), String> {
        self.writer.finish().map(drop).map_err(|error| error.to_string())
    }
}
