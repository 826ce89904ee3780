//! The text index on SQLite: FTS5 without content, which walks newest first by itself.

use belfry_kernel::SubjectId;

use crate::error::Result;
use crate::search::{Document, Hit, Term, is_sparse, kind_codes};
use crate::subject::Kind;
use crate::transaction::{Read, Tx};
use crate::{Sql, Value, args};

pub(crate) fn add(tx: &Tx, documents: &[Document<'_>]) -> Result<()> {
    let docs: Vec<Value<'_>> =
        documents.iter().flat_map(|d| [Value::Int(d.id), d.subject.into(), d.label.into()]).collect();
    tx.insert_many("store_search_docs", &["id", "subject_id", "label_id"], "", &docs)?;
    let texts: Vec<Value<'_>> = documents.iter().flat_map(|d| [Value::Int(d.id), d.text.into()]).collect();
    tx.insert_many("store_search", &["rowid", "body"], "", &texts)?;
    Ok(())
}

pub(crate) fn drop_one(tx: &Tx, document: i64) -> Result<()> {
    if tx.execute("delete from store_search_docs where id = $1", args![document])? > 0 {
        tx.execute("delete from store_search where rowid = $1", args![document])?;
    }
    Ok(())
}

pub(crate) fn drop_subject(tx: &Tx, subject: SubjectId) -> Result<()> {
    tx.execute(
        "delete from store_search where rowid in (select id from store_search_docs where subject_id = $1)",
        args![subject],
    )?;
    tx.execute("delete from store_search_docs where subject_id = $1", args![subject])?;
    Ok(())
}

pub(crate) fn newest(read: &Read, terms: &[Term], kinds: &[Kind], before: Option<i64>, limit: i64) -> Result<Vec<Hit>> {
    let query: Vec<String> =
        terms.iter().map(|t| format!("\"{}\"{}", t.words.join(" "), if t.prefix { "*" } else { "" })).collect();
    let mut sql = Sql::new(
        "select f.rowid, d.subject_id from store_search f cross join store_search_docs d cross join store_subjects s \
         where f.store_search match ? and d.id = f.rowid and s.id = d.subject_id and s.kind in {ints ?}",
        [query.join(" ").into(), kind_codes(kinds)],
    )
    .and(
        "and exists (select 1 from store_visible v where v.grant_key = ? and v.label_id = +s.label_id) and (d.label_id is null \
         or exists (select 1 from store_visible w where w.grant_key = ? and w.label_id = d.label_id))",
        [read.key().into(), read.key().into()],
    );
    if is_sparse(read, kinds)? {
        // The unary plus keeps the set from driving the plan: it is a quick test for each hit instead.
        sql.push(
            "and +d.subject_id in (select s.id from store_visible v cross join store_subjects s \
             where v.grant_key = ? and s.kind in {ints ?} and s.label_id = v.label_id)",
            [read.key().into(), kind_codes(kinds)],
        );
    }
    if let Some(before) = before {
        sql.push("and f.rowid < ?", [before.into()]);
    }
    sql.push("order by f.rowid desc limit ?", [limit.into()]);
    read.rows(sql, args![], |row| Ok(Hit { document: row.get(0)?, subject: row.get(1)? }))
}
