//! The list as a table to take away, with the same filters as the page: written chunk by chunk, each from a picture of its own.

use belfry_documents::Cell;
use belfry_kernel::{Problem, SubjectId};
use belfry_store::Read;
use belfry_web::table::{self, Rows};
use belfry_web::{Reply, Visit};
use belfry_words::Words;
use jiff::civil::Date;

use super::filter::Filter;
use super::select::{self, Listed};
use crate::access::Export;

/// Rows read at once: some 60 KiB of text.
const AT_ONCE: usize = 250;

/// The file.
pub fn file(visit: &mut Visit<Export>) -> Result<Reply, Problem> {
    let filter = Filter::exact(&visit.t(), visit.queries())?;
    table::file(visit, "events", Lines { filter, at: At::Begin })
}

struct Lines {
    filter: Filter,
    at: At,
}

/// How far the file is.
enum At {
    /// Nothing is read.
    Begin,
    /// Events older than this are left.
    Before(SubjectId),
    /// These are left of all that hold the words.
    Among(std::vec::IntoIter<SubjectId>),
}

impl Lines {
    /// The next rows. A file lacks none of those that hold the words, however many documents do.
    fn next(&mut self, read: &Read) -> belfry_store::Result<Vec<Listed>> {
        if matches!(self.at, At::Begin)
            && let Some(all) = select::holding(read, &self.filter)?
        {
            self.at = At::Among(all.into_iter());
        }
        let before = match &mut self.at {
            At::Begin => None,
            At::Before(event) => Some(*event),
            At::Among(left) => loop {
                let events: Vec<SubjectId> = left.by_ref().take(AT_ONCE).collect();
                let rows = select::among(read, &self.filter, &events)?;
                if !rows.is_empty() || events.is_empty() {
                    return Ok(rows);
                }
            },
        };
        let rows = select::rows(read, &self.filter, before, i64::try_from(AT_ONCE).unwrap_or(i64::MAX))?;
        if let Some(last) = rows.last() {
            self.at = At::Before(last.id);
        }
        Ok(rows)
    }
}

impl Rows for Lines {
    fn columns(&self, t: &Words) -> Vec<String> {
        vec![
            "uuid".to_owned(),
            t.s("threats-list-event"),
            t.s("threats-list-owner"),
            t.s("threats-list-tlp"),
            t.s("threats-list-date"),
            t.s("threats-list-attributes"),
            t.s("threats-list-tags"),
            t.s("threats-list-state"),
        ]
    }

    fn block(&mut self, read: &Read, _: &Words) -> Result<Vec<Vec<Cell>>, Problem> {
        let rows = self.next(read)?;
        let around = select::around(read, &rows, &[])?;
        let row = |row: Listed| {
            let tags = around.tags.get(&row.id).map(Vec::as_slice).unwrap_or_default();
            let tags: Vec<&str> = tags.iter().map(|(name, _)| name.as_str()).collect();
            // A date that its author wrote in another way stays as he wrote it.
            let date = row.date.map(|date| date.parse::<Date>().map_or_else(|_| Cell::from(date), Cell::from));
            vec![
                row.uuid.to_string().into(),
                row.title.into(),
                around.name(row.owner).into(),
                row.tlp.code().into(),
                date.unwrap_or(Cell::Empty),
                row.attributes.into(),
                tags.join(" ").into(),
                row.state.code().into(),
            ]
        };
        Ok(rows.into_iter().map(row).collect())
    }
}
