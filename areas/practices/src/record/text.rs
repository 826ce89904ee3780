//! What the search index holds of a record.

use belfry_kernel::SubjectId;
use belfry_store::search::{Document, renew};
use belfry_store::{Result, Tx, args};

use super::store::{self, Written};
use super::translate;

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
    let mut text = of(title, written);
    if let Some(said) = translate::of(tx, id, translate::other(written))? {
        text.push(' ');
        text.push_str(&said.title);
        said.texts.values().for_each(|one| {
            text.push(' ');
            text.push_str(one);
        });
    }
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
        Ok((row.get::<SubjectId>(0)?, row.get::<String>(1)?, written))
    })?;
    for (id, title, written) in &found {
        put(tx, *id, title, written)?;
    }
    Ok(found.last().map(|(id, ..)| id.0))
}
