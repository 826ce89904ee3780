//! A link to a new password, made by whoever manages the organisation and handed over by him.

use askama::Template;
use belfry_identity::{Refusal, Secret, reset};
use belfry_kernel::Problem;
use belfry_store::Key;
use belfry_web::form::Errors;
use belfry_web::site::Open;
use belfry_web::{Page, Reply, Shape, Visit};
use belfry_words::Words;

use crate::refused;
use crate::safety::{self, Changed};
use crate::welcome::spent;

#[derive(Template)]
#[template(path = "reset.html")]
struct Body {
    t: Words,
    csrf: String,
    action: String,
    errors: Errors,
}

/// The form. Whether the link works is said when it is used.
///
/// # Errors
/// None of its own.
pub fn page(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let token: String = visit.path("token")?;
    Ok(form(visit, &token, Errors::default()).into())
}

fn form(visit: &Visit<Open>, token: &str, errors: Errors) -> Page {
    let t = visit.t();
    let body = Body { t: t.clone(), csrf: visit.csrf(), action: format!("/members/reset/{token}"), errors };
    Page::new(t.s("members-reset-title"), body).lead(t.s("members-reset-lead")).shape(Shape::Card)
}

/// Sets the password. Every session of the person ends; he signs in with the new one.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let t = visit.t();
    let token: String = visit.path("token")?;
    let secret = Secret::new(visit.form().raw("password"));
    visit.close();
    let house = visit.house();
    match reset::complete(&house.db, &house.passwords, visit.act(), &token, &secret) {
        Ok(person) => {
            let tx = house.db.write(Key::SYSTEM)?;
            safety::tell(house, &tx, visit.act(), person, Changed::Password)?;
            tx.commit()?;
            Ok(Reply::done("/sign-in", t.s("members-reset-done")))
        }
        Err(Refusal::LinkSpent) => Ok(spent(&t, t.s("members-spent-reset"))),
        Err(why) => {
            let mut errors = Errors::default();
            refused::add(&mut errors, &t, why)?;
            Ok(form(visit, &token, errors).refused().into())
        }
    }
}
