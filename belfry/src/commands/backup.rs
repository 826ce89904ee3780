//! `belfry backup` and `belfry restore`: one file for either database, which checks itself (decision 0007).
//!
//! The file is an embedded database of this program's schema. An embedded one is copied page by page while others read and
//! write; a server is read in one picture and carried over row by row. So a backup of either can be restored into either, and the
//! way from one machine to a server is a backup and a restore.
//!
//! | file | holds |
//! |---|---|
//! | `manifest.rs` | what a backup says of itself, and whether it is so |
//! | `files.rs` | the documents that lie beside the database |
//! | `seal.rs` | the last line, by which it is seen that no bit has changed |
//! | `server.rs` | PostgreSQL, both ways |

mod files;
mod manifest;
mod seal;
mod server;

use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, bail};
use belfry_members::platform::standing::BACKUP;
use belfry_store::{Db, Key, Options, server as checks, setting};
use clap::Args;

use self::manifest::Manifest;
use crate::areas::migrations;
use crate::commands::{Place, bar};
use crate::config::Config;
use crate::start;

/// Copies and checks may take their time.
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
    /// A file that `belfry backup` wrote, from either database.
    file: PathBuf,
}

/// Opens a file that nobody else uses.
fn open(file: &Path) -> anyhow::Result<Db> {
    Ok(Db::open(&file.display().to_string(), Options { readers: 2, statement: PATIENCE, ..Options::default() })?)
}

/// Writes a backup.
pub fn run(place: &Place, arguments: &Backup) -> anyhow::Result<()> {
    let config = place.config()?;
    let file = &arguments.file;
    if file.exists() {
        bail!("{} exists already", file.display());
    }
    let part = PathBuf::from(format!("{}.part", file.display()));
    remove(&part)?;
    noted(&config, None);
    // Everything that everybody may see of it is in there: it is its owner's alone from the beginning.
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(&part).context("the file cannot be made")?;
    let waiting = if is_server(&config) { server::copy(&config, &part)? } else { copy(&config, &part)? };
    let manifest = {
        let db = open(&part)?;
        let kept = files::put(&db, &config.data)?;
        Manifest::write(&db, start::clock_and_ids().0.now(), is_server(&config), waiting, kept)?;
        check(&db, &part)?
    };
    seal::put(&part)?;
    std::fs::rename(&part, file)?;
    sync_folder(file)?;
    let told = manifest.map_or_else(String::new, |manifest| manifest.to_string());
    println!("{} is complete and checked. {told}", file.display());
    noted(&config, Some(start::clock_and_ids().0.now()));
    if waiting > 0 {
        println!(
            "{waiting} entries of the ledger were not sealed yet, because long transactions ran. They are in the backup, and may \
             be chained there in another order than in the original."
        );
    }
    Ok(())
}

/// Leaves word for the page of health that one was taken; before, makes room for that word, so that what is copied has as many
/// rows as what it is a copy of. The backup is good without.
fn noted(config: &Config, taken: Option<jiff::Timestamp>) {
    let put = || -> anyhow::Result<()> {
        let db = start::there(config)?;
        let tx = db.write(Key::SYSTEM)?;
        let before = setting::get(&tx, BACKUP)?.unwrap_or_default();
        setting::put(&tx, BACKUP, &taken.map_or(before, |at| at.to_string()))?;
        Ok(tx.commit()?)
    };
    if let Err(error) = put() {
        eprintln!("The page of health was not told of it: {error:#}");
    }
}

/// An embedded database, page by page.
fn copy(config: &Config, part: &Path) -> anyhow::Result<i64> {
    let db = start::there(config)?;
    let bar = bar(0, "Copying");
    db.copy_to(part, |done, total| {
        bar.set_length(total.max(0).unsigned_abs().into());
        bar.set_position(done.max(0).unsigned_abs().into());
    })?;
    bar.finish_and_clear();
    Ok(0)
}

fn is_server(config: &Config) -> bool {
    !config.database.url.reveal().is_empty()
}

/// Checks pages and references, the ledger, and what the backup says of itself, if it does.
fn check(db: &Db, file: &Path) -> anyhow::Result<Option<Manifest>> {
    let read = db.read_for(Key::SYSTEM, PATIENCE)?;
    checks::check_pages(&read).with_context(|| format!("{} is damaged", file.display()))?;
    manifest::check(&read).with_context(|| format!("{} is not what was written", file.display()))
}

/// Restores a backup.
pub fn restore(place: &Place, arguments: &Restore) -> anyhow::Result<()> {
    let config = place.config()?;
    std::fs::create_dir_all(&config.data)?;
    let _lock = if is_server(&config) { None } else { Some(lock(&config)?) };
    let part = config.data.join("restored.part");
    remove(&part)?;
    std::fs::copy(&arguments.file, &part).with_context(|| format!("copying {}", arguments.file.display()))?;
    let done = restored(&config, &part, &arguments.file);
    if done.is_err() || is_server(&config) {
        remove(&part)?;
    }
    println!("{}", done?);
    Ok(())
}

/// Checks the copy, brings it to this program's version, and puts it where it belongs; what is to be said.
fn restored(config: &Config, part: &Path, file: &Path) -> anyhow::Result<String> {
    let sealed = seal::take(part).with_context(|| format!("{} is damaged", file.display()))?;
    let db = open(part).with_context(|| format!("{} is no backup, or a damaged one", file.display()))?;
    if !manifest::is_ours(&db.read_for(Key::SYSTEM, PATIENCE)?)? {
        bail!(
            "{} is no backup: there is nothing of Belfry in it. Give a file that `belfry backup` wrote",
            file.display()
        );
    }
    let manifest = check(&db, file)?;
    belfry_store::migrate::migrate(&db, &migrations(), None).context("bringing the backup up to date")?;
    if manifest.as_ref().is_some_and(|manifest| manifest.is_sealed() && !sealed) {
        bail!("{} is damaged: its last line is missing", file.display());
    }
    let server = if is_server(config) { Some(server::empty(config)?) } else { None };
    files::take(&db, &config.data)?;
    manifest::drop(&db)?;
    let told = manifest.map_or_else(String::new, |manifest| manifest.to_string());
    if let Some(server) = server {
        server::restore(config, &server, &db)?;
        return Ok(format!("{} stands in the server's database. {told}", file.display()));
    }
    drop(db);
    let target = config.data.join("belfry.db");
    for suffix in ["", "-wal", "-shm"] {
        let from = PathBuf::from(format!("{}{suffix}", target.display()));
        if from.exists() {
            std::fs::rename(&from, format!("{}.before-restore{suffix}", target.display()))?;
        }
    }
    File::open(part)?.sync_all()?;
    std::fs::rename(part, &target)?;
    sync_folder(&target)?;
    Ok(format!("{} stands in its place. {told}", file.display()))
}

/// Removes what an earlier try has left.
fn remove(part: &Path) -> anyhow::Result<()> {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        match std::fs::remove_file(format!("{}{suffix}", part.display())) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

/// A name lasts when its folder does.
fn sync_folder(file: &Path) -> anyhow::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok(File::open(folder)?.sync_all()?)
}

fn lock(config: &Config) -> anyhow::Result<File> {
    let file = File::create(config.data.join("serve.lock"))?;
    file.try_lock().with_context(|| format!("belfry serves {}: stop it first", config.data.display()))?;
    Ok(file)
}
