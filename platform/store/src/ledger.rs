//! The ledger: one append-only entry per fact, in the transaction of the change, and one job per subscriber.
//!
//! Entries are chained by hash. On SQLite there is one writer, so the chain grows in the transaction itself. On PostgreSQL
//! one sealer chains entries older than every running transaction, ordered by transaction and id ([`seal`]).

use std::sync::{PoisonError, RwLock};

use belfry_kernel::{Fact, Ids, PersonId, hex};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::db::{Db, Dialect, Key};
use crate::error::{Error, Result};
use crate::transaction::{Read, Row, Tx};
use crate::{Value, args, job};

/// Who hears of which fact: `(fact, job)`.
#[derive(Default)]
pub(crate) struct Subscribers(RwLock<Vec<(&'static str, &'static str)>>);

impl Db {
    /// From now on every fact of this name puts a job of that name into the queue.
    pub fn subscribe(&self, fact: &'static str, job: &'static str) {
        let mut list = self.subscribers().0.write().unwrap_or_else(PoisonError::into_inner);
        if !list.contains(&(fact, job)) {
            list.push((fact, job));
        }
    }
}

/// Who acts, when, and where new ids come from: what every change brings to its transaction.
#[derive(Clone, Copy)]
pub struct Act<'a> {
    /// The person; none for the program itself.
    pub actor: Option<PersonId>,
    /// The instant.
    pub now: Timestamp,
    /// For new rows.
    pub ids: &'a Ids,
}

/// Records a fact in the transaction of its change.
pub fn record<F: Fact>(tx: &Tx, act: Act<'_>, fact: &F) -> Result<()> {
    let data = serde_json::to_string(fact).map_err(|error| Error::Driver(error.to_string()))?;
    let subject = fact.subject();
    match tx.dialect() {
        Dialect::Sqlite => {
            let (last, hash) = tx
                .maybe("select seal_no, hash from store_ledger order by seal_no desc limit 1", args![], |row| {
                    Ok((row.get::<i64>(0)?, row.get::<Vec<u8>>(1)?))
                })?
                .unwrap_or_default();
            let entry = Entry { at: act.now, fact: F::NAME, actor: act.actor, subject, data: &data };
            let hash = entry.chained(&hash);
            tx.execute(
                "insert into store_ledger (at, fact, actor_id, subject_id, data, seal_no, hash) \
                 values ($1, $2, $3, $4, $5, $6, $7)",
                args![act.now, F::NAME, act.actor, subject, &data, last + 1, &hash],
            )?;
        }
        Dialect::Postgres => {
            tx.execute(
                "insert into store_ledger (at, fact, actor_id, subject_id, data) values ($1, $2, $3, $4, $5)",
                args![act.now, F::NAME, act.actor, subject, &data],
            )?;
        }
    }
    let heard = tx.db().subscribers().0.read().unwrap_or_else(PoisonError::into_inner).clone();
    for (_, name) in heard.into_iter().filter(|(fact, _)| *fact == F::NAME) {
        job::add(tx, act, name, &data, act.now)?;
    }
    Ok(())
}

/// What is hashed of an entry, borrowed from where it stands.
struct Entry<'a> {
    at: Timestamp,
    fact: &'a str,
    actor: Option<PersonId>,
    subject: Option<belfry_kernel::SubjectId>,
    data: &'a str,
}

impl Entry<'_> {
    fn chained(&self, before: &[u8]) -> [u8; 32] {
        let mut sum = Sha256::new();
        sum.update((before.len() as u64).to_le_bytes());
        sum.update(before);
        sum.update(self.at.as_microsecond().to_le_bytes());
        sum.update((self.fact.len() as u64).to_le_bytes());
        sum.update(self.fact.as_bytes());
        sum.update(self.actor.map_or(0, |actor| actor.0).to_le_bytes());
        sum.update(self.subject.map_or(0, |subject| subject.0).to_le_bytes());
        sum.update(self.data.as_bytes());
        sum.finalize().into()
    }
}

/// The hash of an entry that stands in a row, from its second column: instant, fact, actor, subject, data. Nothing of it is
/// copied: whoever verifies reads millions.
fn chained(row: &Row<'_>, before: &[u8]) -> Result<[u8; 32]> {
    let (fact, data) = (row.value(2)?, row.value(5)?);
    let (Value::Text(fact), Value::Text(data)) = (&fact, &data) else { return Err(Error::Column(2, "text")) };
    let entry = Entry { at: row.get(1)?, fact, actor: row.get(3)?, subject: row.get(4)?, data };
    Ok(entry.chained(before))
}

/// The end of a chain that is being copied.
#[derive(Default)]
pub(crate) struct Chain {
    number: i64,
    hash: Vec<u8>,
}

impl Chain {
    /// An entry that was chained before.
    pub(crate) fn at(&mut self, number: i64, hash: Vec<u8>) -> (i64, Vec<u8>) {
        (self.number, self.hash) = (number, hash.clone());
        (number, hash)
    }

    /// One that was not: the columns of [`chained`].
    pub(crate) fn next(&mut self, row: &Row<'_>) -> Result<(i64, Vec<u8>)> {
        let hash = chained(row, &self.hash)?.to_vec();
        Ok(self.at(self.number + 1, hash))
    }
}

