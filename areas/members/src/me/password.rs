//! Another password, confirmed by the present one. Every other session ends, and this one gets another token.

use askama::Template;
use belfry_identity::{session, sign_in};
use belfry_kernel::Problem;
use belfry_kernel::access::Self_;
use belfry_store::Key;
use belfry_web::components::Tab;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use crate::refused;
use crate::safety::{self, Changed};

const HERE: &str = "/members/me/password";

#[derive(Template)]
#[template(path = "me/password.html")]
struct Body {
    t: Words,
    csrf: String,
    tabs: Vec<Tab>,
    errors: Errors,
    email: String,
}

/// The form.
///
/// # Errors
/// None of its own.
pub fn page(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    Ok(form(visit, Errors::default()).into())
}

fn form(visit: &Visit<Self_>, errors: Errors) -> Page {
    let t = visit.t();
    let email = visit.signed_in().map(|found| found.email.clone()).unwrap_or_default();
    let body = Body { t: t.clone(), csrf: visit.csrf(), tabs: super::tabs(&t, HERE), errors, email };
    super::frame(visit, body)
}

/// Changes it.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let t = visit.t();
    let person = visit.person()?.id;
    let present = visit.signed_in().and_then(belfry_identity::SignedIn::session).ok_or(Problem::SignIn)?;
    let (old, new) = (visit.form().raw("old"), visit.form().raw("password"));
    let mut errors = Errors::default();
    errors.unless(!old.is_empty(), "old", || t.s("members-password-old-missing"));
    errors.unless(!new.is_empty(), "password", || t.s("members-password-new-missing"));
    if !errors.is_empty() {
        return Ok(form(visit, errors).refused().into());
    }
    visit.close();
    let house = visit.house();
    let changed = sign_in::change_password(&house.db, &house.passwords, visit.act(), (person, present), &old, &new);
    if let Err(why) = changed {
        refused::add(&mut errors, &t, why)?;
        return Ok(form(visit, errors).refused().into());
    }
    let tx = house.db.write(Key::SYSTEM)?;
    let token = session::rotate(&tx, visit.act(), present)?;
    safety::tell(house, &tx, visit.act(), person, Changed::Password)?;
    tx.commit()?;
    let reply = Reply::done(HERE, t.s("members-password-done"));
    let lives = u32::try_from(belfry_identity::signed_in::ABSOLUTE.as_secs()).unwrap_or_default();
    let cookie = token.map(|token| visit.set_cookie(visit.session_cookie(), token.expose(), Some(lives)));
    Ok(Reply::WithCookies(Box::new(reply), cookie.into_iter().collect()))
}
