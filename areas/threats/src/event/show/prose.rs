//! Reports: Markdown made into HTML that can do no harm.

use std::collections::HashMap;

use belfry_kernel::SubjectId;
use belfry_store::{Read, Result, Sql, args, scope};
use belfry_web::prose::{harmless, targets};
use uuid::Uuid;

use super::parts::targets_named;

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

/// The reports of an event that was loaded before, as far as the reader sees them.
pub fn load(read: &Read, event: SubjectId) -> Result<Vec<Report>> {
    let mut sql = Sql::new(
        "select a.name, a.content from threats_reports a where a.event_id = ? and a.deleted = false and",
        [event.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by a.id limit ?", [MOST.into()]);
    let texts = read.rows(sql, args![], |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)))?;
    let mut targets: Vec<Uuid> = texts.iter().flat_map(|(_, text)| targets(text)).collect();
    targets.sort_unstable();
    targets.dedup();
    let names = if targets.is_empty() { HashMap::new() } else { targets_named(read, event, targets)? };
    let reports = texts.into_iter().zip(1_usize..).map(|((name, text), number)| Report {
        anchor: format!("report-{number}"),
        name,
        html: harmless(&text, &names),
    });
    Ok(reports.collect())
}