/// Chains up to `limit` entries that nothing can come before any more; how many. PostgreSQL only; elsewhere there is
/// nothing to do. The one row of `store_seal` lets one sealer work at a time.
pub fn seal(db: &Db, limit: i64) -> Result<usize> {
    if db.dialect() == Dialect::Sqlite {
        return Ok(0);
    }
    let tx = db.write(Key::SYSTEM)?;
    let (mut number, mut hash) =
        tx.one("select seal_no, hash from store_seal where one = 1 for update", args![], |row| {
            Ok((row.get::<i64>(0)?, row.get::<Vec<u8>>(1)?))
        })?;
    // `l.xid` must stay qualified: a bare `xid` in `order by` could name an output column and sort as text.
    let entries = tx.rows(
        "select l.id, l.at, l.fact, l.actor_id, l.subject_id, l.data from store_ledger l where l.seal_no is null \
         and l.xid < pg_snapshot_xmin(pg_current_snapshot()) order by l.xid, l.id limit $1",
        args![limit],
        |row| {
            hash = chained(row, &hash)?.to_vec();
            number += 1;
            Ok((row.get::<i64>(0)?, number, hash.clone()))
        },
    )?;
    for (id, number, hash) in &entries {
        tx.execute(
            "update store_ledger set seal_no = $2, hash = $3 where id = $1",
            args![*id, *number, hash.as_slice()],
        )?;
    }
    if !entries.is_empty() {
        tx.execute("update store_seal set seal_no = $1, hash = $2 where one = 1", args![number, hash.as_slice()])?;
    }
    tx.commit()?;
    Ok(entries.len())
}

/// Which entries are wanted.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Facts whose names begin so; empty for all.
    pub fact: String,
    /// Recorded by this person.
    pub actor: Option<PersonId>,
    /// At this instant or later.
    pub since: Option<Timestamp>,
    /// Before this instant.
    pub until: Option<Timestamp>,
}

/// An entry as an auditor reads it.
#[derive(Clone, Debug)]
pub struct Record {
    /// In the order of recording.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// The fact's name.
    pub fact: String,
    /// Who; none for the program itself.
    pub actor: Option<PersonId>,
    /// What it is about.
    pub subject: Option<belfry_kernel::SubjectId>,
    /// JSON.
    pub data: String,
    /// Its number in the chain, once it is sealed.
    pub sealed: Option<i64>,
    /// Its hash, in hexadecimal.
    pub hash: Option<String>,
}

/// Entries below `before`, newest first.
pub fn records(read: &Read, wanted: &Wanted, before: Option<i64>, limit: i64) -> Result<Vec<Record>> {
    let mut sql = crate::Sql::new(
        "select l.id, l.at, l.fact, l.actor_id, l.subject_id, l.data, l.seal_no, l.hash from store_ledger l where l.id < ?",
        [before.unwrap_or(i64::MAX).into()],
    );
    if !wanted.fact.is_empty() {
        sql.push("and l.fact like ? escape '!'", [crate::sql::beginning_of(&wanted.fact).into()]);
    }
    if let Some(actor) = wanted.actor {
        sql.push("and l.actor_id = ?", [actor.into()]);
    }
    if let Some(since) = wanted.since {
        sql.push("and l.at >= ?", [since.into()]);
    }
    if let Some(until) = wanted.until {
        sql.push("and l.at < ?", [until.into()]);
    }
    sql.push("order by l.id desc limit ?", [limit.into()]);
    read.rows(sql, args![], |row| {
        let hash: Option<Vec<u8>> = row.get(7)?;
        Ok(Record {
            id: row.get(0)?,
            at: row.get(1)?,
            fact: row.get(2)?,
            actor: row.get(3)?,
            subject: row.get(4)?,
            data: row.get(5)?,
            sealed: row.get(6)?,
            hash: hash.map(|bytes| hex(&bytes)),
        })
    })
}

/// What [`verify`] found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Entries whose hash fits.
    pub sealed: i64,
    /// Entries that wait for the sealer.
    pub unsealed: i64,
    /// The seal number of the first entry that does not fit, or that is missing.
    pub broken_at: Option<i64>,
    /// The hash of the last entry that fits, in hexadecimal: keep it elsewhere to find a truncated tail.
    pub head: String,
}

/// What [`verify`] reads, a row for each entry.
pub const CHAIN: &str = "select seal_no, at, fact, actor_id, subject_id, data, hash from store_ledger \
     where seal_no is not null order by seal_no";

/// Walks the whole chain.
pub fn verify(read: &Read) -> Result<Verdict> {
    let mut verdict = Verdict { sealed: 0, unsealed: 0, broken_at: None, head: String::new() };
    let mut last: Option<[u8; 32]> = None;
    read.each(CHAIN, args![], |row| {
        let number: i64 = row.get(0)?;
        let hash = chained(row, last.as_ref().map_or(&[], |hash| hash.as_slice()))?;
        let fits = number == verdict.sealed + 1 && matches!(row.value(6)?, Value::Blob(kept) if *kept == hash);
        if !fits {
            verdict.broken_at = Some(verdict.sealed + 1);
            return Ok(false);
        }
        verdict.sealed = number;
        last = Some(hash);
        Ok(true)
    })?;
    verdict.unsealed =
        read.one("select count(*) from store_ledger where seal_no is null", args![], |row| row.get(0))?;
    verdict.head = last.map(|hash| hex(&hash)).unwrap_or_default();
    Ok(verdict)
}
