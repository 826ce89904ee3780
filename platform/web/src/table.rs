//! A list as a file: CSV or a workbook, block by block in the export lane, each block read in a picture of its own under its
//! reader's key.
//!
//! ```text
//! site.table::<Export>("/events", list::file);      // GET /AREA/events.csv and /AREA/events.xlsx
//! fn file(visit: &mut Visit<Export>) -> Result<Reply, Problem> { table::file(visit, "events", Lines { .. }) }
//! ```

use std::sync::Arc;

use belfry_documents::{Cell, DocumentError, Format, Pieces, Table};
use belfry_kernel::Problem;
use belfry_store::{Key, Read};
use belfry_words::Words;

use crate::house::House;
use crate::reply::Reply;
use crate::visit::Visit;

/// What an area says of its list: headings, and rows after those that it gave last.
pub trait Rows: Send + 'static {
    /// The headings, in the reader's language.
    fn columns(&self, t: &Words) -> Vec<String>;

    /// The next rows, some hundred; none at the end.
    ///
    /// # Errors
    /// Those of the database.
    fn block(&mut self, read: &Read, t: &Words) -> Result<Vec<Vec<Cell>>, Problem>;
}

/// The answer: the format is the one that the address ends with.
///
/// # Errors
/// [`Problem::NotFound`] for another ending; [`Problem::Internal`] when no temporary file can be made.
pub fn file<A>(visit: &Visit<A>, name: &str, rows: impl Rows) -> Result<Reply, Problem> {
    made(visit, visit.key(), name, rows)
}

/// As [`file()`], read under the program's own key: for what has no scope, such as the ledger, under an act that only its
/// auditors have.
///
/// # Errors
/// As [`file()`].
pub fn file_of_system<A>(visit: &Visit<A>, name: &str, rows: impl Rows) -> Result<Reply, Problem> {
    made(visit, Key::SYSTEM, name, rows)
}

fn made<A>(visit: &Visit<A>, key: Key, name: &str, rows: impl Rows) -> Result<Reply, Problem> {
    let format = Format::of(visit.url()).ok_or(Problem::NotFound)?;
    let listing = Listing { house: visit.house().clone(), key, words: visit.t(), rows };
    let folder = visit.house().files.clone();
    let mut pieces = Pieces::new(listing, format, folder).map_err(|error| Problem::Internal(error.to_string()))?;
    let make = move || pieces.piece().map_err(|Broken(why)| why).transpose();
    Ok(Reply::Stream(name.to_owned(), format.media(), Box::new(make)))
}

/// The addresses of a list's files, with the filters of its page: CSV, then the workbook.
#[must_use]
pub fn links(path: &str, query: &str) -> (String, String) {
    let joint = if query.is_empty() { "" } else { "?" };
    (format!("{path}.csv{joint}{query}"), format!("{path}.xlsx{joint}{query}"))
}

struct Listing<R> {
    house: Arc<House>,
    key: Key,
    words: Words,
    rows: R,
}

/// Why a file broke off.
struct Broken(String);

impl From<DocumentError> for Broken {
    fn from(error: DocumentError) -> Self {
        Self(error.to_string())
    }
}

impl<R: Rows> Table for Listing<R> {
    type Error = Broken;

    fn columns(&self) -> Vec<String> {
        self.rows.columns(&self.words)
    }

    fn block(&mut self) -> Result<Vec<Vec<Cell>>, Broken> {
        let read = self.house.db.read(self.key).map_err(|error| Broken(error.to_string()))?;
        self.rows.block(&read, &self.words).map_err(|problem| Broken(problem.to_string()))
    }
}
