//! A forgotten password: a link by mail. The answer is the same whether there is such an account or not.

use askama::Template;
use belfry_identity::{Email, Refusal, reset};
use belfry_kernel::Problem;
use belfry_store::Key;
use belfry_web::form::Errors;
use belfry_web::site::Open;
use belfry_web::{Page, Reply, Shape, Visit};
use belfry_words::Words;

use crate::letter::Letter;
use crate::refused;

#[derive(Template)]
#[template(path = "sign_in/forgotten.html")]
struct Body {
    t: Words,
    csrf: String,
    email: String,
    errors: Errors,
    mail: bool,
    done: bool,
}

/// The form.
///
/// # Errors
/// None of its own.
pub fn page(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    Ok(form(visit, String::new(), Errors::default(), false).into())
}

fn form(visit: &Visit<Open>, email: String, errors: Errors, done: bool) -> Page {
    let t = visit.t();
    let mail = visit.house().settings.mail;
    let body = Body { t: t.clone(), csrf: visit.csrf(), email, errors, mail, done };
    let title = if done { t.s("members-forgotten-done") } else { t.s("members-forgotten-title") };
    Page::new(title, body).shape(Shape::Card)
}

/// Sends a link, if there is an account.
///
/// # Errors
/// [`Problem::NotFound`] where no mail goes out, and those of the database.
pub fn act(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let (t, house) = (visit.t(), visit.house().clone());
    if !house.settings.mail {
        return Err(Problem::NotFound);
    }
    let typed: String = visit.form().text("email").chars().take(254).collect();
    let mut errors = Errors::default();
    if Email::parse(&typed).is_none() {
        errors.add("email", t.s("members-refused-field-email"));
        return Ok(form(visit, typed, errors, false).refused().into());
    }
    visit.close();
    match reset::request(&house.db, visit.act(), &typed, visit.address()) {
        Ok(found) => {
            if let Some(mail) = found {
                let tx = house.db.write(Key::SYSTEM)?;
                Letter::new("reset", mail.email, mail.language)
                    .with("name", mail.name)
                    .link(&house, "/members/reset/", &mail.token)
                    .post(&house, &tx, visit.act())?;
                tx.commit()?;
            }
            Ok(form(visit, typed, errors, true).into())
        }
        Err(why) => {
            let throttled = matches!(why, Refusal::Throttled(_));
            refused::add(&mut errors, &t, why)?;
            let mut page = form(visit, typed, errors, false);
            page.status = if throttled { 429 } else { 422 };
            Ok(page.into())
        }
    }
}
