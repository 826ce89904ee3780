//! PostgreSQL into a backup, and a backup of either database into PostgreSQL. Both as the owner of the tables: the text index is
//! out of the application's reach.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use belfry_store::migrate::{is_current, migrate};
use belfry_store::{Db, Key, Options, Read, args, carry, ledger, server};

use super::PATIENCE;
use crate::areas::migrations;
use crate::commands::bar;
use crate::config::Config;

/// How long to wait for a moment in which every entry of the ledger is sealed.
const QUIET: Duration = Duration::from_secs(20);
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(50);

fn owner(config: &Config) -> anyhow::Result<Db> {
    let url = config.database.owner_url.reveal();
    if url.is_empty() {
        bail!("database.owner_url is not set: a backup and its restoring need the role that owns the tables");
    }
    let options = Options { readers: 2, statement: PATIENCE, ..Options::default() };
    Db::open(url, options).context("opening the database as its owner")
}

/// Reads everything in one picture into an empty file; how many entries of the ledger were not sealed in it.
pub fn copy(config: &Config, part: &Path) -> anyhow::Result<i64> {
    let db = owner(config)?;
    if !is_current(&db, &migrations())? {
        bail!("the database is not at this program's version: run `belfry migrate`");
    }
    let (picture, waiting) = quiet(&db)?;
    let target = super::open(part)?;
    migrate(&target, &migrations(), None)?;
    let tx = target.write(Key::SYSTEM)?;
    over(&picture, &tx, "Copying")?;
    tx.commit()?;
    Ok(waiting)
}

/// A picture in which every entry is sealed, if there is one within [`QUIET`]; else the last, and how many are not.
fn quiet(db: &Db) -> anyhow::Result<(Read, i64)> {
    let begun = Instant::now();
    loop {
        while ledger::seal(db, 1_000)? > 0 {}
        let picture = db.read_for(Key::SYSTEM, PATIENCE)?;
        let waiting: i64 =
            picture.one("select count(*) from store_ledger where seal_no is null", args![], |row| row.get(0))?;
        if waiting == 0 || begun.elapsed() > QUIET {
            return Ok((picture, waiting));
        }
        drop(picture);
        thread::sleep(PAUSE);
    }
}

/// Carries everything over and counts it on both sides.
fn over(from: &Read, to: &belfry_store::Tx, what: &'static str) -> anyhow::Result<()> {
    let should = carry::counts(from)?;
    let bar = bar(should.values().sum::<i64>().unsigned_abs(), what);
    carry::carry(from, to, &mut |rows| bar.inc(rows))?;
    bar.finish_and_clear();
    let is = carry::counts(to)?;
    if let Some((table, rows)) = should.iter().find(|(table, rows)| is.get(*table) != Some(*rows)) {
        bail!("{table} has {rows} rows, of which {} went over", is.get(table).copied().unwrap_or_default());
    }
    Ok(())
}

/// The database of the configuration; refused when somebody has worked in it.
pub fn empty(config: &Config) -> anyhow::Result<Db> {
    let db = owner(config)?;
    if carry::is_used(&db.read(Key::SYSTEM)?)? {
        bail!(
            "somebody has worked in this database already: make an empty one, let database.url and database.owner_url name it, and \
             restore again"
        );
    }
    Ok(db)
}

/// Puts a backup that was checked and is of this version into an [`empty`] database.
pub fn restore(config: &Config, db: &Db, backup: &Db) -> anyhow::Result<()> {
    let role = server::role_of(config.database.url.reveal())
        .context("database.url names no role: postgres://ROLE@HOST/NAME")?;
    migrate(db, &migrations(), Some(&role))?;
    let from = backup.read_for(Key::SYSTEM, PATIENCE)?;
    let tx = db.write(Key::SYSTEM)?;
    over(&from, &tx, "Restoring")?;
    let (should, is) = (ledger::verify(&from)?, ledger::verify(&tx)?);
    if is.broken_at.is_some() || is.head != should.head {
        bail!("the ledger ends at {} and should end at {}", is.head, should.head);
    }
    tx.commit()?;
    server::administer(config.database.owner_url.reveal(), "analyze").context("looking through the tables")
}
