//! Whom a survey is for: organisations by kind, sector, place and circle, and, where each person answers, their people.

use belfry_kernel::{Clause, Label, OrganisationId, Tlp};
use belfry_store::{Read, Result, args};

use super::Unit;
use super::store::Plan;

/// An organisation that is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Which.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
}

/// The label of a survey that is open: its circle, or the community. Whom it is for is narrower; that it is asked is no secret among
/// them.
#[must_use]
pub fn label(plan: &Plan, owner: OrganisationId) -> Label {
    match plan.circle {
        Some(circle) => Label::new(Tlp::Amber, Clause::CircleOrOwner(circle, owner)),
        None => Label::new(Tlp::Green, Clause::Community),
    }
}

/// The organisations with somebody who could answer, by name. In the reader's picture it names whom he may know of.
pub fn organisations(read: &Read, plan: &Plan) -> Result<Vec<Asked>> {
    let mut found = read.rows(
        "select o.id, o.name, o.kind, coalesce(o.country, ''), coalesce(o.region, '') from identity_organisations o \
         where exists (select 1 from identity_memberships m join identity_people p on p.id = m.person_id \
         where m.organisation_id = o.id and m.status = 'confirmed' and p.state = 'active') order by o.name_key",
        args![],
        |row| {
            let asked = Asked { id: row.get(0)?, name: row.get(1)? };
            Ok((asked, row.get::<String>(2)?, row.get::<String>(3)?, row.get::<String>(4)?))
        },
    )?;
    found.retain(|(_, kind, country, region)| {
        (plan.kinds.is_empty() || plan.kinds.contains(kind))
            && (plan.places.is_empty() || plan.places.iter().any(|code| country == code || region.starts_with(code)))
    });
    let mut asked: Vec<Asked> = found.into_iter().map(|(asked, ..)| asked).collect();
    if !plan.sectors.is_empty() {
        let inside: Vec<OrganisationId> = read.rows(
            "select distinct d.organisation_id from identity_directory d where d.sector in {texts $1}",
            args![plan.sectors.clone()],
            |row| row.get(0),
        )?;
        asked.retain(|one| inside.contains(&one.id));
    }
    if let Some(circle) = plan.circle {
        let inside: Vec<OrganisationId> = read.rows(
            "select m.organisation_id from identity_circle_members m join identity_circles c on c.id = m.circle_id \
             where c.id = $1 and c.state = 'open' and m.status = 'confirmed'",
            args![circle],
            |row| row.get(0),
        )?;
        asked.retain(|one| inside.contains(&one.id));
    }
    Ok(asked)
}

/// Who may answer, once each: the organisations, or their people. By an open link nobody is invited.
pub fn parties(read: &Read, plan: &Plan) -> Result<Vec<i64>> {
    let organisations: Vec<i64> = organisations(read, plan)?.into_iter().map(|one| one.id.0).collect();
    match plan.unit {
        Unit::Organisation => return Ok(organisations),
        Unit::Person => {}
        // Nobody knows who they are.
        Unit::Link => return Ok(Vec::new()),
    }
    read.rows(
        "select distinct m.person_id from identity_memberships m join identity_people p on p.id = m.person_id \
         where m.organisation_id in {ints $1} and m.status = 'confirmed' and p.state = 'active'",
        args![organisations],
        |row| row.get(0),
    )
}
