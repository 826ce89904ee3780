//! Changing what is known of an organisation.

use belfry_identity::{ORGANISATION, organisation};
use belfry_kernel::{OrganisationId, Problem};
use belfry_store::subject::Subject;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use uuid::Uuid;

use super::{Typed, form_body, tried};
use crate::access::Manage;

/// The form, with what is known.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn page(visit: &mut Visit<Manage>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, ORGANISATION, visit.path::<Uuid>("id")?)?;
    let known = organisation::by_id(&read, OrganisationId(subject.id.0))?.ok_or(Problem::NotFound)?;
    Ok(form(visit, &subject, Typed::from_fields(&known.fields), Errors::default()).into())
}

fn form(visit: &Visit<Manage>, subject: &Subject, typed: Typed, errors: Errors) -> Page {
    let t = visit.t();
    let url = format!("{}{}", ORGANISATION.path, subject.uuid);
    let body = form_body(&t, visit.csrf(), format!("{url}/edit"), url.clone(), typed, errors);
    Page::new(t.s("members-organisation-edit-title"), body)
        .crumb(t.s("members-nav"), "/members/organisations")
        .crumb(subject.title.clone(), url)
}

/// Keeps it.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Manage>) -> Result<Reply, Problem> {
    let (t, typed) = (visit.t(), Typed::of(visit.form()));
    let tx = visit.write()?;
    let subject = visit.load(&tx, ORGANISATION, visit.path::<Uuid>("id")?)?;
    let mut errors = Errors::default();
    if let Some(fields) = typed.fields(&mut errors, &t) {
        let done = organisation::edit(&tx, visit.act(), visit.person()?, OrganisationId(subject.id.0), fields);
        if tried(&mut errors, &t, done)?.is_some() {
            tx.commit()?;
            let url = format!("{}{}", ORGANISATION.path, subject.uuid);
            return Ok(Reply::done(url, t.s("members-organisation-edit-done")));
        }
    }
    drop(tx);
    Ok(form(visit, &subject, typed, errors).refused().into())
}
