//! The inbox as a table to take away, with the same filters as the page. Answers are not in it: they have an audience of their own.

use belfry_documents::Cell;
use belfry_identity::organisation;
use belfry_kernel::{OrganisationId, PersonId, Problem};
use belfry_store::Read;
use belfry_web::table::{self, Rows};
use belfry_web::{Reply, Visit};
use belfry_words::Words;

use super::select::{self, Cursor, Filter, Listed};
use crate::access::{HANDLERS, Inbox, all};
use crate::incident::Cause;

/// Rows read at once.
const AT_ONCE: i64 = 200;

/// The file.
///
/// # Errors
/// [`Problem::NotFound`] for another ending, [`Problem::Forbidden`].
pub fn file(visit: &mut Visit<Inbox>) -> Result<Reply, Problem> {
    let (offices, me) = (all(visit.person()?, HANDLERS), visit.person()?.id);
    let filter = Filter::of(visit.queries());
    let chosen = offices.iter().find(|office| office.0 == filter.office).or(offices.first());
    let office = *chosen.ok_or(Problem::Forbidden)?;
    table::file(visit, "inbox", Lines { office, me, filter, after: None })
}

struct Lines {
    office: OrganisationId,
    me: PersonId,
    filter: Filter,
    after: Option<Cursor>,
}

const COLUMNS: [&str; 19] = [
    "uuid",
    "number",
    "entity",
    "regime",
    "kind",
    "voluntary",
    "exercise",
    "sector",
    "country",
    "cause",
    "border",
    "state",
    "aware",
    "received",
    "replied",
    "notified",
    "handled",
    "closed",
    "due",
];

impl Rows for Lines {
    fn columns(&self, _: &Words) -> Vec<String> {
        COLUMNS.map(str::to_owned).to_vec()
    }

    fn block(&mut self, read: &Read, _: &Words) -> Result<Vec<Vec<Cell>>, Problem> {
        let rows = select::rows(read, self.office, self.me, &self.filter, self.after, AT_ONCE)?;
        self.after = rows.last().map(Listed::cursor).or(self.after);
        let names = organisation::names(read, &rows.iter().map(|row| row.subject.owner).collect::<Vec<_>>())?;
        let entity = |row: &Listed| names.get(&row.subject.owner).map(|name| name.name.clone()).unwrap_or_default();
        Ok(rows.iter().map(|row| line(row, entity(row))).collect())
    }
}

fn line(row: &Listed, entity: String) -> Vec<Cell> {
    let one = &row.notification;
    let truth = |yes: bool| Cell::from(if yes { "yes" } else { "no" });
    vec![
        row.subject.uuid.to_string().into(),
        one.number.clone().into(),
        entity.into(),
        one.regime.clone().into(),
        one.kind.code().into(),
        truth(one.voluntary),
        truth(one.exercise),
        one.sector.clone().into(),
        one.country.clone().into(),
        one.cause.map_or("", Cause::code).into(),
        one.border.code().into(),
        one.state.code().into(),
        one.aware.into(),
        one.received.into(),
        one.replied.into(),
        one.notified.into(),
        one.handled.into(),
        one.closed.into(),
        row.due.into(),
    ]
}
