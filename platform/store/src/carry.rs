//! Everything that one database holds, carried into another, of either kind: what backups of a server are made of, and the way
//! from one machine to a server (decision 0007).
//!
//! Rows go over as they are, numbers of labels and grants too, so that everybody sees afterwards what he saw before. What the
//! databases keep in ways of their own is said here: the text index, the seal of the ledger, the counters of ids.

use std::collections::{BTreeMap, BTreeSet};

use crate::db::Dialect;
use crate::error::{Error, Result};
use crate::sql::Statement;
use crate::transaction::{Read, Tx};
use crate::value::Value;
use crate::{args, ledger, search};

/// Rows that are written together.
const ROWS: usize = 1_000;
/// Bytes of texts that are written together.
const BYTES: usize = 4 << 20;
/// Documents of the text index that are written together.
const DOCUMENTS: usize = 500;
/// Tables with this beginning are a backup's own.
pub const OWN: &str = "backup_";
/// What the documents of the text index are counted under.
pub const SEARCH: &str = "store_search";

/// A statement whose names come from the catalogue of a database of ours.
struct Text(String);

impl Statement for Text {
    fn text(&self) -> &str {
        &self.0
    }
}

/// The columns of every table that is carried, by table; the engines' own ways are left out.
fn tables(read: &Read) -> Result<BTreeMap<String, BTreeSet<String>>> {
    let sql = match read.dialect() {
        Dialect::Sqlite => {
            "select m.name, c.name from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' \
             and m.name not like 'sqlite\\_%' escape '\\'"
        }
        Dialect::Postgres => {
            "select c.relname::text, a.attname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace \
             join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped \
             where n.nspname = 'public' and c.relkind = 'r'"
        }
    };
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    read.each(sql, args![], |row| {
        let (table, column): (String, String) = (row.get(0)?, row.get(1)?);
        let own = table.starts_with(SEARCH) || table.starts_with(OWN);
        if !own && !["store_migrations", "store_seal"].contains(&table.as_str()) && column != "xid" {
            all.entry(table).or_default().insert(column);
        }
        Ok(true)
    })?;
    Ok(all)
}

/// How many rows each table has, and the text index documents.
///
/// # Errors
/// Those of the database.
pub fn counts(read: &Read) -> Result<BTreeMap<String, i64>> {
    let mut all = BTreeMap::new();
    let count = |table: &str| read.one(Text(format!("select count(*) from \"{table}\"")), args![], |row| row.get(0));
    for table in tables(read)?.into_keys() {
        let rows = count(&table)?;
        all.insert(table, rows);
    }
    let documents = match read.dialect() {
        Dialect::Sqlite => count("store_search_docs")?,
        Dialect::Postgres => count("store_search")?,
    };
    all.insert(SEARCH.to_owned(), documents);
    Ok(all)
}

/// Whether somebody has worked with a database: then nothing is carried into it.
///
/// # Errors
/// Those of the database.
pub fn is_used(read: &Read) -> Result<bool> {
    let sql = match read.dialect() {
        Dialect::Sqlite => "select count(*) from sqlite_master where name = 'store_ledger'",
        Dialect::Postgres => {
            "select count(*) from pg_tables where schemaname = 'public' and tablename = 'store_ledger'"
        }
    };
    if read.one(sql, args![], |row| row.get::<i64>(0))? == 0 {
        return Ok(false);
    }
    let one = read.maybe("select 1 from store_ledger limit 1", args![], |_| Ok(()))?;
    Ok(one.is_some())
}

