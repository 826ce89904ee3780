//! The page of keys: ours, to be told to others; theirs, to be registered once somebody has heard the fingerprint from them.

use askama::Template;
use belfry_handover::{Fingerprint, PublicKey};
use belfry_kernel::Problem;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::partner::{self, New, Partner};
use super::{contact, key};
use crate::access::Partner as Registers;

const HERE: &str = "/incidents/handovers/keys";
/// Characters of a name.
const NAME: usize = 200;

/// What was typed.
#[derive(Default)]
struct Typed {
    name: String,
    country: String,
    base: String,
    key: String,
    fingerprint: String,
}

struct Line {
    name: String,
    country: String,
    base: String,
    fingerprint: String,
    since: (String, String),
    end: String,
}

#[derive(Template)]
#[template(path = "handover/keys.html")]
struct Body {
    t: Words,
    csrf: String,
    errors: Errors,
    typed: Typed,
    own: String,
    fingerprint: String,
    door: String,
    partners: Vec<Line>,
}

/// The page.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Registers>) -> Result<Reply, Problem> {
    Ok(draw(visit, Typed::default(), Errors::default())?.into())
}

fn draw(visit: &Visit<Registers>, typed: Typed, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let contact = contact(visit.person()?).ok_or(Problem::Forbidden)?;
    let partners = partner::of_contact(&*visit.read()?, contact)?;
    visit.close();
    let own = key::own(visit.house())?.public();
    let line = |one: Partner| Line {
        end: format!("/incidents/handovers/partners/{}/end", one.uuid),
        fingerprint: one.key.fingerprint().spoken(),
        since: (one.confirmed.to_string(), t.date(one.confirmed)),
        name: one.name,
        country: one.country,
        base: one.base,
    };
    let body = Body {
        csrf: visit.csrf(),
        errors,
        typed,
        own: own.to_string(),
        fingerprint: own.fingerprint().spoken(),
        door: visit.house().settings.base_url.clone(),
        partners: partners.into_iter().map(line).collect(),
        t: t.clone(),
    };
    Ok(Page::new(t.s("incidents-handover-keys"), body)
        .lead(t.s("incidents-handover-keys-lead"))
        .crumb(t.s("incidents-nav"), "/incidents")
        .crumb(t.s("incidents-handover-title"), "/incidents/handovers"))
}

/// The address of a Belfry, without a slash at the end: HTTPS, or plain HTTP to a host inside, which the guard decides when it is asked.
pub(super) fn base(typed: &str) -> Option<String> {
    let typed = typed.trim().trim_end_matches('/');
    if typed.is_empty() {
        return Some(String::new());
    }
    let uri: belfry_outbound::Uri = typed.parse().ok()?;
    let scheme = uri.scheme_str().filter(|scheme| ["https", "http"].contains(scheme));
    let plain = uri.query().is_none() && uri.authority().is_some_and(|authority| !authority.as_str().contains('@'));
    (scheme.is_some() && plain).then(|| typed.to_owned())
}

/// Registers another point of contact.
///
/// # Errors
/// Those of the database.
pub fn add(visit: &mut Visit<Registers>) -> Result<Reply, Problem> {
    let t = visit.t();
    let form = visit.form();
    let typed = Typed {
        name: form.text("name").split_whitespace().collect::<Vec<_>>().join(" "),
        country: form.text("country").to_uppercase(),
        base: form.text("base").to_owned(),
        key: form.text("key").to_owned(),
        fingerprint: form.text("fingerprint").to_owned(),
    };
    let mut errors = Errors::default();
    let fits = !typed.name.is_empty() && typed.name.chars().count() <= NAME;
    errors.unless(fits, "name", || t.n("incidents-handover-partner-name-missing", NAME));
    let fits = typed.country.len() == 2 && typed.country.bytes().all(|b| b.is_ascii_uppercase());
    errors.unless(fits, "country", || t.s("incidents-handover-partner-country-wrong"));
    let base = base(&typed.base);
    errors.unless(base.is_some(), "base", || t.s("incidents-handover-partner-base-wrong"));
    let public = PublicKey::parse(&typed.key);
    errors.unless(public.is_some(), "key", || t.s("incidents-handover-partner-key-wrong"));
    // Typed in from what was heard, not copied from beside the key: that is all there is to confirm by.
    let heard = Fingerprint::parse(&typed.fingerprint);
    let same = public.is_some_and(|public| heard == Some(public.fingerprint()));
    errors.unless(same || public.is_none(), "fingerprint", || t.s("incidents-handover-partner-fingerprint-wrong"));
    let contact = contact(visit.person()?).ok_or(Problem::Forbidden)?;
    visit.close();
    let own = key::own(visit.house())?.public();
    errors.unless(public != Some(own), "key", || t.s("incidents-handover-partner-key-own"));
    let (Some(base), Some(key), true) = (base, public, errors.is_empty()) else {
        return Ok(draw(visit, typed, errors)?.refused().into());
    };
    visit.granted(())?;
    let tx = visit.write()?;
    let new = New { name: typed.name.clone(), country: typed.country.clone(), base, key };
    if !partner::add(&tx, visit.act(), contact, &new)? {
        drop(tx);
        errors.add("key", t.s("incidents-handover-partner-known"));
        return Ok(draw(visit, typed, errors)?.refused().into());
    }
    visit.finish(tx, Reply::done(HERE, t.a("incidents-handover-partner-added", [("name", new.name.as_str().into())])))
}

/// From here on nothing of one is taken any more.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn end(visit: &mut Visit<Registers>) -> Result<Reply, Problem> {
    let t = visit.t();
    let uuid: Uuid = visit.path("uuid")?;
    let contact = contact(visit.person()?).ok_or(Problem::Forbidden)?;
    visit.granted(())?;
    let tx = visit.write()?;
    if !partner::end(&tx, visit.act(), contact, uuid)? {
        return Err(Problem::NotFound);
    }
    tx.commit()?;
    Ok(Reply::done(HERE, t.s("incidents-handover-partner-ended")))
}
