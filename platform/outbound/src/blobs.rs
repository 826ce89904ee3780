//! Files by the hash of their content.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use sha2::{Digest, Sha256};

/// The name of a file: the SHA-256 of its content. Written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobId([u8; 32]);

impl BlobId {
    /// The id that this content has.
    #[must_use]
    pub fn of(content: &[u8]) -> Self {
        Self(Sha256::digest(content).into())
    }

    /// The hash itself.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<[u8; 32]> for BlobId {
    fn from(hash: [u8; 32]) -> Self {
        Self(hash)
    }
}

impl fmt::Display for BlobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for BlobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for BlobId {
    type Err = BlobError;

    /// Reads 64 lower-case hexadecimal digits, nothing else: ids become paths.
    fn from_str(text: &str) -> Result<Self, BlobError> {
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        };
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        let bytes: Option<Vec<u8>> = pairs.iter().map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?)).collect();
        let hash = bytes.filter(|_| rest.is_empty()).and_then(|bytes| bytes.try_into().ok());
        hash.map(Self).ok_or(BlobError::NotAnId)
    }
}

/// Why a file was not kept or not found.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// The content is longer than it may be.
    #[error("the file is longer than {limit} bytes")]
    TooLong {
        /// The limit in bytes.
        limit: u64,
    },
    /// No file has this id.
    #[error("there is no such file")]
    Missing,
    /// The text is not an id.
    #[error("not the id of a file")]
    NotAnId,
    /// The content does not have the hash it is filed under: the disk lost something.
    #[error("the file {0} is damaged")]
    Damaged(BlobId),
    /// The disk refuses.
    #[error("the file store fails: {0}")]
    Disk(#[from] io::Error),
}

/// A folder of files, each under the hash of its content, so that the same content is kept once.
///
/// It counts no references: who deletes must know that no record names the file, and that none is about to. Content that is
/// put again is written again, so that a file is as young as the last time somebody wanted to keep it.
#[derive(Debug)]
pub struct Blobs {
    folder: PathBuf,
    limit: u64,
    next: AtomicU64,
}

impl Blobs {
    /// Opens a folder, making it if need be; `limit` is the longest file in bytes.
    ///
    /// # Errors
    /// [`BlobError::Disk`] if the folder cannot be made.
    pub fn open(folder: impl Into<PathBuf>, limit: u64) -> Result<Self, BlobError> {
        let folder = folder.into();
        fs::create_dir_all(folder.join("coming"))?;
        Ok(Self { folder, limit, next: AtomicU64::new(0) })
    }

    /// Keeps what `content` gives, in constant memory. When this returns, the file survives a loss of power.
    ///
    /// # Errors
    /// [`BlobError::TooLong`] beyond the limit, and nothing is kept; [`BlobError::Disk`] for the disk and for `content`.
    pub fn put(&self, mut content: impl Read) -> Result<BlobId, BlobError> {
        let (coming, file) = self.coming()?;
        let kept = self.take_in(&mut content, file).and_then(|id| {
            self.file(&coming, id)?;
            Ok(id)
        });
        if kept.is_err() {
            // What failed is said; that its remains are in the way is not worth more. `sweep` takes them later.
            let _ = fs::remove_file(&coming);
        }
        kept
    }

    /// Opens a file for reading.
    ///
    /// # Errors
    /// [`BlobError::Missing`] if there is none.
    pub fn read(&self, id: BlobId) -> Result<File, BlobError> {
        File::open(self.path(id)).map_err(missing)
    }

    /// Reads a whole file and checks its hash; for small files.
    ///
    /// # Errors
    /// [`BlobError::Missing`], [`BlobError::Damaged`], [`BlobError::Disk`].
    pub fn bytes(&self, id: BlobId) -> Result<Vec<u8>, BlobError> {
        let bytes = fs::read(self.path(id)).map_err(missing)?;
        if BlobId::of(&bytes) == id { Ok(bytes) } else { Err(BlobError::Damaged(id)) }
    }

    /// The length of a file in bytes.
    ///
    /// # Errors
    /// [`BlobError::Missing`] if there is none.
    pub fn length(&self, id: BlobId) -> Result<u64, BlobError> {
        Ok(fs::metadata(self.path(id)).map_err(missing)?.len())
    }

    /// Reads a file through, in constant memory, and checks its hash.
    ///
    /// # Errors
    /// [`BlobError::Missing`], [`BlobError::Damaged`], [`BlobError::Disk`].
    pub fn verify(&self, id: BlobId) -> Result<(), BlobError> {
        let mut hash = Sha256::new();
        copy(&mut self.read(id)?, u64::MAX, |bytes| {
            hash.update(bytes);
            Ok(())
        })?;
        if BlobId(hash.finalize().into()) == id { Ok(()) } else { Err(BlobError::Damaged(id)) }
    }

