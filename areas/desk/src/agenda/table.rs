//! The agenda as a file, with the filters of its page.

use belfry_documents::Cell;
use belfry_kernel::Problem;
use belfry_kernel::access::Read as Reads;
use belfry_store::Read;
use belfry_store::agenda::{self, Due, Filter};
use belfry_web::table::{self, Rows};
use belfry_web::{Reply, Visit};
use belfry_words::Words;
use jiff::Timestamp;

use super::{Asked, Mine, after, line};

/// Rows read at once.
const AT_ONCE: i64 = 250;

/// The file.
///
/// # Errors
/// As [`table::file`].
pub fn file(visit: &mut Visit<Reads>) -> Result<Reply, Problem> {
    let asked = Asked::of(visit);
    let rows =
        Obligations { mine: Mine::of(visit)?, after: None, now: visit.now(), asked: Asked { after: None, ..asked } };
    table::file(visit, "agenda", rows)
}

struct Obligations {
    mine: Mine,
    asked: Asked,
    after: Option<(Timestamp, i64)>,
    now: Timestamp,
}

impl Rows for Obligations {
    fn columns(&self, t: &Words) -> Vec<String> {
        vec![
            "uuid".to_owned(),
            t.s("desk-agenda-what"),
            t.s("desk-agenda-due"),
            t.s("desk-agenda-state"),
            t.s("desk-agenda-whose"),
            t.s("desk-agenda-about"),
            t.s("desk-table-ended"),
        ]
    }

    fn block(&mut self, read: &Read, t: &Words) -> Result<Vec<Vec<Cell>>, Problem> {
        let filter = Filter { after: self.after, ..self.asked.filter(&self.mine) };
        let due = agenda::list(read, &filter, AT_ONCE)?;
        self.after = due.last().map(after).or(self.after);
        let mut owners: Vec<_> = due.iter().filter_map(|one| one.obligation.organisation).collect();
        owners.sort_unstable();
        owners.dedup();
        let names = belfry_identity::organisation::names(read, &owners)?;
        let row = |one: &Due| {
            vec![
                one.uuid.to_string().into(),
                line::title(t, &one.obligation.what, &one.obligation.data).into(),
                one.obligation.due.into(),
                line::state_words(t, one, self.now).into(),
                line::whose(one, &names).into(),
                one.about.as_ref().map(|(seen, _)| seen.title.clone()).into(),
                one.ended.map(|(at, ..)| at).into(),
            ]
        };
        Ok(due.iter().map(row).collect())
    }
}
