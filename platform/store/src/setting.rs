//! Values of the installation, and the replies of forms that were sent twice.

use jiff::Timestamp;

use crate::args;
use crate::error::Result;
use crate::transaction::{Read, Tx};

/// A value, if it is set.
pub fn get(read: &Read, name: &str) -> Result<Option<String>> {
    read.maybe("select value from store_settings where name = $1", args![name], |row| row.get(0))
}

/// Sets a value.
pub fn put(tx: &Tx, name: &str, value: &str) -> Result<()> {
    tx.execute(
        "insert into store_settings (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value",
        args![name, value],
    )?;
    Ok(())
}

/// The reply that a form with this token got already, if it was sent before.
pub fn reply_of(read: &Read, token: &[u8]) -> Result<Option<String>> {
    read.maybe("select reply from store_once where token = $1", args![token], |row| row.get(0))
}

/// Keeps the reply of a form, in the transaction of its effect: a second one with the same token fails as
/// [`crate::Error::Unique`] and changes nothing.
pub fn keep_reply(tx: &Tx, token: &[u8], reply: &str, now: Timestamp) -> Result<()> {
    tx.execute("insert into store_once (token, at, reply) values ($1, $2, $3)", args![token, now, reply])?;
    Ok(())
}
