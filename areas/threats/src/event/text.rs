//! The texts of events, attributes and reports that stand in the search index: for excerpts, and to put them there anew.

use belfry_kernel::{LabelId, SubjectId};
use belfry_store::search::{self, Document, Hit};
use belfry_store::{Read, Result, Row, Sql, Tx, args, scope};
use belfry_web::prose;

use super::{change, store};

/// Characters of a text that are looked at: a report may be long.
const LONGEST: i64 = 20_000;

/// Those of these documents that are attributes or reports and that the reader sees.
pub fn of(read: &Read, hits: &[Hit]) -> Result<Vec<(i64, String)>> {
    let ids: Vec<i64> = hits.iter().filter(|hit| hit.document != hit.subject.0).map(|hit| hit.document).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new(
        "select a.id, a.value, coalesce(a.comment, ''), 0 from threats_attributes a \
         where a.id in {ints ?} and a.deleted = false and",
        [ids.clone().into()],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push(
        "union all select a.id, a.name, substr(a.content, 1, ?), 1 from threats_reports a \
         where a.id in {ints ?} and a.deleted = false and",
        [LONGEST.into(), ids.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    read.rows(sql, args![], |row| {
        let (first, second): (String, String) = (row.get(1)?, row.get(2)?);
        // Only reports are Markdown: a value may hold its signs.
        let second = if row.get::<i64>(3)? == 1 { prose::plain(&second) } else { second };
        Ok((row.get(0)?, format!("{first} {second}")))
    })
}

/// Puts the headers of the next events behind `after` into the index, in the place of what it held of them; the id of the
/// last, none when all are in. With the program's own key.
pub fn renew_events(tx: &Tx, after: i64, limit: i64) -> Result<Option<i64>> {
    let found = tx.rows(
        "select s.id, s.title from threats_events e join store_subjects s on s.id = e.id where e.id > $1 \
         order by e.id limit $2",
        args![after, limit],
        |row| Ok((row.get::<SubjectId>(0)?, row.get::<String>(1)?)),
    )?;
    for (id, title) in &found {
        change::index(tx, &store::header(tx, *id)?, title)?;
    }
    Ok(found.last().map(|(id, _)| id.0))
}

/// The same of attributes.
pub fn renew_attributes(tx: &Tx, after: i64, limit: i64) -> Result<Option<i64>> {
    let found = tx.rows(
        "select a.id, a.event_id, a.label_id, a.value, a.comment from threats_attributes a \
         where a.id > $1 and a.deleted = false order by a.id limit $2",
        args![after, limit],
        part,
    )?;
    renew(tx, &found)
}

/// The same of reports.
pub fn renew_reports(tx: &Tx, after: i64, limit: i64) -> Result<Option<i64>> {
    let found = tx.rows(
        "select a.id, a.event_id, a.label_id, a.name, a.content from threats_reports a \
         where a.id > $1 and a.deleted = false order by a.id limit $2",
        args![after, limit],
        part,
    )?;
    renew(tx, &found)
}

type Part = (i64, SubjectId, Option<LabelId>, String);

fn part(row: &Row<'_>) -> Result<Part> {
    let (first, second): (String, Option<String>) = (row.get(3)?, row.get(4)?);
    let text = match second.filter(|second| !second.is_empty()) {
        Some(second) => format!("{first}\n{second}"),
        None => first,
    };
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, text))
}

fn renew(tx: &Tx, found: &[Part]) -> Result<Option<i64>> {
    let documents: Vec<Document<'_>> = found
        .iter()
        .map(|(id, event, label, text)| Document { id: *id, subject: *event, label: *label, text })
        .collect();
    search::renew(tx, &documents)
}
