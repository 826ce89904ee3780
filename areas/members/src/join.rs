//! Asking to join an organisation. Whatever is there, the answer is the same: whoever is asked hears of it, and answers
//! by mail; where none goes out, he sees it among his people and hands the link over himself.

use askama::Template;
use belfry_identity::request::{self, NewRequest};
use belfry_identity::{Refusal, organisation};
use belfry_kernel::Problem;
use belfry_store::Key;
use belfry_web::form::Errors;
use belfry_web::site::Open;
use belfry_web::{Page, Reply, Shape, Visit};
use belfry_words::Words;

use crate::letter::Letter;
use crate::platform::policy;
use crate::refused;

/// What was typed.
#[derive(Default)]
struct Typed {
    organisation: String,
    name: String,
    email: String,
    about: String,
}

#[derive(Template)]
#[template(path = "join/form.html")]
struct Body {
    t: Words,
    csrf: String,
    typed: Typed,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "join/done.html")]
struct Done {
    t: Words,
    email: String,
    mail: bool,
}

/// The form.
///
/// # Errors
/// [`Problem::NotFound`] where nobody may ask.
pub fn page(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    policy::check_open(visit.house())?;
    Ok(form(visit, Typed::default(), Errors::default()).into())
}

fn form(visit: &Visit<Open>, typed: Typed, errors: Errors) -> Page {
    let t = visit.t();
    let body = Body { t: t.clone(), csrf: visit.csrf(), typed, errors };
    let lead = if visit.house().settings.mail { t.s("members-join-lead") } else { t.s("members-join-lead-silent") };
    Page::new(t.s("members-join-title"), body).lead(lead).shape(Shape::Card)
}

/// Takes the request and tells whoever answers it.
///
/// # Errors
/// As [`page`], and those of the database.
pub fn act(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    policy::check_open(visit.house())?;
    let t = visit.t();
    let text = |name: &str, longest: usize| visit.form().text(name).chars().take(longest).collect::<String>();
    let typed = Typed {
        organisation: text("organisation", 300),
        name: text("name", 200),
        email: text("email", 254),
        about: visit.form().raw("about").chars().take(3_000).collect(),
    };
    let new = NewRequest {
        organisation: &typed.organisation,
        email: &typed.email,
        name: &typed.name,
        about: &typed.about,
        language: t.language(),
    };
    visit.close();
    match request::ask(&visit.house().db, visit.act(), visit.address(), &new) {
        Ok(asked) => {
            if let Some(organisation) = asked.filter(|_| visit.house().settings.mail) {
                tell(visit, organisation, &typed.name)?;
            }
            let body = Done { t: t.clone(), email: typed.email, mail: visit.house().settings.mail };
            Ok(Page::new(t.s("members-join-done"), body).shape(Shape::Card).into())
        }
        Err(why) => {
            let throttled = matches!(why, Refusal::Throttled(_));
            let mut errors = Errors::default();
            refused::add(&mut errors, &t, why)?;
            let mut page = form(visit, typed, errors);
            page.status = if throttled { 429 } else { 422 };
            Ok(page.into())
        }
    }
}

/// Tells whoever answers for an organisation.
pub(crate) fn tell(
    visit: &Visit<Open>,
    organisation: belfry_kernel::OrganisationId,
    name_of: &str,
) -> Result<(), Problem> {
    let house = visit.house();
    let tx = house.db.write(Key::SYSTEM)?;
    if let Some(name) = organisation::names(&tx, &[organisation])?.remove(&organisation) {
        let page = format!("{}{}{}/people", house.settings.base_url, belfry_identity::ORGANISATION.path, name.uuid);
        for (_, email, language) in request::answerers(&tx, organisation)? {
            Letter::new("join-asked", email, language)
                .with("name", name_of)
                .with("organisation", &name.name)
                .with("link", &page)
                .post(house, &tx, visit.act())?;
        }
    }
    tx.commit()?;
    Ok(())
}
