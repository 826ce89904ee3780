//! Events as a table: a row for each attribute, fixed headings for programs, cells that no spreadsheet runs.

use belfry_documents::{CsvWriter, DocumentError};
use belfry_misp::{Attribute, Object};
use jiff::Timestamp;

use super::buffer::Buffer;
use super::walk::Piece;

/// The headings.
pub const COLUMNS: [&str; 19] = [
    "event_uuid",
    "event_title",
    "event_date",
    "tlp",
    "creator",
    "state",
    "uuid",
    "type",
    "category",
    "value",
    "to_ids",
    "comment",
    "timestamp",
    "first_seen",
    "last_seen",
    "tags",
    "object_uuid",
    "object_name",
    "object_relation",
];

/// The cells that an event's rows have in common.
#[derive(Default)]
struct Around([String; 6]);

/// A table under way.
pub struct Table {
    writer: CsvWriter<Buffer>,
    around: Around,
}

impl Table {
    /// Begins with the headings.
    ///
    /// # Errors
    /// What stands in the way, in words for the log.
    pub fn new(out: Buffer) -> Result<Self, String> {
        Ok(Self { writer: CsvWriter::new(out, COLUMNS).map_err(told)?, around: Around::default() })
    }

    /// Writes a piece; of reports and sightings nothing.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn piece(&mut self, piece: Piece) -> Result<(), String> {
        match piece {
            Piece::Head(head) => {
                let creator = head.record.orgc.as_ref().map(|org| org.name.clone()).unwrap_or_default();
                self.around = Around([
                    head.subject.uuid.to_string(),
                    head.subject.title.clone(),
                    head.event.date.clone().unwrap_or_default(),
                    head.event.tlp.written().unwrap_or_default().to_owned(),
                    creator,
                    head.event.state.code().to_owned(),
                ]);
            }
            Piece::Attributes(all) => all.iter().try_for_each(|one| self.row(one, None))?,
            Piece::Objects(all) => {
                for object in &all {
                    object.attributes.iter().try_for_each(|one| self.row(one, Some(object)))?;
                }
            }
            Piece::Reports(_) | Piece::Sightings(_) | Piece::Originals(_) | Piece::End => {}
        }
        self.writer.flush().map_err(told)
    }

    fn row(&mut self, one: &Attribute, object: Option<&Object>) -> Result<(), String> {
        let tags: Vec<&str> = one.tags.iter().map(|tag| tag.name.as_str()).collect();
        let own = [
            one.uuid.to_string(),
            one.kind.clone(),
            one.category.clone().unwrap_or_default(),
            one.value.clone(),
            if one.to_ids == Some(true) { "yes" } else { "no" }.to_owned(),
            one.comment.clone(),
            one.timestamp.and_then(|at| Timestamp::from_second(at).ok()).map(|at| at.to_string()).unwrap_or_default(),
            one.first_seen.clone().unwrap_or_default(),
            one.last_seen.clone().unwrap_or_default(),
            tags.join("; "),
            object.map(|object| object.uuid.to_string()).unwrap_or_default(),
            object.map(|object| object.name.clone()).unwrap_or_default(),
            one.object_relation.clone().unwrap_or_default(),
        ];
        self.writer.row(self.around.0.iter().chain(&own)).map_err(told)
    }

    /// Ends the table.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn finish(self) -> Result<(), String> {
        self.writer.finish().map(drop).map_err(told)
    }
}

fn told(error: DocumentError) -> String {
    error.to_string()
}
