//! To whom things are handed: the organisations in which somebody sorts and checks, the nearest first.

use std::collections::BTreeMap;

use belfry_kernel::{Clause, Label, OrganisationId, Person, Problem, Role, Tlp};
use belfry_store::{Read, Result, args};
use belfry_web::components::Choice;

/// An organisation that sorts and checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// Which.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
}

/// Who sorts: whoever coordinates before a team, a team before an authority.
const ORDER: &[Role] = &[Role::CircleCoordinator, Role::CsirtAnalyst, Role::SpocOfficer, Role::Supervisor];

/// Every desk, the nearest of an organisation first: its own country before others, then by who works there.
///
/// # Errors
/// Those of the database.
pub fn all(read: &Read, home: OrganisationId) -> Result<Vec<Desk>> {
    let rows = read.rows(
        "select o.id, o.name, case when coalesce(o.country, '') = coalesce((select h.country from identity_organisations h \
         where h.id = $1), '') then 0 else 1 end, m.roles from identity_memberships m \
         join identity_people p on p.id = m.person_id and p.state = 'active' \
         join identity_organisations o on o.id = m.organisation_id \
         where m.status = 'confirmed' and (m.roles like '%circle-coordinator%' or m.roles like '%csirt-analyst%' \
         or m.roles like '%spoc-officer%' or m.roles like '%supervisor%')",
        args![home],
        |row| {
            let roles: String = row.get(3)?;
            let rank = ORDER.iter().position(|role| roles.contains(role.code())).unwrap_or(ORDER.len());
            Ok((Desk { id: row.get(0)?, name: row.get(1)? }, (row.get::<i64>(2)?, rank)))
        },
    )?;
    let mut found: BTreeMap<OrganisationId, ((i64, usize), Desk)> = BTreeMap::new();
    for (desk, rank) in rows {
        let entry = found.entry(desk.id).or_insert((rank, desk));
        entry.0 = entry.0.min(rank);
    }
    let mut all: Vec<_> = found.into_values().collect();
    all.sort_by_cached_key(|(mine, desk)| (*mine, belfry_words::sortable(&desk.name)));
    Ok(all.into_iter().map(|(_, desk)| desk).collect())
}

/// The desk that was chosen, or the nearest where none was.
#[must_use]
pub fn chosen<'a>(desks: &'a [Desk], typed: &str) -> Option<&'a Desk> {
    if typed.is_empty() { desks.first() } else { desks.iter().find(|desk| desk.id.to_string() == typed) }
}

/// Every desk as a choice.
#[must_use]
pub fn choices(desks: &[Desk], current: &str) -> Vec<Choice> {
    desks.iter().map(|desk| Choice::new(desk.id.to_string(), desk.name.as_str(), current)).collect()
}

/// What only these organisations see.
#[must_use]
pub fn between(tlp: Tlp, few: &[OrganisationId]) -> Label {
    Label::new(tlp, Clause::Organisations(few.iter().copied().collect()))
}

/// That somebody works at the desk to which this was handed.
///
/// # Errors
/// [`Problem::Forbidden`] when he does not.
pub fn works_at(person: &Person, desk: Option<OrganisationId>, roles: &[Role]) -> std::result::Result<(), Problem> {
    if desk.is_some_and(|desk| person.holds_for(roles, desk)) { Ok(()) } else { Err(Problem::Forbidden) }
}
