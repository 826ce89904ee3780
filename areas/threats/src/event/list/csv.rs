//! The list as a table to take away: written chunk by chunk, each from a picture of its own.

use std::sync::Arc;

use belfry_documents::{CsvWriter, MediaType};
use belfry_kernel::{Problem, SubjectId};
use belfry_store::Key;
use belfry_web::{House, Reply, Visit};
use belfry_words::Words;

use super::filter::Filter;
use super::select;
use crate::access::Export;

/// Rows read at once: some 60 KiB of text.
const AT_ONCE: i64 = 250;

/// `events.csv` with the same filters as the page.
pub fn file(visit: &mut Visit<Export>) -> Result<Reply, Problem> {
    let mut export = Lines {
        house: visit.house().clone(),
        key: visit.key(),
        filter: Filter::of(visit.queries()),
        before: None,
        begun: false,
        words: visit.t(),
    };
    Ok(Reply::Stream("events".into(), MediaType::Csv, Box::new(move || export.next())))
}

struct Lines {
    house: Arc<House>,
    key: Key,
    filter: Filter,
    before: Option<SubjectId>,
    begun: bool,
    words: Words,
}

impl Lines {
    fn next(&mut self) -> Option<Result<Vec<u8>, String>> {
        self.chunk().transpose()
    }

    fn chunk(&mut self) -> Result<Option<Vec<u8>>, String> {
        let read = self.house.db.read(self.key).map_err(|error| error.to_string())?;
        let rows = select::rows(&read, &self.filter, self.before, AT_ONCE).map_err(|error| error.to_string())?;
        let around = select::around(&read, &rows, &[]).map_err(|error| error.to_string())?;
        drop(read);
        let Some(last) = rows.last() else {
            return if self.begun { Ok(None) } else { self.write(&[], &around).map(Some) };
        };
        self.before = Some(last.id);
        self.write(&rows, &around).map(Some)
    }

    fn write(&mut self, rows: &[select::Listed], around: &select::Around) -> Result<Vec<u8>, String> {
        let fault = |error: belfry_documents::DocumentError| error.to_string();
        let t = &self.words;
        let heads = [
            "uuid".to_owned(),
            t.s("threats-list-event"),
            t.s("threats-list-owner"),
            t.s("threats-list-tlp"),
            t.s("threats-list-date"),
            t.s("threats-list-attributes"),
            t.s("threats-list-tags"),
            t.s("threats-list-state"),
        ];
        let mut writer = CsvWriter::new(Vec::new(), &heads).map_err(fault)?;
        for row in rows {
            let tags = around.tags.get(&row.id).map(Vec::as_slice).unwrap_or_default();
            let tags: Vec<&str> = tags.iter().map(|(name, _)| name.as_str()).collect();
            writer
                .row([
                    row.uuid.to_string(),
                    row.title.clone(),
                    around.name(row.owner),
                    row.tlp.clone(),
                    row.date.clone().unwrap_or_default(),
                    row.attributes.to_string(),
                    tags.join(" "),
                    row.state.clone(),
                ])
                .map_err(fault)?;
        }
        let bytes = writer.finish().map_err(fault)?;
        // Each chunk is made by a writer of its own; only the first keeps its headings.
        let from = if self.begun { bytes.windows(2).position(|two| two == b"\r\n").map_or(0, |at| at + 2) } else { 0 };
        self.begun = true;
        Ok(bytes.get(from..).unwrap_or_default().to_vec())
    }
}
