//! Events as plain text for machines that block or look up: a value on each line, what it is about in lines that begin with `#`.
//!
//! A value that one line cannot hold as it is, because there is a line break or another character in it that steers where it is shown,
//! is left out rather than changed: who blocks by a value takes it at its word. How many there are stands in the last line.
//!
//! Of a recalled event there are such lines only, with when and why: nobody blocks by what was taken back.

use belfry_documents::{DocumentError, LineWriter, is_line};
use belfry_misp::Attribute;

use super::Options;
use super::buffer::Buffer;
use super::walk::{Head, Piece};

/// Lines under way.
pub struct Lines {
    writer: LineWriter<Buffer>,
    options: Options,
    /// The event under way was recalled.
    recalled: bool,
    /// Values of the event under way that no line can hold.
    left: u64,
}

impl Lines {
    /// Begins.
    pub fn new(options: Options, out: Buffer) -> Self {
        Self { writer: LineWriter::new(out), options, recalled: false, left: 0 }
    }

    /// Writes a piece; of reports and sightings nothing.
    ///
    /// # Errors
    /// What stands in the way, in words for the log.
    pub fn piece(&mut self, piece: Piece) -> Result<(), String> {
        match piece {
            Piece::Head(head) => {
                self.recalled = head.is_recalled();
                if self.options.bare { Ok(()) } else { self.head(&head) }
            }
            Piece::Attributes(all) => all.iter().try_for_each(|one| self.line(one)),
            Piece::Objects(all) => all.iter().flat_map(|object| &object.attributes).try_for_each(|one| self.line(one)),
            Piece::End => self.end(),
            Piece::Reports(_) | Piece::Sightings(_) | Piece::Originals(_) => Ok(()),
        }
        .map_err(|error| error.to_string())
    }

    fn head(&mut self, head: &Head) -> Result<(), DocumentError> {
        let level = head.event.tlp.written().unwrap_or("TLP not stated");
        self.writer.line(&format!("# {level} {} {}", head.subject.uuid, head.subject.title))?;
        if !self.recalled {
            return Ok(());
        }
        let at = head.recall.as_ref().map_or_else(String::new, |recall| format!(" at {}", recall.at));
        self.writer.line(&format!("# RECALLED{at}. Its values are left out: do not use them any more."))?;
        let why = head.recall.iter().flat_map(|recall| recall.text.lines());
        why.filter(|line| !line.trim().is_empty()).try_for_each(|line| self.writer.line(&format!("# {line}")))
    }

    fn line(&mut self, one: &Attribute) -> Result<(), DocumentError> {
        let wanted = !self.recalled && (self.options.all || one.to_ids == Some(true));
        if !wanted {
            return Ok(());
        }
        if !is_line(&one.value) {
            self.left += 1;
            return Ok(());
        }
        self.writer.line(&one.value)
    }

    fn end(&mut self) -> Result<(), DocumentError> {
        match std::mem::take(&mut self.left) {
            0 => Ok(()),
            _ if self.options.bare => Ok(()),
            left => self.writer.line(&format!("# Values left out because one line cannot hold them: {left}")),
        }
    }

    /// Ends the text.
    ///
    /// # Errors
    /// As [`piece`](Self::piece).
    pub fn finish(self) -> Result<(), String> {
        self.writer.finish().map(drop).map_err(|error| error.to_string())
    }
}
