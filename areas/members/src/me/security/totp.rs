//! Adding a program that shows codes: a picture to be read by it, and a first code to prove that it was.

use askama::Template;
use belfry_identity::totp::{self, Offer};
use belfry_kernel::Problem;
use belfry_kernel::access::Self_;
use belfry_web::components::{Qr, Tab};
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::{HERE, codes, session};
use crate::me;
use crate::refused;

#[derive(Template)]
#[template(path = "me/security/totp.html")]
struct Body {
    t: Words,
    csrf: String,
    tabs: Vec<Tab>,
    errors: Errors,
    qr: Option<Qr>,
    secret: String,
    sealed: String,
    name: String,
}

/// What a program that shows codes calls the account.
fn names(visit: &Visit<Self_>) -> (String, String) {
    let community = visit.house().community();
    let issuer = if community.is_empty() { "Belfry".to_owned() } else { format!("Belfry {community}") };
    (visit.signed_in().map(|found| found.email.clone()).unwrap_or_default(), issuer)
}

/// An offer.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let offer = fresh(visit)?;
    Ok(form(visit, &offer, visit.s("members-security-totp-name"), Errors::default()).into())
}

fn fresh(visit: &Visit<Self_>) -> Result<Offer, Problem> {
    let (account, issuer) = names(visit);
    Ok(totp::offer(&visit.house().seal, visit.ids(), visit.person()?.id, &account, &issuer, visit.now()))
}

fn form(visit: &Visit<Self_>, offer: &Offer, name: String, errors: Errors) -> Page {
    let t = visit.t();
    // In groups of four, as it is typed.
    let letters: Vec<char> = offer.secret.expose().chars().collect();
    let secret = letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ");
    let body = Body {
        t: t.clone(),
        csrf: visit.csrf(),
        tabs: me::tabs(&t, HERE),
        errors,
        qr: Qr::of(offer.url.expose()),
        secret,
        sealed: offer.sealed.clone(),
        name,
    };
    Page::new(t.s("members-security-totp-title"), body)
        .lead(t.s("members-security-totp-lead"))
        .crumb(t.s("members-me-title"), "/members/me")
        .crumb(t.s("members-security-title"), HERE)
}

/// Adds it; with the first factor come the recovery codes.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let (t, session) = (visit.t(), session(visit)?);
    let person = visit.person()?.id;
    let field = |name: &str| visit.form().text(name).to_owned();
    let (sealed, name, code) = (field("offer"), field("factor"), field("code"));
    let tx = visit.write()?;
    let seal = &visit.house().seal;
    match totp::add(&tx, visit.act(), seal, (person, session), &sealed, (&name, &code)) {
        Ok(()) => codes::after_first(visit, tx),
        Err(why) => {
            drop(tx);
            let mut errors = Errors::default();
            refused::add(&mut errors, &t, why)?;
            let (account, issuer) = names(visit);
            let same = totp::offered(&visit.house().seal, person, &sealed, &account, &issuer, visit.now());
            let offer = same.map_or_else(|| fresh(visit), Ok)?;
            Ok(form(visit, &offer, name, errors).refused().into())
        }
    }
}