    /// Takes a file away for good. One that is not there is no error.
    ///
    /// # Errors
    /// [`BlobError::Disk`] if the folder refuses.
    pub fn delete(&self, id: BlobId) -> Result<(), BlobError> {
        let path = self.path(id);
        match fs::remove_file(&path) {
            Ok(()) => Ok(sync_folder(&path)?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// The files that nobody has put since an instant.
    ///
    /// # Errors
    /// [`BlobError::Disk`] if the folder refuses.
    pub fn older_than(&self, before: SystemTime) -> Result<Vec<BlobId>, BlobError> {
        let mut old = Vec::new();
        for shelf in fs::read_dir(&self.folder)? {
            let shelf = shelf?;
            let name = shelf.file_name();
            let Some(first) = name.to_str().filter(|name| name.len() == 2) else { continue };
            for entry in fs::read_dir(shelf.path())? {
                let entry = entry?;
                let id = entry.file_name().to_str().and_then(|rest| format!("{first}{rest}").parse().ok());
                if let Some(id) = id
                    && entry.metadata()?.modified()? < before
                {
                    old.push(id);
                }
            }
        }
        Ok(old)
    }

    /// Takes a file away for good unless somebody has put it since an instant; whether it is gone. One that is put at the same
    /// moment stays: it is moved aside first, and judged there.
    ///
    /// # Errors
    /// [`BlobError::Disk`] if the folder refuses.
    pub fn delete_older(&self, id: BlobId, before: SystemTime) -> Result<bool, BlobError> {
        let (aside, path) = (self.coming()?.0, self.path(id));
        match fs::rename(&path, &aside) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::remove_file(&aside)?;
                return Ok(false);
            }
            moved => moved?,
        }
        if fs::metadata(&aside)?.modified()? < before {
            fs::remove_file(&aside)?;
            sync_folder(&path)?;
            return Ok(true);
        }
        self.file(&aside, id)?;
        Ok(false)
    }

    /// Removes what interrupted writers left before an instant; gives the number of files.
    ///
    /// # Errors
    /// [`BlobError::Disk`] if the folder refuses.
    pub fn sweep(&self, before: SystemTime) -> Result<u64, BlobError> {
        let mut swept = 0;
        for entry in fs::read_dir(self.folder.join("coming"))? {
            let entry = entry?;
            if entry.metadata()?.modified()? < before {
                fs::remove_file(entry.path())?;
                swept += 1;
            }
        }
        Ok(swept)
    }

    /// A new file under a name nobody else has: other processes may share the folder, killed ones may have left files.
    fn coming(&self) -> io::Result<(PathBuf, File)> {
        loop {
            let count = self.next.fetch_add(1, Ordering::Relaxed);
            let path = self.folder.join("coming").join(format!("{}-{count}", std::process::id()));
            match private(&path) {
                Ok(file) => return Ok((path, file)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn path(&self, id: BlobId) -> PathBuf {
        let name = id.to_string();
        let (shelf, rest) = name.split_at(2);
        self.folder.join(shelf).join(rest)
    }

    fn take_in(&self, content: &mut impl Read, mut file: File) -> Result<BlobId, BlobError> {
        let mut hash = Sha256::new();
        copy(content, self.limit, |bytes| {
            hash.update(bytes);
            file.write_all(bytes)
        })?;
        file.sync_all()?;
        Ok(BlobId(hash.finalize().into()))
    }

    fn file(&self, coming: &Path, id: BlobId) -> io::Result<()> {
        let path = self.path(id);
        if let Some(shelf) = path.parent()
            && !shelf.exists()
        {
            fs::create_dir_all(shelf)?;
            sync_folder(shelf)?;
        }
        // Over an equal file this changes nothing, and heals a damaged one.
        fs::rename(coming, &path)?;
        sync_folder(&path)
    }
}

/// A new file that only its owner reads.
fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes a change of the folder that holds `path` durable.
fn sync_folder(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

fn copy(content: &mut impl Read, limit: u64, mut each: impl FnMut(&[u8]) -> io::Result<()>) -> Result<(), BlobError> {
    let mut buffer = vec![0; 64 * 1024];
    let mut length: u64 = 0;
    loop {
        let count = match content.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        };
        length += count as u64;
        if length > limit {
            return Err(BlobError::TooLong { limit });
        }
        each(&buffer[..count])?;
    }
}

fn missing(error: io::Error) -> BlobError {
    if error.kind() == io::ErrorKind::NotFound { BlobError::Missing } else { BlobError::Disk(error) }
}
