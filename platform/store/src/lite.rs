//! SQLite: one writer, a few readers, in WAL mode with `synchronous=FULL`.

use std::cell::RefCell;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags};

use crate::error::{Error, Result};
use crate::remembered::Memory;
use crate::together::Together;
use crate::value::Value;

/// How many virtual-machine steps pass between two looks at the time limit: some microseconds.
const STEPS_BETWEEN_LOOKS: i32 = 4_000;

/// One connection with its time limit.
pub(crate) struct Lite {
    pub(crate) conn: Connection,
    born: Instant,
    /// Microseconds after `born` at which a running statement is stopped.
    deadline: Arc<AtomicU64>,
    /// Whether it cannot write.
    pub(crate) reads_only: bool,
    /// See [`Read::remembered`](crate::Read::remembered).
    pub(crate) memory: Box<RefCell<Memory>>,
    /// The transaction that stands open because others wait for it.
    pub(crate) together: Option<Arc<Together>>,
    /// Changes in it.
    pub(crate) parts: u32,
}

impl Drop for Lite {
    /// Closing takes back what stands open.
    fn drop(&mut self) {
        self.tell(&Err(Error::Lost));
    }
}

impl Lite {
    /// Opens a connection. Readers cannot write, whatever statement they are given.
    pub(crate) fn open(path: &Path, writes: bool) -> Result<Self> {
        let access = if writes {
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE
        } else {
            OpenFlags::SQLITE_OPEN_READ_ONLY
        };
        let mut conn = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        conn.busy_timeout(Duration::from_secs(5))?;
        conn.set_prepared_statement_cache_capacity(256);
        if writes {
            conn.execute_batch(
                "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; \
                 pragma cache_size = -16000; pragma secure_delete = fast; pragma temp_store = memory; \
                 pragma journal_size_limit = 67108864; pragma wal_autocheckpoint = 4000;",
            )?;
        } else {
            conn.execute_batch("pragma query_only = on; pragma cache_size = -4000; pragma temp_store = memory;")?;
        }
        conn.execute_batch("pragma mmap_size = 2147418112;")?;
        // With statistics SQLite looks at bound values and so compiles a statement anew whenever one changes: 30 % of the CPU
        // of a list page (2026-11). Which plan serves is said in the statements (decision 0002), not guessed from a value.
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        let born = now();
        let deadline = Arc::new(AtomicU64::new(u64::MAX));
        let limit = deadline.clone();
        conn.progress_handler(
            STEPS_BETWEEN_LOOKS,
            Some(move || u64::try_from(born.elapsed().as_micros()).unwrap_or(u64::MAX) > limit.load(Ordering::Relaxed)),
        )?;
        Ok(Self { conn, born, deadline, reads_only: !writes, memory: Box::default(), together: None, parts: 0 })
    }

    /// Gives what runs from now on this long.
    pub(crate) fn limit(&self, time: Duration) {
        let end = self.born.elapsed() + time;
        self.deadline.store(u64::try_from(end.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }
}

/// A time limit measures, it does not date.
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// Binds each `$n` of a statement to the n-th argument.
pub(crate) fn bind(statement: &mut rusqlite::Statement<'_>, args: &[Value<'_>]) -> Result<()> {
    for index in 1..=statement.parameter_count() {
        let number = statement.parameter_name(index).and_then(|name| name.get(1..)?.parse::<usize>().ok());
        let value = number.and_then(|n| args.get(n.checked_sub(1)?)).unwrap_or(&Value::Null);
        statement.raw_bind_parameter(index, value)?;
    }
    Ok(())
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let json = |text: serde_json::Result<String>| match text {
            Ok(text) => Ok(ToSqlOutput::Owned(rusqlite::types::Value::Text(text))),
            Err(error) => Err(rusqlite::Error::ToSqlConversionFailure(error.into())),
        };
        Ok(match self {
            Value::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Value::Int(n) => ToSqlOutput::Borrowed(ValueRef::Integer(*n)),
            Value::Real(n) => ToSqlOutput::Borrowed(ValueRef::Real(*n)),
            Value::Bool(b) => ToSqlOutput::Borrowed(ValueRef::Integer(i64::from(*b))),
            Value::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Value::Blob(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Value::Uuid(uuid) => ToSqlOutput::Borrowed(ValueRef::Blob(uuid.as_bytes())),
            Value::Ints(list) => json(serde_json::to_string(list))?,
            Value::Texts(list) => json(serde_json::to_string(list))?,
            Value::Uuids(list) => {
                json(serde_json::to_string(&list.iter().map(|uuid| uuid.simple().to_string()).collect::<Vec<_>>()))?
            }
        })
    }
}

/// A column as a value, borrowed.
#[inline]
pub(crate) fn read(value: ValueRef<'_>) -> Value<'_> {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(n) => Value::Int(n),
        ValueRef::Real(n) => Value::Real(n),
        // The strict reading has a quick way through ASCII, the lossy one has none.
        ValueRef::Text(bytes) => {
            Value::Text(std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Into::into))
        }
        ValueRef::Blob(bytes) => Value::Blob(bytes.into()),
    }
}
