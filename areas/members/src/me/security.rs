//! Sign-in and security: one's second factors, listed, renamed, removed; and the ways to more.

pub mod codes;
pub mod elsewhere;
pub mod passkey;
pub mod totp;

use askama::Template;
use belfry_identity::factor::{self, Factor};
use belfry_identity::{demand, login, recovery};
use belfry_kernel::Problem;
use belfry_kernel::access::Self_;
use belfry_web::components::Tab;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use crate::refused;
use crate::roles;
use crate::safety::{self, Changed};

/// The page.
pub const HERE: &str = "/members/me/security";

struct Row {
    dialog: String,
    action: String,
    kind: String,
    name: String,
    icon: &'static str,
    added: (String, String),
    used: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "me/security.html")]
struct Body {
    t: Words,
    csrf: String,
    tabs: Vec<Tab>,
    errors: Errors,
    rows: Vec<Row>,
    left: i64,
    few: bool,
    demanded: String,
    passkey: bool,
    places: Vec<(String, String)>,
    logins: Vec<Elsewhere>,
}

/// An account elsewhere.
struct Elsewhere {
    action: String,
    place: String,
    email: String,
    since: (String, String),
}

/// The session behind a request: second factors are a matter of people, not of keys.
///
/// # Errors
/// [`Problem::SignIn`] without one.
pub(crate) fn session(visit: &Visit<Self_>) -> Result<i64, Problem> {
    visit.signed_in().and_then(belfry_identity::SignedIn::session).ok_or(Problem::SignIn)
}

/// The list.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    Ok(form(visit, Errors::default())?.into())
}

// words: members-security-kind-{totp,passkey}
fn form(visit: &Visit<Self_>, errors: Errors) -> Result<Page, Problem> {
    let (t, read, person) = (visit.t(), visit.read()?, visit.person()?);
    let now = visit.now();
    let row = |found: Factor| Row {
        dialog: format!("factor-{}", found.uuid),
        action: format!("{HERE}/{}", found.uuid),
        kind: t.s(&format!("members-security-kind-{}", found.kind.code())),
        icon: if found.kind == factor::FactorKind::Totp { "clock" } else { "key" },
        added: (found.created.to_string(), t.date(found.created)),
        used: found.used.map(|used| (used.to_string(), t.relative(used, now))),
        name: found.name,
    };
    let rows: Vec<Row> = factor::list(&read, person.id)?.into_iter().map(row).collect();
    let places = &visit.house().settings.providers;
    let elsewhere = |one: login::Login| Elsewhere {
        action: format!("{HERE}/elsewhere/{}", one.uuid),
        since: (one.created.to_string(), t.date(one.created)),
        place: places.iter().find(|p| p.issuer == one.issuer).map_or(one.issuer, |p| p.name.clone()),
        email: one.email,
    };
    let left = recovery::left(&read, person.id)?;
    let asking = demand::roles(&read)?.into_iter().filter(|role| person.holds(&[*role]));
    let body = Body {
        csrf: visit.csrf(),
        tabs: super::tabs(&t, HERE),
        errors,
        few: left <= 3,
        left,
        demanded: asking.map(|role| roles::name(&t, role)).collect::<Vec<_>>().join(", "),
        rows,
        passkey: crate::passkey::available(visit.house()),
        places: places.iter().map(|place| (place.key.clone(), place.name.clone())).collect(),
        logins: login::list(&read, person.id)?.into_iter().map(elsewhere).collect(),
        t: t.clone(),
    };
    Ok(super::frame(visit, body))
}

/// Renames or removes a factor, as the button says.
///
/// # Errors
/// [`Problem::NotFound`] when it is not one's own, and those of the database.
pub fn act(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let (t, uuid) = (visit.t(), visit.path::<Uuid>("factor")?);
    let tx = visit.write()?;
    let (done, words) = match visit.form().text("act") {
        "remove" => {
            (factor::remove(&tx, visit.act(), visit.person()?, uuid), belfry_words::key!("members-security-removed"))
        }
        _ => (
            factor::rename(&tx, visit.person()?.id, uuid, visit.form().text("factor")),
            belfry_words::key!("members-security-renamed"),
        ),
    };
    match done {
        Ok(()) => {
            if visit.form().text("act") == "remove" {
                safety::tell(visit.house(), &tx, visit.act(), visit.person()?.id, Changed::FactorRemoved)?;
            }
            tx.commit()?;
            Ok(Reply::done(HERE, t.s(words)))
        }
        Err(why) => {
            drop(tx);
            refused::back(&t, why, HERE)
        }
    }
}
