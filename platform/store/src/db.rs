//! The face over both databases: [`Db`] opens, [`Read`] and [`Tx`] ask.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::error::{Error, Result};
use crate::lite::Lite;
use crate::pg::Pg;
use crate::pool::{Lease, Pool};
use crate::scope::Scopes;
use crate::transaction::{Conn, Read, Tx};
use crate::{together, way};

/// The number of an interned set of grants: what row-level security and every scoped query ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(pub(crate) i64);

impl Key {
    /// The program itself, which sees every label. Made by the first migration.
    pub const SYSTEM: Self = Self(1);
    /// Somebody who is not signed in. Made by the first migration.
    pub const ANONYMOUS: Self = Self(2);
}

/// Which database this is, for the few statements that must differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite, embedded.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// Sizes and limits.
#[derive(Clone, Debug)]
pub struct Options {
    /// Connections that read (SQLite), connections in all (PostgreSQL).
    pub readers: usize,
    /// How long to wait for a connection.
    pub patience: Duration,
    /// How long one statement may run.
    pub statement: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self { readers: 4, patience: Duration::from_secs(5), statement: Duration::from_secs(10) }
    }
}

/// A database. Clones share it.
///
/// On PostgreSQL the last clone must be dropped outside any async runtime.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    backend: Backend,
    options: Options,
    scopes: Scopes,
    subscribers: crate::ledger::Subscribers,
    #[cfg(debug_assertions)]
    tamper: std::sync::OnceLock<crate::tamper::Tamper>,
}

enum Backend {
    Lite { path: PathBuf, readers: Arc<Pool<Lite>>, writer: Arc<Pool<Lite>> },
    Pg { pool: Arc<Pool<Pg>> },
}

impl Db {
    /// Opens a database: a `postgres://` URL, or the path of an SQLite file.
    pub fn open(target: &str, options: Options) -> Result<Self> {
        let backend = if target.starts_with("postgres://") || target.starts_with("postgresql://") {
            let url = target.to_owned();
            let settings = format!("-c statement_timeout={} -c jit=off", options.statement.as_millis());
            let make = Box::new(move || Pg::open(&url, &settings));
            let size = options.readers + 2;
            Backend::Pg { pool: Pool::nesting(size, size, options.patience, make) }
        } else {
            let path = PathBuf::from(target);
            let (read, write) = (path.clone(), path.clone());
            let writer = Pool::new(1, options.patience, Box::new(move || Lite::open(&write, true)));
            drop(writer.get()?);
            let make = Box::new(move || Lite::open(&read, false));
            let readers = Pool::nesting(options.readers, options.readers.div_ceil(2), options.patience, make);
            Backend::Lite { path, readers, writer }
        };
        let inner = Inner {
            backend,
            options,
            scopes: Scopes::default(),
            subscribers: Default::default(),
            #[cfg(debug_assertions)]
            tamper: std::sync::OnceLock::new(),
        };
        Ok(Self(Arc::new(inner)))
    }

    /// Which database this is.
    pub fn dialect(&self) -> Dialect {
        match self.0.backend {
            Backend::Lite { .. } => Dialect::Sqlite,
            Backend::Pg { .. } => Dialect::Postgres,
        }
    }

    /// The SQLite file, when there is one.
    pub fn file(&self) -> Option<&Path> {
        match &self.0.backend {
            Backend::Lite { path, .. } => Some(path),
            Backend::Pg { .. } => None,
        }
    }

    /// Connections lent out at this moment, for metrics.
    pub fn busy(&self) -> usize {
        match &self.0.backend {
            Backend::Lite { readers, writer, .. } => readers.lent() + writer.lent(),
            Backend::Pg { pool } => pool.lent(),
        }
    }

    /// From now on statements of this database are what the fault makes of them. Only in builds with debug assertions; see
    /// [`crate::tamper`]. The first one stays.
    #[cfg(debug_assertions)]
    pub fn tamper(&self, fault: crate::tamper::Tamper) {
        drop(self.0.tamper.set(fault));
    }

    #[cfg(debug_assertions)]
    pub(crate) fn tampering(&self) -> Option<&crate::tamper::Tamper> {
        self.0.tamper.get()
    }

    pub(crate) fn scopes(&self) -> &Scopes {
        &self.0.scopes
    }

    pub(crate) fn subscribers(&self) -> &crate::ledger::Subscribers {
        &self.0.subscribers
    }

