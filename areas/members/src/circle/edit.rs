//! Changing what a circle is for, its rules, and who may know of it.

use belfry_identity::{CIRCLE, circle};
use belfry_kernel::Problem;
use belfry_store::Key;
use belfry_store::subject::Subject;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use uuid::Uuid;

use super::{FormBody, LIST, Typed, ceilings, circle_id, url};
use crate::access::Steer;
use crate::refused;

/// The form, with what is known.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn page(visit: &mut Visit<Steer>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, CIRCLE, visit.path::<Uuid>("id")?)?;
    let known = circle::by_id(&read, circle_id(&subject))?.ok_or(Problem::NotFound)?;
    Ok(form(visit, &subject, Typed::from_circle(&known), Errors::default()).into())
}

fn form(visit: &Visit<Steer>, subject: &Subject, typed: Typed, errors: Errors) -> Page {
    let (t, here) = (visit.t(), url(subject));
    let body = FormBody {
        csrf: visit.csrf(),
        action: format!("{here}/edit"),
        back: here.clone(),
        owners: Vec::new(),
        ceilings: ceilings(&t, &typed.ceiling),
        save: t.s("members-circle-edit-do"),
        typed,
        errors,
        t: t.clone(),
    };
    Page::new(t.s("members-circle-edit-title"), body)
        .crumb(t.s("members-nav"), "/members/organisations")
        .crumb(t.s("members-circle-list-title"), LIST)
        .crumb(subject.title.clone(), here)
}

/// Keeps it.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Steer>) -> Result<Reply, Problem> {
    let (t, typed) = (visit.t(), Typed::of(visit.form()));
    let subject = visit.load(&*visit.read()?, CIRCLE, visit.path::<Uuid>("id")?)?;
    let mut errors = Errors::default();
    if let Some(fields) = typed.fields(&mut errors, &t) {
        visit.close();
        let tx = visit.house().db.write(Key::SYSTEM)?;
        let (act, by, id) = (visit.act(), visit.person()?, circle_id(&subject));
        let edited = circle::edit(&tx, act, by, id, fields)
            .and_then(|()| circle::mark_arrangement(&tx, act, by, id, typed.arrangement));
        match edited {
            Ok(()) => {
                tx.commit()?;
                return Ok(Reply::done(url(&subject), t.s("members-circle-edit-done")));
            }
            Err(why) => refused::add(&mut errors, &t, why)?,
        }
    }
    Ok(form(visit, &subject, typed, errors).refused().into())
}
