//! One vocabulary in: staged in small batches that nobody sees, then one row flips and the version before goes.
//!
//! Loading again is harmless: a vocabulary is known by its kind and name, and only a greater version takes the place of another.

use std::time::Duration;

use belfry_contracts::threats::VocabularyLoaded;
use belfry_store::{Act, Db, Key, Read, Result, Tx, Value, args, ledger};

use super::read::Terms;
use super::{Kind, Term, Whole, mark, store};

/// Rows in a transaction: some milliseconds, so that nobody waits for a page.
const BATCH: usize = 1_000;
/// A load that was broken off is swept away after so long.
const ABANDONED: Duration = Duration::from_secs(3_600);

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loaded {
    /// It was not there before.
    New,
    /// It took the place of an older version.
    Updated,
    /// The same version is there.
    Unchanged,
    /// A newer version is there; it stays.
    Older,
}

/// Loads a vocabulary. `told` hears how many of its terms are in.
///
/// # Errors
/// Those of the database; what was staged is swept by a later load.
pub fn load(db: &Db, act: Act<'_>, whole: Whole, told: &mut dyn FnMut(usize)) -> Result<Loaded> {
    let read = db.read(Key::SYSTEM)?;
    let before = store::current(&read, whole.kind, &whole.name)?;
    drop(read);
    match &before {
        Some(old) if old.version == whole.version => return Ok(Loaded::Unchanged),
        Some(old) if old.version > whole.version => return Ok(Loaded::Older),
        _ => {}
    }
    let id: i64 = act.ids.next();
    let count = whole.terms.len();
    let tx = db.write(Key::SYSTEM)?;
    stage(&tx, act, id, &whole)?;
    tx.commit()?;
    match whole.terms {
        Terms::Values(values) => {
            let matching = whole.detail.matching.unwrap_or(super::Matching::Regex);
            // Keys come last, since they are found again through their entries when a load that was broken off is swept.
            plain(db, id, &values, told)?;
            keys(db, id, matching, &values)?;
        }
        Terms::Terms(terms) => detailed(db, id, terms, told)?,
    }
    flip(db, act, (id, whole.version), whole.kind, &whole.name)?;
    tracing::debug!(name = whole.name, count, "a vocabulary was loaded");
    sweep(db, act, false)?;
    Ok(if before.is_some() { Loaded::Updated } else { Loaded::New })
}

fn stage(tx: &Tx, act: Act<'_>, id: i64, whole: &Whole) -> Result<()> {
    tx.execute(
        "insert into threats_vocabularies (id, kind, name, title, description, version, state, enabled, terms, loaded, detail) \
         values ($1, $2, $3, $4, $5, $6, 'staged', $7, $8, $9, $10)",
        args![
            id,
            whole.kind.code(),
            &whole.name,
            &whole.title,
            &whole.description,
            whole.version,
            whole.enabled,
            whole.terms.len(),
            act.now,
            store::json(&whole.detail),
        ],
    )?;
    Ok(())
}

/// The keys of a warninglist, in their own order: then a million of them is a walk through the index, not a million jumps.
fn keys(db: &Db, id: i64, matching: super::Matching, values: &[String]) -> Result<()> {
    let found = values.iter().enumerate().filter_map(|(seq, value)| Some((mark::of_entry(matching, value)?, seq)));
    let mut all: Vec<(i64, usize)> = found.collect();
    all.sort_unstable();
    for batch in all.chunks(BATCH) {
        let rows: Vec<Value<'_>> =
            batch.iter().flat_map(|(hash, seq)| [Value::Int(*hash), Value::Int(id), Value::from(*seq)]).collect();
        let tx = db.write(Key::SYSTEM)?;
        tx.insert_many("threats_warning_keys", &["hash", "vocabulary_id", "seq"], "", &rows)?;
        tx.commit()?;
    }
    Ok(())
}

fn plain(db: &Db, id: i64, values: &[String], told: &mut dyn FnMut(usize)) -> Result<()> {
    let mut rows: Vec<Value<'_>> = Vec::with_capacity(BATCH * 5);
    let mut done = 0;
    for batch in values.chunks(BATCH) {
        for (at, value) in batch.iter().enumerate() {
            let empty = || Value::from("");
            rows.extend([Value::Int(id), Value::from(done + at), Value::from(value), empty(), empty()]);
        }
        let tx = db.write(Key::SYSTEM)?;
        tx.insert_many("threats_terms", &["vocabulary_id", "seq", "name", "title", "description"], "", &rows)?;
        tx.commit()?;
        rows.clear();
        done += batch.len();
        told(done);
    }
    Ok(())
}

const COLUMNS: &[&str] = &["vocabulary_id", "seq", "name", "tag", "title", "description", "words", "detail"];

