//! What happened in the course of an incident, as its people tell it.

use belfry_kernel::Problem;
use belfry_web::{Reply, Visit};

use super::fields::LONGEST_TEXT;
use super::{INCIDENT, store, url};
use crate::access::Edit;
use crate::instant;

/// Writes down what happened in its course.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn add(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let (t, form) = (visit.t(), visit.form());
    let (typed, text) = (form.text("at").to_owned(), form.raw("text").trim().to_owned());
    let tx = visit.write()?;
    let subject = visit.load(&tx, INCIDENT, visit.path("uuid")?)?;
    let zone = instant::zone(&store::of(&tx, subject.id)?.written.zone);
    let at = if typed.is_empty() { Ok(Some(visit.now())) } else { instant::read(&typed, &zone) };
    let at = at.ok().flatten();
    let Some(at) = at.filter(|_| !text.is_empty() && text.chars().count() <= LONGEST_TEXT) else {
        drop(tx);
        return Ok(Reply::To(format!("{}#moments", url(&subject)), Some(("warn", t.s("incidents-moment-missing")))));
    };
    store::add_moment(&tx, visit.act(), &subject, at, &text)?;
    visit.finish(tx, Reply::done(format!("{}#moments", url(&subject)), t.s("incidents-moment-kept")))
}

/// Takes a moment away.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn remove(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let tx = visit.write()?;
    let subject = visit.load(&tx, INCIDENT, visit.path("uuid")?)?;
    store::remove_moment(&tx, &subject, visit.path("moment")?)?;
    tx.commit()?;
    Ok(Reply::to(format!("{}#moments", url(&subject))))
}
