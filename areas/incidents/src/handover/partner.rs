//! Other points of contact, as one of ours has registered them: name, country, key, and the address of their Belfry.

use std::collections::BTreeMap;

use belfry_contracts::incidents::{PartnerEnded, PartnerRegistered};
use belfry_handover::{Fingerprint, PublicKey};
use belfry_kernel::OrganisationId;
use belfry_store::{Act, Error, Read, Result, Row, Sql, Tx, args, ledger};
use jiff::Timestamp;
use uuid::Uuid;

/// Another point of contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partner {
    /// Inside id.
    pub id: i64,
    /// Outside id.
    pub uuid: Uuid,
    /// Which of our points of contact has registered it.
    pub organisation: OrganisationId,
    /// What it is called.
    pub name: String,
    /// ISO 3166-1, two letters.
    pub country: String,
    /// The address of its Belfry, without a slash at the end; empty where packages go by hand.
    pub base: String,
    /// What it signs by.
    pub key: PublicKey,
    /// When somebody had heard its fingerprint by another way.
    pub confirmed: Timestamp,
    /// Since when nothing of it is taken any more.
    pub ended: Option<Timestamp>,
}

const COLUMNS: &str = "p.id, p.uuid, p.organisation_id, p.name, p.country, p.base, p.key, p.confirmed, p.ended";

fn from_row(row: &Row<'_>) -> Result<Partner> {
    let key: String = row.get(6)?;
    Ok(Partner {
        id: row.get(0)?,
        uuid: row.get(1)?,
        organisation: row.get(2)?,
        name: row.get(3)?,
        country: row.get(4)?,
        base: row.get(5)?,
        key: PublicKey::parse(&key).ok_or_else(|| Error::Driver("an unreadable key is kept".into()))?,
        confirmed: row.get(7)?,
        ended: row.get(8)?,
    })
}

fn select(rest: &'static str) -> Sql<'static> {
    Sql::new("select", []).and(COLUMNS, []).and("from incidents_partners p", []).and(rest, [])
}

/// Those that a point of contact of ours exchanges with, by name.
///
/// # Errors
/// Those of the database.
pub fn of_contact(read: &Read, contact: OrganisationId) -> Result<Vec<Partner>> {
    let mut sql = select("");
    sql.push("where p.organisation_id = ? and p.ended is null order by p.name, p.id", [contact.into()]);
    read.rows(sql, args![], from_row)
}

/// Every one that is registered, for the command line.
///
/// # Errors
/// Those of the database.
pub fn all(read: &Read) -> Result<Vec<Partner>> {
    read.rows(select("where p.ended is null order by p.name, p.id"), args![], from_row)
}

/// What each is called, also those that have ended.
///
/// # Errors
/// Those of the database.
pub fn all_named(read: &Read) -> Result<BTreeMap<i64, String>> {
    let named = "select p.id, p.name, p.country from incidents_partners p";
    let rows = read.rows(named, args![], |row| {
        Ok((row.get(0)?, format!("{} ({})", row.get::<String>(1)?, row.get::<String>(2)?)))
    })?;
    Ok(rows.into_iter().collect())
}

/// The living registrations of a key: several of our points of contact may know the same partner.
///
/// # Errors
/// Those of the database.
pub fn by_fingerprint(read: &Read, fingerprint: Fingerprint) -> Result<Vec<Partner>> {
    let mut sql = select("");
    sql.push("where p.fingerprint = ? and p.ended is null order by p.id", [fingerprint.to_string().into()]);
    read.rows(sql, args![], from_row)
}

/// One, whether it has ended or not.
///
/// # Errors
/// Those of the database.
pub fn by_id(read: &Read, id: i64) -> Result<Partner> {
    let mut sql = select("");
    sql.push("where p.id = ?", [id.into()]);
    read.one(sql, args![], from_row)
}

/// What is registered of one.
pub struct New {
    /// What it is called.
    pub name: String,
    /// Two letters.
    pub country: String,
    /// The address of its Belfry; empty for none.
    pub base: String,
    /// What it signs by.
    pub key: PublicKey,
}

/// Registers one for a point of contact of ours; false where its key is registered already.
///
/// # Errors
/// Those of the database.
pub fn add(tx: &Tx, act: Act<'_>, contact: OrganisationId, new: &New) -> Result<bool> {
    let id: i64 = act.ids.next();
    let rows = tx.execute(
        "insert into incidents_partners (id, uuid, organisation_id, name, country, base, key, fingerprint, person_id, confirmed) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing",
        args![
            id,
            act.ids.uuid(),
            contact,
            &new.name,
            &new.country,
            &new.base,
            new.key.to_string(),
            new.key.fingerprint().to_string(),
            act.actor.map_or(0, |person| person.0),
            act.now
        ],
    )?;
    if rows > 0 {
        ledger::record(tx, act, &PartnerRegistered { organisation: contact, partner: id })?;
    }
    Ok(rows > 0)
}

/// From here on nothing of it is taken any more; false when there is no such one.
///
/// # Errors
/// Those of the database.
pub fn end(tx: &Tx, act: Act<'_>, contact: OrganisationId, uuid: Uuid) -> Result<bool> {
    let ended = tx.maybe(
        "update incidents_partners set ended = $3 where uuid = $1 and organisation_id = $2 and ended is null returning id",
        args![uuid, contact, act.now],
        |row| row.get::<i64>(0),
    )?;
    if let Some(partner) = ended {
        ledger::record(tx, act, &PartnerEnded { organisation: contact, partner })?;
    }
    Ok(ended.is_some())
}
