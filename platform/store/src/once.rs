//! What is sent twice is done once: a token is claimed in the transaction of the effect, and the reply is kept beside it.
//!
//! A second claim waits for the first transaction to end: SQLite has one writer, PostgreSQL waits for the key. So of any number
//! that come at once exactly one goes on. A transaction that is rolled back leaves no claim.

use jiff::Timestamp;

use crate::args;
use crate::error::Result;
use crate::transaction::{Read, Tx};

/// Claims a token; false when somebody has it already, and his transaction is committed.
pub fn claim(tx: &Tx, token: &[u8], now: Timestamp) -> Result<bool> {
    let sql = "insert into store_once (token, at, reply) values ($1, $2, '') on conflict (token) do nothing";
    Ok(tx.execute(sql, args![token, now])? == 1)
}

/// Keeps the reply of a token that this transaction has claimed.
pub fn keep(tx: &Tx, token: &[u8], reply: &str) -> Result<()> {
    tx.execute("update store_once set reply = $2 where token = $1", args![token, reply])?;
    Ok(())
}

/// Gives a claim back that this transaction has made: the same may be done again.
pub fn release(tx: &Tx, token: &[u8]) -> Result<()> {
    tx.execute("delete from store_once where token = $1", args![token])?;
    Ok(())
}

/// The reply of a token that was claimed; empty when none was kept.
pub fn reply_of(read: &Read, token: &[u8]) -> Result<Option<String>> {
    read.maybe("select reply from store_once where token = $1", args![token], |row| row.get(0))
}

/// Forgets tokens that were claimed before an instant; how many.
pub fn sweep(tx: &Tx, before: Timestamp) -> Result<u64> {
    tx.execute("delete from store_once where at < $1", args![before])
}
