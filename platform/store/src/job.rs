//! Jobs: work for later, put into the queue in the transaction that asks for it, and never lost.
//!
//! A job runs at least once: it is leased, and when its worker dies the lease runs out and another takes it. So a handler
//! does its work in transactions that can be repeated, and looks first at what is done already. One that takes long does its work in
//! turns: it gives way to those that wait, with what the next turn has to know in its payload.

use belfry_kernel::PersonId;
use jiff::{SignedDuration, Timestamp};

use crate::db::{Db, Dialect, Key};
use crate::error::Result;
use crate::ledger::Act;
use crate::transaction::{Read, Tx};
use crate::{Value, args};

/// How long a worker may be silent before its job is given to another.
pub const LEASE: SignedDuration = SignedDuration::from_secs(60);
/// After so many tries a job has failed.
pub const TRIES: i64 = 8;

/// A job, as its worker or its owner sees it.
#[derive(Clone, Debug)]
pub struct Job {
    /// Inside id; also its address for its owner.
    pub id: i64,
    /// Which handler.
    pub name: String,
    /// JSON.
    pub payload: String,
    /// On whose behalf. What he may see is asked again when the job runs.
    pub actor: Option<PersonId>,
    /// `waiting`, `running`, `done`, `failed`, `cancelled`.
    pub state: String,
    /// Tries so far.
    pub attempts: i64,
    /// Steps done.
    pub done: i64,
    /// Steps in all, when known.
    pub total: Option<i64>,
    /// What came out, JSON.
    pub result: Option<String>,
    /// Why it failed, for its owner.
    pub error: Option<String>,
    /// When it was asked for.
    pub created: Timestamp,
    /// When it ended.
    pub ended: Option<Timestamp>,
}

const COLUMNS: &str = "id, name, payload, actor_id, state, attempts, done, total, result, error, created, ended";

impl Job {
    fn from_row(row: &crate::Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            name: row.get(1)?,
            payload: row.get(2)?,
            actor: row.get(3)?,
            state: row.get(4)?,
            attempts: row.get(5)?,
            done: row.get(6)?,
            total: row.get(7)?,
            result: row.get(8)?,
            error: row.get(9)?,
            created: row.get(10)?,
            ended: row.get(11)?,
        })
    }

    /// Whether nothing more will happen to it.
    pub fn is_over(&self) -> bool {
        matches!(self.state.as_str(), "done" | "failed" | "cancelled")
    }
}

/// Puts a job into the queue; its id.
pub fn add(tx: &Tx, act: Act<'_>, name: &str, payload: &str, due: Timestamp) -> Result<i64> {
    let id: i64 = act.ids.next();
    tx.execute(
        "insert into store_jobs (id, name, payload, actor_id, state, due, created) \
         values ($1, $2, $3, $4, 'waiting', $5, $6)",
        args![id, name, payload, act.actor, due, act.now],
    )?;
    Ok(id)
}

/// Takes the next job that is due, or one whose worker went silent.
pub fn take(db: &Db, now: Timestamp) -> Result<Option<Job>> {
    let tx = db.write(Key::SYSTEM)?;
    tx.execute(
        "update store_jobs set state = 'waiting', lease = null where state = 'running' and lease < $1",
        args![now],
    )?;
    let next = match tx.dialect() {
        Dialect::Sqlite => "select id from store_jobs where state = 'waiting' and due <= $1 order by due, id limit 1",
        Dialect::Postgres => {
            "select id from store_jobs where state = 'waiting' and due <= $1 order by due, id limit 1 \
             for update skip locked"
        }
    };
    let Some(id) = tx.maybe(next, args![now], |row| row.get::<i64>(0))? else {
        tx.commit()?;
        return Ok(None);
    };
    let lease = now.checked_add(LEASE).unwrap_or(now);
    tx.execute(
        "update store_jobs set state = 'running', attempts = attempts + 1, lease = $2 where id = $1",
        args![id, lease],
    )?;
    let job = get(&tx, id)?;
    tx.commit()?;
    Ok(job)
}

