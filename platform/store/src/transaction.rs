//! What one asks through: [`Read`], a consistent picture, and [`Tx`], a change; and the [`Row`]s of an answer.

use std::cell::{Cell, RefCell};
use std::ops::Deref;
use std::time::Duration;

use crate::db::{Db, Dialect, Key};
use crate::error::{Error, Result};
use crate::lite::{self, Lite};
use crate::pg::Pg;
use crate::pool::Lease;
use crate::sql::Statement;
use crate::together;
use crate::value::{FromValue, Value};

/// Rows that an answer has room for from its first on: a list that grows is copied each time.
const USUAL_ROWS: usize = 16;

/// The connection behind a picture, until it ends.
pub(crate) enum Conn {
    Lite(Lease<Lite>),
    Pg(Box<Lease<Pg>>),
    Gone,
}

/// A consistent picture for one reader. Fetch what you need and drop it before rendering or sending.
pub struct Read {
    db: Db,
    pub(crate) conn: RefCell<Conn>,
    key: Cell<Key>,
    queries: Cell<u32>,
    failed: Cell<bool>,
    pub(crate) writes: Cell<bool>,
}

impl Read {
    pub(crate) fn new(db: Db, conn: Conn, key: Key) -> Self {
        let failed = Cell::new(false);
        Self {
            db,
            conn: RefCell::new(conn),
            key: Cell::new(key),
            queries: Cell::new(0),
            failed,
            writes: Cell::new(false),
        }
    }

