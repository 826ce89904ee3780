//! Signing in with a passkey: alone, or as the second step.

use belfry_identity::{NewSession, Refusal, proof};
use belfry_kernel::Problem;
use belfry_store::Key;
use belfry_web::site::Open;
use belfry_web::{Reply, Visit};

use super::factor;
use crate::{local, passkey, sign_in};

/// The question, for a script: to whoever waits for his second step, or to anyone.
///
/// # Errors
/// [`Problem::NotFound`] where the site has no name; [`Problem::TooMany`].
pub fn ask(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let waiting = factor::waiting(visit)?;
    visit.close();
    proof::knock(&visit.house().db, visit.act(), visit.address())?;
    let asked = match waiting {
        Some(person) => passkey::ask(visit.house(), visit.act(), person)?,
        None => passkey::ask_anyone(visit.house(), visit.act())?,
    };
    Reply::json(&asked.json())
}

/// Checks the answer and opens the session.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let next = local::path(visit.form().text("next")).to_owned();
    let waiting = factor::waiting(visit)?.is_some();
    match enter(visit) {
        Ok(session) => Ok(sign_in::enter(visit, &session, next)),
        Err(Refusal::Store(error)) => Err(error.into()),
        Err(_) => {
            let page = if waiting { "/sign-in/factor" } else { "/sign-in" };
            let to = format!("{page}?{}", local::query("next", &next));
            Ok(Reply::To(to, Some(("warn", visit.s("members-factor-passkey-wrong")))))
        }
    }
}

fn enter(visit: &Visit<Open>) -> Result<NewSession, Refusal> {
    let house = visit.house();
    let (token, answer) = (visit.form().text("ceremony"), visit.form().raw("answer"));
    let cookie = visit.cookie(visit.session_cookie());
    let act = visit.act();
    visit.close();
    let tx = house.db.write(Key::SYSTEM)?;
    let half = match cookie {
        Some(cookie) => proof::waiting(&tx, cookie, visit.now())?.map(|(person, _)| (person, cookie)),
        None => None,
    };
    let opened = match half {
        Some((person, cookie)) => {
            passkey::shown(house, &tx, act, person, (token, &answer))?;
            proof::second_step_done(&tx, act, cookie)?
        }
        None => {
            let person = passkey::whose(house, &tx, act, (token, &answer))?;
            proof::enter_alone(&tx, act, person, visit.agent(), cookie)?
        }
    };
    proof::welcome(&tx, act, visit.address())?;
    tx.commit()?;
    Ok(opened)
}