fn detailed(db: &Db, id: i64, terms: Vec<Term>, told: &mut dyn FnMut(usize)) -> Result<()> {
    let mut done = 0;
    let mut terms = terms.into_iter().enumerate().peekable();
    while terms.peek().is_some() {
        let mut rows: Vec<Value<'static>> = Vec::with_capacity(BATCH * COLUMNS.len());
        for (seq, term) in terms.by_ref().take(BATCH) {
            let words = words(&term);
            let detail = if term.more.is_empty() { None } else { Some(store::json(&term.more)) };
            rows.extend([
                Value::Int(id),
                Value::from(seq),
                Value::from(term.name),
                Value::from(term.tag),
                Value::from(term.title),
                Value::from(term.description),
                Value::from(words),
                Value::from(detail),
            ]);
            done += 1;
        }
        let tx = db.write(Key::SYSTEM)?;
        tx.insert_many("threats_terms", COLUMNS, "", &rows)?;
        tx.commit()?;
        told(done);
    }
    Ok(())
}

/// What a term is found by.
fn words(term: &Term) -> String {
    let mut words = format!("{}\n{}\n{}", term.tag.as_deref().unwrap_or_default(), term.name, term.title);
    for name in &term.more.synonyms {
        words.push('\n');
        words.push_str(name);
    }
    words.to_lowercase()
}

/// The staged one becomes current, with the switch as it stands now. Where somebody else was faster with as new a version, it goes.
fn flip(db: &Db, act: Act<'_>, (id, version): (i64, i64), kind: Kind, name: &str) -> Result<()> {
    let tx = db.write(Key::SYSTEM)?;
    let before = store::current(&tx, kind, name)?;
    if before.as_ref().is_some_and(|old| old.version >= version) {
        tx.execute("update threats_vocabularies set state = 'old' where id = $1", args![id])?;
        return tx.commit();
    }
    if let Some(old) = &before {
        tx.execute("update threats_vocabularies set state = 'old' where id = $1", args![old.id])?;
    }
    tx.execute("update threats_vocabularies set state = 'current' where id = $1", args![id])?;
    if let Some(old) = &before {
        store::switch(&tx, id, old.enabled)?;
    }
    ledger::record(&tx, act, &VocabularyLoaded { vocabulary: id, version })?;
    tx.commit()
}

/// Removes what was replaced, and what was broken off long ago; with `all`, whatever is not current.
///
/// # Errors
/// Those of the database.
pub fn sweep(db: &Db, act: Act<'_>, all: bool) -> Result<()> {
    let edge = if all { act.now } else { act.now.checked_sub(ABANDONED).unwrap_or(act.now) };
    let read = db.read(Key::SYSTEM)?;
    let gone = read.rows(
        "select id, detail from threats_vocabularies where state = 'old' or (state = 'staged' and loaded < $1)",
        args![edge],
        |row| Ok((row.get::<i64>(0)?, row.get::<String>(1)?)),
    )?;
    drop(read);
    for (id, detail) in gone {
        let matching = store::detail(&detail).matching;
        if let Some(matching) = matching {
            remove_keys(db, id, matching)?;
        }
        let rows = i64::try_from(BATCH).unwrap_or(i64::MAX);
        let mut edge = 0;
        loop {
            let tx = db.write(Key::SYSTEM)?;
            tx.execute(
                "delete from threats_terms where vocabulary_id = $1 and seq >= $2 and seq < $3",
                args![id, edge, edge + rows],
            )?;
            edge += rows;
            let more = next(&tx, id, edge)?.is_some();
            if !more {
                tx.execute("delete from threats_vocabularies where id = $1", args![id])?;
            }
            tx.commit()?;
            if !more {
                break;
            }
        }
    }
    Ok(())
}

/// Keys are found through the entries that they were made of: an index for this alone would double them.
fn remove_keys(db: &Db, id: i64, matching: super::Matching) -> Result<()> {
    let mut edge = 0;
    loop {
        let tx = db.write(Key::SYSTEM)?;
        let values = tx.rows(
            "select name, seq from threats_terms where vocabulary_id = $1 and seq >= $2 order by seq limit $3",
            args![id, edge, BATCH],
            |row| Ok((row.get::<String>(0)?, row.get::<i64>(1)?)),
        )?;
        let Some((_, last)) = values.last() else { return tx.commit() };
        edge = last + 1;
        let hashes: Vec<i64> = values.iter().filter_map(|(value, _)| mark::of_entry(matching, value)).collect();
        tx.execute(
            "delete from threats_warning_keys where vocabulary_id = $1 and hash in {ints $2}",
            args![id, hashes],
        )?;
        tx.commit()?;
    }
}

fn next(read: &Read, id: i64, edge: i64) -> Result<Option<i64>> {
    read.maybe(
        "select seq from threats_terms where vocabulary_id = $1 and seq >= $2 order by seq limit 1",
        args![id, edge],
        |row| row.get(0),
    )
}
