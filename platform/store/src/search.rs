//! Search: one index of documents that belong to subjects, asked newest first under the reader's scope.
//!
//! A document has the visibility of its subject and, if it has one, of its own label. Nothing is ranked before the limit:
//! only the newest visible hits are, by whoever shows them.

use belfry_kernel::{CircleId, LabelId, OrganisationId, SubjectId, Tlp};
use jiff::Timestamp;
use unicode_normalization::UnicodeNormalization;

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

/// Puts documents into the index in the place of those of the same ids, if there are any; the id of the last.
pub fn renew(tx: &Tx, documents: &[Document<'_>]) -> Result<Option<i64>> {
    for document in documents {
        drop_one(tx, document.id)?;
    }
    add(tx, documents)?;
    Ok(documents.last().map(|document| document.id))
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

/// What a search is narrowed to, besides its words.
#[derive(Clone, Copy, Debug, Default)]
pub struct Narrow<'a> {
    /// Kinds of subjects.
    pub kinds: &'a [Kind],
    /// Whose they are.
    pub owner: Option<OrganisationId>,
    /// The level of the subject's label.
    pub level: Option<Tlp>,
    /// A circle that the subject's label names. The caller has made sure that the reader knows of it.
    pub circle: Option<CircleId>,
    /// Last changed at this instant or later.
    pub since: Option<Timestamp>,
    /// Last changed before this instant.
    pub until: Option<Timestamp>,
}

/// The newest visible documents of these kinds that hold every word of `query`, below `before`; as [`find`].
pub fn newest(read: &Read, query: &str, kinds: &[Kind], before: Option<i64>, limit: i64) -> Result<Vec<Hit>> {
    find(read, query, &Narrow { kinds, ..Narrow::default() }, before, limit)
}

/// The newest visible documents that hold every word of `query`, below `before`, narrowed. A word in quotes is a phrase, one that
/// ends in `*` the beginning of a word, one after a minus must not stand there. A query without a wanted word finds nothing.
pub fn find(read: &Read, query: &str, narrow: &Narrow<'_>, before: Option<i64>, limit: i64) -> Result<Vec<Hit>> {
    let terms = terms(query);
    if narrow.kinds.is_empty() || terms.iter().all(|term| term.not) {
        return Ok(Vec::new());
    }
    match read.dialect() {
        Dialect::Sqlite => search_sqlite::find(read, &terms, narrow, before, limit),
        Dialect::Postgres => search_postgres::find(read, &terms, narrow, before, limit),
    }
}

/// The words that a query wants, each with whether only the beginning of a word is meant: for marks in what was found.
pub fn wanted(query: &str) -> Vec<(String, bool)> {
    let wanted = terms(query).into_iter().filter(|term| !term.not);
    let words = |term: Term| {
        let last = term.words.len().saturating_sub(1);
        term.words.into_iter().enumerate().map(move |(at, word)| (word, term.prefix && at == last)).collect::<Vec<_>>()
    };
    wanted.flat_map(words).collect()
}

/// Where the words of a text stand, each as the index knows it: for marks in what was found.
pub fn places(text: &str) -> Vec<(std::ops::Range<usize>, String)> {
    let mut all = Vec::new();
    let mut begin = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (begin, c.is_alphanumeric()) {
            (None, true) => begin = Some(at),
            (Some(from), false) => {
                begin = None;
                let word = text.get(from..at).unwrap_or_default();
                all.push((from..at, tokens(word).collect::<String>()));
            }
            _ => {}
        }
    }
    all
}

/// A word or phrase to be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    /// The words of the phrase, without anything an engine could take for an operator.
    pub(crate) words: Vec<String>,
    /// The last word is the beginning of one.
    pub(crate) prefix: bool,
    /// It must not stand there.
    pub(crate) not: bool,
}

/// Reads a query as people write it.
pub(crate) fn terms(query: &str) -> Vec<Term> {
    let mut all = Vec::new();
    let mut not = false;
    for (n, part) in query.split('"').enumerate() {
        if n % 2 == 1 {
            push(&mut all, part, not);
        } else {
            part.split_whitespace().for_each(|word| push(&mut all, word, word.starts_with('-')));
            // A minus right before quotes is meant for the phrase.
            not = part.ends_with('-') && !part.ends_with("--");
        }
    }
    all.truncate(MOST_WORDS);
    all
}

fn push(all: &mut Vec<Term>, text: &str, not: bool) {
    let prefix = text.ends_with('*');
    let words: Vec<String> = tokens(text).take(MOST_WORDS).collect();
    if !words.is_empty() {
        all.push(Term { words, prefix, not });
    }
}

/// The words of a text as both engines are given them: letters and digits in runs, lower case, without the marks that people
/// leave out when they search.
pub(crate) fn tokens(text: &str) -> impl Iterator<Item = String> + '_ {
    // A mark that stands behind its letter belongs to the word.
    let is_between = |c: char| !c.is_alphanumeric() && !is_mark(c);
    text.split(is_between).filter(|word| !word.is_empty()).map(|word| {
        if word.is_ascii() {
            return word.to_ascii_lowercase();
        }
        word.chars().filter(|c| !is_mark(*c)).map(plain).collect::<String>().to_lowercase()
    })
}

/// Accents and the like: the block of combining diacritical marks.
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// A letter without its marks; one that is made of other parts, as in Korean, stays whole.
fn plain(c: char) -> char {
    let mut parts = std::iter::once(c).nfd();
    let base = parts.next().unwrap_or(c);
    if parts.all(is_mark) { base } else { c }
}

pub(crate) fn kind_codes(kinds: &[Kind]) -> Value<'static> {
    Value::Ints(kinds.iter().map(|kind| i64::from(kind.code)).collect())
}

/// Whether the reader sees few enough records of these kinds that his own are looked through first.
pub(crate) fn is_sparse(read: &Read, kinds: &[Kind]) -> Result<bool> {
    crate::scope::prepare(read, kinds)?;
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
         and exists (select 1 from store_visible v where v.grant_key = $2 and v.label_id = s.label_id limit 1) \
         order by s.id desc",
        args![ids, read.key()],
        |row| crate::subject::Subject::from_row(row, 0),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_same_with_and_without_their_marks() {
        let words = |text| tokens(text).collect::<Vec<_>>().join(" ");
        assert_eq!(words("Évaluation de l'ÉTÉ"), "evaluation de l ete");
        assert_eq!(words("e\u{301}te\u{301}, Ωμέγα, 한국"), "ete ωμεγα 한국");
    }

    #[test]
    fn a_query_becomes_words_phrases_and_beginnings() {
        let told = |query: &str| -> Vec<String> {
            let word = |t: &Term| {
                let (not, star) = (if t.not { "-" } else { "" }, if t.prefix { "*" } else { "" });
                format!("{not}{}{star}", t.words.join("+"))
            };
            terms(query).iter().map(word).collect()
        };
        assert_eq!(
            told(r#"Zebrocy "command and control" evil.exam* -- "" "#),
            ["zebrocy", "command+and+control", "evil+exam*"]
        );
        assert_eq!(told(r#"water-works -drill -"test only" -te*"#), ["water+works", "-drill", "-test+only", "-te*"]);
        assert_eq!(
            wanted(r#"zeb* -drill "two words""#),
            [("zeb".into(), true), ("two".into(), false), ("words".into(), false)]
        );
        let text = "Énergie, panne";
        assert_eq!(places(text).into_iter().map(|(at, _)| &text[at]).collect::<Vec<_>>(), ["Énergie", "panne"]);
    }
}
