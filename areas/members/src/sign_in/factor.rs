//! The second step of signing in: a code, after the password was right.

use askama::Template;
use belfry_identity::factor::{self, FactorKind};
use belfry_identity::{Refusal, proof};
use belfry_kernel::{PersonId, Problem};
use belfry_store::Key;
use belfry_web::form::Errors;
use belfry_web::site::Open;
use belfry_web::{Page, Reply, Shape, Visit};
use belfry_words::Words;

use crate::{local, sign_in};

#[derive(Template)]
#[template(path = "sign_in/factor.html")]
struct Body {
    t: Words,
    csrf: String,
    next: String,
    errors: Errors,
    code: bool,
    passkey: bool,
}

/// Whose session waits for this step, if the browser brought such a one along.
pub(crate) fn waiting(visit: &Visit<Open>) -> Result<Option<PersonId>, Problem> {
    let Some(token) = visit.cookie(visit.session_cookie()) else { return Ok(None) };
    let read = visit.house().db.read(Key::SYSTEM)?;
    Ok(proof::waiting(&read, token, visit.now())?.map(|(person, _)| person))
}

/// Back to the first step.
pub(crate) fn too_late(visit: &Visit<Open>) -> Reply {
    Reply::To("/sign-in".to_owned(), Some(("warn", visit.s("members-factor-late"))))
}

/// The form, while a session waits for it.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let next = local::path(visit.query("next")).to_owned();
    if visit.signed_in().is_some() {
        return Ok(Reply::to(next));
    }
    match waiting(visit)? {
        Some(person) => Ok(form(visit, person, next, Errors::default())?.into()),
        None => Ok(too_late(visit)),
    }
}

pub(crate) fn form(visit: &Visit<Open>, person: PersonId, next: String, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let kinds = factor::kinds(&visit.house().db.read(Key::SYSTEM)?, person)?;
    let body = Body {
        t: t.clone(),
        csrf: visit.csrf(),
        next,
        errors,
        code: kinds.contains(&FactorKind::Totp),
        passkey: kinds.contains(&FactorKind::Passkey),
    };
    let lead =
        if kinds.contains(&FactorKind::Totp) { t.s("members-factor-lead") } else { t.s("members-factor-lead-passkey") };
    Ok(Page::new(t.s("members-factor-title"), body).lead(lead).shape(Shape::Card))
}

/// Checks the code, one of a generator or for recovery, and makes the session whole.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let t = visit.t();
    let next = local::path(visit.form().text("next")).to_owned();
    let Some(person) = waiting(visit)? else { return Ok(too_late(visit)) };
    let code = visit.form().text("code");
    let mut errors = Errors::default();
    if code.is_empty() {
        errors.add("code", t.s("members-factor-missing"));
        return Ok(form(visit, person, next, errors)?.refused().into());
    }
    let token = visit.cookie(visit.session_cookie()).unwrap_or_default();
    let house = visit.house();
    let done = proof::second_step(&house.db, &house.seal, visit.act(), token, code, visit.address());
    let status = match done {
        Ok(session) => return Ok(sign_in::enter(visit, &session, next)),
        Err(Refusal::WrongCode) => {
            errors.add("code", t.s("members-refused-wrong-code"));
            422
        }
        Err(Refusal::Throttled(seconds)) => {
            errors.add("", t.n("members-refused-throttled", seconds.div_ceil(60)));
            429
        }
        Err(Refusal::LinkSpent) => return Ok(too_late(visit)),
        Err(other) => return Err(other.into()),
    };
    let mut page = form(visit, person, next, errors)?;
    page.status = status;
    Ok(page.into())
}