    /// One consistent picture of the database for a reader.
    pub fn read(&self, key: Key) -> Result<Read> {
        self.read_for(key, self.0.options.statement)
    }

    /// As [`read`](Self::read), with another time limit: exports and jobs take longer than pages.
    pub fn read_for(&self, key: Key, limit: Duration) -> Result<Read> {
        let conn = match &self.0.backend {
            Backend::Lite { readers, .. } => {
                let lease = readers.get()?;
                lease.limit(limit);
                lease.conn.prepare_cached("begin")?.raw_execute()?;
                Conn::Lite(lease)
            }
            Backend::Pg { pool } => Conn::Pg(begin(
                pool,
                &format!(
                    "begin isolation level repeatable read read only; set local belfry.key = '{}'; \
                     set local statement_timeout = {}",
                    key.0,
                    limit.as_millis()
                ),
            )?),
        };
        Ok(Read::new(self.clone(), conn, key))
    }

    /// The one writer (SQLite, `begin immediate`), or a transaction of one's own (PostgreSQL, read committed).
    /// Dropped without [`Tx::commit`], it leaves nothing behind.
    pub fn write(&self, key: Key) -> Result<Tx> {
        let conn = match &self.0.backend {
            Backend::Lite { writer, .. } => {
                let mut lease = if way::is_behind_at_writer() { writer.get_behind() } else { writer.get() }?;
                lease.limit(self.0.options.statement);
                if let Err(error) = together::begin(&mut lease) {
                    if !lease.conn.is_autocommit() {
                        lease.discard();
                    }
                    return Err(error);
                }
                lease.limit(self.0.options.statement);
                Conn::Lite(lease)
            }
            Backend::Pg { pool } => Conn::Pg(begin(pool, &format!("begin; set local belfry.key = '{}'", key.0))?),
        };
        let inside = Read::new(self.clone(), conn, key);
        inside.writes.set(true);
        Ok(Tx(inside))
    }

    /// Runs `work` in write transactions until one commits: conflicts between transactions are tried again, ten times.
    pub fn write_retrying<T, E: From<Error>>(
        &self,
        key: Key,
        mut work: impl FnMut(&Tx) -> Result<T, E>,
        is_retry: impl Fn(&E) -> bool,
    ) -> Result<T, E> {
        let mut left = 10;
        loop {
            let tx = self.write(key)?;
            match work(&tx) {
                Ok(value) => match tx.commit() {
                    Err(Error::Retry) if left > 0 => {}
                    Err(error) => return Err(error.into()),
                    Ok(()) => return Ok(value),
                },
                Err(error) if is_retry(&error) && left > 0 => {}
                Err(error) => return Err(error),
            }
            left -= 1;
        }
    }

    /// Writes a consistent copy of an SQLite database while it is in use. PostgreSQL is [`Error::Driver`].
    pub fn copy_to(&self, target: &Path, mut progress: impl FnMut(i32, i32)) -> Result<()> {
        let Backend::Lite { readers, .. } = &self.0.backend else {
            return Err(Error::Driver("PostgreSQL is copied with its own tools".into()));
        };
        let source = readers.get()?;
        source.limit(Duration::from_secs(24 * 3_600));
        let mut copy = rusqlite::Connection::open(target)?;
        let backup = rusqlite::backup::Backup::new(&source.conn, &mut copy)?;
        loop {
            use rusqlite::backup::StepResult;
            let step = backup.step(2_048)?;
            let at = backup.progress();
            progress(at.pagecount - at.remaining, at.pagecount);
            match step {
                StepResult::Done => return Ok(()),
                StepResult::Busy | StepResult::Locked => std::thread::sleep(Duration::from_millis(5)),
                _ => {}
            }
        }
    }
}

/// Begins on a living connection: one that the server closed meanwhile is replaced, as often as the pool is large.
fn begin(pool: &Arc<Pool<Pg>>, text: &str) -> Result<Box<Lease<Pg>>> {
    let mut tries = 0;
    loop {
        let mut lease = pool.get()?;
        match lease.client.batch_execute(text).map_err(Error::from) {
            Ok(()) => return Ok(Box::new(lease)),
            Err(error @ Error::Lost) => {
                lease.discard();
                tries += 1;
                if tries > 32 {
                    return Err(error);
                }
            }
            Err(error) => {
                lease.discard();
                return Err(error);
            }
        }
    }
}
