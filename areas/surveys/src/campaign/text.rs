//! What the search index holds of a survey.

use belfry_kernel::SubjectId;
use belfry_store::search::{Document, renew};
use belfry_store::{Result, Tx, args};

/// Its words.
pub fn of(title: &str, about: &str) -> String {
    format!("{title} {about}")
}

/// Puts these words into the index, in the place of what it held of the survey.
pub fn put(tx: &Tx, id: SubjectId, title: &str, about: &str) -> Result<()> {
    let text = of(title, about);
    renew(tx, &[Document { id: id.0, subject: id, label: None, text: &text }]).map(drop)
}

/// Puts the next surveys behind `after` into the index, in the place of what it held of them; the id of the last, none when all
/// are in. With the program's own key.
pub fn renew_all(tx: &Tx, after: i64, limit: i64) -> Result<Option<i64>> {
    let found = tx.rows(
        "select c.id, s.title, c.about from surveys_campaigns c join store_subjects s on s.id = c.id \
         where c.id > $1 order by c.id limit $2",
        args![after, limit],
        |row| Ok((row.get::<SubjectId>(0)?, of(&row.get::<String>(1)?, &row.get::<String>(2)?))),
    )?;
    let documents: Vec<Document<'_>> =
        found.iter().map(|(id, text)| Document { id: id.0, subject: *id, label: None, text }).collect();
    renew(tx, &documents)
}
