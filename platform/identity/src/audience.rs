//! Who will see this: the organisations that a label reaches, as far as the author may know of them.
//!
//! The one decision of the kernel is asked for each organisation and for the few people who could make a difference. What the
//! author may not know does not show in names, numbers or order; [`Audience::others`] says that there may be more.

use std::collections::{BTreeMap, BTreeSet};

use belfry_kernel::{CircleId, Clause, Grants, Label, OrganisationId, PersonId};
use belfry_store::{Read, Result, Sql, args, scope};
use uuid::Uuid;

use crate::ORGANISATION;

/// Why an organisation is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Some of its people are named.
    People,
    /// It is named itself.
    Organisation,
    /// It owns the record.
    Owner,
    /// It is a member of this circle.
    Circle(CircleId),
    /// It is a member of the community.
    Community,
    /// As everybody in connected communities.
    Connected,
    /// As everyone.
    Everyone,
}

/// An organisation that a label reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// Which.
    pub organisation: OrganisationId,
    /// Outside id, for its link.
    pub uuid: Uuid,
    /// Name.
    pub name: String,
    /// Why.
    pub reason: Reason,
}

/// Whom a label reaches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    /// The organisations, by name.
    pub organisations: Vec<Reached>,
    /// How many they are.
    pub total: usize,
    /// The circles in the label whose members the author may know, with their names.
    pub circles: Vec<(CircleId, String)>,
    /// Whether there may be more, in circles that the author is not in.
    pub others: bool,
    /// Whether it reaches beyond the community.
    pub beyond: bool,
}

struct Place {
    uuid: Uuid,
    name: String,
    peopled: bool,
    circles: BTreeSet<CircleId>,
}

type Places = BTreeMap<OrganisationId, Place>;

/// Whom a label reaches, for an author with these grants, whose key the picture bears. One query; two when several clauses must
/// hold or people are named.
pub fn audience(read: &Read, label: &Label, author: &Grants) -> Result<Audience> {
    let wanted: BTreeSet<CircleId> = label
        .clauses()
        .filter_map(|clause| if let Clause::CircleOrOwner(circle, _) = clause { Some(*circle) } else { None })
        .collect();
    let (mut places, circles, members) = known(read, author, &wanted)?;
    for (circle, organisation) in members {
        if let Some(place) = places.get_mut(&organisation) {
            place.circles.insert(circle);
        }
    }
    let mut reached: BTreeMap<OrganisationId, Reason> = BTreeMap::new();
    for (id, place) in &places {
        let grants = Grants {
            community: place.peopled || !place.circles.is_empty(),
            organisations: BTreeSet::from([*id]),
            circles: place.circles.clone(),
            ..Grants::default()
        };
        if label.seen_by(&grants) {
            reached.insert(*id, reason(label, *id));
        }
    }
    for (person, organisations) in people(read, label)? {
        let circles = organisations.iter().filter_map(|o| places.get(o)).flat_map(|p| p.circles.iter().copied());
        let grants = Grants {
            community: true,
            person: Some(person),
            circles: circles.collect(),
            organisations: organisations.clone(),
            ..Grants::default()
        };
        if label.seen_by(&grants) {
            for id in organisations.into_iter().filter(|id| places.contains_key(id)) {
                reached.entry(id).or_insert_with(|| reason(label, id));
            }
        }
    }
    Ok(answer(label, &places, &reached, circles, wanted.len()))
}

fn answer(
    label: &Label,
    places: &Places,
    reached: &BTreeMap<OrganisationId, Reason>,
    circles: Vec<(CircleId, String)>,
    wanted: usize,
) -> Audience {
    let mut organisations: Vec<Reached> = reached
        .iter()
        .filter_map(|(id, reason)| {
            let place = places.get(id)?;
            Some(Reached { organisation: *id, uuid: place.uuid, name: place.name.clone(), reason: *reason })
        })
        .collect();
    organisations.sort_by_key(|reached| (reached.name.to_lowercase(), reached.organisation));
    Audience {
        total: organisations.len(),
        organisations,
        others: circles.len() < wanted,
        circles,
        beyond: label.clauses().all(|clause| matches!(clause, Clause::Connected | Clause::Everyone)),
    }
}

