//! What pages and commands read of vocabularies, and the switch of a warninglist.

use std::collections::HashMap;

use belfry_store::{Read, Result, Row, Sql, Tx, args, part_of};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Detail, Kind, Term, Vocabulary};

/// Terms on a page.
pub const PAGE: usize = 200;
/// Vocabularies of one kind that a page lists.
const MOST: i64 = 2_000;

pub(super) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "{}".into())
}

fn read_json<T: DeserializeOwned + Default>(text: &str) -> T {
    serde_json::from_str(text).unwrap_or_default()
}

pub(super) fn detail(text: &str) -> Detail {
    read_json(text)
}

const COLUMNS: &str = "v.id, v.kind, v.name, v.title, v.description, v.version, v.enabled, v.terms, v.detail";

fn vocabulary(row: &Row<'_>) -> Result<Vocabulary> {
    Ok(Vocabulary {
        id: row.get(0)?,
        kind: Kind::parse(&row.get::<String>(1)?).unwrap_or(Kind::Taxonomy),
        name: row.get(2)?,
        title: row.get(3)?,
        description: row.get(4)?,
        version: row.get(5)?,
        enabled: row.get(6)?,
        terms: row.get(7)?,
        detail: detail(&row.get::<String>(8)?),
    })
}

/// The vocabulary of a name that is current.
pub fn current(read: &Read, kind: Kind, name: &str) -> Result<Option<Vocabulary>> {
    let sql = Sql::new("select", []).and(COLUMNS, []).and(
        "from threats_vocabularies v where v.kind = ? and v.name = ? and v.state = 'current'",
        [kind.code().into(), name.into()],
    );
    read.maybe(sql, args![], vocabulary)
}

/// Those of one kind, by name.
pub fn of_kind(read: &Read, kind: Kind) -> Result<Vec<Vocabulary>> {
    let sql = Sql::new("select", []).and(COLUMNS, []).and(
        "from threats_vocabularies v where v.kind = ? and v.state = 'current' order by lower(v.title), v.id limit ?",
        [kind.code().into(), MOST.into()],
    );
    read.rows(sql, args![], vocabulary)
}

/// How many there are of each kind, and how many terms they have.
pub fn counts(read: &Read) -> Result<Vec<(Kind, i64, i64)>> {
    let rows = read.rows(
        "select kind, count(*), cast(sum(terms) as bigint) from threats_vocabularies where state = 'current' group by kind",
        args![],
        |row| Ok((row.get::<String>(0)?, row.get(1)?, row.get(2)?)),
    )?;
    Ok(rows.into_iter().filter_map(|(kind, count, terms)| Some((Kind::parse(&kind)?, count, terms))).collect())
}

/// The kind, name and version of every current one.
pub(super) fn versions(read: &Read) -> Result<Vec<(String, String, i64)>> {
    read.rows("select kind, name, version from threats_vocabularies where state = 'current'", args![], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })
}

const TERM: &str = "t.seq, t.name, t.tag, t.title, t.description, t.detail";

fn term(row: &Row<'_>) -> Result<Term> {
    Ok(Term {
        seq: row.get(0)?,
        name: row.get(1)?,
        tag: row.get(2)?,
        title: row.get(3)?,
        description: row.get(4)?,
        more: row.get::<Option<String>>(5)?.map_or_else(Default::default, |text| read_json(&text)),
    })
}

/// A page of terms from a place on, one more than [`PAGE`] when there are others behind it. `text` is a part of what they are
/// found by; it finds nothing in warninglists, whose values are found by [`super::warn`].
pub fn terms(read: &Read, vocabulary: i64, text: &str, from: i64) -> Result<Vec<Term>> {
    let mut sql = Sql::new("select", [])
        .and(TERM, [])
        .and("from threats_terms t where t.vocabulary_id = ? and t.seq >= ?", [vocabulary.into(), from.into()]);
    if !text.is_empty() {
        sql.push("and t.words like ? escape '!'", [part_of(text).into()]);
    }
    sql.push("order by t.seq limit ?", [(PAGE + 1).into()]);
    read.rows(sql, args![], term)
}

/// The first terms of each of these vocabularies, as many as [`terms`] gives of one.
pub(super) fn terms_of(read: &Read, vocabularies: Vec<i64>) -> Result<HashMap<i64, Vec<Term>>> {
    let sql = Sql::new("select", []).and(TERM, []).and(
        ", t.vocabulary_id from threats_terms t where t.vocabulary_id in {ints ?} order by t.vocabulary_id, t.seq",
        [vocabularies.into()],
    );
    let mut all: HashMap<i64, Vec<Term>> = HashMap::new();
    read.each(sql, args![], |row| {
        let of = all.entry(row.get(6)?).or_default();
        if of.len() <= PAGE {
            of.push(term(row)?);
        }
        Ok(true)
    })?;
    Ok(all)
}

/// Terms at these places.
pub fn terms_at(read: &Read, vocabulary: i64, places: Vec<i64>) -> Result<Vec<Term>> {
    let sql = Sql::new("select", []).and(TERM, []).and(
        "from threats_terms t where t.vocabulary_id = ? and t.seq in {ints ?} order by t.seq",
        [vocabulary.into(), places.into()],
    );
    read.rows(sql, args![], term)
}

/// Tags of any taxonomy or galaxy whose words hold a text, with the kind, name and title of their vocabulary; at most `limit`.
pub fn find(read: &Read, kind: Kind, text: &str, limit: usize) -> Result<Vec<(String, String, Term)>> {
    let sql = Sql::new("select", []).and(TERM, []).and(
        ", v.name, v.title from threats_vocabularies v join threats_terms t on t.vocabulary_id = v.id \
         where v.kind = ? and v.state = 'current' and t.words like ? escape '!' order by t.name, t.vocabulary_id limit ?",
        [kind.code().into(), part_of(text).into(), limit.into()],
    );
    read.rows(sql, args![], |row| Ok((row.get(6)?, row.get(7)?, term(row)?)))
}

/// Lets a warninglist speak, or be silent.
pub fn switch(tx: &Tx, vocabulary: i64, enabled: bool) -> Result<()> {
    tx.execute("update threats_vocabularies set enabled = $2 where id = $1", args![vocabulary, enabled])?;
    Ok(())
}
