//! Second factors: what a person has besides a password. Generators of codes ([`crate::totp`]) and passkeys.
//!
//! A passkey is kept as the text that the area which speaks WebAuthn makes of it; here it is only a handle and a sealed text.

use belfry_contracts::identity::{FactorAdded, FactorRemoved};
use belfry_kernel::{Person, PersonId};
use belfry_store::{Act, Read, Result, Tx, args, ledger};
use jiff::Timestamp;
use uuid::Uuid;

use crate::refusal::Refusal;
use crate::seal::Seal;
use crate::{demand, recovery, session, text};

/// Factors of one person.
const MOST: usize = 20;

/// What kind of thing it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactorKind {
    /// A program that shows six digits (RFC 6238).
    Totp,
    /// A key of a device or a password manager (W3C Web Authentication).
    Passkey,
}

impl FactorKind {
    /// The code in the database and in message keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Totp => "totp",
            Self::Passkey => "passkey",
        }
    }

    fn parse(code: &str) -> Self {
        if code == "totp" { Self::Totp } else { Self::Passkey }
    }
}

/// A factor as its person sees it in a list.
#[derive(Clone, Debug)]
pub struct Factor {
    /// Outside id.
    pub uuid: Uuid,
    /// What it is.
    pub kind: FactorKind,
    /// What its person calls it.
    pub name: String,
    /// When it was added.
    pub created: Timestamp,
    /// Its last use.
    pub used: Option<Timestamp>,
}

/// A passkey with the text that stands for it.
#[derive(Clone, Debug)]
pub struct Passkey {
    /// Inside id.
    pub id: i64,
    /// Whose.
    pub person: PersonId,
    /// JSON, as it was given to [`add_passkey`] or [`use_passkey`].
    pub json: String,
}

/// A person's factors, the oldest first.
pub fn list(read: &Read, person: PersonId) -> Result<Vec<Factor>> {
    read.rows(
        "select uuid, kind, name, created, used from identity_factors where person_id = $1 order by id",
        args![person],
        |row| {
            let kind = FactorKind::parse(&row.get::<String>(1)?);
            Ok(Factor { uuid: row.get(0)?, kind, name: row.get(2)?, created: row.get(3)?, used: row.get(4)? })
        },
    )
}

/// Which kinds a person has.
pub fn kinds(read: &Read, person: PersonId) -> Result<Vec<FactorKind>> {
    read.rows("select distinct kind from identity_factors where person_id = $1 order by kind", args![person], |row| {
        Ok(FactorKind::parse(&row.get::<String>(0)?))
    })
}

pub(crate) fn about(kind: FactorKind, person: PersonId) -> String {
    format!("factor {} {person}", kind.code())
}

/// What a new factor is made of.
pub(crate) struct NewFactor<'a> {
    pub kind: FactorKind,
    pub name: &'a str,
    pub secret: &'a [u8],
    pub handle: Option<&'a [u8]>,
    pub step: i64,
}

/// Adds a factor. With the first, every session but `keep` ends: they were opened without one.
pub(crate) fn add(
    tx: &Tx,
    act: Act<'_>,
    seal: &Seal,
    (person, keep): (PersonId, i64),
    new: &NewFactor<'_>,
) -> std::result::Result<(), Refusal> {
    let name = text::line(new.name, 60).ok_or(Refusal::Field("factor"))?;
    let before = list(tx, person)?.len();
    if before >= MOST {
        return Err(Refusal::WrongState);
    }
    let secret = seal.seal(act.ids, &about(new.kind, person), new.secret);
    tx.execute(
        "insert into identity_factors (id, uuid, person_id, kind, name, secret, handle, step, created) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            act.ids.next::<i64>(),
            act.ids.uuid(),
            person,
            new.kind.code(),
            name,
            secret,
            new.handle.map(<[u8]>::to_vec),
            new.step,
            act.now
        ],
    )
    .map_err(|error| Refusal::clash(error, Refusal::AlreadyMember))?;
    if before == 0 {
        session::end_all(tx, act, person, Some(keep))?;
    }
    ledger::record(tx, act, &FactorAdded { person, kind: new.kind.code().to_owned() })?;
    Ok(())
}

/// Adds a passkey; the handle is its credential's id, the text what is needed to check it later.
pub fn add_passkey(
    tx: &Tx,
    act: Act<'_>,
    seal: &Seal,
    whose: (PersonId, i64),
    name: &str,
    (handle, json): (&[u8], &str),
) -> std::result::Result<(), Refusal> {
    let new = NewFactor { kind: FactorKind::Passkey, name, secret: json.as_bytes(), handle: Some(handle), step: 0 };
    add(tx, act, seal, whose, &new)
}

