//! The directory: where organisations are found by kind, sector, country and region. Its rows repeat what the organisation's own
//! row says, in the order of names; whoever changes that row enters it anew. Beside it stand the parts of names: what begins at each
//! character of a name, so that a part of it is found like the beginning of a word.

use std::collections::BTreeSet;

use belfry_kernel::{Action, Allowed, OrganisationId};
use belfry_store::{Read, Result, Sql, Tx, Value, args};

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

/// Characters of a part of a name that are kept: what is longer is told apart by the name itself.
const PART: usize = 24;

/// The parts of a name and a short name; none begins with a blank, as nobody looks for one.
fn parts(name: &str, short_name: &str) -> BTreeSet<String> {
    let keys = [key_of(name), key_of(short_name)];
    let starts = keys.iter().flat_map(|key| key.char_indices().map(move |(at, _)| &key[at..]));
    starts.filter(|rest| !rest.starts_with(' ')).map(|rest| rest.chars().take(PART).collect()).collect()
}

/// Puts the parts of an organisation's names in the place of those before; each time name and short name.
pub(crate) fn name(tx: &Tx, organisation: OrganisationId, before: (&str, &str), now: (&str, &str)) -> Result<()> {
    let (before, now) = (parts(before.0, before.1), parts(now.0, now.1));
    for gone in before.difference(&now) {
        tx.execute(
            "delete from identity_name_parts where part = $1 and organisation_id = $2",
            args![gone, organisation],
        )?;
    }
    let rows: Vec<Value<'_>> =
        now.difference(&before).flat_map(|part| [part.as_str().into(), organisation.into()]).collect();
    tx.insert_many("identity_name_parts", &["part", "organisation_id"], "on conflict do nothing", &rows)?;
    Ok(())
}

/// From which part on and up to which those stand that begin with what somebody looks for.
fn span(text: &str) -> (String, String) {
    let from: String = key_of(text).chars().take(PART).collect();
    let to = format!("{from}{}", char::MAX);
    (from, to)
}

/// Whether at most so many names have this in them: then [`bearers`] is faster than looking at one name after the other.
pub fn few_bear(read: &Read, text: &str, most: i64) -> Result<bool> {
    let (from, to) = span(text);
    let found: i64 = read.one(
        "select count(*) from (select 1 from identity_name_parts where part >= $1 and part < $2 limit $3) found",
        args![from, to, most + 1],
        |row| row.get(0),
    )?;
    Ok(found <= most)
}

/// `(select ..)` of the organisations whose name or short name may have this in it, their ids as `organisation_id`. Of a long text
/// only the beginning is looked at. Whom the reader may know of is for the statement around it.
pub fn bearers<'a>(text: &str) -> Sql<'a> {
    let (from, to) = span(text);
    Sql::new(
        "(select distinct organisation_id from identity_name_parts where part >= ? and part < ?)",
        [from.into(), to.into()],
    )
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
