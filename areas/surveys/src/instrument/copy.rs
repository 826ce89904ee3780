//! An instrument into one's own library.

use belfry_forms::store::FORM;
use belfry_kernel::Problem;
use belfry_web::{Reply, Visit};

use super::{Copied, install};
use crate::access::Create;
use crate::form::new;

/// Copies it; where a form of its name is in the library, it leads there.
///
/// # Errors
/// [`Problem::NotFound`] for another name, and those of the database.
pub fn act(visit: &mut Visit<Create>) -> Result<Reply, Problem> {
    let t = visit.t();
    let (owner, granted) = new::author(visit)?;
    let (name, label) = (visit.form().text("name").to_owned(), new::label(visit.form().text("reach"), owner));
    let tx = visit.write()?;
    let Copied { form, is_new } =
        install(&tx, visit.act(), (visit.actor(), visit.rules()), &granted, (owner, &label), &name)?;
    // words: surveys-instrument-{copied,there}
    let words = t.s(if is_new { "surveys-instrument-copied" } else { "surveys-instrument-there" });
    visit.finish(tx, Reply::To(format!("{}{form}", FORM.path), Some((if is_new { "good" } else { "info" }, words))))
}