/// The narrowest clause is the reason.
fn reason(label: &Label, id: OrganisationId) -> Reason {
    match label.clauses().next() {
        Some(Clause::People(_)) => Reason::People,
        Some(Clause::Organisation(_) | Clause::Organisations(_)) => Reason::Organisation,
        Some(Clause::CircleOrOwner(_, owner)) if *owner == id => Reason::Owner,
        Some(Clause::CircleOrOwner(circle, _)) => Reason::Circle(*circle),
        Some(Clause::Community) => Reason::Community,
        Some(Clause::Connected) => Reason::Connected,
        Some(Clause::Everyone) | None => Reason::Everyone,
    }
}

/// Places, circles by name, and the circles' members.
type Known = (Places, Vec<(CircleId, String)>, Vec<(CircleId, OrganisationId)>);

/// The organisations that the author may know of, and whether anybody is there to see something. Of the wanted circles those whose
/// members he may know: he is in them, or in the organisation that owns them; with the confirmed members of the open ones.
fn known(read: &Read, author: &Grants, wanted: &BTreeSet<CircleId>) -> Result<Known> {
    let mut sql = Sql::new(
        "select s.uuid, o.id, o.name, cast(case when exists (select 1 from identity_memberships m \
         join identity_people p on p.id = m.person_id \
         where m.organisation_id = o.id and m.status = 'confirmed' and p.state = 'active') then 1 else 0 end as bigint), \
         cast(null as bigint) from identity_organisations o join store_subjects s on s.id = o.id where s.kind = ? and",
        [ORGANISATION.into()],
    );
    sql.append(&scope::sees_subject(read.key()));
    if !wanted.is_empty() {
        sql.push(
            "union all select null, c.id, c.name, c.owner_id, m.organisation_id \
             from identity_circles c left join identity_circle_members m \
             on m.circle_id = c.id and m.status = 'confirmed' and c.state = 'open' where c.id in {ints ?}",
            [wanted.iter().map(|id| id.0).collect::<Vec<i64>>().into()],
        );
    }
    let (mut places, mut circles, mut members) = (Places::new(), BTreeMap::new(), Vec::new());
    read.each(sql, args![], |row| {
        let name: String = row.get(2)?;
        if let Some(uuid) = row.get::<Option<Uuid>>(0)? {
            let peopled = row.get::<i64>(3)? != 0;
            places.insert(row.get(1)?, Place { uuid, name, peopled, circles: BTreeSet::new() });
            return Ok(true);
        }
        let (id, owner): (CircleId, OrganisationId) = (row.get(1)?, row.get(3)?);
        if author.system || author.circles.contains(&id) || author.organisations.contains(&owner) {
            circles.insert(id, name);
            members.extend(row.get::<Option<OrganisationId>>(4)?.map(|member| (id, member)));
        }
        Ok(true)
    })?;
    let mut circles: Vec<(CircleId, String)> = circles.into_iter().collect();
    circles.sort_by_key(|(id, name)| (name.to_lowercase(), *id));
    Ok((places, circles, members))
}

/// The people whose own grants could see more than their organisations' do: those who are named, and, when several clauses
/// must hold, those who are in several organisations.
fn people(read: &Read, label: &Label) -> Result<BTreeMap<PersonId, BTreeSet<OrganisationId>>> {
    let mut ties: BTreeMap<PersonId, BTreeSet<OrganisationId>> = BTreeMap::new();
    let named: BTreeSet<i64> = label
        .clauses()
        .filter_map(|clause| if let Clause::People(people) = clause { Some(people) } else { None })
        .flatten()
        .map(|person| person.0)
        .collect();
    let several = label.clauses().count() > 1;
    if named.is_empty() && !several {
        return Ok(ties);
    }
    let named: Vec<i64> = named.into_iter().collect();
    read.each(
        "select m.person_id, m.organisation_id from identity_memberships m join identity_people p on p.id = m.person_id \
         where m.status = 'confirmed' and p.state = 'active' and (m.person_id in {ints $1} or ($2 = true and m.person_id in \
         (select x.person_id from identity_memberships x where x.status = 'confirmed' group by x.person_id \
         having count(*) > 1)))",
        args![named, several],
        |row| {
            ties.entry(row.get(0)?).or_default().insert(row.get(1)?);
            Ok(true)
        },
    )?;
    Ok(ties)
}
