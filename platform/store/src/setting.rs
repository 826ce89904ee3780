//! Values of the installation.

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