/// A person's passkeys.
pub fn passkeys(read: &Read, seal: &Seal, person: PersonId) -> Result<Vec<Passkey>> {
    let rows = read.rows(
        "select id, person_id, secret from identity_factors where person_id = $1 and kind = 'passkey' order by id",
        args![person],
        |row| Ok((row.get::<i64>(0)?, row.get::<PersonId>(1)?, row.get::<Vec<u8>>(2)?)),
    )?;
    Ok(rows.into_iter().filter_map(|row| opened(seal, row)).collect())
}

/// The passkey of a handle, whosever it is.
pub fn passkey_of(read: &Read, seal: &Seal, handle: &[u8]) -> Result<Option<Passkey>> {
    let row = read.maybe(
        "select id, person_id, secret from identity_factors where handle = $1 and kind = 'passkey'",
        args![handle.to_vec()],
        |row| Ok((row.get::<i64>(0)?, row.get::<PersonId>(1)?, row.get::<Vec<u8>>(2)?)),
    )?;
    Ok(row.and_then(|row| opened(seal, row)))
}

fn opened(seal: &Seal, (id, person, secret): (i64, PersonId, Vec<u8>)) -> Option<Passkey> {
    let json = seal.open(&about(FactorKind::Passkey, person), &secret);
    if json.is_none() {
        tracing::error!(factor = id, "a second factor cannot be opened: another key sealed it");
    }
    Some(Passkey { id, person, json: String::from_utf8(json?).ok()? })
}

/// Notes that a passkey was used, with what its text is from now on.
pub fn use_passkey(tx: &Tx, act: Act<'_>, seal: &Seal, passkey: &Passkey) -> Result<()> {
    let secret = seal.seal(act.ids, &about(FactorKind::Passkey, passkey.person), passkey.json.as_bytes());
    tx.execute("update identity_factors set secret = $2, used = $3 where id = $1", args![passkey.id, secret, act.now])?;
    Ok(())
}

/// Gives a person's factor another name.
pub fn rename(tx: &Tx, person: PersonId, factor: Uuid, name: &str) -> std::result::Result<(), Refusal> {
    let name = text::line(name, 60).ok_or(Refusal::Field("factor"))?;
    let done = tx.execute(
        "update identity_factors set name = $3 where uuid = $1 and person_id = $2",
        args![factor, person, name],
    )?;
    if done == 1 { Ok(()) } else { Err(Refusal::NotFound) }
}

/// Removes a person's factor. The last one stays while a role of his demands one; without any, recovery codes end too.
pub fn remove(tx: &Tx, act: Act<'_>, who: &Person, factor: Uuid) -> std::result::Result<(), Refusal> {
    let mine = list(tx, who.id)?;
    let found = mine.iter().find(|one| one.uuid == factor).ok_or(Refusal::NotFound)?;
    if mine.len() == 1 {
        if who.holds(&demand::roles(tx)?) {
            return Err(Refusal::LastFactor);
        }
        recovery::forget(tx, who.id)?;
    }
    tx.execute("delete from identity_factors where uuid = $1 and person_id = $2", args![factor, who.id])?;
    ledger::record(tx, act, &FactorRemoved { person: who.id, kind: found.kind.code().to_owned() })?;
    Ok(())
}

/// Removes every factor of somebody who has lost them, as [`remove_all`]; how many. `by` may touch the account, and it is not his own:
/// there he removes one after the other, and the last one stays where a role demands it.
///
/// # Errors
/// [`Refusal::Forbidden`] and [`Refusal::NotFound`] as for any change of another's account, [`Refusal::WrongState`] when there is none.
pub fn remove_all_of(tx: &Tx, act: Act<'_>, by: &Person, person: PersonId) -> std::result::Result<usize, Refusal> {
    crate::person::check_may_touch(tx, by, person)?;
    if by.id == person {
        return Err(Refusal::Forbidden);
    }
    match remove_all(tx, act, person)? {
        0 => Err(Refusal::WrongState),
        gone => Ok(gone),
    }
}

/// Removes every factor of a person, his recovery codes and sessions: for the owner of the machine, when somebody lost all.
pub fn remove_all(tx: &Tx, act: Act<'_>, person: PersonId) -> Result<usize> {
    let gone = list(tx, person)?;
    tx.execute("delete from identity_factors where person_id = $1", args![person])?;
    recovery::forget(tx, person)?;
    for one in &gone {
        ledger::record(tx, act, &FactorRemoved { person, kind: one.kind.code().to_owned() })?;
    }
    session::end_all(tx, act, person, None)?;
    Ok(gone.len())
}
