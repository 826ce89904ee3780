//! Organisations and circles as documents of the search index, for those that stood there before it held them.

use belfry_store::search::{Document, renew};
use belfry_store::{Result, Row, Tx, args};

/// Puts the next organisations behind `after` into the index, in the place of what it held of them; the id of the last, none
/// when all are in.
pub fn organisations(tx: &Tx, after: i64, limit: i64) -> Result<Option<i64>> {
    let found = tx.rows(
        "select o.id, o.name, o.short_name, o.about from identity_organisations o where o.id > $1 order by o.id limit $2",
        args![after, limit],
        |row| text(row, 3),
    )?;
    put(tx, &found)
}

/// The same of circles.
pub fn circles(tx: &Tx, after: i64, limit: i64) -> Result<Option<i64>> {
    let found = tx.rows(
        "select c.id, c.name, c.purpose from identity_circles c where c.id > $1 order by c.id limit $2",
        args![after, limit],
        |row| text(row, 2),
    )?;
    put(tx, &found)
}

fn text(row: &Row<'_>, parts: usize) -> Result<(i64, String)> {
    let parts = (1..=parts).map(|part| row.get::<String>(part)).collect::<Result<Vec<_>>>()?;
    Ok((row.get(0)?, parts.join("\n")))
}

fn put(tx: &Tx, found: &[(i64, String)]) -> Result<Option<i64>> {
    let documents: Vec<Document<'_>> = found
        .iter()
        .map(|(id, text)| Document { id: *id, subject: belfry_kernel::SubjectId(*id), label: None, text })
        .collect();
    renew(tx, &documents)
}
