//! What the search index holds of an incident: seen by its own people, like all of it.

use belfry_kernel::SubjectId;
use belfry_store::search::{self, Document, renew};
use belfry_store::{Result, Sql, Tx, args};

use super::store::{self, Written};

/// Its words.
fn of(number: &str, title: &str, written: &Written) -> String {
    [number, title, &written.description, &written.impact, &written.measures, &written.place].join(" ")
}

/// Puts those of a new incident into the index.
///
/// # Errors
/// Those of the database.
pub fn add(tx: &Tx, id: SubjectId, (number, title): (&str, &str), written: &Written) -> Result<()> {
    search::add(tx, &[Document { id: id.0, subject: id, label: None, text: &of(number, title, written) }])
}

/// Puts them into the index, in the place of what it held of the incident.
///
/// # Errors
/// Those of the database.
pub fn put(tx: &Tx, id: SubjectId, title: &str, written: &Written) -> Result<()> {
    let number: String = tx.one("select number from incidents_incidents where id = $1", args![id], |row| row.get(0))?;
    renew(tx, &[Document { id: id.0, subject: id, label: None, text: &of(&number, title, written) }]).map(drop)
}

/// Puts the next incidents behind `after` into the index, in the place of what it held of them; the id of the last, none when all are
/// in. With the program's own key.
///
/// # Errors
/// Those of the database.
pub fn renew_all(tx: &Tx, after: i64, limit: i64) -> Result<Option<i64>> {
    let sql = Sql::new("select s.id, s.title,", []).and(store::COLUMNS, []).and(
        "from incidents_incidents i join store_subjects s on s.id = i.id where i.id > ? order by i.id limit ?",
        [after.into(), limit.into()],
    );
    let found = tx.rows(sql, args![], |row| {
        let incident = store::from_row(row, 2)?;
        let text = of(&incident.number, &row.get::<String>(1)?, &incident.written);
        Ok((row.get::<SubjectId>(0)?, text))
    })?;
    let documents: Vec<Document<'_>> =
        found.iter().map(|(id, text)| Document { id: id.0, subject: *id, label: None, text }).collect();
    renew(tx, &documents)
}
