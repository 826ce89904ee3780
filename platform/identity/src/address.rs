//! Another address for an account: both mailboxes say yes, the present one and the new one, in any order.

use belfry_contracts::identity::AddressChanged;
use belfry_kernel::PersonId;
use belfry_store::{Act, Error, Read, Tx, args, ledger};
use jiff::{SignedDuration, Timestamp};

use crate::email::Email;
use crate::refusal::Refusal;
use crate::secret::{self, Secret};
use crate::{person, session};

/// How long both answers are waited for.
const LIVES: SignedDuration = SignedDuration::from_hours(24);

/// Two links, for two mails.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The present address, and its link.
    pub old: (String, Secret),
    /// The new one, and its link.
    pub new: (String, Secret),
}

/// A change that waits.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// The new address.
    pub email: String,
    /// Whether the present mailbox has said yes.
    pub old: bool,
    /// Whether the new one has.
    pub new: bool,
    /// Until when it waits.
    pub expires: Timestamp,
}

/// Asks for another address; an earlier question ends. Whether the address has an account shows only when both have said yes.
pub fn ask(tx: &Tx, act: Act<'_>, person: PersonId, email: &Email) -> Result<Asked, Refusal> {
    let present: Option<String> =
        tx.maybe("select email from identity_people where id = $1 and state = 'active'", args![person], |row| {
            row.get(0)
        })?;
    let present = present.ok_or(Refusal::NotFound)?;
    if present == email.as_str() {
        return Err(Refusal::Field("email"));
    }
    give_up(tx, person)?;
    let (old, new) = (act.ids.secret(), act.ids.secret());
    tx.execute(
        "insert into identity_address_changes (person_id, email, old_hash, new_hash, created, expires) \
         values ($1, $2, $3, $4, $5, $6)",
        args![person, email.as_str(), &secret::hash(&old), &secret::hash(&new), act.now, act.now + LIVES],
    )?;
    Ok(Asked { old: (present, Secret::new(old)), new: (email.to_string(), Secret::new(new)) })
}

/// Takes a question back.
pub fn give_up(tx: &Tx, person: PersonId) -> Result<(), Error> {
    tx.execute("delete from identity_address_changes where person_id = $1", args![person])?;
    Ok(())
}

/// A person's question, while it waits.
pub fn waiting(read: &Read, person: PersonId, now: Timestamp) -> Result<Option<Waiting>, Error> {
    read.maybe(
        "select email, old_confirmed, new_confirmed, expires from identity_address_changes \
         where person_id = $1 and expires > $2",
        args![person, now],
        from_row,
    )
}

fn from_row(row: &belfry_store::Row<'_>) -> Result<Waiting, Error> {
    Ok(Waiting {
        email: row.get(0)?,
        old: row.get::<Option<Timestamp>>(1)?.is_some(),
        new: row.get::<Option<Timestamp>>(2)?.is_some(),
        expires: row.get(3)?,
    })
}

/// What a link is about, before it is used.
pub fn look(read: &Read, token: &str, now: Timestamp) -> Result<Option<Waiting>, Error> {
    read.maybe(
        "select email, old_confirmed, new_confirmed, expires from identity_address_changes \
         where (old_hash = $1 or new_hash = $1) and expires > $2",
        args![&secret::hash(token), now],
        from_row,
    )
}

/// A mailbox says yes. When that was the second, the address is changed, every session of the account has ended, and it is
/// told whose it is and which address it had before.
pub fn confirm(tx: &Tx, act: Act<'_>, token: &str) -> Result<Option<(PersonId, String)>, Refusal> {
    let hash = secret::hash(token);
    let row = tx.maybe(
        "update identity_address_changes set \
         old_confirmed = case when old_hash = $1 then $2 else old_confirmed end, \
         new_confirmed = case when new_hash = $1 then $2 else new_confirmed end \
         where (old_hash = $1 or new_hash = $1) and expires > $2 \
         returning person_id, email, old_confirmed, new_confirmed",
        args![&hash, act.now],
        |row| {
            let (old, new): (Option<Timestamp>, Option<Timestamp>) = (row.get(2)?, row.get(3)?);
            Ok((row.get::<PersonId>(0)?, row.get::<String>(1)?, old.is_some() && new.is_some()))
        },
    )?;
    let (person, email, both) = row.ok_or(Refusal::LinkSpent)?;
    if !both {
        return Ok(None);
    }
    let email = Email::parse(&email).ok_or(Refusal::LinkSpent)?;
    give_up(tx, person)?;
    if person::by_email(tx, &email)?.is_some() {
        return Err(Refusal::AlreadyMember);
    }
    let before: String = tx.one("select email from identity_people where id = $1", args![person], |row| row.get(0))?;
    tx.execute("update identity_people set email = $2 where id = $1", args![person, email.as_str()])
        .map_err(|error| Refusal::clash(error, Refusal::AlreadyMember))?;
    tx.execute("delete from identity_links where person_id = $1 and purpose = 'reset'", args![person])?;
    let act = Act { actor: Some(person), ..act };
    session::end_all(tx, act, person, None)?;
    ledger::record(tx, act, &AddressChanged { person })?;
    Ok(Some((person, before)))
}

/// Removes questions that are over: for the nightly job.
pub(crate) fn sweep(tx: &Tx, now: Timestamp) -> Result<u64, Error> {
    tx.execute("delete from identity_address_changes where expires <= $1", args![now])
}
