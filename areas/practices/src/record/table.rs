//! The list as a table to take away, with the same filters as the page.

use belfry_documents::Cell;
use belfry_identity::organisation;
use belfry_kernel::{Problem, SubjectId};
use belfry_store::Read;
use belfry_web::table::{self, Rows};
use belfry_web::{Reply, Visit};
use belfry_words::Words;

use super::fields::{self, TEXTS};
use super::select::{self, Filter};
use super::{Effort, Size};
use crate::access::Export;

/// Rows read at once.
const AT_ONCE: i64 = 100;

/// The file.
///
/// # Errors
/// [`Problem::NotFound`] for another ending.
pub fn file(visit: &mut Visit<Export>) -> Result<Reply, Problem> {
    table::file(visit, "practices", Lines { filter: Filter::of(visit.queries()), before: None })
}

/// The rows, block by block.
pub struct Lines {
    /// Which.
    pub filter: Filter,
    /// Behind which.
    pub before: Option<SubjectId>,
}

/// The columns, by codes that do not depend on a language; texts among them by their names.
pub const COLUMNS: [&str; 14] = [
    "uuid",
    "kind",
    "title",
    "state",
    "organisation",
    "tlp",
    "level",
    "country",
    "region",
    "size",
    "effort",
    "sectors",
    "items",
    "published",
];

impl Rows for Lines {
    fn columns(&self, _: &Words) -> Vec<String> {
        COLUMNS.iter().chain(&TEXTS).map(|name| (*name).to_owned()).collect()
    }

    fn block(&mut self, read: &Read, _: &Words) -> Result<Vec<Vec<Cell>>, Problem> {
        let rows = select::rows(read, &self.filter, self.before, AT_ONCE)?;
        let ids: Vec<SubjectId> = rows.iter().map(|row| row.subject.id).collect();
        self.before = ids.last().copied().or(self.before);
        let names = organisation::names(read, &select::owners(&rows))?;
        let (sectors, items) = (select::sectors(read, &ids)?, select::items(read, &ids)?);
        let line = |row: &select::Listed| {
            let written = &row.record.written;
            let id = row.subject.id;
            let items = items.get(&id).map(Vec::as_slice).unwrap_or_default();
            let items: Vec<String> = items.iter().map(|(framework, code)| format!("{framework}/{code}")).collect();
            let mut cells: Vec<Cell> = vec![
                row.subject.uuid.to_string().into(),
                written.kind.code().into(),
                row.subject.title.clone().into(),
                row.record.state.code().into(),
                names.get(&row.subject.owner).map_or(Cell::Empty, |name| name.name.clone().into()),
                row.tlp.clone().into(),
                written.level.code().into(),
                written.country.clone().into(),
                written.region.clone().into(),
                written.size.map_or("", Size::code).into(),
                written.effort.map_or("", Effort::code).into(),
                sectors.get(&id).map(|all| all.join(" ")).unwrap_or_default().into(),
                items.join(" ").into(),
                row.record.published.map_or(Cell::Empty, |at| at.to_string().into()),
            ];
            cells.extend(TEXTS.iter().map(|name| Cell::from(fields::text(written, name).to_owned())));
            cells
        };
        Ok(rows.iter().map(line).collect())
    }
}
