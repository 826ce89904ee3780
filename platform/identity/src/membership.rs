//! Memberships: what ties a person to an organisation. Only a confirmed one counts for anything.

use belfry_contracts::identity::MembershipChanged;
use belfry_kernel::{OrganisationId, Person, PersonId, Role};
use belfry_store::{Act, Read, Result, Row, Tx, args, ledger};
use jiff::Timestamp;
use uuid::Uuid;

use crate::person::PersonState;
use crate::refusal::Refusal;

/// Whether a membership counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MembershipStatus {
    /// Offered, not accepted.
    Invited,
    /// Counts.
    Confirmed,
    /// Does not count for now.
    Suspended,
    /// Over.
    Ended,
}

impl MembershipStatus {
    /// The code in the database and in message keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Confirmed => "confirmed",
            Self::Suspended => "suspended",
            Self::Ended => "ended",
        }
    }

    fn parse(code: &str) -> Self {
        match code {
            "invited" => Self::Invited,
            "confirmed" => Self::Confirmed,
            "suspended" => Self::Suspended,
            _ => Self::Ended,
        }
    }
}

/// A membership.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// Whose.
    pub person: PersonId,
    /// Of which organisation.
    pub organisation: OrganisationId,
    /// What the person may do for it.
    pub roles: Vec<Role>,
    /// Whether it counts.
    pub status: MembershipStatus,
    /// Since when it is so.
    pub since: Timestamp,
    /// Whether it is the organisation for which the person acts by default.
    pub home: bool,
}

/// A member as the administrators of his organisation see him.
#[derive(Clone, Debug)]
pub struct Member {
    /// The tie.
    pub membership: Membership,
    /// Outside id.
    pub uuid: Uuid,
    /// Name.
    pub name: String,
    /// Canonical address.
    pub email: String,
    /// Whether he can sign in.
    pub state: PersonState,
    /// How many second factors he has.
    pub factors: i64,
}

/// Reads the codes of roles. Those of a newer program are left out: they give nothing here.
pub(crate) fn parse_roles(codes: &str) -> Vec<Role> {
    codes.split(' ').filter_map(Role::parse).collect()
}

/// The codes of roles, in the order of [`Role::ALL`], each once.
pub(crate) fn role_codes(roles: &[Role]) -> String {
    let codes: Vec<&str> = Role::ALL.iter().filter(|role| roles.contains(role)).map(|role| role.code()).collect();
    codes.join(" ")
}

/// What every administrator of an organisation may give in it: it opens nothing that he does not reach himself.
const ORDINARY: &[Role] = &[Role::Reader, Role::Contributor];

/// The roles that `by` may give and take for an organisation: all, when he administers the platform; when he administers the
/// organisation, those that he holds for it himself, and to read and contribute. Otherwise none.
pub fn may_give(by: &Person, organisation: OrganisationId) -> Vec<Role> {
    if by.holds(&[Role::PlatformAdministrator]) {
        return Role::ALL.to_vec();
    }
    if !by.holds_for(&[Role::OrganisationAdministrator], organisation) {
        return Vec::new();
    }
    let held = |role: &Role| ORDINARY.contains(role) || by.holds_for(&[*role], organisation);
    Role::ALL.iter().copied().filter(held).collect()
}

/// Who administers the platform, oldest first.
pub fn platform_administrators(read: &Read) -> Result<Vec<PersonId>> {
    let rows = read.rows(
        "select distinct m.person_id, m.roles from identity_memberships m join identity_people p on p.id = m.person_id \
         where m.status = 'confirmed' and p.state = 'active' order by m.person_id",
        args![],
        |row| Ok((row.get::<PersonId>(0)?, row.get::<String>(1)?)),
    )?;
    let held = |(_, roles): &(PersonId, String)| parse_roles(roles).contains(&Role::PlatformAdministrator);
    let mut all: Vec<PersonId> = rows.into_iter().filter(held).map(|(person, _)| person).collect();
    all.dedup();
    Ok(all)
}

