//! Entering an organisation. Its first administrator is invited from its page.

use belfry_identity::{ORGANISATION, organisation};
use belfry_kernel::Problem;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};

use super::{Typed, form_body, tried};
use crate::access::Found;

const HERE: &str = "/members/organisations/new";
const LIST: &str = "/members/organisations";

/// The form.
///
/// # Errors
/// None of its own.
pub fn page(visit: &mut Visit<Found>) -> Result<Reply, Problem> {
    Ok(form(visit, Typed::default(), Errors::default()).into())
}

fn form(visit: &Visit<Found>, typed: Typed, errors: Errors) -> Page {
    let t = visit.t();
    let body =
        form_body(&t, visit.csrf(), HERE.to_owned(), LIST.to_owned(), (typed, visit.house().settings.demo), errors);
    Page::new(t.s("members-organisation-new-title"), body)
        .lead(t.s("members-organisation-new-lead"))
        .crumb(t.s("members-nav"), LIST)
}

/// Enters it.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Found>) -> Result<Reply, Problem> {
    let (t, typed) = (visit.t(), Typed::of(visit.form()));
    let mut errors = Errors::default();
    if let Some(fields) = typed.fields(&mut errors, &t) {
        let tx = visit.write()?;
        if let Some((_, uuid)) = tried(&mut errors, &t, organisation::create(&tx, visit.act(), fields))? {
            let done = t.s("members-organisation-new-done");
            return visit.finish(tx, Reply::done(format!("{}{uuid}", ORGANISATION.path), done));
        }
    }
    Ok(form(visit, typed, errors).refused().into())
}
