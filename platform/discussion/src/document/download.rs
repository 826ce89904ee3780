//! The file of a version: `GET PAGE/documents/{document}/{number}`. An attachment, never shown by the browser.

use belfry_kernel::Problem;
use belfry_web::{Reply, Visit};

use crate::place::{self, Place};
use crate::{document, file};

/// Hands the file over.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database and of the object store.
pub fn download<P: Place>(visit: &mut Visit<P::Read>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = place::load::<P, _>(visit, &read)?;
    let known = document::load::<P, _>(visit, &read, &subject)?;
    let version = document::versions(&read, known.id, Some(visit.path("number")?))?.pop().ok_or(Problem::NotFound)?;
    drop(read);
    file::handed(visit.house(), version.blob, &version.name, version.kind)
}
