//! Adding a passkey, and showing one before a dangerous act. The browser demands a script for both.

use askama::Template;
use belfry_identity::proof;
use belfry_identity::session as sessions;
use belfry_kernel::Problem;
use belfry_kernel::access::Self_;
use belfry_store::Key;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::{HERE, codes, session};
use crate::{passkey, refused};

#[derive(Template)]
#[template(path = "me/security/passkey.html")]
struct Body {
    t: Words,
    csrf: String,
    name: String,
    ceremony: String,
    options: String,
}

/// The page whose script asks the browser to make one.
///
/// # Errors
/// [`Problem::NotFound`] where the site has no name, and those of the database.
pub fn page(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let t = visit.t();
    let who = visit.signed_in().ok_or(Problem::SignIn)?;
    visit.close();
    let made = passkey::offer(visit.house(), visit.act(), (who.person.id, who.uuid), (&who.email, &who.person.name))?;
    let typed = visit.form().text("factor");
    let body = Body {
        csrf: visit.csrf(),
        name: if typed.is_empty() { t.s("members-security-kind-passkey") } else { typed.to_owned() },
        ceremony: made.ceremony.expose().to_owned(),
        options: made.options["publicKey"].to_string(),
        t: t.clone(),
    };
    let page = Page::new(t.s("members-security-passkey-title"), body)
        .lead(t.s("members-security-passkey-lead"))
        .crumb(t.s("members-me-title"), "/members/me")
        .crumb(t.s("members-security-title"), HERE);
    Ok(page.into())
}

/// Adds what the browser made.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let (t, session) = (visit.t(), session(visit)?);
    let person = visit.person()?.id;
    let field = |name: &str| visit.form().text(name).to_owned();
    let (token, answer, name) = (field("ceremony"), visit.form().raw("answer"), field("factor"));
    let tx = visit.write()?;
    match passkey::add(visit.house(), &tx, visit.act(), (person, session), &name, (&token, &answer)) {
        Ok(()) => codes::after_first(visit, tx),
        Err(why) => {
            drop(tx);
            refused::back(&t, why, HERE)
        }
    }
}

/// The question for a script that shows a passkey again.
///
/// # Errors
/// [`Problem::NotFound`] when the person has none.
pub fn ask(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    session(visit)?;
    let person = visit.person()?.id;
    Reply::json(&passkey::ask(visit.house(), visit.act(), person)?.json())
}

/// The answer: the session is fresh from now on.
///
/// # Errors
/// [`Problem::Refused`] when it does not fit.
pub fn prove(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let (session, person) = (session(visit)?, visit.person()?.id);
    visit.close();
    proof::knock(&visit.house().db, visit.act(), visit.address())?;
    let (token, answer) = (visit.form().text("ceremony"), visit.form().raw("answer"));
    let tx = visit.house().db.write(Key::SYSTEM)?;
    passkey::shown(visit.house(), &tx, visit.act(), person, (token, &answer))?;
    sessions::mark_proved(&tx, session, visit.now())?;
    proof::welcome(&tx, visit.act(), visit.address())?;
    tx.commit()?;
    Reply::json(&serde_json::json!({}))
}
