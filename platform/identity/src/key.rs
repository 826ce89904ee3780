//! API keys: for programs that act as a person. Shown once, kept as a hash, with an end.

use std::collections::HashMap;

use belfry_contracts::identity::{KeyMade, KeyRevoked};
use belfry_kernel::PersonId;
use belfry_store::{Act, Read, Result, Row, Tx, args, ledger};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::refusal::Refusal;
use crate::secret::{self, Secret};
use crate::text;

/// No key lives longer.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(366 * 24);
/// A person's living keys.
const MOST: i64 = 50;
/// What a key begins with, so that scanners of leaked secrets can know it.
const MARK: &str = "belfry";

/// What a key may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// See what its person sees.
    Read,
    /// Change what its person may change, as well.
    Write,
}

impl Scope {
    /// The code in the database, in forms and message keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }

    /// Reads a code; `None` for anything else.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Read, Self::Write].into_iter().find(|scope| scope.code() == code)
    }
}

/// A key as its person sees it in a list.
#[derive(Clone, Debug)]
pub struct ApiKey {
    /// Outside id.
    pub uuid: Uuid,
    /// What its person calls it.
    pub name: String,
    /// How it begins.
    pub prefix: String,
    /// What it may do.
    pub scope: Scope,
    /// When it was made.
    pub created: Timestamp,
    /// When it ends.
    pub expires: Timestamp,
    /// Its last use, to a day.
    pub used: Option<Timestamp>,
}

/// Makes a key; its text is nowhere else.
pub fn create(
    tx: &Tx,
    act: Act<'_>,
    person: PersonId,
    name: &str,
    scope: Scope,
    expires: Timestamp,
) -> std::result::Result<(Uuid, Secret), Refusal> {
    let name = text::line(name, 80).ok_or(Refusal::Field("name"))?;
    if expires <= act.now || expires > act.now + LONGEST {
        return Err(Refusal::Field("expires"));
    }
    let living: i64 = tx.one(
        "select count(*) from identity_keys where person_id = $1 and revoked is null and expires > $2",
        args![person, act.now],
        |row| row.get(0),
    )?;
    if living >= MOST {
        return Err(Refusal::WrongState);
    }
    let start: String = act.ids.secret().chars().filter(char::is_ascii_alphanumeric).take(8).collect();
    let prefix = format!("{MARK}_{start}");
    let key = format!("{prefix}_{}", act.ids.secret());
    let (id, uuid): (i64, Uuid) = (act.ids.next(), act.ids.uuid());
    tx.execute(
        "insert into identity_keys (id, uuid, person_id, name, prefix, hash, scope, created, expires) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![id, uuid, person, name, prefix, &secret::hash(&key), scope.code(), act.now, expires],
    )?;
    ledger::record(tx, act, &KeyMade { person, key: id, writes: scope == Scope::Write })?;
    Ok((uuid, Secret::new(key)))
}

/// A person's keys that are not revoked, newest first, also those that have ended.
pub fn list(read: &Read, person: PersonId) -> Result<Vec<ApiKey>> {
    read.rows(
        "select uuid, name, prefix, scope, created, expires, used from identity_keys \
         where person_id = $1 and revoked is null order by id desc",
        args![person],
        |row| from_row(row, 0),
    )
}

/// The keys of several people that are not revoked, by person, newest first.
pub fn of_many(read: &Read, people: &[PersonId]) -> Result<HashMap<PersonId, Vec<ApiKey>>> {
    let ids: Vec<i64> = people.iter().map(|person| person.0).collect();
    let mut all: HashMap<PersonId, Vec<ApiKey>> = HashMap::new();
    read.each(
        "select person_id, uuid, name, prefix, scope, created, expires, used from identity_keys \
         where person_id in {ints $1} and revoked is null order by id desc",
        args![ids],
        |row| {
            all.entry(row.get(0)?).or_default().push(from_row(row, 1)?);
            Ok(true)
        },
    )?;
    Ok(all)
}

fn from_row(row: &Row<'_>, first: usize) -> Result<ApiKey> {
    Ok(ApiKey {
        uuid: row.get(first)?,
        name: row.get(first + 1)?,
        prefix: row.get(first + 2)?,
        scope: Scope::parse(&row.get::<String>(first + 3)?).unwrap_or(Scope::Read),
        created: row.get(first + 4)?,
        expires: row.get(first + 5)?,
        used: row.get(first + 6)?,
    })
}

/// Revokes a person's key; [`Refusal::NotFound`] when it is not his or revoked already.
pub fn revoke(tx: &Tx, act: Act<'_>, person: PersonId, uuid: Uuid) -> std::result::Result<(), Refusal> {
    let key = tx.maybe(
        "update identity_keys set revoked = $3 where uuid = $1 and person_id = $2 and revoked is null returning id",
        args![uuid, person, act.now],
        |row| row.get::<i64>(0),
    )?;
    let key = key.ok_or(Refusal::NotFound)?;
    ledger::record(tx, act, &KeyRevoked { person, key })?;
    Ok(())
}

/// Revokes every key of a person.
pub(crate) fn revoke_all(tx: &Tx, act: Act<'_>, person: PersonId) -> Result<()> {
    let keys = tx.rows(
        "update identity_keys set revoked = $2 where person_id = $1 and revoked is null returning id",
        args![person, act.now],
        |row| row.get::<i64>(0),
    )?;
    for key in keys {
        ledger::record(tx, act, &KeyRevoked { person, key })?;
    }
    Ok(())
}
