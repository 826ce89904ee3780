//! What happened in the course of an incident, as its people tell it.

use belfry_kernel::Problem;
use belfry_web::form::Errors;
use belfry_web::{Reply, Visit};

use super::fields::LONGEST_TEXT;
use super::show::{self, Typed};
use super::{INCIDENT, store, url};
use crate::access::Edit;
use crate::instant;

/// Writes down what happened in its course.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn add(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let (t, form) = (visit.t(), visit.form());
    let (typed, text) = (form.text("at").to_owned(), form.raw("moment").trim().to_owned());
    let tx = visit.write()?;
    let subject = visit.load(&tx, INCIDENT, visit.path("uuid")?)?;
    let zone = instant::zone(&store::of(&tx, subject.id)?.written.zone);
    let at = if typed.is_empty() { Ok(Some(visit.now())) } else { instant::read(&typed, &zone) };
    let at = at.ok().flatten();
    let mut errors = Errors::default();
    errors.unless(at.is_some(), "at", || t.s("incidents-moment-at-wrong"));
    errors.unless(at.is_none_or(|at| at <= visit.now()), "at", || t.s("incidents-field-instant-future"));
    errors.unless(!text.is_empty(), "moment", || t.s("incidents-moment-text-missing"));
    errors.unless(text.chars().count() <= LONGEST_TEXT, "moment", || t.n("incidents-written-long", LONGEST_TEXT));
    let Some(at) = at.filter(|_| errors.is_empty()) else {
        drop(tx);
        let typed = Typed { at: typed, text, errors, ..Typed::default() };
        return Ok(show::draw(visit, subject.into_inner(), typed)?.refused().into());
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
