//! The text index on SQLite: FTS5 without content, which walks newest first by itself.

use belfry_kernel::SubjectId;

use crate::carry::Words;
use crate::error::Result;
use crate::search::{Document, Hit, Narrow, Term, is_sparse, kind_codes, tokens};
use crate::transaction::{Read, Tx};
use crate::{Sql, Value, args};

pub(crate) fn add(tx: &Tx, documents: &[Document<'_>]) -> Result<()> {
    let docs: Vec<Value<'_>> =
        documents.iter().flat_map(|d| [Value::Int(d.id), d.subject.into(), d.label.into()]).collect();
    tx.insert_many("store_search_docs", &["id", "subject_id", "label_id"], "", &docs)?;
    let texts: Vec<Value<'_>> = documents.iter().flat_map(|d| [Value::Int(d.id), words(d)]).collect();
    tx.insert_many("store_search", &["rowid", "body"], "", &texts)?;
    Ok(())
}

/// What is plain goes in as it is: the engine finds its words by itself.
fn words<'a>(document: &Document<'a>) -> Value<'a> {
    if document.text.is_ascii() {
        return document.text.into();
    }
    tokens(document.text).collect::<Vec<_>>().join(" ").into()
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

pub(crate) fn find(
    read: &Read,
    terms: &[Term],
    narrow: &Narrow<'_>,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<Hit>> {
    let mut sql = Sql::new(
        "select f.rowid, d.subject_id from store_search f cross join store_search_docs d cross join store_subjects s \
         where f.store_search match ? and d.id = f.rowid and s.id = d.subject_id and s.kind in {ints ?}",
        [matching(terms).into(), kind_codes(narrow.kinds)],
    )
    .and(
        "and exists (select 1 from store_visible v where v.grant_key = ? and v.label_id = +s.label_id limit 1) \
         and (d.label_id is null or exists (select 1 from store_visible w where w.grant_key = ? and w.label_id = d.label_id limit 1))",
        [read.key().into(), read.key().into()],
    );
    if is_sparse(read, narrow.kinds)? {
        // The unary plus keeps the set from driving the plan: it is a quick test for each hit instead.
        sql.push(
            "and +d.subject_id in (select s.id from store_visible v cross join store_subjects s \
             where v.grant_key = ? and s.kind in {ints ?} and s.label_id = v.label_id)",
            [read.key().into(), kind_codes(narrow.kinds)],
        );
    }
    narrowed(&mut sql, narrow);
    if let Some(before) = before {
        sql.push("and f.rowid < ?", [before.into()]);
    }
    sql.push("order by f.rowid desc limit ?", [limit.into()]);
    read.rows(sql, args![], |row| Ok(Hit { document: row.get(0)?, subject: row.get(1)? }))
}

/// The words as FTS5 reads them: every wanted one, and none of the others.
fn matching(terms: &[Term]) -> String {
    let written = |t: &Term| format!("\"{}\"{}", t.words.join(" "), if t.prefix { "*" } else { "" });
    let joined = |not: bool, by: &str| terms.iter().filter(|t| t.not == not).map(written).collect::<Vec<_>>().join(by);
    let (wanted, unwanted) = (joined(false, " "), joined(true, " OR "));
    if unwanted.is_empty() { wanted } else { format!("({wanted}) NOT ({unwanted})") }
}

/// What the facets ask of the subject `s`. The unary plus keeps the sets from driving the plan, which walks newest first.
fn narrowed(sql: &mut Sql<'_>, narrow: &Narrow<'_>) {
    if let Some(owner) = narrow.owner {
        sql.push("and +s.owner_id = ?", [owner.into()]);
    }
    if let Some(level) = narrow.level {
        sql.push("and +s.label_id in (select l.id from store_labels l where l.tlp = ?)", [level.code().into()]);
    }
    if let Some(circle) = narrow.circle {
        sql.push(
            "and +s.label_id in (select l.id from store_labels l where l.canonical like '%;c' || ? || ',%')",
            [circle.into()],
        );
    }
    if let Some(since) = narrow.since {
        sql.push("and s.updated >= ?", [since.into()]);
    }
    if let Some(until) = narrow.until {
        sql.push("and s.updated < ?", [until.into()]);
    }
}

/// Every document: its words, read back from the index in their order by a connection of its own, which sorts on disk.
pub(crate) fn each(read: &Read, take: &mut dyn FnMut(Words) -> Result<bool>) -> Result<()> {
    let Some(file) = read.db().file() else { return Ok(()) };
    let conn = rusqlite::Connection::open(file)?;
    conn.execute_batch(
        "pragma temp_store = file; create virtual table temp.carried using fts5vocab (main, store_search, instance); begin",
    )?;
    let mut words = conn.prepare("select doc, term from temp.carried order by doc, offset")?;
    let mut words = words.query([])?;
    let mut next = words.next()?;
    let mut documents = conn.prepare("select id, subject_id, label_id from main.store_search_docs order by id")?;
    let mut documents = documents.query([])?;
    while let Some(row) = documents.next()? {
        let mut one = Words { id: row.get(0)?, subject: row.get(1)?, label: row.get(2)?, text: String::new() };
        while let Some(word) = next {
            let of: i64 = word.get(0)?;
            if of > one.id {
                break;
            }
            if of == one.id {
                one.text.push_str(word.get_ref(1)?.as_str().unwrap_or_default());
                one.text.push(' ');
            }
            next = words.next()?;
        }
        take(one)?;
    }
    Ok(())
}
