//! What a backup says of itself, in a table of its own: whoever restores it finds out whether it is still so.

use std::collections::BTreeMap;
use std::fmt;

use anyhow::bail;
use belfry_store::{Db, Key, Read, args, carry, ledger};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The present form; a greater one is refused.
const FORMAT: u32 = 2;
/// From this form on the file ends with the hash of its content.
const SEALED: u32 = 2;

/// What is in it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Manifest {
    format: u32,
    /// The version of the program that wrote it.
    program: String,
    made: Timestamp,
    /// `sqlite` or `postgres`.
    database: String,
    /// The end of the ledger, and how many entries lead to it.
    head: String,
    entries: i64,
    /// Of these, entries that the original had not chained yet.
    waiting: i64,
    /// Documents beside the database, and their bytes.
    files: (u64, u64),
    rows: BTreeMap<String, i64>,
}

impl fmt::Display for Manifest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows: i64 = self.rows.values().sum();
        write!(
            f,
            "{rows} rows and {} documents. Ledger head: {} after {} entries.",
            self.files.0, self.head, self.entries
        )
    }
}

impl Manifest {
    /// Whether its file was sealed when it was written.
    pub fn is_sealed(&self) -> bool {
        self.format >= SEALED
    }

    /// Counts what is there, and writes it down.
    pub fn write(db: &Db, made: Timestamp, server: bool, waiting: i64, files: (u64, u64)) -> anyhow::Result<()> {
        let verdict = verdict(&db.read_for(Key::SYSTEM, super::PATIENCE)?)?;
        let manifest = Self {
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").into(),
            made,
            database: if server { "postgres" } else { "sqlite" }.into(),
            head: verdict.head,
            entries: verdict.sealed,
            waiting,
            files,
            rows: carry::counts(&db.read_for(Key::SYSTEM, super::PATIENCE)?)?,
        };
        let tx = db.write(Key::SYSTEM)?;
        tx.execute("create table backup_manifest (one integer primary key, manifest text not null)", args![])?;
        let text = serde_json::to_string(&manifest)?;
        tx.execute("insert into backup_manifest (one, manifest) values (1, $1)", args![text])?;
        Ok(tx.commit()?)
    }
}

fn verdict(read: &Read) -> anyhow::Result<ledger::Verdict> {
    let verdict = ledger::verify(read)?;
    match verdict.broken_at {
        Some(number) => bail!("the ledger does not fit at entry {number}"),
        None => Ok(verdict),
    }
}

/// Whether it is a database of this program at all: an empty file is one of nobody's.
pub fn is_ours(read: &Read) -> anyhow::Result<bool> {
    let tables: i64 =
        read.one("select count(*) from sqlite_master where name = 'store_ledger'", args![], |row| row.get(0))?;
    Ok(tables > 0)
}

/// Whether what is there is what the backup says; none for a copy that says nothing.
pub fn check(read: &Read) -> anyhow::Result<Option<Manifest>> {
    let verdict = verdict(read)?;
    let is_there: i64 =
        read.one("select count(*) from sqlite_master where name = 'backup_manifest'", args![], |row| row.get(0))?;
    if is_there == 0 {
        return Ok(None);
    }
    let text: String = read.one("select manifest from backup_manifest", args![], |row| row.get(0))?;
    let format = serde_json::from_str::<serde_json::Value>(&text)?["format"].as_u64();
    if format.is_none_or(|format| format > u64::from(FORMAT)) {
        bail!("it was written by a newer program");
    }
    let manifest: Manifest = serde_json::from_str(&text)?;
    if verdict.head != manifest.head || verdict.sealed != manifest.entries {
        bail!("its ledger ends at {} and should end at {}", verdict.head, manifest.head);
    }
    let rows = carry::counts(read)?;
    if let Some((table, should)) = manifest.rows.iter().find(|(table, should)| rows.get(*table) != Some(*should)) {
        bail!("{table} has {} rows and should have {should}", rows.get(table).copied().unwrap_or_default());
    }
    Ok(Some(manifest))
}

/// A database in use says nothing of itself.
pub fn drop(db: &Db) -> anyhow::Result<()> {
    let tx = db.write(Key::SYSTEM)?;
    tx.execute("drop table if exists backup_manifest", args![])?;
    Ok(tx.commit()?)
}
