//! The last line of a backup: the hash of all that stands before it, so that no bit of it changes unseen.
//!
//! The checks of the database find what breaks its pages or the ledger; a letter of a text, or what was put behind the last page, they
//! do not look at.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use anyhow::bail;
use belfry_kernel::hex;
use sha2::{Digest, Sha256};

/// Before the hash.
const MARK: &str = "\nbelfry-backup sha256 ";
/// Bytes of the line: the mark, a hash in hexadecimal, its end.
const LENGTH: u64 = MARK.len() as u64 + 64 + 1;
/// What SQLite's files begin with: their mark, the size of a page, how many pages there are ("Database File Format", 1.3).
const MAGIC: &[u8] = b"SQLite format 3\0";

/// Writes it behind a finished file.
pub fn put(file: &Path) -> anyhow::Result<()> {
    let mut whole = OpenOptions::new().read(true).append(true).open(file)?;
    let line = line(&mut whole, u64::MAX)?;
    whole.write_all(line.as_bytes())?;
    Ok(whole.sync_all()?)
}

/// Takes it off a copy; whether there was one.
///
/// # Errors
/// When what stands before it is not what was written, or the file is longer or shorter than its pages are.
pub fn take(part: &Path) -> anyhow::Result<bool> {
    let mut file = OpenOptions::new().read(true).write(true).open(part)?;
    let mut length = file.metadata()?.len();
    let mut sealed = false;
    if let Some(before) = length.checked_sub(LENGTH) {
        let mut end = Vec::new();
        file.seek(SeekFrom::Start(before))?;
        file.read_to_end(&mut end)?;
        sealed = end.starts_with(MARK.as_bytes());
        if sealed {
            file.rewind()?;
            if line(&mut file, before)?.as_bytes() != end {
                bail!("its content is not what its last line says");
            }
            file.set_len(before)?;
            length = before;
        }
    }
    match pages(&mut file)? {
        Some(should) if length < should => bail!("it ends after {length} of {should} bytes"),
        Some(should) if length > should => bail!("{} bytes stand behind its end", length - should),
        _ => Ok(sealed),
    }
}

/// The line of the next bytes, at most this many.
fn line(file: &mut File, most: u64) -> io::Result<String> {
    let (mut sum, mut left, mut piece) = (Sha256::new(), most, vec![0; 1 << 20]);
    loop {
        let room = usize::try_from(left).unwrap_or(piece.len()).min(piece.len());
        let read = file.read(&mut piece[..room])?;
        if read == 0 {
            return Ok(format!("{MARK}{}\n", hex(&sum.finalize())));
        }
        sum.update(&piece[..read]);
        left -= read as u64;
    }
}

/// Bytes of its pages, as a database says itself; none where it is no database, or does not say.
fn pages(file: &mut File) -> io::Result<Option<u64>> {
    let mut head = Vec::new();
    file.rewind()?;
    file.take(100).read_to_end(&mut head)?;
    if head.len() < 100 || !head.starts_with(MAGIC) {
        return Ok(None);
    }
    let size = match u16::from_be_bytes([head[16], head[17]]) {
        1 => 1 << 16,
        size => u64::from(size),
    };
    let count = u32::from_be_bytes([head[28], head[29], head[30], head[31]]);
    Ok(Some(size * u64::from(count)).filter(|bytes| *bytes > 0))
}
