//! `belfry backup` and `belfry restore`, for the embedded database.
//!
//! The copy is made through SQLite's online backup while others read and write, then opened and checked by itself: its pages,
//! its references, its ledger. PostgreSQL is copied with its own tools; `docs/operating.md` says how.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, bail};
use belfry_store::{Db, Dialect, Key, Options, ledger, server};
use clap::Args;

use crate::areas::migrations;
use crate::commands::{Place, bar};
use crate::config::Config;
use crate::start;

/// Checks may take their time.
const PATIENCE: Duration = Duration::from_secs(24 * 3_600);

/// `belfry backup FILE`.
#[derive(Args)]
pub struct Backup {
    /// The file to write; it must not exist.
    file: PathBuf,
}

/// `belfry restore FILE`.
#[derive(Args)]
pub struct Restore {
    /// A file that `belfry backup` wrote.
    file: PathBuf,
}

/// Writes a backup.
pub fn run(place: &Place, arguments: &Backup) -> anyhow::Result<()> {
    let config = place.config()?;
    if arguments.file.exists() {
        bail!("{} exists already", arguments.file.display());
    }
    let db = start::open(&config)?;
    if db.dialect() == Dialect::Postgres {
        bail!("PostgreSQL is copied with its own tools: see docs/operating.md");
    }
    let part = arguments.file.with_extension("part");
    let bar = bar(0, "Copying");
    db.copy_to(&part, |done, total| {
        bar.set_length(total.max(0).unsigned_abs().into());
        bar.set_position(done.max(0).unsigned_abs().into());
    })?;
    bar.finish_and_clear();
    let head = check(&part)?;
    std::fs::File::open(&part)?.sync_all()?;
    std::fs::rename(&part, &arguments.file)?;
    println!("{} is complete and checked. Ledger head: {head}", arguments.file.display());
    Ok(())
}

/// Opens a copy by itself and checks it; the head of its ledger.
fn check(file: &Path) -> anyhow::Result<String> {
    let db = Db::open(&file.display().to_string(), Options { statement: PATIENCE, ..Options::default() })?;
    let read = db.read_for(Key::SYSTEM, PATIENCE)?;
    server::check_pages(&read).with_context(|| format!("{} is damaged", file.display()))?;
    let verdict = ledger::verify(&read)?;
    if let Some(number) = verdict.broken_at {
        bail!("the ledger of {} does not fit at entry {number}", file.display());
    }
    Ok(verdict.head)
}

/// Restores a backup.
pub fn restore(place: &Place, arguments: &Restore) -> anyhow::Result<()> {
    let config = place.config()?;
    if !config.database.url.reveal().is_empty() {
        bail!("PostgreSQL is restored with its own tools: see docs/operating.md");
    }
    std::fs::create_dir_all(&config.data)?;
    let _lock = lock(&config)?;
    let part = config.data.join("restored.part");
    std::fs::copy(&arguments.file, &part).with_context(|| format!("copying {}", arguments.file.display()))?;
    let head = check(&part)?;
    let db = Db::open(&part.display().to_string(), Options::default())?;
    belfry_store::migrate::migrate(&db, &migrations(), None).context("bringing the backup up to date")?;
    drop(db);
    let target = config.data.join("belfry.db");
    for suffix in ["", "-wal", "-shm"] {
        let from = PathBuf::from(format!("{}{suffix}", target.display()));
        if from.exists() {
            std::fs::rename(&from, format!("{}.before-restore{suffix}", target.display()))?;
        }
    }
    std::fs::rename(&part, &target)?;
    println!("{} stands in its place. Ledger head: {head}", arguments.file.display());
    Ok(())
}

fn lock(config: &Config) -> anyhow::Result<std::fs::File> {
    let file = std::fs::File::create(config.data.join("serve.lock"))?;
    file.try_lock().with_context(|| format!("belfry serves {}: stop it first", config.data.display()))?;
    Ok(file)
}
