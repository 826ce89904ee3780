//! The directory: where organisations are found by kind, sector, country and region. Its rows repeat what the organisation's own
//! row says, in the order of names; whoever changes that row enters it anew.

use belfry_kernel::{Action, Allowed, OrganisationId};
use belfry_store::{Read, Result, Tx, args};

use crate::text::key_of;

/// The sectors by their codes: Annexes I and II of NIS2, with digital providers as under NIS1.
pub const SECTORS: &[&str] = &[
    "energy",
    "transport",
    "banking",
    "financial-market-infrastructures",
    "health",
    "drinking-water",
    "waste-water",
    "digital-infrastructure",
    "ict-service-management",
    "public-administration",
    "space",
    "postal",
    "waste-management",
    "chemicals",
    "food",
    "manufacturing",
    "digital-providers",
    "research",
];

/// Where an organisation is and what it is active in: a NUTS code, and codes of sectors, the first of which is named in lists.
/// Under the proof that the organisation may be changed.
pub fn place<A: Action, T>(
    tx: &Tx,
    _proof: &Allowed<A, T>,
    organisation: OrganisationId,
    region: Option<&str>,
    sectors: &[String],
) -> Result<()> {
    const { assert!(A::WRITES) };
    place_as_program(tx, organisation, region, sectors)
}

/// As [`place`], by the program itself: imports and the demonstration, which have decided before.
pub fn place_as_program(tx: &Tx, organisation: OrganisationId, region: Option<&str>, sectors: &[String]) -> Result<()> {
    tx.execute(
        "update identity_organisations set region = $2, sector = $3 where id = $1",
        args![organisation, region, sectors.first().map(String::as_str)],
    )?;
    enter(tx, organisation, sectors)
}

/// Writes the rows of an organisation anew.
pub(crate) fn enter(tx: &Tx, organisation: OrganisationId, sectors: &[String]) -> Result<()> {
    let short: String =
        tx.one("select short_name from identity_organisations where id = $1", args![organisation], |row| row.get(0))?;
    tx.execute("delete from identity_directory where organisation_id = $1", args![organisation])?;
    let mut entered: Vec<&str> = Vec::new();
    for sector in std::iter::once("").chain(sectors.iter().map(String::as_str)) {
        if entered.contains(&sector) {
            continue;
        }
        entered.push(sector);
        tx.execute(
            "insert into identity_directory (organisation_id, sector, kind, country, region, name_key, short_key) \
             select id, $2, kind, coalesce(country, ''), coalesce(region, ''), name_key, \
             case when name_key = $3 then '' else $3 end from identity_organisations where id = $1",
            args![organisation, sector, key_of(&short)],
        )?;
    }
    Ok(())
}

/// The sectors of an organisation, that which is named in lists first.
pub fn sectors(read: &Read, organisation: OrganisationId) -> Result<Vec<String>> {
    read.rows(
        "select d.sector from identity_directory d join identity_organisations o on o.id = d.organisation_id \
         where d.organisation_id = $1 and d.sector <> '' order by case when d.sector = o.sector then 0 else 1 end, d.sector",
        args![organisation],
        |row| row.get(0),
    )
}

/// The region of an organisation, a NUTS code.
pub fn region(read: &Read, organisation: OrganisationId) -> Result<Option<String>> {
    Ok(read
        .maybe("select region from identity_organisations where id = $1", args![organisation], |row| row.get(0))?
        .flatten())
}
