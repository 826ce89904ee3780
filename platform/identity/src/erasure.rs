//! Erasure by pseudonym (GDPR, Articles 17 and 17(3)(b)): name, address, password, factors, sessions, keys, links, views, wishes
//! go; the account's number stays, so that the ledger still verifies and what was written still has one author.

use belfry_contracts::platform::{ErasureAsked, PersonErased};
use belfry_kernel::{Person, PersonId};
use belfry_store::{Act, Read, Result, Tx, args, ledger};
use jiff::{SignedDuration, Timestamp};

use crate::refusal::Refusal;
use crate::{membership, person};

/// Within this time a request must be answered (GDPR, Article 12(3): one month).
pub const ANSWER_WITHIN: SignedDuration = SignedDuration::from_hours(30 * 24);

/// The end of addresses that belong to nobody any more; `.invalid` is nobody's (RFC 2606).
const NOWHERE: &str = "erased.invalid";

/// Everything of a person that goes, row by row.
const GOES: &[&str] = &[
    "delete from identity_first_views where person_id = $1 \
     or view_id in (select id from identity_views where person_id = $1)",
    "delete from identity_views where person_id = $1",
    "delete from identity_sessions where person_id = $1",
    "delete from identity_keys where person_id = $1",
    "delete from identity_links where person_id = $1",
    "delete from identity_factors where person_id = $1",
    "delete from identity_recovery where person_id = $1",
    "delete from identity_ceremonies where person_id = $1",
    "delete from identity_logins where person_id = $1",
    "delete from identity_address_changes where person_id = $1",
    "update identity_memberships set status = 'ended', roles = '', home = false where person_id = $1",
];

/// When a person asked to be erased, unless it is done.
pub fn asked(read: &Read, person: PersonId) -> Result<Option<Timestamp>> {
    read.maybe("select asked from identity_erasures where person_id = $1 and done is null", args![person], |r| r.get(0))
}

/// Asks for it; again is the same as once. Whether it is new.
pub fn ask(tx: &Tx, act: Act<'_>, person: PersonId) -> Result<bool> {
    let new = tx.execute(
        "insert into identity_erasures (person_id, asked) values ($1, $2) on conflict (person_id) do nothing",
        args![person, act.now],
    )?;
    if new > 0 {
        ledger::record(tx, act, &ErasureAsked { person })?;
    }
    Ok(new > 0)
}

/// Takes the request back.
pub fn withdraw(tx: &Tx, person: PersonId) -> Result<bool> {
    Ok(tx.execute("delete from identity_erasures where person_id = $1 and done is null", args![person])? > 0)
}

/// Erases a person: his own act, or an administrator's. The pseudonym is what his name is from now on.
///
/// # Errors
/// [`Refusal::Forbidden`] for who may not touch the account, [`Refusal::LastAdministrator`].
pub fn erase(tx: &Tx, act: Act<'_>, by: &Person, who: PersonId) -> std::result::Result<String, Refusal> {
    if by.id != who {
        person::check_may_touch(tx, by, who)?;
    }
    membership::check_not_last_administrator(tx, who, None)?;
    let email: String = tx
        .maybe("select email from identity_people where id = $1", args![who], |row| row.get(0))?
        .ok_or(Refusal::NotFound)?;
    if email.ends_with(NOWHERE) {
        return Err(Refusal::WrongState);
    }
    for statement in GOES {
        tx.execute(*statement, args![who])?;
    }
    // Invitations and requests know people by their address.
    tx.execute("delete from identity_links where email = $1", args![&email])?;
    tx.execute("delete from identity_requests where email = $1", args![&email])?;
    let mark: String = act.ids.uuid().simple().to_string().chars().take(8).collect();
    let pseudonym = format!("Erased {mark}");
    // The outside id is new too: nothing outside leads from the one to the other.
    tx.execute(
        "update identity_people set uuid = $2, email = $3, name = $4, password = null, language = 'en', time_zone = 'UTC', \
         theme = 'system', state = 'disabled', wishes = $5 where id = $1",
        args![who, act.ids.uuid(), format!("{mark}@{NOWHERE}"), pseudonym.as_str(), WISHES],
    )?;
    tx.execute(
        "insert into identity_erasures (person_id, asked, done, done_by) values ($1, $2, $2, $3) \
         on conflict (person_id) do update set done = excluded.done, done_by = excluded.done_by",
        args![who, act.now, by.id],
    )?;
    ledger::record(tx, act, &PersonErased { person: who })?;
    Ok(pseudonym)
}

/// No wishes.
const WISHES: &str = "{}";