/// Whether `by` may give these roles for the organisation.
pub(crate) fn check_may_give(
    by: &Person,
    organisation: OrganisationId,
    roles: &[Role],
) -> std::result::Result<(), Refusal> {
    let given = may_give(by, organisation);
    if given.is_empty() || !roles.iter().all(|role| given.contains(role)) {
        return Err(Refusal::Forbidden);
    }
    Ok(())
}

const PERSON: &str = "select person_id, organisation_id, roles, status, since, home from identity_memberships \
     where person_id = $1 order by organisation_id";

fn from_row(row: &Row<'_>) -> Result<Membership> {
    Ok(Membership {
        person: row.get(0)?,
        organisation: row.get(1)?,
        roles: parse_roles(&row.get::<String>(2)?),
        status: MembershipStatus::parse(&row.get::<String>(3)?),
        since: row.get(4)?,
        home: row.get(5)?,
    })
}

/// All memberships of a person, also those that do not count.
pub fn of_person(read: &Read, person: PersonId) -> Result<Vec<Membership>> {
    read.rows(PERSON, args![person], from_row)
}

/// The people of an organisation, by name, also those whose membership does not count. Service accounts have a list of
/// their own ([`crate::service`]).
pub fn of_organisation(read: &Read, organisation: OrganisationId) -> Result<Vec<Member>> {
    read.rows(
        "select m.person_id, m.organisation_id, m.roles, m.status, m.since, m.home, p.uuid, p.name, p.email, p.state, \
         (select count(*) from identity_factors f where f.person_id = p.id) \
         from identity_memberships m join identity_people p on p.id = m.person_id \
         where m.organisation_id = $1 and not exists (select 1 from identity_services v where v.person_id = p.id) \
         order by p.name, p.id",
        args![organisation],
        |row| {
            Ok(Member {
                membership: from_row(row)?,
                uuid: row.get(6)?,
                name: row.get(7)?,
                email: row.get(8)?,
                state: PersonState::parse(&row.get::<String>(9)?),
                factors: row.get(10)?,
            })
        },
    )
}

/// Makes somebody a member, confirmed. Used by what has checked the invitation; also by the command line. The first
/// membership is the home.
pub fn confirm(tx: &Tx, act: Act<'_>, person: PersonId, organisation: OrganisationId, roles: &[Role]) -> Result<()> {
    let home = !of_person(tx, person)?.iter().any(|m| m.home);
    tx.execute(
        "insert into identity_memberships (person_id, organisation_id, roles, status, since, home) \
         values ($1, $2, $3, 'confirmed', $4, $5) on conflict (person_id, organisation_id) \
         do update set roles = excluded.roles, status = 'confirmed', since = excluded.since",
        args![person, organisation, role_codes(roles), act.now, home],
    )?;
    Ok(())
}

/// Makes a confirmed membership the one for which its person acts by default.
pub fn set_home(tx: &Tx, person: PersonId, organisation: OrganisationId) -> std::result::Result<(), Refusal> {
    if one(tx, person, organisation)?.status != MembershipStatus::Confirmed {
        return Err(Refusal::WrongState);
    }
    tx.execute(
        "update identity_memberships set home = (organisation_id = $2) where person_id = $1",
        args![person, organisation],
    )?;
    Ok(())
}

fn one(read: &Read, person: PersonId, organisation: OrganisationId) -> std::result::Result<Membership, Refusal> {
    let found = of_person(read, person)?.into_iter().find(|m| m.organisation == organisation);
    found.ok_or(Refusal::NotFound)
}

/// Loads a membership for a change by `by`: whoever cannot give a role cannot touch who holds it.
fn for_change(
    tx: &Tx,
    by: &Person,
    person: PersonId,
    organisation: OrganisationId,
) -> std::result::Result<Membership, Refusal> {
    if may_give(by, organisation).is_empty() {
        return Err(Refusal::NotFound);
    }
    let membership = one(tx, person, organisation)?;
    check_may_give(by, organisation, &membership.roles)?;
    Ok(membership)
}

