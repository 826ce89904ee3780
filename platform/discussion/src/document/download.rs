//! The file of a version: `GET PAGE/documents/{document}/{number}`. An attachment, never shown by the browser.

use std::io::Read as _;

use belfry_kernel::Problem;
use belfry_web::{Reply, Visit};

use crate::document;
use crate::place::{self, Place};

/// Bytes that are read at once.
const CHUNK: usize = 64 * 1024;

/// Hands the file over.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database and of the object store.
pub fn file<P: Place>(visit: &mut Visit<P::Read>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = place::load::<P, _>(visit, &read)?;
    let known = document::by_uuid(&read, subject.id, visit.path("document")?)?.ok_or(Problem::NotFound)?;
    let version = document::versions(&read, known.id, Some(visit.path("number")?))?.pop().ok_or(Problem::NotFound)?;
    drop(read);
    let mut content = document::blobs(visit.house())?.read(version.blob).map_err(super::trouble)?;
    let stem = version.name.rsplit_once('.').map_or(version.name.as_str(), |(stem, _)| stem).to_owned();
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
    Ok(Reply::Stream(stem, version.kind.media_type(), Box::new(chunks)))
}
