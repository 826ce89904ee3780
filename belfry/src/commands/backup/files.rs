//! The documents that lie beside the database, each under the hash of its content: they go into the backup piece by piece.

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, bail};
use belfry_store::{Db, Key, Tx, args};

/// Where they are, in the folder for files.
const FOLDER: &str = "documents";
/// Where documents are written before they have their name.
const COMING: &str = "coming";
/// Bytes of one piece.
const PIECE: usize = 1 << 20;
/// Pieces in one transaction.
const AT_ONCE: u64 = 16;

/// Puts all of them into a backup; how many, and their bytes.
pub fn put(db: &Db, data: &Path) -> anyhow::Result<(u64, u64)> {
    let tx = db.write(Key::SYSTEM)?;
    tx.execute(
        "create table backup_files (path text not null, piece integer not null, content blob not null, primary key (path, piece)) \
         without rowid",
        args![],
    )?;
    tx.commit()?;
    let (mut count, mut bytes) = (0, 0);
    let folder = data.join(FOLDER);
    for path in all(&folder)? {
        let name = path.strip_prefix(&folder)?.to_str().context("a document has a name that is no text")?.to_owned();
        bytes += one(db, &path, &name).with_context(|| format!("reading {}", path.display()))?;
        count += 1;
    }
    Ok((count, bytes))
}

fn one(db: &Db, path: &Path, name: &str) -> anyhow::Result<u64> {
    let mut file = File::open(path)?;
    let (mut bytes, mut piece) = (0, 0_u64);
    let mut tx: Option<Tx> = None;
    loop {
        let mut content = Vec::with_capacity(PIECE);
        (&mut file).take(PIECE as u64).read_to_end(&mut content)?;
        // An empty document is one empty piece.
        if content.is_empty() && piece > 0 {
            break;
        }
        bytes += content.len() as u64;
        let open = match tx.take() {
            Some(tx) => tx,
            None => db.write(Key::SYSTEM)?,
        };
        open.execute(
            "insert into backup_files (path, piece, content) values ($1, $2, $3)",
            args![name, piece, content],
        )?;
        piece += 1;
        if piece.is_multiple_of(AT_ONCE) { open.commit()? } else { tx = Some(open) }
    }
    tx.map_or(Ok(()), Tx::commit)?;
    Ok(bytes)
}

/// Every document, in the order of their names.
fn all(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return Ok(found) };
    for entry in entries {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() && entry.file_name() != COMING {
            found.extend(all(&entry.path())?);
        } else if kind.is_file() {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

/// Takes them out of a backup into the folder for files, and out of the way. What is there stays: it has the same content.
pub fn take(db: &Db, data: &Path) -> anyhow::Result<()> {
    let read = db.read_for(Key::SYSTEM, super::PATIENCE)?;
    let has: i64 =
        read.one("select count(*) from sqlite_master where name = 'backup_files'", args![], |row| row.get(0))?;
    if has == 0 {
        return Ok(());
    }
    let names: Vec<String> = read.rows("select distinct path from backup_files", args![], |row| row.get(0))?;
    for name in names {
        let is_plain = Path::new(&name).components().all(|part| matches!(part, Component::Normal(_)));
        if !is_plain {
            bail!("the backup names a document {name:?}");
        }
        let path = data.join(FOLDER).join(&name);
        if path.exists() {
            continue;
        }
        fs::create_dir_all(path.parent().unwrap_or(data))?;
        let part = path.with_extension("part");
        let mut file = File::create(&part)?;
        let mut broken = Ok(());
        read.each("select content from backup_files where path = $1 order by piece", args![&name], |row| {
            broken = file.write_all(&row.get::<Vec<u8>>(0)?);
            Ok(broken.is_ok())
        })?;
        broken?;
        file.sync_all()?;
        fs::rename(&part, &path)?;
    }
    drop(read);
    let tx = db.write(Key::SYSTEM)?;
    tx.execute("drop table backup_files", args![])?;
    Ok(tx.commit()?)
}
