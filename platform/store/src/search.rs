//! Search: one index of documents that belong to subjects, asked newest first under the reader's scope.
//!
//! A document has the visibility of its subject and, if it has one, of its own label. Nothing is ranked before the limit:
//! only the newest visible hits are, by whoever shows them.

use belfry_kernel::{LabelId, SubjectId};

use crate::db::Dialect;
use crate::error::Result;
use crate::subject::Kind;
use crate::transaction::{Read, Tx};
use crate::{Value, args, search_postgres, search_sqlite};

/// Hits counted exactly; beyond it a page says "1,000+".
pub const COUNTED: i64 = 1_000;
/// Words of a query that are used.
const MOST_WORDS: usize = 12;

/// A text of a subject.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// Unique in the whole index: the subject's own id, or the id of a part of it.
    pub id: i64,
    /// Whose.
    pub subject: SubjectId,
    /// A label of its own, stricter than the subject's.
    pub label: Option<LabelId>,
    /// The words.
    pub text: &'a str,
}

/// A document that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// [`Document::id`].
    pub document: i64,
    /// [`Document::subject`].
    pub subject: SubjectId,
}

/// Puts new documents into the index. One of the same id must have been dropped before.
pub fn add(tx: &Tx, documents: &[Document<'_>]) -> Result<()> {
    match tx.dialect() {
        Dialect::Sqlite => search_sqlite::add(tx, documents),
        Dialect::Postgres => search_postgres::add(tx, documents),
    }
}

/// Takes one document out.
pub fn drop_one(tx: &Tx, document: i64) -> Result<()> {
    match tx.dialect() {
        Dialect::Sqlite => search_sqlite::drop_one(tx, document),
        Dialect::Postgres => search_postgres::drop_one(tx, document),
    }
}

/// Takes all documents of a subject out.
pub fn drop_subject(tx: &Tx, subject: SubjectId) -> Result<()> {
    match tx.dialect() {
        Dialect::Sqlite => search_sqlite::drop_subject(tx, subject),
        Dialect::Postgres => search_postgres::drop_subject(tx, subject),
    }
}

/// The newest visible documents of these kinds that hold every word of `query`, below `before`. A word in quotes is a
/// phrase, one that ends in `*` the beginning of a word. A query without a word finds nothing.
pub fn newest(read: &Read, query: &str, kinds: &[Kind], before: Option<i64>, limit: i64) -> Result<Vec<Hit>> {
    let terms = terms(query);
    if terms.is_empty() || kinds.is_empty() {
        return Ok(Vec::new());
    }
    match read.dialect() {
        Dialect::Sqlite => search_sqlite::newest(read, &terms, kinds, before, limit),
        Dialect::Postgres => search_postgres::newest(read, &terms, kinds, before, limit),
    }
}

/// A word or phrase to be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    /// The words of the phrase, without anything an engine could take for an operator.
    pub(crate) words: Vec<String>,
    /// The last word is the beginning of one.
    pub(crate) prefix: bool,
}

/// Reads a query as people write it.
pub(crate) fn terms(query: &str) -> Vec<Term> {
    let mut all = Vec::new();
    for (n, part) in query.split('"').enumerate() {
        if n % 2 == 1 {
            push(&mut all, part);
        } else {
            part.split_whitespace().for_each(|word| push(&mut all, word));
        }
    }
    all.truncate(MOST_WORDS);
    all
}

fn push(all: &mut Vec<Term>, text: &str) {
    let prefix = text.ends_with('*');
    let words: Vec<String> = tokens(text).take(MOST_WORDS).collect();
    if !words.is_empty() {
        all.push(Term { words, prefix });
    }
}

/// The words of a text as both engines are given them: letters and digits in runs, lower case.
pub(crate) fn tokens(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

pub(crate) fn kind_codes(kinds: &[Kind]) -> Value<'static> {
    Value::Ints(kinds.iter().map(|kind| i64::from(kind.code)).collect())
}

/// Whether the reader sees few enough records of these kinds that his own are looked through first.
pub(crate) fn is_sparse(read: &Read, kinds: &[Kind]) -> Result<bool> {
    for kind in kinds {
        if crate::scope::shape(read, *kind)? == crate::scope::Shape::Walk {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The titles and addresses of subjects that the reader may see, for lists of hits, in the order of their ids, newest first.
pub fn subjects(read: &Read, ids: &[SubjectId]) -> Result<Vec<crate::subject::Subject>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    read.rows(
        "select s.id, s.uuid, s.kind, s.label_id, s.owner_id, s.author_id, s.title, s.updated from store_subjects s \
         where s.id in {ints $1} \
         and exists (select 1 from store_visible v where v.grant_key = $2 and v.label_id = s.label_id) order by s.id desc",
        args![ids, read.key()],
        |row| crate::subject::Subject::from_row(row, 0),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_becomes_words_phrases_and_beginnings() {
        let terms = terms(r#"Zebrocy "command and control" evil.exam* -- "" "#);
        let told: Vec<String> =
            terms.iter().map(|t| format!("{}{}", t.words.join("+"), if t.prefix { "*" } else { "" })).collect();
        assert_eq!(told, ["zebrocy", "command+and+control", "evil+exam*"]);
    }
}
