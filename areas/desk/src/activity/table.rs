//! What changed for a person as a file, one row for each notice, with the filters of the page.

use std::sync::Arc;

use belfry_documents::Cell;
use belfry_kernel::access::Read as Reads;
use belfry_kernel::{PersonId, Problem};
use belfry_store::Read;
use belfry_web::table::{self, Rows};
use belfry_web::{House, Reply, Visit};
use belfry_words::Words;

use super::{Asked, circles, word_name};
use crate::notice::line;
use crate::notice::store::{self, Filter, Notice};
use crate::subject::is_content;

/// Rows read at once.
const AT_ONCE: i64 = 250;

/// The file.
///
/// # Errors
/// As [`table::file`].
pub fn file(visit: &mut Visit<Reads>) -> Result<Reply, Problem> {
    let circles = circles(visit, &*visit.read()?)?;
    let asked = Asked::of(&circles, &|name| visit.query(name).to_owned());
    table::file(
        visit,
        "activity",
        Notices { house: visit.house().clone(), person: visit.person()?.id, asked, before: None },
    )
}

struct Notices {
    house: Arc<House>,
    person: PersonId,
    asked: Asked,
    before: Option<i64>,
}

impl Rows for Notices {
    fn columns(&self, t: &Words) -> Vec<String> {
        vec![
            t.s("desk-table-when"),
            t.s("desk-activity-what"),
            t.s("desk-table-happened"),
            t.s("desk-table-organisation"),
            t.s("desk-table-record"),
            t.s("desk-table-tlp"),
            t.s("desk-activity-state"),
        ]
    }

    fn block(&mut self, read: &Read, t: &Words) -> Result<Vec<Vec<Cell>>, Problem> {
        let filter = Filter { before: self.before, ..self.asked.filter() };
        let mut notices = store::list(read, self.person, filter, AT_ONCE)?;
        line::entitle(&self.house, read, t, &mut notices)?;
        self.before = notices.last().map(|notice| notice.id).or(self.before);
        let mut owners: Vec<_> = notices.iter().filter_map(|notice| notice.organisation).collect();
        owners.sort_unstable();
        owners.dedup();
        let names = belfry_identity::organisation::names(read, &owners)?;
        let row = |notice: &Notice| {
            let level = notice.subject.as_ref().filter(|about| is_content(about.kind)).map(|about| about.tlp.clone());
            let state = if notice.is_read { t.s("desk-table-read") } else { t.s("desk-activity-unread-only") };
            vec![
                notice.at.into(),
                word_name(t, &notice.word).into(),
                line::sentence(t, notice, &names).into(),
                notice.organisation.and_then(|id| names.get(&id)).map(|name| name.name.clone()).into(),
                line::title(t, notice).into(),
                level.into(),
                state.into(),
            ]
        };
        Ok(notices.iter().map(row).collect())
    }
}
