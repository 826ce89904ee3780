//! What the search index holds of a report.

use belfry_kernel::SubjectId;
use belfry_store::search::{Document, renew};
use belfry_store::{Result, Tx, args};

use super::content::{Both, Content};

/// The most letters of one report that are indexed.
const MOST: usize = 200_000;

fn words(title: &str, parts: &[Both]) -> String {
    let mut text = title.to_owned();
    for part in parts {
        for said in [&part.en, &part.fr] {
            if text.len() + said.len() < MOST && !said.is_empty() {
                text.push(' ');
                text.push_str(said);
            }
        }
    }
    text
}

/// Puts a report's words into the index, in the place of what it held of it.
pub fn put(tx: &Tx, id: SubjectId) -> Result<()> {
    let text = of(tx, id)?;
    renew(tx, &[Document { id: id.0, subject: id, label: None, text: &text }]).map(drop)
}

fn of(tx: &Tx, id: SubjectId) -> Result<String> {
    let (title, summary): (String, String) = tx.one(
        "select s.title, r.summary from insight_reports r join store_subjects s on s.id = r.id where r.id = $1",
        args![id],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let contents: Vec<String> =
        tx.rows("select content from insight_sections where report_id = $1 order by position, id", args![id], |row| {
            row.get(0)
        })?;
    let mut parts: Vec<Both> = vec![serde_json::from_str(&summary).unwrap_or_default()];
    for content in contents.iter().filter_map(|text| serde_json::from_str::<Content>(text).ok()) {
        parts.extend([content.title, content.text]);
    }
    Ok(words(&title, &parts))
}

/// Puts the next reports behind `after` into the index, in the place of what it held of them; the id of the last, none when all are in.
/// With the program's own key.
pub fn renew_all(tx: &Tx, after: i64, limit: i64) -> Result<Option<i64>> {
    let ids: Vec<SubjectId> =
        tx.rows("select id from insight_reports where id > $1 order by id limit $2", args![after, limit], |row| {
            row.get(0)
        })?;
    for id in &ids {
        put(tx, *id)?;
    }
    Ok(ids.last().map(|id| id.0))
}
