//! Every active person with what he may see, a block at a time: for jobs that tell people of something.
//!
//! What [`crate::on_behalf_of`] says of one person, in two queries for many. The picture must be the program's own
//! ([`belfry_store::Key::SYSTEM`]); whether to tell somebody is then the one decision of the kernel.

use std::collections::BTreeMap;

use belfry_kernel::{CircleId, Grants, OrganisationId, PersonId, Role};
use belfry_store::{Read, Result, Row, args};

use crate::membership::parse_roles;
use crate::person::Wishes;

/// Somebody who may be told something.
#[derive(Clone, Debug)]
pub struct Reader {
    /// Who.
    pub person: PersonId,
    /// Of what he wants to be told.
    pub wishes: Wishes,
    /// For the hour of his digest.
    pub time_zone: String,
    /// What he may see.
    pub grants: Grants,
    /// His roles, of confirmed memberships.
    pub roles: Vec<(OrganisationId, Role)>,
}

impl Reader {
    /// Whether he holds one of these roles for an organisation.
    pub fn holds_for(&self, roles: &[Role], organisation: OrganisationId) -> bool {
        self.roles.iter().any(|(bound, role)| *bound == organisation && roles.contains(role))
    }
}

/// The next active people behind `after`, at most `limit`, in the order of their ids.
pub fn after(read: &Read, after: PersonId, limit: i64) -> Result<Vec<Reader>> {
    let people = read.rows(
        "select p.id, p.wishes, p.time_zone from identity_people p where p.state = 'active' and p.id > $1 order by p.id limit $2",
        args![after, limit],
        reader,
    )?;
    with_ties(read, people)
}

/// Those of these people who are active, in the order of their ids.
pub fn these(read: &Read, people: &[PersonId]) -> Result<Vec<Reader>> {
    let ids: Vec<i64> = people.iter().map(|id| id.0).collect();
    let people = read.rows(
        "select p.id, p.wishes, p.time_zone from identity_people p where p.state = 'active' and p.id in {ints $1}",
        args![ids],
        reader,
    )?;
    with_ties(read, people)
}

fn reader(row: &Row<'_>) -> Result<Reader> {
    let person: PersonId = row.get(0)?;
    let wishes = serde_json::from_str(&row.get::<String>(1)?).unwrap_or_default();
    let grants = Grants { person: Some(person), ..Grants::default() };
    Ok(Reader { person, wishes, time_zone: row.get(2)?, grants, roles: Vec::new() })
}

fn with_ties(read: &Read, people: Vec<Reader>) -> Result<Vec<Reader>> {
    let mut all: BTreeMap<PersonId, Reader> = people.into_iter().map(|reader| (reader.person, reader)).collect();
    ties(read, &mut all)?;
    Ok(all.into_values().collect())
}

/// Only what is confirmed counts, and a closed circle gives nothing: as for who is signed in.
fn ties(read: &Read, people: &mut BTreeMap<PersonId, Reader>) -> Result<()> {
    let ids: Vec<i64> = people.keys().map(|id| id.0).collect();
    if ids.is_empty() {
        return Ok(());
    }
    read.each(
        "select m.person_id, m.organisation_id, m.roles, cast(null as bigint) from identity_memberships m \
         where m.person_id in {ints $1} and m.status = 'confirmed' \
         union all \
         select m.person_id, cm.organisation_id, '', cm.circle_id from identity_memberships m \
         join identity_circle_members cm on cm.organisation_id = m.organisation_id \
         join identity_circles c on c.id = cm.circle_id \
         where m.person_id in {ints $1} and m.status = 'confirmed' and cm.status = 'confirmed' and c.state = 'open'",
        args![ids],
        |row| {
            let Some(reader) = people.get_mut(&row.get(0)?) else { return Ok(true) };
            let organisation: OrganisationId = row.get(1)?;
            match row.get::<Option<CircleId>>(3)? {
                Some(circle) => drop(reader.grants.circles.insert(circle)),
                None => {
                    reader.grants.community = true;
                    reader.grants.organisations.insert(organisation);
                    let roles = parse_roles(&row.get::<String>(2)?);
                    reader.roles.extend(roles.into_iter().map(|role| (organisation, role)));
                }
            }
            Ok(true)
        },
    )
}
