//! A link to a new password, made by whoever manages the organisation or the platform: sent, or handed over by him.

use askama::Template;
use belfry_identity::person::Account;
use belfry_identity::{Refusal, Secret, reset};
use belfry_kernel::Problem;
use belfry_store::{Key, Tx};
use belfry_web::form::Errors;
use belfry_web::site::Open;
use belfry_web::{Page, Reply, Shape, Visit};
use belfry_words::Words;

use crate::letter::Letter;
use crate::organisation::invite::link_page;
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

/// Makes the link for somebody whose account the visitor may touch: it goes by mail where any goes out, and is shown once otherwise,
/// below the page of a name and address. Leads on to `back`.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub(crate) fn hand_out<A>(
    visit: &Visit<A>,
    tx: Tx,
    account: &Account,
    below: (&str, &str),
    back: String,
) -> Result<Reply, Problem> {
    let (t, house) = (visit.t(), visit.house());
    let token = match reset::make_for(&tx, visit.act(), visit.person()?, account.id) {
        Ok(token) => token,
        Err(why) => return refused::back(&t, why, back),
    };
    if house.settings.mail {
        let letter = Letter::new("reset", &account.email, t.language()).with("name", &account.name);
        letter.link(house, "/members/reset/", &token).post(house, &tx, visit.act())?;
        tx.commit()?;
        return Ok(Reply::done(back, t.a("members-reset-sent", [("name", account.name.as_str().into())])));
    }
    tx.commit()?;
    let link = format!("{}/members/reset/{}", house.settings.base_url, token.expose());
    Ok(link_page(&t, below, back, &account.email, (link, t.s("members-reset-link-why"))).into())
}

/// The form. Opening it uses nothing up: programs that look at mail open links too.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let token: String = visit.path("token")?;
    if !reset::works(&visit.house().db.read(Key::SYSTEM)?, &token, visit.now())? {
        return Ok(spent(&visit.t(), visit.s("members-spent-reset")));
    }
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
