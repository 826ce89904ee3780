//! Signing in by another place: going there, and coming back.

use askama::Template;
use belfry_identity::request::{self, NewRequest};
use belfry_identity::{Refusal, login, proof};
use belfry_kernel::Problem;
use belfry_store::Key;
use belfry_web::house::Provider;
use belfry_web::site::Open;
use belfry_web::{Page, Reply, Shape, Visit};
use belfry_words::Words;

use crate::oidc::{self, Vouched};
use crate::safety::{self, Changed};
use crate::{join, local, sign_in};

/// Where accounts elsewhere are tied.
const SECURITY: &str = "/members/me/security";

#[derive(Template)]
#[template(path = "sign_in/unknown.html")]
struct Unknown {
    t: Words,
    place: String,
    asked: bool,
}

fn failed(visit: &Visit<Open>, why: Refusal) -> Result<Reply, Problem> {
    let words = match why {
        Refusal::Store(error) => return Err(error.into()),
        Refusal::Throttled(seconds) => return Err(Problem::TooMany(seconds)),
        Refusal::AlreadyMember => visit.s("members-with-tied-elsewhere"),
        _ => visit.s("members-with-failed"),
    };
    let back = if visit.signed_in().is_some() { SECURITY } else { "/sign-in" };
    Ok(Reply::To(back.to_owned(), Some(("warn", words))))
}

/// Goes there. Nothing changes here but a note that waits for the answer.
///
/// # Errors
/// [`Problem::NotFound`] for a place that is not configured, and those of the database.
pub fn go(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let house = visit.house().clone();
    let provider = oidc::provider(&house, &visit.path::<String>("provider")?)?;
    let next = local::path(visit.query("next")).to_owned();
    visit.close();
    let begun = proof::knock(&house.db, visit.act(), visit.address())
        .and_then(|()| oidc::begin(&house, visit.act(), provider, None, &next));
    match begun {
        Ok(begun) => {
            let cookie = visit.set_cookie(oidc::COOKIE, &begun.state, Some(600));
            Ok(Reply::WithCookies(Box::new(Reply::to(begun.url)), vec![cookie]))
        }
        Err(why) => failed(visit, why),
    }
}

/// Comes back. The other place can only send a browser here by an address, so this opens a session on GET; the state, which
/// works once and lies in this browser's cookie too, is what a form's token is elsewhere.
///
/// # Errors
/// As [`go`].
pub fn back(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let house = visit.house().clone();
    let provider = oidc::provider(&house, &visit.path::<String>("provider")?)?;
    let (state, code) = (visit.query("state").to_owned(), visit.query("code").to_owned());
    if state.is_empty() || visit.cookie(oidc::COOKIE) != Some(state.as_str()) {
        return failed(visit, Refusal::LinkSpent);
    }
    visit.close();
    // What was begun was counted then; whoever is let in gives it back.
    let reply = match oidc::answered(&house, visit.act(), provider, (&state, &code)) {
        Ok(vouched) if vouched.person.is_some() => tie(visit, &vouched)?,
        Ok(vouched) => enter(visit, provider, &vouched)?,
        Err(why) => failed(visit, why)?,
    };
    Ok(Reply::WithCookies(Box::new(reply), vec![visit.set_cookie(oidc::COOKIE, "", Some(0))]))
}

/// Ties the account to the person who began, if it is he who came back.
fn tie(visit: &Visit<Open>, vouched: &Vouched) -> Result<Reply, Problem> {
    let who = visit.signed_in().filter(|who| Some(who.person.id) == vouched.person);
    let Some(who) = who else { return failed(visit, Refusal::LinkSpent) };
    let email = vouched.email.as_ref().map_or("", |(email, _)| email);
    let tx = visit.house().db.write(Key::SYSTEM)?;
    let tied = login::tie(&tx, visit.act(), who.person.id, (&vouched.issuer, &vouched.subject), email)
        .and_then(|()| proof::welcome(&tx, visit.act(), visit.address()));
    match tied {
        Ok(()) => {
            safety::tell(visit.house(), &tx, visit.act(), who.person.id, Changed::LoginTied)?;
            tx.commit()?;
            Ok(Reply::done(SECURITY, visit.s("members-with-tied")))
        }
        Err(why) => failed(visit, why),
    }
}

fn enter(visit: &Visit<Open>, provider: &Provider, vouched: &Vouched) -> Result<Reply, Problem> {
    let tx = visit.house().db.write(Key::SYSTEM)?;
    let Some(person) = login::whose(&tx, visit.act(), (&vouched.issuer, &vouched.subject))? else {
        drop(tx);
        return unknown(visit, provider, vouched);
    };
    let replaces = visit.cookie(visit.session_cookie());
    let opened = proof::enter_vouched(&tx, visit.act(), person, visit.agent(), replaces);
    match opened {
        Ok(session) => {
            proof::welcome(&tx, visit.act(), visit.address())?;
            tx.commit()?;
            Ok(sign_in::enter(visit, &session, vouched.next.as_str()))
        }
        Err(why) => failed(visit, why),
    }
}

/// Somebody whom nobody here has tied. Where his mail domain is named, he is put forward to its organisation.
fn unknown(visit: &Visit<Open>, provider: &Provider, vouched: &Vouched) -> Result<Reply, Problem> {
    let t = visit.t();
    let home = vouched.email.as_ref().filter(|(_, checked)| *checked).and_then(|(email, _)| {
        let domain = email.rsplit_once('@')?.1.to_lowercase();
        Some((email, provider.domains.get(&domain)?))
    });
    if let Some((email, organisation)) = home {
        let name = vouched.name.as_deref().unwrap_or(email);
        let about = t.a("members-with-about", [("place", provider.name.as_str().into())]);
        let new = NewRequest { organisation, email, name, about: &about, language: t.language() };
        if let Some(id) = request::ask(&visit.house().db, visit.act(), visit.address(), &new)? {
            join::tell(visit, id, name)?;
        }
    }
    let body = Unknown { t: t.clone(), place: provider.name.clone(), asked: home.is_some() };
    let mut page = Page::new(t.s("members-with-unknown"), body).shape(Shape::Card);
    page.status = 403;
    Ok(page.into())
}
