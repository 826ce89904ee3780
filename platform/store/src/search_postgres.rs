//! The text index on PostgreSQL: reached only through the definer functions of the first migration.

use belfry_kernel::{SubjectId, Tlp};
use jiff::Timestamp;

use crate::args;
use crate::carry::Words;
use crate::error::Result;
use crate::search::{Document, Hit, Narrow, Term, is_sparse, kind_codes, tokens};
use crate::transaction::{Read, Tx};

/// Documents put in by one statement.
const AT_ONCE: usize = 1_000;

pub(crate) fn add(tx: &Tx, documents: &[Document<'_>]) -> Result<()> {
    for block in documents.chunks(AT_ONCE) {
        let ids = block.iter().map(|d| d.id).collect::<Vec<_>>();
        let subjects = block.iter().map(|d| d.subject.0).collect::<Vec<_>>();
        // No label has the id 0: it stands for none.
        let labels = block.iter().map(|d| d.label.map_or(0, |l| l.0)).collect::<Vec<_>>();
        let texts = block.iter().map(|d| tokens(d.text).collect::<Vec<_>>().join(" ")).collect::<Vec<_>>();
        tx.maybe(
            "select count(store_search_put(d.id, d.subject, nullif(d.label, 0), d.words)) \
             from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[]) d (id, subject, label, words)",
            args![ids, subjects, labels, texts],
            |_| Ok(()),
        )?;
    }
    Ok(())
}

pub(crate) fn drop_one(tx: &Tx, document: i64) -> Result<()> {
    tx.maybe("select 1 from store_search_drop($1)", args![document], |_| Ok(()))?;
    Ok(())
}

pub(crate) fn drop_subject(tx: &Tx, subject: SubjectId) -> Result<()> {
    tx.maybe("select 1 from store_search_drop_subject($1)", args![subject], |_| Ok(()))?;
    Ok(())
}

pub(crate) fn find(
    read: &Read,
    terms: &[Term],
    narrow: &Narrow<'_>,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<Hit>> {
    let query: Vec<String> = terms
        .iter()
        .map(|t| {
            let words: Vec<String> = t.words.iter().map(|word| format!("'{word}'")).collect();
            let (not, star) = (if t.not { "!" } else { "" }, if t.prefix { ":*" } else { "" });
            format!("{not}({}{star})", words.join(" <-> "))
        })
        .collect();
    let sparse = is_sparse(read, narrow.kinds)?;
    read.rows(
        "select doc, subject from store_search_find($1, $2::bigint[]::smallint[], $3, $4::bigint::int, $5, \
         $6::bigint, $7::text, $8::bigint, $9, $10)",
        args![
            query.join(" & "),
            kind_codes(narrow.kinds),
            before.unwrap_or(i64::MAX),
            limit,
            sparse,
            narrow.owner,
            narrow.level.map(Tlp::code),
            narrow.circle,
            narrow.since.map_or(i64::MIN, Timestamp::as_microsecond),
            narrow.until.map_or(i64::MAX, Timestamp::as_microsecond)
        ],
        |row| Ok(Hit { document: row.get(0)?, subject: row.get(1)? }),
    )
}

/// Every document, for the owner of the tables: its words in their places.
pub(crate) fn each(read: &Read, take: &mut dyn FnMut(Words) -> Result<bool>) -> Result<()> {
    read.each(
        "select d.id, d.subject_id, d.label_id, (select coalesce(string_agg(w.lexeme, ' ' order by p), '') \
         from unnest(d.body) w cross join unnest(w.positions) p) from store_search d order by d.id",
        args![],
        |row| take(Words { id: row.get(0)?, subject: row.get(1)?, label: row.get(2)?, text: row.get(3)? }),
    )
}
