//! Where files and texts wait: for the next step of their sender, then for their job. A file's name on disk is made of its sender's
//! id and a random number; no form carries either, so nobody reaches another's file, whatever he sends.

use std::cell::RefCell;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use belfry_kernel::{PersonId, Problem};
use belfry_web::House;
use belfry_web::form::Upload;
use uuid::Uuid;

/// What every file of a shelf is called by.
pub const BEGINS: &str = "kept-";
/// A file that nobody has touched for so long was forgotten: a job failed and was left.
pub const FORGOTTEN: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// How many times the largest upload may wait for one person.
const ROOM: u64 = 2;

/// The files of one person. What is put there goes again with this value, unless it [stays](Self::stay): a request that ends badly
/// leaves nothing.
pub struct Shelf {
    folder: PathBuf,
    person: PersonId,
    room: u64,
    /// What was put there and may not stay yet.
    fresh: RefCell<Vec<Uuid>>,
}

impl Drop for Shelf {
    fn drop(&mut self) {
        self.fresh.take().into_iter().for_each(|token| self.remove(token));
    }
}

impl Shelf {
    /// The shelf of a person.
    pub fn of(house: &House, person: PersonId) -> Self {
        let room = house.settings.upload_limit.saturating_mul(ROOM);
        Self { folder: house.uploads(), person, room, fresh: RefCell::default() }
    }

    /// Where a file of this person is, if it is.
    pub fn path(&self, token: Uuid) -> PathBuf {
        self.folder.join(format!("{}{}", self.prefix(), token.simple()))
    }

    fn prefix(&self) -> String {
        format!("{BEGINS}{}-", self.person.0)
    }

    /// The size of a file in bytes; none when it is not here.
    pub fn size(&self, token: Uuid) -> Option<u64> {
        std::fs::metadata(self.path(token)).ok().map(|data| data.len())
    }

    /// Opens a file.
    ///
    /// # Errors
    /// Those of the system.
    pub fn open(&self, token: Uuid) -> std::io::Result<File> {
        File::open(self.path(token))
    }

    /// Puts an upload on the shelf.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn take(&self, upload: &mut Upload, token: Uuid) -> Result<(), Problem> {
        std::fs::rename(&upload.path, self.path(token)).map_err(disk)?;
        upload.keep();
        self.fresh.borrow_mut().push(token);
        Ok(())
    }

    /// Puts a text on the shelf.
    ///
    /// # Errors
    /// As [`take`](Self::take).
    pub fn write(&self, text: &[u8], token: Uuid) -> Result<(), Problem> {
        std::fs::create_dir_all(&self.folder).map_err(disk)?;
        let mut file = File::create(self.path(token)).map_err(disk)?;
        self.fresh.borrow_mut().push(token);
        file.write_all(text).and_then(|()| file.sync_all()).map_err(disk)
    }

    /// Lets what was put there stay: something names it that lasts.
    pub fn stay(&self) {
        self.fresh.take();
    }

    /// Whether so many bytes more may wait for this person.
    pub fn has_room(&self, wanted: u64) -> bool {
        let prefix = self.prefix();
        let mine = files(&self.folder).filter(|(path, _)| is_named(path, &prefix));
        let held: u64 = mine.map(|(_, data)| data.len()).sum();
        held.saturating_add(wanted) <= self.room
    }

    /// Removes a file; it may be gone already.
    pub fn remove(&self, token: Uuid) {
        gone(std::fs::remove_file(self.path(token)));
    }
}

/// Removes files of anybody that were forgotten.
pub fn sweep(house: &House) {
    let now = SystemTime::from(house.clock.now());
    for (path, data) in files(&house.uploads()).filter(|(path, _)| is_named(path, BEGINS)) {
        let age = data.modified().ok().and_then(|changed| now.duration_since(changed).ok());
        if age.is_some_and(|age| age > FORGOTTEN) {
            gone(std::fs::remove_file(path));
        }
    }
}

fn files(folder: &Path) -> impl Iterator<Item = (PathBuf, std::fs::Metadata)> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| Some((entry.path(), entry.metadata().ok()?)))
}

fn is_named(path: &Path, start: &str) -> bool {
    path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(start))
}

fn gone(result: std::io::Result<()>) {
    if let Err(error) = result
        && error.kind() != std::io::ErrorKind::NotFound
    {
        tracing::warn!(%error, "a waiting file could not be removed");
    }
}

fn disk(error: std::io::Error) -> Problem {
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Problem::Full,
        _ => Problem::Internal(error.to_string()),
    }
}
