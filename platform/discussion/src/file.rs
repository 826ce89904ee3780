//! Files in the object store, whichever record names them: taken in, and handed over as attachments, never shown by the browser.
//!
//! Whoever else keeps files here says which, when the store is swept (`belfry_web::area::Keeps`).

use std::fs::File;
use std::io::Read as _;

use belfry_kernel::Problem;
use belfry_outbound::{BlobError, BlobId, Blobs};
use belfry_web::form::Upload;
use belfry_web::{House, Reply};
use belfry_words::Words;

use crate::document::kind::{self, Kind};

/// Bytes of a file.
pub const LARGEST: u64 = 25 * 1024 * 1024;
/// Characters of a file's name.
const LONGEST: usize = 200;
/// Bytes that are read at once.
const CHUNK: usize = 64 * 1024;

/// A file that was sent and is kept.
#[derive(Clone, Debug)]
pub struct Taken {
    /// What it is, by its name and its content.
    pub(crate) kind: &'static Kind,
    /// What its sender calls it: a name without folders.
    pub name: String,
    /// Bytes.
    pub length: u64,
    /// Where its content lies.
    pub blob: BlobId,
}

impl Taken {
    /// Whether it is a picture that every browser shows.
    #[must_use]
    pub fn is_picture(&self) -> bool {
        self.kind.is_picture()
    }
}

/// The object store of documents.
///
/// # Errors
/// Those of the disk.
pub fn blobs(house: &House) -> Result<Blobs, Problem> {
    Blobs::open(house.files.join("documents"), LARGEST).map_err(trouble)
}

pub(crate) fn trouble(error: BlobError) -> Problem {
    match error {
        BlobError::Disk(error) if error.kind() == std::io::ErrorKind::StorageFull => Problem::Full,
        BlobError::Missing | BlobError::NotAnId => Problem::NotFound,
        BlobError::TooLong { limit } => Problem::TooLarge(format!("at most {limit} bytes")),
        other => Problem::Internal(other.to_string()),
    }
}

/// What is taken, in words: how large, of which types.
#[must_use]
pub fn hint(t: &Words) -> String {
    t.a("discussion-file-hint", [("size", t.bytes(LARGEST).into()), ("kinds", kind::all().into())])
}

/// What a browser's choice of files is narrowed to.
#[must_use]
pub fn accept() -> String {
    kind::accept()
}

/// Takes a file that a form brought into the object store; or says what is wrong with it.
///
/// # Errors
/// Those of the object store.
pub fn receive(house: &House, t: &Words, file: &Upload) -> Result<Result<Taken, String>, Problem> {
    if file.length > LARGEST {
        return Ok(Err(t.a("discussion-file-large", [("size", t.bytes(LARGEST).into())])));
    }
    let internal = |error: std::io::Error| Problem::Internal(error.to_string());
    let Some(kind) = kind::of_name(&file.name) else {
        return Ok(Err(t.a("discussion-file-kind", [("kinds", kind::all().into())])));
    };
    if !kind.fits(File::open(&file.path).map_err(internal)?).map_err(internal)? {
        return Ok(Err(t.a("discussion-file-other", [("kind", kind.extension.into())])));
    }
    let blob = blobs(house)?.put(File::open(&file.path).map_err(internal)?).map_err(trouble)?;
    Ok(Ok(Taken { kind, name: file.name.clone(), length: file.length, blob }))
}

/// Takes a file that came in another way than by a form, such as with a mail, into the object store; none when it is of no type that is
/// taken, or not what its name says.
///
/// # Errors
/// Those of the object store.
pub fn bring(house: &House, name: &str, content: &[u8]) -> Result<Option<Taken>, Problem> {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    let length = content.len() as u64;
    let fits = |kind: &&'static Kind| length > 0 && length <= LARGEST && kind.fits(content).unwrap_or(false);
    let Some(kind) = kind::of_name(&name).filter(fits) else { return Ok(None) };
    let blob = blobs(house)?.put(content).map_err(trouble)?;
    Ok(Some(Taken { kind, name, length, blob }))
}

/// Hands a file over under its name, to whoever was let to the record that names it.
///
/// # Errors
/// [`Problem::NotFound`], and those of the object store.
pub fn hand_over(house: &House, blob: BlobId, name: &str) -> Result<Reply, Problem> {
    handed(house, blob, name, kind::of_name(name).unwrap_or(&kind::UNKNOWN))
}

pub(crate) fn handed(house: &House, blob: BlobId, name: &str, kind: &'static Kind) -> Result<Reply, Problem> {
    let mut content = blobs(house)?.read(blob).map_err(trouble)?;
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
    let chunks = move || {
        let mut chunk = vec![0; CHUNK];
        match content.read(&mut chunk) {
            Ok(0) => None,
            Ok(length) => {
                chunk.truncate(length);
                Some(Ok(chunk))
            }
            Err(error) => Some(Err(error.to_string())),
        }
    };
    Ok(Reply::Stream(stem, kind.media_type(), Box::new(chunks)))
}
