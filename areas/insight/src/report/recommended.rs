//! To whom something can be recommended.

use belfry_kernel::{OrganisationId, Problem};
use belfry_store::{Read, Sql, args, scope};
use uuid::Uuid;

/// The organisations that the writer sees, by name.
///
/// # Errors
/// Those of the database.
pub fn to(read: &Read) -> Result<Vec<(OrganisationId, Uuid, String)>, Problem> {
    let mut sql = Sql::new("select s.id, s.uuid, s.title", []);
    sql.append(&scope::visible(read, belfry_identity::ORGANISATION, "")?);
    sql.push("order by lower(s.title), s.id limit 2000", []);
    Ok(read.rows(sql, args![], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?)
}

/// The organisation that was typed: by its name, if only one has it.
#[must_use]
pub fn named(organisations: &[(OrganisationId, Uuid, String)], typed: &str) -> Option<OrganisationId> {
    let wanted = typed.trim().to_lowercase();
    let mut found = organisations.iter().filter(|(_, _, name)| name.to_lowercase() == wanted).map(|(id, ..)| *id);
    found.next().filter(|_| found.next().is_none())
}
