//! My reports, and what became of them.

use askama::Template;
use belfry_kernel::{Problem, SubjectId};
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;

use super::inbox::{Row, rows};
use super::store::{self, Which};
use crate::access::Tell;

/// Rows on a page.
const ROWS: usize = 50;
const HERE: &str = "/practices/reports";

#[derive(Template)]
#[template(path = "report/mine.html")]
struct Body {
    t: Words,
    rows: Vec<Row>,
    newer: String,
    older: String,
}

/// The page.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Tell>) -> Result<Reply, Problem> {
    let t = visit.t();
    let before: Option<SubjectId> = visit.query("before").parse().ok().map(SubjectId);
    let read = visit.read()?;
    let mut found = store::list(&read, &Which::Of(visit.person()?.id), before, ROWS as i64 + 1)?;
    let more = found.len() > ROWS;
    found.truncate(ROWS);
    let older = found.last().filter(|_| more).map(|last| format!("{HERE}?before={}", last.subject.id));
    let rows = rows(visit, &read, &found, |one| one.report.desk)?;
    drop(read);
    let body = Body {
        rows,
        newer: if before.is_some() { HERE.into() } else { String::new() },
        older: older.unwrap_or_default(),
        t: t.clone(),
    };
    Ok(Page::new(t.s("practices-report-mine"), body)
        .lead(t.s("practices-report-mine-lead"))
        .crumb(t.s("practices-nav"), "/practices")
        .action(Action::link(t.s("practices-report-new"), "/practices/report", "send").primary())
        .into())
}
