//! The list of one's own incidents as a table to take away, with the same filters as the page.

use belfry_documents::Cell;
use belfry_kernel::{Problem, SubjectId};
use belfry_store::Read;
use belfry_web::table::{self, Rows};
use belfry_web::{Reply, Visit};
use belfry_words::Words;

use super::select::{self, Filter};
use super::store::Incident;
use super::{Cause, Class, Severity};
use crate::access::Export;

/// Rows read at once.
const AT_ONCE: i64 = 200;

/// The file.
///
/// # Errors
/// [`Problem::NotFound`] for another ending.
pub fn file(visit: &mut Visit<Export>) -> Result<Reply, Problem> {
    table::file(visit, "incidents", Lines { filter: Filter::of(visit.queries()), before: None })
}

struct Lines {
    filter: Filter,
    before: Option<SubjectId>,
}

/// By codes that do not depend on a language. share is in per cent, loss in euro.
const COLUMNS: [&str; 21] = [
    "uuid",
    "number",
    "title",
    "kind",
    "state",
    "exercise",
    "began",
    "detected",
    "aware",
    "resolved",
    "cause",
    "class",
    "suspected",
    "border",
    "severity",
    "users",
    "share",
    "loss",
    "place",
    "impact",
    "opened",
];

impl Rows for Lines {
    fn columns(&self, _: &Words) -> Vec<String> {
        COLUMNS.map(str::to_owned).to_vec()
    }

    fn block(&mut self, read: &Read, _: &Words) -> Result<Vec<Vec<Cell>>, Problem> {
        let rows = select::rows(read, &self.filter, self.before, AT_ONCE)?;
        self.before = rows.last().map(|(subject, _)| subject.id).or(self.before);
        Ok(rows.iter().map(|(subject, incident)| line(&subject.uuid.to_string(), &subject.title, incident)).collect())
    }
}

fn line(uuid: &str, title: &str, incident: &Incident) -> Vec<Cell> {
    let one = &incident.written;
    vec![
        uuid.into(),
        incident.number.clone().into(),
        title.into(),
        one.kind.code().into(),
        incident.state.code().into(),
        if one.exercise { "yes" } else { "no" }.into(),
        one.began.into(),
        one.detected.into(),
        one.aware.into(),
        one.resolved.into(),
        one.cause.map_or("", Cause::code).into(),
        one.class.map_or("", Class::code).into(),
        one.suspected.code().into(),
        one.border.code().into(),
        one.severity.map_or("", Severity::code).into(),
        one.users.into(),
        one.share.map_or(Cell::Empty, |share| Cell::Thousandths(share * 10)),
        one.loss.map_or(Cell::Empty, |cents| Cell::Thousandths(cents.saturating_mul(10))),
        one.place.clone().into(),
        one.impact.clone().into(),
        incident.opened.into(),
    ]
}
