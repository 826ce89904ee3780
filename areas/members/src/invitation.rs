//! The link of an invitation: somebody new chooses a name and a password; who has an account signs in and joins.

use askama::Template;
use belfry_identity::invitation::{self, NewMember, Offer};
use belfry_identity::{Email, Refusal, Secret, organisation, password, session};
use belfry_kernel::{OrganisationId, Problem};
use belfry_store::Key;
use belfry_web::form::Errors;
use belfry_web::site::Open;
use belfry_web::{Page, Reply, Shape, Visit};
use belfry_words::Words;

use crate::welcome::spent;
use crate::{refused, roles, sign_in};

/// Who looks at the link.
enum Reader {
    /// Somebody without an account here.
    New,
    /// The address has an account, and nobody is signed in.
    Known,
    /// The person who was invited, signed in.
    Self_,
    /// Somebody else is signed in.
    Other,
}

#[derive(Template)]
#[template(path = "invitation.html")]
struct Body {
    t: Words,
    csrf: String,
    action: String,
    next: String,
    organisation: String,
    email: String,
    roles: Vec<(String, String)>,
    name: String,
    reader: Reader,
    errors: Errors,
}

fn offer(visit: &Visit<Open>, token: &str) -> Result<Option<(Offer, String)>, Problem> {
    // Whoever holds the link is told the organisation's name before he has any rights.
    let read = visit.house().db.read(Key::SYSTEM)?;
    let Some(offer) = invitation::look(&read, token, visit.now())? else { return Ok(None) };
    let name = organisation::names(&read, &[offer.organisation])?.remove(&offer.organisation);
    Ok(name.map(|name| (offer, name.name)))
}

fn gone(t: &Words) -> Reply {
    spent(t, t.s("members-spent-invitation"))
}

/// The offer, and the form that fits who looks at it.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let token: String = visit.path("token")?;
    match offer(visit, &token)? {
        Some(found) => Ok(form(visit, &token, found, String::new(), Errors::default()).into()),
        None => Ok(gone(&visit.t())),
    }
}

fn form(
    visit: &Visit<Open>,
    token: &str,
    (offer, organisation): (Offer, String),
    name: String,
    errors: Errors,
) -> Page {
    let t = visit.t();
    let reader = match visit.signed_in() {
        Some(found) if found.email == offer.email => Reader::Self_,
        Some(_) => Reader::Other,
        None if offer.has_account => Reader::Known,
        None => Reader::New,
    };
    let action = format!("/invitation/{token}");
    let body = Body {
        csrf: visit.csrf(),
        next: format!("/sign-in?next={action}"),
        action,
        organisation: organisation.clone(),
        roles: offer.roles.iter().map(|role| (roles::name(&t, *role), roles::hint(&t, *role))).collect(),
        email: offer.email,
        name,
        reader,
        errors,
        t: t.clone(),
    };
    Page::new(t.a("members-invitation-title", [("name", organisation.into())]), body).shape(Shape::Card)
}

/// Joins the organisation.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let token: String = visit.path("token")?;
    let Some(found) = offer(visit, &token)? else { return Ok(gone(&visit.t())) };
    if visit.signed_in().is_some_and(|who| who.email == found.0.email) {
        return join(visit, &token);
    }
    enter(visit, &token, found)
}

/// As somebody new, who is signed in at once.
fn enter(visit: &Visit<Open>, token: &str, found: (Offer, String)) -> Result<Reply, Problem> {
    let t = visit.t();
    let name: String = visit.form().text("name").chars().take(200).collect();
    let secret = visit.form().raw("password");
    let mut errors = Errors::default();
    errors.unless(!name.is_empty(), "name", || t.s("members-refused-field-name"));
    if let Some(email) = Email::parse(&found.0.email)
        && let Err(why) = password::check_rules(&secret, &email)
    {
        refused::add(&mut errors, &t, why.into())?;
    }
    if !errors.is_empty() {
        return Ok(form(visit, token, found, name, errors).refused().into());
    }
    let member = NewMember {
        name: name.clone(),
        password: Secret::new(secret.clone()),
        language: t.language().to_owned(),
        time_zone: "UTC".to_owned(),
    };
    let house = visit.house();
    match invitation::accept(&house.db, &house.passwords, visit.act(), token, &member) {
        Ok(_) => {}
        Err(Refusal::LinkSpent) => return Ok(gone(&t)),
        Err(why) => {
            refused::add(&mut errors, &t, why)?;
            return Ok(form(visit, token, found, name, errors).refused().into());
        }
    }
    let session = sign_in::open(visit, &found.0.email, &secret)?;
    Ok(sign_in::enter(visit, &session, "/"))
}

/// As the invited person himself; his rights change, so his session gets another token.
fn join(visit: &Visit<Open>, token: &str) -> Result<Reply, Problem> {
    let t = visit.t();
    let who = visit.signed_in().ok_or(Problem::SignIn)?;
    visit.close();
    let tx = visit.house().db.write(Key::SYSTEM)?;
    let joined = joined(visit, &tx, who, token);
    match joined {
        Ok((_, rotated)) => {
            tx.commit()?;
            let lives = u32::try_from(belfry_identity::signed_in::ABSOLUTE.as_secs()).unwrap_or_default();
            let cookie = rotated.map(|token| visit.set_cookie(visit.session_cookie(), token.expose(), Some(lives)));
            let reply = Reply::done("/members/me", t.s("members-invitation-done"));
            Ok(Reply::WithCookies(Box::new(reply), cookie.into_iter().collect()))
        }
        Err(Refusal::LinkSpent) => Ok(gone(&t)),
        Err(why) => refused::back(&t, why, "/members/me"),
    }
}

fn joined(
    visit: &Visit<Open>,
    tx: &belfry_store::Tx,
    who: &belfry_identity::SignedIn,
    token: &str,
) -> Result<(OrganisationId, Option<Secret>), Refusal> {
    let organisation = invitation::accept_signed_in(tx, visit.act(), who, token)?;
    let rotated = match who.session() {
        Some(id) => session::rotate(tx, visit.act(), id)?,
        None => None,
    };
    Ok((organisation, rotated))
}
