//! Open links: an address by which anybody may answer, for those who have no account, such as students. It is shown to whoever asks, and
//! can be withdrawn, made anew, and given room for more answers.

pub mod store;

use belfry_contracts::surveys::LinkChanged;
use belfry_identity::Secret;
use belfry_kernel::{Allowed, Problem, SubjectId};
use belfry_store::subject::Subject;
use belfry_store::{Key, Tx, ledger};
use belfry_web::form::Errors;
use belfry_web::{House, Reply, Visit};

use super::{CAMPAIGN, State, Unit, show, url};
use crate::access::Collect;

/// Below this, with the secret behind it.
pub const ROOT: &str = "/surveys/link/";
/// The most answers that a link can be given room for.
pub const MOST: i64 = 20_000;
/// For which use secrets of links are sealed.
const SEALED: &str = "survey-link";

/// Makes the first one of a survey.
///
/// # Errors
/// Those of the database.
pub fn begin(tx: &Tx, house: &House, id: SubjectId, most: i64) -> belfry_store::Result<()> {
    let (secret, sealed) = drawn(house);
    store::begin(tx, id, &secret, sealed, most)
}

fn drawn(house: &House) -> (Secret, Vec<u8>) {
    let secret = Secret::new(house.ids.secret());
    let sealed = house.seal.seal(&house.ids, SEALED, secret.expose().as_bytes());
    (secret, sealed)
}

/// The address of a link, as it is handed out; none when it is withdrawn.
#[must_use]
pub fn address(house: &House, link: &store::Kept) -> Option<String> {
    let plain = house.seal.open(SEALED, link.sealed.as_deref()?)?;
    Some(format!("{}{ROOT}{}", house.settings.base_url, String::from_utf8(plain).ok()?))
}

/// A survey with a link that is not over, for whoever asks.
fn loaded(visit: &Visit<Collect>) -> Result<Allowed<Collect, Subject>, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, CAMPAIGN, visit.path("uuid")?)?;
    let campaign = super::store::of(&read, subject.id)?.ok_or(Problem::NotFound)?;
    match (campaign.plan.unit, campaign.state) {
        (Unit::Link, State::Waiting | State::Open) => Ok(subject),
        _ => Err(Problem::NotFound),
    }
}

/// Draws another address; the one before leads nowhere from now on.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn renew(visit: &mut Visit<Collect>) -> Result<Reply, Problem> {
    let (secret, sealed) = drawn(visit.house());
    changed(visit, "surveys-link-renewed", |tx, id| store::renew(tx, id, Some((&secret, sealed))).map(|()| true))
}

/// Withdraws the address.
///
/// # Errors
/// As [`renew`].
pub fn revoke(visit: &mut Visit<Collect>) -> Result<Reply, Problem> {
    changed(visit, "surveys-link-revoked", |tx, id| store::renew(tx, id, None).map(|()| true))
}

/// Takes more answers, or fewer than was said first.
///
/// # Errors
/// As [`renew`].
pub fn limit(visit: &mut Visit<Collect>) -> Result<Reply, Problem> {
    loaded(visit)?;
    let most = visit.form().text("most").parse::<i64>().ok().filter(|most| (1..=MOST).contains(most));
    let Some(most) = most else {
        let mut errors = Errors::default();
        errors.add("most", visit.t().n("surveys-link-most-wrong", MOST));
        return Ok(show::draw(visit, errors)?.refused().into());
    };
    changed(visit, "surveys-link-limited", |tx, id| store::limit(tx, id, most))
}

// words: surveys-link-{renewed,revoked,limited}

fn changed(
    visit: &Visit<Collect>,
    said: &'static str,
    change: impl FnOnce(&Tx, SubjectId) -> belfry_store::Result<bool>,
) -> Result<Reply, Problem> {
    let subject = loaded(visit)?;
    let tx = visit.write_as(Key::SYSTEM)?;
    if !change(&tx, subject.id)? {
        drop(tx);
        return Ok(Reply::To(url(&subject), Some(("warn", visit.t().n("surveys-link-most-wrong", MOST)))));
    }
    ledger::record(&tx, visit.act(), &LinkChanged { campaign: subject.id })?;
    tx.commit()?;
    Ok(Reply::done(url(&subject), visit.s(said)))
}
