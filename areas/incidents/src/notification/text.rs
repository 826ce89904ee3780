//! What the search index holds of a notification: its number and its law. Answers are not in it: not every recipient may read each.

use belfry_kernel::SubjectId;
use belfry_store::search::{self, Document, renew};
use belfry_store::{Result, Tx, args};

/// Its words: the number as it is written and as it is said.
fn of(number: &str, regime: &str) -> String {
    format!("{number} {} {regime}", number.replace('-', ""))
}

/// Puts those of a new notification into the index.
///
/// # Errors
/// Those of the database.
pub fn add(tx: &Tx, id: SubjectId, number: &str, regime: &str) -> Result<()> {
    search::add(tx, &[Document { id: id.0, subject: id, label: None, text: &of(number, regime) }])
}

/// Puts the next notifications behind `after` into the index; the id of the last, none when all are in. With the program's own key.
///
/// # Errors
/// Those of the database.
pub fn renew_all(tx: &Tx, after: i64, limit: i64) -> Result<Option<i64>> {
    let found = tx.rows(
        "select id, number, regime from incidents_notifications where id > $1 order by id limit $2",
        args![after, limit],
        |row| Ok((row.get::<SubjectId>(0)?, of(&row.get::<String>(1)?, &row.get::<String>(2)?))),
    )?;
    let documents: Vec<Document<'_>> =
        found.iter().map(|(id, text)| Document { id: id.0, subject: *id, label: None, text }).collect();
    renew(tx, &documents)
}
