//! Reports: Markdown made into HTML that can do no harm.

use std::collections::HashMap;

use belfry_kernel::SubjectId;
use belfry_store::{Read, Result, Sql, args, scope};
use belfry_web::prose;
use uuid::Uuid;

/// Reports shown with an event.
const MOST: i64 = 20;

/// A report.
#[derive(Debug)]
pub struct Report {
    /// Its place on the page.
    pub anchor: String,
    /// Its name.
    pub name: String,
    /// Harmless HTML.
    pub html: String,
}

/// Names and texts of the reports of an event that was loaded before, as far as the reader sees them.
pub fn texts(read: &Read, event: SubjectId) -> Result<Vec<(String, String)>> {
    let mut sql = Sql::new(
        "select a.name, a.content from threats_reports a where a.event_id = ? and a.deleted = false and",
        [event.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by a.id limit ?", [MOST.into()]);
    read.rows(sql, args![], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// What these texts point at.
pub fn targets(texts: &[(String, String)]) -> Vec<Uuid> {
    texts.iter().flat_map(|(_, text)| prose::targets(text)).collect()
}

/// The reports of these texts, with the names of what they point at.
pub fn reports(texts: Vec<(String, String)>, names: &HashMap<Uuid, String>) -> Vec<Report> {
    let reports = texts.into_iter().zip(1_usize..).map(|((name, text), number)| Report {
        anchor: format!("report-{number}"),
        name,
        html: prose::harmless(&text, names),
    });
    reports.collect()
}