/// Whether any job waits or runs that is due: a cheap look before [`take`], which writes.
pub fn is_any_due(read: &Read, now: Timestamp) -> Result<bool> {
    let found = read.maybe(
        "select 1 from store_jobs where state = 'waiting' and due <= $1 \
         union all select 1 from store_jobs where state = 'running' and lease < $1 limit 1",
        args![now],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// A job by its id.
pub fn get(read: &Read, id: i64) -> Result<Option<Job>> {
    let sql = crate::Sql::new("select", []).and(COLUMNS, []).and("from store_jobs where id = ?", [Value::Int(id)]);
    read.maybe(sql, args![], Job::from_row)
}

/// A person's newest jobs.
pub fn of_person(read: &Read, person: PersonId, limit: i64) -> Result<Vec<Job>> {
    let sql = crate::Sql::new("select", [])
        .and(COLUMNS, [])
        .and("from store_jobs where actor_id = ? order by id desc limit ?", [person.into(), limit.into()]);
    read.rows(sql, args![], Job::from_row)
}

/// Says how far a job is, and that its worker lives. False when it was cancelled: stop and leave no trace.
pub fn progress(tx: &Tx, id: i64, done: i64, total: Option<i64>, now: Timestamp) -> Result<bool> {
    let lease = now.checked_add(LEASE).unwrap_or(now);
    let rows = tx.execute(
        "update store_jobs set done = $2, total = $3, lease = $4 where id = $1 and state = 'running'",
        args![id, done, total, lease],
    )?;
    Ok(rows > 0)
}

/// Whether another job is due that nobody has taken: a long one may give way to it.
pub fn others_wait(read: &Read, now: Timestamp) -> Result<bool> {
    let sql = "select 1 from store_jobs where state = 'waiting' and due <= $1 limit 1";
    Ok(read.maybe(sql, args![now], |_| Ok(()))?.is_some())
}

/// Puts a job that runs behind all that are due, to go on with this payload. A turn is no try. Nothing happens to one that was
/// cancelled.
pub fn give_way(tx: &Tx, id: i64, payload: &str, now: Timestamp) -> Result<()> {
    let behind = now.checked_add(SignedDuration::from_micros(1)).unwrap_or(now);
    tx.execute(
        "update store_jobs set state = 'waiting', payload = $2, due = $3, lease = null, attempts = attempts - 1, error = null \
         where id = $1 and state = 'running'",
        args![id, payload, behind],
    )?;
    Ok(())
}

/// Ends a job well, with what came out.
pub fn finish(tx: &Tx, id: i64, result: &str, now: Timestamp) -> Result<()> {
    tx.execute(
        "update store_jobs set state = 'done', result = $2, ended = $3, lease = null, error = null where id = $1",
        args![id, result, now],
    )?;
    Ok(())
}

/// Notes a failure. With `again`, it is tried later, each time twice as late, up to a number of tries.
pub fn fail(tx: &Tx, job: &Job, why: &str, again: bool, now: Timestamp) -> Result<()> {
    if again && job.attempts < TRIES {
        let wait = SignedDuration::from_secs(5 << job.attempts.clamp(0, 12));
        let due = now.checked_add(wait).unwrap_or(now);
        tx.execute(
            "update store_jobs set state = 'waiting', due = $2, lease = null, error = $3 where id = $1",
            args![job.id, due, why],
        )?;
    } else {
        tx.execute(
            "update store_jobs set state = 'failed', error = $2, ended = $3, lease = null where id = $1",
            args![job.id, why, now],
        )?;
    }
    Ok(())
}

/// Cancels a person's own job, waiting or running; false when it was over already or is not his.
pub fn cancel(tx: &Tx, id: i64, person: PersonId, now: Timestamp) -> Result<bool> {
    let rows = tx.execute(
        "update store_jobs set state = 'cancelled', ended = $3, lease = null \
         where id = $1 and actor_id = $2 and state in ('waiting', 'running')",
        args![id, person, now],
    )?;
    Ok(rows > 0)
}

/// Notes what a job had done by the time when it was cancelled.
pub fn leave(tx: &Tx, id: i64, result: &str) -> Result<()> {
    tx.execute("update store_jobs set result = $2 where id = $1 and state = 'cancelled'", args![id, result])?;
    Ok(())
}

/// The newest jobs of everybody, below `before`; of one state, or of all when it is empty. For who administers the platform.
pub fn newest(read: &Read, state: &str, before: Option<i64>, limit: i64) -> Result<Vec<Job>> {
    let mut sql = crate::Sql::new("select", [])
        .and(COLUMNS, [])
        .and("from store_jobs where id < ?", [Value::Int(before.unwrap_or(i64::MAX))]);
    if !state.is_empty() {
        sql.push("and state = ?", [state.to_owned().into()]);
    }
    sql.push("order by id desc limit ?", [limit.into()]);
    read.rows(sql, args![], Job::from_row)
}

/// Lets a job that failed or was cancelled try again from the start; false when there is none in such a state.
pub fn retry(tx: &Tx, id: i64, now: Timestamp) -> Result<bool> {
    let rows = tx.execute(
        "update store_jobs set state = 'waiting', due = $2, attempts = 0, ended = null, error = null, result = null \
         where id = $1 and state in ('failed', 'cancelled')",
        args![id, now],
    )?;
    Ok(rows > 0)
}

/// Cancels anybody's job, waiting or running; false when it was over already.
pub fn stop(tx: &Tx, id: i64, now: Timestamp) -> Result<bool> {
    let rows = tx.execute(
        "update store_jobs set state = 'cancelled', ended = $2, lease = null \
         where id = $1 and state in ('waiting', 'running')",
        args![id, now],
    )?;
    Ok(rows > 0)
}

/// Removes jobs that ended before an instant, some at a time; how many.
pub fn sweep(tx: &Tx, before: Timestamp) -> Result<u64> {
    tx.execute(
        "delete from store_jobs where id in (select id from store_jobs where ended is not null and ended < $1 limit 500)",
        args![before],
    )
}