/// Carries everything into a database of the same version in which nobody has worked. On PostgreSQL both sides are the owner's.
/// `told` hears of each table how many more rows went over.
///
/// # Errors
/// [`Error::Driver`] when the two have not the same tables or the target is in use; those of the databases.
pub fn carry(from: &Read, to: &Tx, told: &mut dyn FnMut(u64)) -> Result<()> {
    let (ours, theirs) = (tables(from)?, tables(to)?);
    if ours != theirs {
        return Err(Error::Driver("the two databases have not the same tables".into()));
    }
    if is_used(to)? {
        return Err(Error::Driver("somebody has worked in the database already".into()));
    }
    let order = order(to, ours.keys().cloned().collect())?;
    for table in order.iter().rev() {
        to.execute(Text(format!("delete from \"{table}\"")), args![])?;
    }
    for table in &order {
        let columns: Vec<&str> = ours.get(table).into_iter().flatten().map(String::as_str).collect();
        match (table.as_str(), from.dialect(), to.dialect()) {
            ("store_ledger", Dialect::Postgres, Dialect::Sqlite) => chained(from, to, told)?,
            _ => rows(from, to, table, &columns, told)?,
        }
    }
    documents(from, to, told)?;
    if to.dialect() == Dialect::Postgres {
        counters(to, &order)?;
        to.execute(
            "update store_seal set (seal_no, hash) = (select l.seal_no, l.hash from store_ledger l \
             where l.seal_no is not null order by l.seal_no desc limit 1) \
             where exists (select 1 from store_ledger l where l.seal_no is not null)",
            args![],
        )?;
    }
    Ok(())
}

