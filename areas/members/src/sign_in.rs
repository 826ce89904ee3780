//! Signing in with address and password, and, where there is one, a second factor ([`factor`]).

pub mod factor;
pub mod forgotten;
pub mod passkey;
pub mod with;

use askama::Template;
use belfry_identity::{Attempt, NewSession, SignInRefusal, first_run};
use belfry_kernel::Problem;
use belfry_store::Key;
use belfry_web::form::Errors;
use belfry_web::site::Open;
use belfry_web::{Page, Reply, Shape, Visit};
use belfry_words::Words;

use crate::local;
use crate::platform::policy::{self, SignUp};

/// The card with the form.
#[derive(Template)]
#[template(path = "sign_in.html")]
struct Body {
    t: Words,
    csrf: String,
    next: String,
    email: String,
    errors: Errors,
    demo: bool,
    first: bool,
    passkey: bool,
    join: bool,
    mail: bool,
    places: Vec<(String, String)>,
}

/// The form, or the page that was asked for when somebody is signed in already.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let next = local::path(visit.query("next")).to_owned();
    if visit.signed_in().is_some() {
        return Ok(Reply::to(next));
    }
    Ok(form(visit, next, String::new(), Errors::default())?.into())
}

fn form(visit: &Visit<Open>, next: String, email: String, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let house = visit.house();
    let read = house.db.read(Key::SYSTEM)?;
    let (first, join) = (first_run::is_first(&read)?, policy::sign_up(&read)? == SignUp::Request);
    drop(read);
    let community = house.community();
    let lead = if community.is_empty() {
        t.s("members-sign-in-lead")
    } else {
        t.a("members-sign-in-lead-of", [("community", community.as_str().into())])
    };
    let way = |key: &str| format!("/sign-in/with/{key}?{}", local::query("next", &next));
    let places = house.settings.providers.iter().map(|place| (way(&place.key), place.name.clone())).collect();
    let body = Body {
        t: t.clone(),
        csrf: visit.csrf(),
        next,
        email,
        errors,
        demo: house.settings.demo,
        first,
        passkey: crate::passkey::available(house),
        join,
        mail: house.settings.mail,
        places,
    };
    Ok(Page::new(t.s("members-sign-in-title"), body).lead(lead).shape(Shape::Card))
}

/// Checks address and password. A wrong address and a wrong password get the same answer after the same time.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let t = visit.t();
    let next = local::path(visit.form().text("next")).to_owned();
    let email: String = visit.form().text("email").chars().take(254).collect();
    let password = visit.form().raw("password");
    let mut errors = Errors::default();
    errors.unless(!email.is_empty(), "email", || t.s("members-sign-in-email-missing"));
    errors.unless(!password.is_empty(), "password", || t.s("members-sign-in-password-missing"));
    if !errors.is_empty() {
        return Ok(form(visit, next, email, errors)?.refused().into());
    }
    let status = match open(visit, &email, &password) {
        Ok(session) => return Ok(enter(visit, &session, next)),
        Err(SignInRefusal::Wrong) => {
            errors.add("", t.s("members-sign-in-wrong"));
            422
        }
        Err(SignInRefusal::Disabled) => {
            errors.add("", t.s("members-sign-in-disabled"));
            422
        }
        Err(SignInRefusal::Throttled(seconds)) => {
            errors.add("", t.n("members-sign-in-throttled", seconds.div_ceil(60)));
            429
        }
        Err(SignInRefusal::Busy) => {
            errors.add("", t.s("members-sign-in-busy"));
            503
        }
        Err(SignInRefusal::Store(error)) => return Err(error.into()),
    };
    let mut page = form(visit, next, email, errors)?;
    page.status = status;
    Ok(page.into())
}

/// Opens a session in the place of the one that the browser brought along.
///
/// # Errors
/// As [`belfry_identity::sign_in`].
pub(crate) fn open(visit: &Visit<Open>, email: &str, password: &str) -> Result<NewSession, SignInRefusal> {
    visit.close();
    let attempt = Attempt {
        email,
        password,
        address: visit.address(),
        agent: visit.agent(),
        replaces: visit.cookie(visit.session_cookie()),
    };
    belfry_identity::sign_in(&visit.house().db, &visit.house().passwords, visit.act(), &attempt)
}

/// Another page, with the session's cookie; the second step, while the session waits for it.
pub(crate) fn enter(visit: &Visit<Open>, session: &NewSession, next: impl Into<String>) -> Reply {
    let seconds = session.expires.as_second() - visit.now().as_second();
    let lives = u32::try_from(seconds).unwrap_or_default();
    let cookie = visit.set_cookie(visit.session_cookie(), session.token.expose(), Some(lives));
    let next: String = next.into();
    let to = if session.half { format!("/sign-in/factor?{}", local::query("next", &next)) } else { next };
    Reply::WithCookies(Box::new(Reply::to(to)), vec![cookie])
}
