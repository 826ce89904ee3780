//! Events as MISP's JSON. What was recalled must not make another MISP block or alert: there nothing of it is for detection, and a tag
//! says why.
//!
//! Another MISP takes a part anew only when its timestamp is newer, so what changes with a recall, and back when it is lifted, bears
//! the time of that. The event's own timestamp moves with both: whoever has this version has it whole.

use std::io;

use belfry_misp::{Attribute, EventWriter, Object};

use super::buffer::Buffer;
use super::records::misp_tag;
use super::walk::{Head, Piece};
use crate::tag::Tag;

/// The tag of a recalled event.
pub const RECALLED: &str = "belfry:state=\"recalled\"";

/// A file under way.
pub struct Events {
    writer: EventWriter<Buffer>,
    /// The event under way was recalled.
    recalled: bool,
    /// Since when it is as it is, in seconds; of one that was never recalled nothing.
    since: Option<i64>,
}

impl Events {
    /// Begins a file of one event, or of many.
    pub fn new(many: bool, out: Buffer) -> Self {
        let writer = if many { EventWriter::response(out) } else { EventWriter::single(out) };
        Self { writer, recalled: false, since: None }
    }

    /// Writes a piece.
    ///
    /// # Errors
    /// Those of the buffer.
    pub fn piece(&mut self, piece: Piece) -> io::Result<()> {
        match piece {
            Piece::Head(head) => self.head(*head),
            Piece::Attributes(all) => all.into_iter().try_for_each(|mut one| {
                self.settle(&mut one);
                self.writer.attribute(&one)
            }),
            Piece::Objects(all) => all.into_iter().try_for_each(|mut one| {
                self.settle_object(&mut one);
                self.writer.object(&one)
            }),
            Piece::Reports(all) => all.iter().try_for_each(|one| self.writer.report(one)),
            Piece::Sightings(all) => all.iter().try_for_each(|one| self.writer.sighting(one)),
            Piece::Originals(_) => Ok(()),
            Piece::End => self.writer.end(),
        }
    }

    fn head(&mut self, mut head: Head) -> io::Result<()> {
        self.recalled = head.is_recalled();
        self.since = match (self.recalled, &head.recall) {
            (true, _) => Some(head.event.timestamp),
            (false, Some(_)) => head.event.publish_timestamp,
            (false, None) => None,
        };
        if self.recalled {
            head.record.tags.push(misp_tag(Tag { name: RECALLED.to_owned(), colour: None, local: false }));
        }
        self.writer.begin(&head.record)
    }

    /// Whether it bears another time now.
    fn settle(&self, one: &mut Attribute) -> bool {
        let Some(since) = self.since.filter(|_| one.to_ids == Some(true)) else { return false };
        one.to_ids = Some(!self.recalled);
        one.timestamp = one.timestamp.max(Some(since));
        true
    }

    fn settle_object(&self, one: &mut Object) {
        let mut settled = false;
        for part in &mut one.attributes {
            settled |= self.settle(part);
        }
        if settled {
            one.timestamp = one.timestamp.max(self.since);
        }
    }

    /// Ends the file.
    ///
    /// # Errors
    /// As [`piece`](Self::piece).
    pub fn finish(self) -> io::Result<()> {
        self.writer.finish().map(drop)
    }
}