/// Tables behind those that they refer to. SQLite looks at references when the transaction ends.
fn order(to: &Tx, names: Vec<String>) -> Result<Vec<String>> {
    if to.dialect() == Dialect::Sqlite {
        to.batch("pragma defer_foreign_keys = on")?;
        return Ok(names);
    }
    let needs: Vec<(String, String)> = to.rows(
        "select f.relname::text, t.relname::text from pg_constraint c join pg_class f on f.oid = c.conrelid \
         join pg_class t on t.oid = c.confrelid where c.contype = 'f' and c.conrelid <> c.confrelid",
        args![],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let (mut left, mut done) = (names, Vec::new());
    while !left.is_empty() {
        let waits = |name: &String| needs.iter().any(|(of, on)| of == name && left.contains(on));
        let (later, now): (Vec<String>, Vec<String>) = left.iter().cloned().partition(waits);
        if now.is_empty() {
            return Err(Error::Driver(format!("tables refer to each other in a circle: {}", later.join(", "))));
        }
        done.extend(now);
        left = later;
    }
    Ok(done)
}

fn rows(from: &Read, to: &Tx, table: &str, columns: &[&str], told: &mut dyn FnMut(u64)) -> Result<()> {
    let list: Vec<String> = columns.iter().map(|column| format!("\"{column}\"")).collect();
    // In the order of the key, so that the target's index grows at its end.
    let by = key_of(from, table)?;
    let order = if by.is_empty() { String::new() } else { format!(" order by {}", by.join(", ")) };
    let mut waiting = Waiting::default();
    let sql = Text(format!("select {} from \"{table}\"{order}", list.join(", ")));
    from.each(sql, args![], |row| {
        for at in 0..columns.len() {
            waiting.put(owned(row.value(at)?));
        }
        waiting.rows += 1;
        if waiting.is_full() { waiting.write(to, table, &list, told) } else { Ok(true) }
    })?;
    waiting.write(to, table, &list, told).map(drop)
}

/// The columns of a table's primary key, quoted, in its order.
fn key_of(read: &Read, table: &str) -> Result<Vec<String>> {
    let sql = match read.dialect() {
        Dialect::Sqlite => "select name from pragma_table_info($1) where pk > 0 order by pk",
        Dialect::Postgres => {
            "select a.attname::text from pg_index i join pg_class c on c.oid = i.indrelid \
             cross join lateral unnest(i.indkey) with ordinality k (at, n) \
             join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.at \
             where c.relname::text = $1 and i.indisprimary order by k.n"
        }
    };
    read.rows(sql, args![table], |row| Ok(format!("\"{}\"", row.get::<String>(0)?)))
}

/// Rows on their way, end to end.
#[derive(Default)]
struct Waiting {
    values: Vec<Value<'static>>,
    rows: usize,
    bytes: usize,
}

impl Waiting {
    fn put(&mut self, value: Value<'static>) {
        self.bytes += match &value {
            Value::Text(text) => text.len(),
            Value::Blob(bytes) => bytes.len(),
            _ => 0,
        };
        self.values.push(value);
    }

    fn is_full(&self) -> bool {
        self.rows >= ROWS || self.bytes >= BYTES
    }

    fn write(&mut self, to: &Tx, table: &str, columns: &[String], told: &mut dyn FnMut(u64)) -> Result<bool> {
        to.insert_as_it_is(table, columns, &self.values)?;
        told(self.rows as u64);
        *self = Self::default();
        Ok(true)
    }
}

fn owned(value: Value<'_>) -> Value<'static> {
    match value {
        Value::Null => Value::Null,
        Value::Int(n) => Value::Int(n),
        Value::Real(n) => Value::Real(n),
        Value::Bool(b) => Value::Bool(b),
        Value::Text(text) => Value::Text(text.into_owned().into()),
        Value::Blob(bytes) => Value::Blob(bytes.into_owned().into()),
        Value::Uuid(uuid) => Value::Uuid(uuid),
        Value::Ints(list) => Value::Ints(list),
        Value::Texts(list) => Value::Texts(list),
        Value::Uuids(list) => Value::Uuids(list),
    }
}

/// A ledger of PostgreSQL, of which the newest entries may wait to be sealed: here they are, in the order in which they would.
fn chained(from: &Read, to: &Tx, told: &mut dyn FnMut(u64)) -> Result<()> {
    let columns = ["id", "at", "fact", "actor_id", "subject_id", "data", "seal_no", "hash"];
    let list: Vec<String> = columns.iter().map(|column| format!("\"{column}\"")).collect();
    let mut waiting = Waiting::default();
    let mut chain = ledger::Chain::default();
    from.each(
        "select l.id, l.at, l.fact, l.actor_id, l.subject_id, l.data, l.seal_no, l.hash from store_ledger l \
         order by l.seal_no nulls last, l.xid, l.id",
        args![],
        |row| {
            let (number, hash) = match row.get::<Option<i64>>(6)? {
                Some(number) => chain.at(number, row.get(7)?),
                None => chain.next(row)?,
            };
            for at in 0..6 {
                waiting.put(owned(row.value(at)?));
            }
            waiting.put(number.into());
            waiting.put(Value::Blob(hash.into()));
            waiting.rows += 1;
            if waiting.is_full() { waiting.write(to, "store_ledger", &list, told) } else { Ok(true) }
        },
    )?;
    waiting.write(to, "store_ledger", &list, told).map(drop)
}

/// The text index: words in their order are read back from the one, and put into the other.
fn documents(from: &Read, to: &Tx, told: &mut dyn FnMut(u64)) -> Result<()> {
    let mut waiting: Vec<Words> = Vec::with_capacity(DOCUMENTS);
    let write = |waiting: &mut Vec<Words>, told: &mut dyn FnMut(u64)| -> Result<()> {
        let all: Vec<search::Document<'_>> = waiting.iter().map(Words::document).collect();
        search::add(to, &all)?;
        told(all.len() as u64);
        waiting.clear();
        Ok(())
    };
    let mut take = |words: Words| -> Result<bool> {
        waiting.push(words);
        if waiting.len() >= DOCUMENTS {
            write(&mut waiting, told)?;
        }
        Ok(true)
    };
    match from.dialect() {
        Dialect::Sqlite => crate::search_sqlite::each(from, &mut take)?,
        Dialect::Postgres => crate::search_postgres::each(from, &mut take)?,
    }
    write(&mut waiting, told)
}

/// A document of the text index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) id: i64,
    pub(crate) subject: i64,
    pub(crate) label: Option<i64>,
    pub(crate) text: String,
}

impl Words {
    fn document(&self) -> search::Document<'_> {
        search::Document {
            id: self.id,
            subject: belfry_kernel::SubjectId(self.subject),
            label: self.label.map(belfry_kernel::LabelId),
            text: &self.text,
        }
    }
}

/// The next id of a table comes after those that were carried.
fn counters(to: &Tx, tables: &[String]) -> Result<()> {
    let all: Vec<(String, String)> = to.rows(
        "select c.relname::text, a.attname::text from pg_attribute a join pg_class c on c.oid = a.attrelid \
         join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and a.attidentity <> ''",
        args![],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    for (table, column) in all.iter().filter(|(table, _)| tables.contains(table)) {
        let sql = format!(
            "select setval(pg_get_serial_sequence('{table}', '{column}'), greatest((select max(\"{column}\") from \"{table}\"), \
             (select last_value from {table}_{column}_seq)))"
        );
        to.maybe(Text(sql), args![], |_| Ok(()))?;
    }
    Ok(())
}
