//! The after-action review: written by those who were there, approved by who answers for it.

use belfry_kernel::Problem;
use belfry_web::form::Errors;
use belfry_web::{Reply, Visit};

use super::page::{Typed, draw};
use super::store::{self, After};
use crate::access::{Approve, Edit};
use crate::incident::{INCIDENT, url};

/// Characters of a text.
const TEXT: usize = 10_000;

/// Writes the review.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn write(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let t = visit.t();
    let form = visit.form();
    let text = |name: &str| form.raw(name).trim().to_owned();
    let one = After { well: text("well"), change: text("change"), people: text("people"), approved: None };
    let mut errors = Errors::default();
    for (name, text) in [("well", &one.well), ("change", &one.change), ("people", &one.people)] {
        errors.unless(text.chars().count() <= TEXT, name, || t.n("incidents-lesson-long", TEXT));
    }
    let tx = visit.write()?;
    let subject = visit.load(&tx, INCIDENT, visit.path("uuid")?)?;
    if !errors.is_empty() {
        drop(tx);
        return Ok(draw(visit, subject.into_inner(), Typed::default(), errors)?.refused().into());
    }
    store::write(&tx, visit.act(), &subject, &one)?;
    tx.commit()?;
    Ok(Reply::done(format!("{}/lessons", url(&subject)), t.s("incidents-after-written")))
}

/// Approves it.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn approve(visit: &mut Visit<Approve>) -> Result<Reply, Problem> {
    let t = visit.t();
    let tx = visit.write()?;
    let subject = visit.load(&tx, INCIDENT, visit.path("uuid")?)?;
    store::approve(&tx, visit.act(), &subject)?;
    tx.commit()?;
    Ok(Reply::done(format!("{}/lessons", url(&subject)), t.s("incidents-after-approved-done")))
}