/// Gives a member other roles.
pub fn set_roles(
    tx: &Tx,
    act: Act<'_>,
    by: &Person,
    person: PersonId,
    organisation: OrganisationId,
    roles: &[Role],
) -> std::result::Result<(), Refusal> {
    let mut membership = for_change(tx, by, person, organisation)?;
    check_may_give(by, organisation, roles)?;
    if !roles.contains(&Role::PlatformAdministrator) {
        check_not_last_administrator(tx, person, Some(organisation))?;
    }
    membership.roles = roles.to_vec();
    save(tx, act, &membership)
}

/// Suspends a membership: it counts for nothing from the next request on.
pub fn suspend(
    tx: &Tx,
    act: Act<'_>,
    by: &Person,
    person: PersonId,
    organisation: OrganisationId,
) -> std::result::Result<(), Refusal> {
    step(tx, act, by, (person, organisation), &[MembershipStatus::Confirmed], MembershipStatus::Suspended)
}

/// A suspended membership counts again.
pub fn resume(
    tx: &Tx,
    act: Act<'_>,
    by: &Person,
    person: PersonId,
    organisation: OrganisationId,
) -> std::result::Result<(), Refusal> {
    step(tx, act, by, (person, organisation), &[MembershipStatus::Suspended], MembershipStatus::Confirmed)
}

/// Ends a membership.
pub fn end(
    tx: &Tx,
    act: Act<'_>,
    by: &Person,
    person: PersonId,
    organisation: OrganisationId,
) -> std::result::Result<(), Refusal> {
    let from = [MembershipStatus::Confirmed, MembershipStatus::Suspended];
    step(tx, act, by, (person, organisation), &from, MembershipStatus::Ended)
}

fn step(
    tx: &Tx,
    act: Act<'_>,
    by: &Person,
    (person, organisation): (PersonId, OrganisationId),
    from: &[MembershipStatus],
    to: MembershipStatus,
) -> std::result::Result<(), Refusal> {
    let mut membership = for_change(tx, by, person, organisation)?;
    if !from.contains(&membership.status) {
        return Err(Refusal::WrongState);
    }
    if to != MembershipStatus::Confirmed {
        check_not_last_administrator(tx, person, Some(organisation))?;
    }
    membership.status = to;
    membership.since = act.now;
    save(tx, act, &membership)
}

fn save(tx: &Tx, act: Act<'_>, membership: &Membership) -> std::result::Result<(), Refusal> {
    tx.execute(
        "update identity_memberships set roles = $3, status = $4, since = $5 where person_id = $1 and organisation_id = $2",
        args![
            membership.person,
            membership.organisation,
            role_codes(&membership.roles),
            membership.status.code(),
            membership.since
        ],
    )?;
    let fact = MembershipChanged {
        person: membership.person,
        organisation: membership.organisation,
        status: membership.status.code().to_owned(),
        roles: membership.roles.iter().map(|role| role.code().to_owned()).collect(),
    };
    ledger::record(tx, act, &fact)?;
    Ok(())
}

/// Refuses when, without this person (or only this membership of his), nobody would administer the platform.
pub(crate) fn check_not_last_administrator(
    read: &Read,
    person: PersonId,
    only: Option<OrganisationId>,
) -> std::result::Result<(), Refusal> {
    let holders = read.rows(
        "select m.person_id, m.organisation_id, m.roles from identity_memberships m \
         join identity_people p on p.id = m.person_id where m.status = 'confirmed' and p.state = 'active' \
         and m.roles like '%platform-administrator%'",
        args![],
        |row| Ok((row.get::<PersonId>(0)?, row.get::<OrganisationId>(1)?)),
    )?;
    let goes = |holder: &(PersonId, OrganisationId)| holder.0 == person && only.is_none_or(|only| holder.1 == only);
    if holders.iter().any(goes) && holders.iter().all(goes) { Err(Refusal::LastAdministrator) } else { Ok(()) }
}
