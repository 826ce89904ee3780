//! Another address to sign in with: asked here, and confirmed from both mailboxes ([`crate::address`]).

use askama::Template;
use belfry_identity::{Email, Refusal, address};
use belfry_kernel::Problem;
use belfry_kernel::access::Self_;
use belfry_web::components::Tab;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use crate::letter::Letter;
use crate::refused;

const HERE: &str = "/members/me/address";

struct Waits {
    email: String,
    until: String,
    old: bool,
    new: bool,
}

#[derive(Template)]
#[template(path = "me/address.html")]
struct Body {
    t: Words,
    csrf: String,
    tabs: Vec<Tab>,
    errors: Errors,
    present: String,
    email: String,
    mail: bool,
    waits: Option<Waits>,
}

/// The form, or what still waits.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    Ok(form(visit, String::new(), Errors::default())?.into())
}

fn form(visit: &Visit<Self_>, email: String, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let waits = address::waiting(&*visit.read()?, visit.person()?.id, visit.now())?;
    let body = Body {
        csrf: visit.csrf(),
        tabs: super::tabs(&t, "/members/me"),
        errors,
        present: visit.signed_in().map(|found| found.email.clone()).unwrap_or_default(),
        email,
        mail: visit.house().settings.mail,
        waits: waits.map(|w| Waits { email: w.email, until: t.date_time_zone(w.expires), old: w.old, new: w.new }),
        t: t.clone(),
    };
    let page = Page::new(t.s("members-address-title"), body)
        .lead(t.s("members-address-lead"))
        .crumb(t.s("members-me-title"), "/members/me");
    Ok(page)
}

/// Sends a link to both mailboxes, or gives up the change that waits.
///
/// # Errors
/// [`Problem::NotFound`] where no mail goes out, and those of the database.
pub fn act(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let (t, house) = (visit.t(), visit.house().clone());
    let person = visit.person()?.id;
    if !house.settings.mail {
        return Err(Problem::NotFound);
    }
    let typed: String = visit.form().text("email").chars().take(254).collect();
    let tx = visit.write()?;
    if visit.form().text("act") == "give-up" {
        address::give_up(&tx, person)?;
        tx.commit()?;
        return Ok(Reply::done(HERE, t.s("members-address-given-up")));
    }
    let asked = Email::parse(&typed)
        .ok_or(Refusal::Field("email"))
        .and_then(|email| address::ask(&tx, visit.act(), person, &email));
    match asked {
        Ok(asked) => {
            for (kind, (to, token)) in [("address-old", &asked.old), ("address-new", &asked.new)] {
                Letter::new(kind, to.clone(), t.language())
                    .with("old", &asked.old.0)
                    .with("new", &asked.new.0)
                    .link(&house, "/address/", token)
                    .post(&house, &tx, visit.act())?;
            }
            tx.commit()?;
            Ok(Reply::done(HERE, t.s("members-address-sent")))
        }
        Err(why) => {
            drop(tx);
            let mut errors = Errors::default();
            refused::add(&mut errors, &t, why)?;
            Ok(form(visit, typed, errors)?.refused().into())
        }
    }
}
