//! Values of the installation.

use std::collections::BTreeMap;

use crate::args;
use crate::error::Result;
use crate::transaction::{Read, Tx};

/// A value, if it is set.
pub fn get(read: &Read, name: &str) -> Result<Option<String>> {
    read.maybe("select value from store_settings where name = $1", args![name], |row| row.get(0))
}

/// Those of these values that are set, by their names.
pub fn some(read: &Read, names: &[&str]) -> Result<BTreeMap<String, String>> {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let rows = read.rows("select name, value from store_settings where name in {texts $1}", args![names], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    Ok(rows.into_iter().collect())
}

/// Sets a value.
pub fn put(tx: &Tx, name: &str, value: &str) -> Result<()> {
    tx.execute(
        "insert into store_settings (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value",
        args![name, value],
    )?;
    Ok(())
}

/// Sets a value unless there is one; the value that stands. For what is made once, by whoever comes first.
pub fn keep(tx: &Tx, name: &str, value: &str) -> Result<String> {
    tx.execute(
        "insert into store_settings (name, value) values ($1, $2) on conflict (name) do nothing",
        args![name, value],
    )?;
    Ok(get(tx, name)?.unwrap_or_default())
}
