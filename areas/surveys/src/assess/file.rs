//! Files that show where an item stands: taken in with the part that is drafted, handed over to its organisation.

use belfry_discussion::file::{self as store, Taken};
use belfry_kernel::Problem;
use belfry_web::form::Errors;
use belfry_web::{Reply, Visit};

use super::ASSESSMENT;
use crate::access::{Assess, Read};
use crate::file;

/// The field of an item, by its place in the framework.
#[must_use]
pub fn field(place: usize) -> String {
    format!("file-{place}")
}

/// Takes the files that came with items, given by their places; what is wrong stands beside the item's field.
///
/// # Errors
/// Those of the object store.
pub fn received(visit: &Visit<Assess>, places: &[usize], errors: &mut Errors) -> Result<Vec<(usize, Taken)>, Problem> {
    let (t, mut taken) = (visit.t(), Vec::new());
    for place in places {
        let name = field(*place);
        for sent in visit.form().files.iter().filter(|sent| sent.field == name && sent.length > 0) {
            match store::receive(visit.house(), &t, sent)? {
                Ok(one) => taken.push((*place, one)),
                Err(words) => errors.add(&name, words),
            }
        }
    }
    Ok(taken)
}

/// The file.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database and of the object store.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, ASSESSMENT, visit.path("uuid")?)?;
    let uuid: uuid::Uuid = visit.path("file")?;
    let found = file::of_assessment(&read, subject.id)?.into_iter().find(|file| file.uuid == uuid);
    drop(read);
    let found = found.ok_or(Problem::NotFound)?;
    store::hand_over(visit.house(), found.blob, &found.name)
}
