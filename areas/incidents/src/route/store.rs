//! The SQL of rules and offices.

use belfry_contracts::incidents::RoutesChanged;
use belfry_kernel::OrganisationId;
use belfry_store::{Act, Read, Result, Tx, args, ledger};
use belfry_web::area::Mandates;

use super::{Asked, Office, Rule, mandated, resolve};

/// The rules of a country.
///
/// # Errors
/// Those of the database.
pub fn rules(read: &Read, country: &str) -> Result<Vec<Rule>> {
    read.rows(
        "select id, regime, sector, part, organisation_id, keeper_id from incidents_routes where country = $1 \
         order by part, sector, regime, id",
        args![country],
        |row| {
            Ok(Rule {
                id: row.get(0)?,
                regime: row.get(1)?,
                sector: row.get(2)?,
                part: row.get(3)?,
                organisation: row.get(4)?,
                keeper: row.get(5)?,
            })
        },
    )
}

/// The offices of a country, the oldest first; known by their mandates where a register tells of them.
///
/// # Errors
/// Those of the database.
pub fn offices(read: &Read, mandates: Option<Mandates>, country: &str) -> Result<Vec<Office>> {
    let all = read.rows(
        "select d.organisation_id, d.kind, d.sector from identity_directory d where d.country = $1 \
         and d.kind in ('nca', 'csirt', 'spoc') order by d.organisation_id, d.sector",
        args![country],
        |row| Ok(Office { organisation: row.get(0)?, part: row.get(1)?, sector: row.get(2)?, bound: false }),
    )?;
    Ok(match mandates {
        Some(given) => mandated(all, &given(read, country)?),
        None => all,
    })
}

/// Who receives what is asked, in a country: two queries, and the mandates.
///
/// # Errors
/// Those of the database.
pub fn receivers(
    read: &Read,
    mandates: Option<Mandates>,
    country: &str,
    asked: Asked<'_>,
) -> Result<Vec<(OrganisationId, Vec<String>)>> {
    Ok(resolve(&rules(read, country)?, &offices(read, mandates, country)?, asked))
}

/// An organisation to which one can notify, whatever its country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressee {
    /// Which.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// As what.
    pub part: String,
    /// Two letters; empty where it has none.
    pub country: String,
}

/// Every authority and team, by country and name.
///
/// # Errors
/// Those of the database.
pub fn addressees(read: &Read) -> Result<Vec<Addressee>> {
    read.rows(
        "select o.id, o.name, o.kind, coalesce(o.country, '') from identity_organisations o \
         where o.kind in ('nca', 'csirt', 'spoc') order by coalesce(o.country, ''), o.name_key",
        args![],
        |row| Ok(Addressee { id: row.get(0)?, name: row.get(1)?, part: row.get(2)?, country: row.get(3)? }),
    )
}

/// The country of an organisation, two letters.
///
/// # Errors
/// Those of the database.
pub fn country(read: &Read, organisation: OrganisationId) -> Result<Option<String>> {
    Ok(read
        .maybe("select country from identity_organisations where id = $1", args![organisation], |row| row.get(0))?
        .flatten()
        .filter(|country: &String| !country.is_empty()))
}

/// Adds a rule of a keeper; false where it stands already. The caller has decided that he may.
///
/// # Errors
/// Those of the database.
pub fn add(tx: &Tx, act: Act<'_>, country: &str, rule: &Rule) -> Result<bool> {
    let rows = tx.execute(
        "insert into incidents_routes (id, country, regime, sector, part, organisation_id, keeper_id, person_id, at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing",
        args![
            act.ids.next::<i64>(),
            country,
            &rule.regime,
            &rule.sector,
            &rule.part,
            rule.organisation,
            rule.keeper,
            act.actor,
            act.now
        ],
    )?;
    if rows > 0 {
        ledger::record(tx, act, &RoutesChanged { organisation: rule.keeper })?;
    }
    Ok(rows > 0)
}

/// Takes a rule away that this keeper keeps; false when there is none.
///
/// # Errors
/// Those of the database.
pub fn remove(tx: &Tx, act: Act<'_>, keeper: OrganisationId, rule: i64) -> Result<bool> {
    let rows = tx.execute("delete from incidents_routes where id = $1 and keeper_id = $2", args![rule, keeper])?;
    if rows > 0 {
        ledger::record(tx, act, &RoutesChanged { organisation: keeper })?;
    }
    Ok(rows > 0)
}

/// An authority by its UUID; none for anything else.
///
/// # Errors
/// Those of the database.
pub fn by_uuid(read: &Read, uuid: uuid::Uuid) -> Result<Option<OrganisationId>> {
    read.maybe(
        "select o.id from identity_organisations o join store_subjects s on s.id = o.id \
         where s.uuid = $1 and o.kind in ('nca', 'csirt', 'spoc')",
        args![uuid],
        |row| row.get(0),
    )
}
