//! Changes that become lasting together: SQLite has one writer, and to make a change last takes as long as to make it.
//!
//! Whoever has made his change while somebody else waits for the writer hands it on with the transaction open, and waits. The next one
//! makes his in a savepoint. Whoever finds nobody behind him, or the transaction grown large or old, commits for all and tells them
//! (decision 0027).
//!
//! Nobody is told that his change lasts before it does, and nobody but those who are in it sees it. Whoever fails takes back his own
//! part alone; the rest is committed before he says anything, for he may have seen it. Only when the database takes the whole
//! transaction back by itself (no room, a broken disk, a statement stopped in the middle of a change) does everybody hear so.
//!
//! Work that gives way to others ([`crate::give_way`]) stands alone: it commits what waits before it begins, and its own at once.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::lite::{Lite, now};
use crate::pool::{Lease, Pool};

/// Changes in one transaction at most.
const MOST: u32 = 32;
/// How old a transaction may be when somebody is still asked in.
const OLDEST: Duration = Duration::from_millis(20);
/// After so long whoever waits looks whether anybody still works on it: the next in the queue may have gone away.
const LOOK: Duration = Duration::from_millis(5);
/// Ending takes as long as it takes, within this.
const ENDING: Duration = Duration::from_secs(60);

/// A transaction that several wait for.
pub(crate) struct Together {
    outcome: Mutex<Option<Outcome>>,
    told: Condvar,
    began: Instant,
}

/// How it ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Lasts,
    Full,
    Lost,
}

impl Outcome {
    fn of(error: &Error) -> Self {
        if matches!(error, Error::Full) { Self::Full } else { Self::Lost }
    }

    fn result(self) -> Result<()> {
        match self {
            Self::Lasts => Ok(()),
            Self::Full => Err(Error::Full),
            Self::Lost => Err(Error::Lost),
        }
    }
}

impl Together {
    fn new() -> Arc<Self> {
        Arc::new(Self { outcome: Mutex::new(None), told: Condvar::new(), began: now() })
    }

    fn tell(&self, outcome: Outcome) {
        *self.outcome.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
        self.told.notify_all();
    }

    /// Until it lasts.
    fn wait(self: &Arc<Self>, pool: &Arc<Pool<Lite>>) -> Result<()> {
        loop {
            let outcome = self.outcome.lock().unwrap_or_else(PoisonError::into_inner);
            let (outcome, _) = self
                .told
                .wait_timeout_while(outcome, LOOK, |outcome| outcome.is_none())
                .unwrap_or_else(PoisonError::into_inner);
            if let Some(outcome) = *outcome {
                return outcome.result();
            }
            drop(outcome);
            if let Some(mut lease) = pool.take_idle()
                && lease.together.as_ref().is_some_and(|one| Arc::ptr_eq(one, self))
            {
                let _ = end(&mut lease);
            }
        }
    }
}

/// What the writer's connection knows of the transaction that stands open on it.
impl Lite {
    /// Says how the transaction ended to all who wait for it.
    pub(crate) fn tell(&mut self, outcome: &Result<()>) {
        let said = match outcome {
            Ok(()) => Outcome::Lasts,
            Err(error) => Outcome::of(error),
        };
        if let Some(together) = self.together.take() {
            together.tell(said);
        }
        self.parts = 0;
    }
}

fn run(lease: &Lease<Lite>, word: &'static str) -> Result<()> {
    Ok(lease.conn.prepare_cached(word).and_then(|mut statement| statement.raw_execute()).map(drop)?)
}

/// Begins a change: a transaction, or a part of the one that others wait for.
pub(crate) fn begin(lease: &mut Lease<Lite>) -> Result<()> {
    if lease.together.is_some() && lease.gives_way() {
        end(lease)?;
    }
    if lease.together.is_none() {
        return run(lease, "begin immediate");
    }
    let begun = run(lease, "savepoint part");
    if begun.is_err() {
        let _ = end(lease);
    }
    begun
}

/// Commits for all who wait; what was not kept is taken back.
fn end(lease: &mut Lease<Lite>) -> Result<()> {
    lease.limit(ENDING);
    let mut ended = if lease.conn.is_autocommit() { Err(Error::Lost) } else { run(lease, "commit") };
    if !lease.conn.is_autocommit() {
        let _ = lease.conn.execute_batch("rollback");
        ended = ended.and(Err(Error::Lost));
    }
    lease.tell(&ended);
    ended
}

/// Makes a change last: at once, or with those that follow.
pub(crate) fn commit(mut lease: Lease<Lite>) -> Result<()> {
    lease.limit(ENDING);
    let is_part = lease.together.is_some();
    if lease.conn.is_autocommit() {
        lease.tell(&Err(Error::Lost));
        return Err(Error::Lost);
    }
    if is_part && let Err(error) = run(&lease, "release part") {
        roll_back(lease);
        return Err(error);
    }
    lease.parts += 1;
    if !may_go_on(&lease) {
        let ended = end(&mut lease);
        return discarded_unless_ended(lease, ended);
    }
    let together = lease.together.get_or_insert_with(Together::new).clone();
    let pool = lease.pool();
    drop(lease);
    together.wait(&pool)
}

/// Takes a change back, and makes those of others last.
pub(crate) fn roll_back(mut lease: Lease<Lite>) {
    lease.limit(ENDING);
    if lease.together.is_none() {
        let _ = run(&lease, "rollback");
        let _ = discarded_unless_ended(lease, Ok(()));
        return;
    }
    if !lease.conn.is_autocommit()
        && run(&lease, "rollback to part").and_then(|()| run(&lease, "release part")).is_err()
    {
        let _ = lease.conn.execute_batch("rollback");
    }
    let ended = end(&mut lease);
    let _ = discarded_unless_ended(lease, ended);
}

/// Whether the next one may still come in.
fn may_go_on(lease: &Lease<Lite>) -> bool {
    let young = lease.together.as_ref().is_none_or(|together| together.began.elapsed() < OLDEST);
    lease.parts < MOST && young && !lease.gives_way() && lease.is_followed()
}

/// A connection whose transaction does not end is closed, which ends it.
fn discarded_unless_ended(mut lease: Lease<Lite>, ended: Result<()>) -> Result<()> {
    if !lease.conn.is_autocommit() {
        lease.tell(&Err(Error::Lost));
        lease.discard();
    }
    ended
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;

    #[test]
    fn what_was_handed_on_lasts_though_nobody_takes_it() {
        let t = belfry_testkit::TestDb::new(belfry_testkit::Engine::Sqlite, &[]);
        let path = t.db.file().expect("a file").to_owned();
        let pool = Pool::new(1, Duration::from_secs(5), Box::new(move || Lite::open(&path, true)));
        let mut lease = pool.get().expect("the one");
        begin(&mut lease).expect("begin");
        lease.conn.execute("insert into store_settings (name, value) values ('a', 'b')", []).expect("insert");
        let together = lease.together.get_or_insert_with(Together::new).clone();
        drop(lease);
        let another = Connection::open(t.db.file().expect("a file")).expect("open");
        let seen = || another.query_one("select count(*) from store_settings where name = 'a'", [], |row| row.get(0));
        assert_eq!(seen(), Ok(0_i64));
        together.wait(&pool).expect("it lasts");
        assert_eq!(seen(), Ok(1));
    }
}