    /// Whose grants this picture is drawn for.
    pub fn key(&self) -> Key {
        self.key.get()
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// Which database this is.
    pub fn dialect(&self) -> Dialect {
        self.db.dialect()
    }

    /// Whether this is a change under way that others may be making at the same time: what it is about must be locked before it is
    /// looked at. SQLite has one writer.
    pub(crate) fn must_lock(&self) -> bool {
        self.writes.get() && self.dialect() == Dialect::Postgres
    }

    /// Whether what is seen here may be taken back, and its numbers given anew: to be remembered by nobody.
    pub(crate) fn may_vanish(&self) -> bool {
        matches!(&*self.conn.borrow(), Conn::Lite(lease) if !lease.reads_only)
    }

    /// Statements run so far, without begin and commit.
    pub fn queries(&self) -> u32 {
        self.queries.get()
    }

    /// Every row, each made into a `T`.
    pub fn rows<T>(
        &self,
        sql: impl Statement,
        args: &[Value<'_>],
        mut make: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut all = Vec::with_capacity(USUAL_ROWS);
        self.each(sql, args, |row| {
            all.push(make(row)?);
            Ok(true)
        })?;
        Ok(all)
    }

    /// The first row, if there is one.
    pub fn maybe<T>(
        &self,
        sql: impl Statement,
        args: &[Value<'_>],
        mut make: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        let mut found = None;
        self.each(sql, args, |row| {
            found = Some(make(row)?);
            Ok(false)
        })?;
        Ok(found)
    }

    /// The first row; [`Error::NoRow`] without one.
    pub fn one<T>(
        &self,
        sql: impl Statement,
        args: &[Value<'_>],
        make: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<T> {
        self.maybe(sql, args, make)?.ok_or(Error::NoRow)
    }

    /// Rows one by one while `take` says true. Nothing else can be asked of this picture meanwhile.
    pub fn each(
        &self,
        sql: impl Statement,
        args: &[Value<'_>],
        take: impl FnMut(&Row<'_>) -> Result<bool>,
    ) -> Result<()> {
        let args = if args.is_empty() { sql.own_args() } else { args };
        let text = self.asked(sql.text());
        self.run(|conn| match conn {
            Conn::Lite(lease) => each_lite(lease, &text, args, take),
            Conn::Pg(lease) => {
                let result = each_pg(lease, &text, args, take);
                lease.note(result)
            }
            Conn::Gone => Err(Error::Poisoned),
        })
    }

    /// The text that is run. Only a build with debug assertions can have another one put in its place, see [`crate::tamper`].
    fn asked<'s>(&self, text: &'s str) -> std::borrow::Cow<'s, str> {
        #[cfg(debug_assertions)]
        if let Some(other) = self.db.tampering().and_then(|tamper| tamper.instead_of(text, self.writes.get())) {
            return other.into();
        }
        text.into()
    }

    /// Runs several statements without arguments: migrations only.
    pub(crate) fn batch(&self, ddl: &str) -> Result<()> {
        match &mut *self.conn.borrow_mut() {
            Conn::Lite(lease) => Ok(lease.conn.execute_batch(ddl)?),
            Conn::Pg(lease) => Ok(lease.client.batch_execute(ddl)?),
            Conn::Gone => Err(Error::Poisoned),
        }
    }

    fn run<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        if self.failed.get() {
            return Err(Error::Poisoned);
        }
        self.queries.set(self.queries.get() + 1);
        let mut conn = self.conn.try_borrow_mut().map_err(|_| Error::Driver("a query inside a query".into()))?;
        let result = work(&mut conn);
        if result.is_err() {
            self.failed.set(true);
        }
        result
    }

    /// Runs `work` with the program's own key, and gives the reader's back: for what a policy must not stand in the way of,
    /// such as narrowing a label beyond one's own sight. The caller has the proof that the act is allowed.
    pub(crate) fn as_system<T>(&self, work: impl FnOnce(&Self) -> Result<T>) -> Result<T> {
        let before = self.key.get();
        self.set_key(Key::SYSTEM)?;
        let result = work(self);
        if !self.failed.get() {
            self.set_key(before)?;
        }
        result
    }

    fn set_key(&self, key: Key) -> Result<()> {
        if self.key.replace(key) == key {
            return Ok(());
        }
        match &mut *self.conn.try_borrow_mut().map_err(|_| Error::Driver("a query inside a query".into()))? {
            Conn::Pg(lease) => {
                let result = lease.client.batch_execute(&format!("set local belfry.key = '{}'", key.0));
                lease.note(result.map_err(Error::from))
            }
            Conn::Lite(_) | Conn::Gone => Ok(()),
        }
    }

    fn finish(&self, word: &'static str) -> Result<()> {
        match self.conn.replace(Conn::Gone) {
            Conn::Lite(lease) if !lease.reads_only => match word {
                "commit" => together::commit(lease),
                _ => {
                    together::roll_back(lease);
                    Ok(())
                }
            },
            Conn::Lite(lease) => {
                lease.limit(Duration::from_secs(60));
                let ended = lease.conn.prepare_cached(word).and_then(|mut s| s.raw_execute()).map(drop);
                if ended.is_err() && !lease.conn.is_autocommit() {
                    let _ = lease.conn.execute_batch("rollback");
                }
                if !lease.conn.is_autocommit() {
                    lease.discard();
                }
                Ok(ended?)
            }
            Conn::Pg(mut lease) => {
                let ended = if lease.broken { Err(Error::Lost) } else { Ok(()) };
                let ended = ended.and_then(|()| lease.client.batch_execute(word).map_err(Error::from));
                if ended.is_err() {
                    lease.discard();
                }
                ended
            }
            Conn::Gone => Ok(()),
        }
    }
}

impl Drop for Read {
    fn drop(&mut self) {
        if let Err(error) = self.finish("rollback") {
            tracing::debug!(%error, "a transaction could not be rolled back; its connection is closed");
        }
    }
}

/// A write transaction.
pub struct Tx(pub(crate) Read);

impl Deref for Tx {
    type Target = Read;
    fn deref(&self) -> &Read {
        &self.0
    }
}

impl Tx {
    /// Runs a statement; the number of rows it touched.
    pub fn execute(&self, sql: impl Statement, args: &[Value<'_>]) -> Result<u64> {
        let args = if args.is_empty() { sql.own_args() } else { args };
        self.0.run(|conn| match conn {
            Conn::Lite(lease) => {
                let mut statement = lease.conn.prepare_cached(&crate::sql::for_sqlite(sql.text()))?;
                lite::bind(&mut statement, args)?;
                Ok(statement.raw_execute()? as u64)
            }
            Conn::Pg(lease) => {
                let result = lease.prepare(sql.text()).and_then(|statement| {
                    let args: Vec<&(dyn postgres::types::ToSql + Sync)> = args.iter().map(|v| v as _).collect();
                    Ok(lease.client.execute(&statement, &args)?)
                });
                lease.note(result)
            }
            Conn::Gone => Err(Error::Poisoned),
        })
    }

    /// Inserts rows of equal width, `columns` wide, laid end to end in `values`: one cached statement per row on SQLite, one
    /// `unnest` on PostgreSQL. `suffix` is for `on conflict`.
    pub fn insert_many(
        &self,
        table: &'static str,
        columns: &[&'static str],
        suffix: &'static str,
        values: &[Value<'_>],
    ) -> Result<u64> {
        if values.is_empty() {
            return Ok(0);
        }
        self.0.run(|conn| match conn {
            Conn::Lite(lease) => {
                let marks: Vec<String> = (1..=columns.len()).map(|n| format!("${n}")).collect();
                let list = columns.join(", ");
                let text = format!("insert into {table} ({list}) values ({}) {suffix}", marks.join(", "));
                let mut statement = lease.conn.prepare_cached(&text)?;
                let mut written = 0;
                for row in values.chunks_exact(columns.len()) {
                    for (index, value) in row.iter().enumerate() {
                        statement.raw_bind_parameter(index + 1, value)?;
                    }
                    written += statement.raw_execute()? as u64;
                }
                Ok(written)
            }
            Conn::Pg(lease) => {
                let result = lease
                    .insert_text(table, columns, "", suffix)
                    .and_then(|text| insert_pg(lease, &text, columns.len(), values));
                lease.note(result)
            }
            Conn::Gone => Err(Error::Poisoned),
        })
    }

    /// Inserts rows of another database into the table of the same name, counted ids too; names come from the catalogue.
    pub(crate) fn insert_as_it_is(&self, table: &str, columns: &[String], values: &[Value<'_>]) -> Result<()> {
        if values.is_empty() {
            return Ok(());
        }
        self.0.run(|conn| match conn {
            Conn::Lite(lease) => {
                let marks: Vec<String> = (1..=columns.len()).map(|n| format!("${n}")).collect();
                let list = columns.join(", ");
                let text = format!("insert into \"{table}\" ({list}) values ({})", marks.join(", "));
                let mut statement = lease.conn.prepare_cached(&text)?;
                for row in values.chunks_exact(columns.len()) {
                    for (index, value) in row.iter().enumerate() {
                        statement.raw_bind_parameter(index + 1, value)?;
                    }
                    statement.raw_execute()?;
                }
                Ok(())
            }
            Conn::Pg(lease) => {
                let names: Vec<&str> = columns.iter().map(String::as_str).collect();
                let result = lease
                    .insert_text(table, &names, "overriding system value", "")
                    .and_then(|text| insert_pg(lease, &text, columns.len(), values));
                lease.note(result).map(drop)
            }
            Conn::Gone => Err(Error::Poisoned),
        })
    }

    /// Makes everything last. After an `Ok` it survives `kill -9` and power loss.
    pub fn commit(self) -> Result<()> {
        if self.0.failed.get() {
            return Err(Error::Poisoned);
        }
        self.0.finish("commit")
    }
}

fn insert_pg(lease: &mut Lease<Pg>, text: &str, width: usize, values: &[Value<'_>]) -> Result<u64> {
    let statement = lease.prepare(text)?;
    let mut written = 0;
    for block in values.chunks(width * 5_000) {
        let arrays: Vec<Vec<&Value<'_>>> =
            (0..width).map(|column| block.iter().skip(column).step_by(width).collect()).collect();
        let args: Vec<&(dyn postgres::types::ToSql + Sync)> = arrays.iter().map(|v| v as _).collect();
        written += lease.client.execute(&statement, &args)?;
    }
    Ok(written)
}

fn each_lite(
    lease: &Lease<Lite>,
    text: &str,
    args: &[Value<'_>],
    mut take: impl FnMut(&Row<'_>) -> Result<bool>,
) -> Result<()> {
    let mut statement = lease.conn.prepare_cached(&crate::sql::for_sqlite(text))?;
    lite::bind(&mut statement, args)?;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        if !take(&Row::Lite(row))? {
            break;
        }
    }
    Ok(())
}

fn each_pg(
    lease: &mut Lease<Pg>,
    text: &str,
    args: &[Value<'_>],
    mut take: impl FnMut(&Row<'_>) -> Result<bool>,
) -> Result<()> {
    use postgres::fallible_iterator::FallibleIterator;
    let statement = lease.prepare(text)?;
    let mut rows = lease.client.query_raw(&statement, args)?;
    while let Some(row) = rows.next()? {
        if !take(&Row::Pg(&row))? {
            break;
        }
    }
    Ok(())
}

/// One row of an answer.
pub enum Row<'a> {
    #[doc(hidden)]
    Lite(&'a rusqlite::Row<'a>),
    #[doc(hidden)]
    Pg(&'a postgres::Row),
}

impl Row<'_> {
    /// The column at `index`, from 0, as a `T`.
    #[inline]
    pub fn get<T: FromValue>(&self, index: usize) -> Result<T> {
        // Told apart here, so that a value on its way from SQLite is never written down as one of any kind.
        let read = match self {
            Self::Lite(row) => T::from_value(lite::read(row.get_ref(index)?)),
            Self::Pg(_) => T::from_value(self.value(index)?),
        };
        read.map_err(|wanted| Error::Column(index, wanted.0))
    }

    /// The column at `index` as it stands, borrowed.
    #[inline]
    pub fn value(&self, index: usize) -> Result<Value<'_>> {
        match self {
            Self::Lite(row) => Ok(lite::read(row.get_ref(index)?)),
            Self::Pg(row) => row.try_get(index).map_err(|error| Error::Driver(error.to_string())),
        }
    }
}
