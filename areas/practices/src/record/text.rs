//! What the search index holds of a record.

use belfry_kernel::SubjectId;
use belfry_store::search::{Document, renew};
use belfry_store::{Result, Tx, args};

use super::store::{self, Written};

/// Its words.
fn of(title: &str, written: &Written) -> String {
    let parts = [
        title,
        &written.context,
        &written.problem,
        &written.done,
        &written.eases,
        &written.evidence,
        &written.obstacles,
        &written.transfer,
        &written.region,
    ];
    parts.join(" ")
}

/// Puts them into the index, in the place of what it held of the record.
///
/// # Errors
/// Those of the database.
pub fn put(tx: &Tx, id: SubjectId, title: &str, written: &Written) -> Result<()> {
    let text = of(title, written);
    renew(tx, &[Document { id: id.0, subject: id, label: None, text: &text }]).map(drop)
}

/// Puts the next records behind `after` into the index, in the place of what it held of them; the id of the last, none when all are
/// in. With the program's own key.
///
/// # Errors
/// Those of the database.
pub fn renew_all(tx: &Tx, after: i64, limit: i64) -> Result<Option<i64>> {
    let sql = belfry_store::Sql::new("select s.id, s.title,", []).and(store::COLUMNS, []).and(
        "from practices_records r join store_subjects s on s.id = r.id where r.id > ? order by r.id limit ?",
        [after.into(), limit.into()],
    );
    let found = tx.rows(sql, args![], |row| {
        let written = store::from_row(row, 2)?.written;
        Ok((row.get::<SubjectId>(0)?, of(&row.get::<String>(1)?, &written)))
    })?;
    let documents: Vec<Document<'_>> =
        found.iter().map(|(id, text)| Document { id: id.0, subject: *id, label: None, text }).collect();
    renew(tx, &documents)
}
