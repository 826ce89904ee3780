//! Membership of circles: invited, confirmed, suspended, left.

use belfry_contracts::identity::{
    CircleInvited, CircleInviterSet, CircleJoined, CircleLeft, CircleResumed, CircleSuspended,
};
use belfry_kernel::{CircleId, Grants, OrganisationId, Person};
use belfry_store::{Act, Db, Error, Key, Read, Tx, args};
use jiff::Timestamp;
use uuid::Uuid;

use super::arrangement::{self, Participation};
use super::history::record;
use super::{SPEAKERS, by_id, known, owner_only};
use crate::refusal::Refusal;
use crate::sharing;

/// Where an organisation stands in a circle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberStatus {
    /// Asked to join; sees nothing yet.
    Invited,
    /// A member.
    Confirmed,
    /// Sees nothing for now, by the owner's decision.
    Suspended,
    /// Was a member, or declined.
    Left,
}

impl MemberStatus {
    /// The code in the database and in message keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Confirmed => "confirmed",
            Self::Suspended => "suspended",
            Self::Left => "left",
        }
    }

    fn parse(code: &str) -> Self {
        match code {
            "invited" => Self::Invited,
            "confirmed" => Self::Confirmed,
            "suspended" => Self::Suspended,
            _ => Self::Left,
        }
    }
}

/// A member as other members see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CircleMember {
    /// Which.
    pub organisation: OrganisationId,
    /// Outside id, for its link.
    pub uuid: Uuid,
    /// Name.
    pub name: String,
    /// Where it stands.
    pub status: MemberStatus,
    /// Since when.
    pub since: Timestamp,
    /// Whether it may invite others.
    pub may_invite: bool,
}

/// An invitation as the invited organisation sees it: the one thing that a hidden circle shows of itself.
#[derive(Clone, Debug)]
pub struct CircleInvitation {
    /// Which circle.
    pub circle: CircleId,
    /// Its outside id.
    pub uuid: Uuid,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// What its members agreed on, to be read before joining.
    pub rules: String,
    /// Name of its owner.
    pub owner: String,
    /// Which organisation is invited.
    pub organisation: OrganisationId,
    /// Since when.
    pub since: Timestamp,
}

/// Where each organisation stands in a circle, and whether it may invite.
pub(crate) fn standing(read: &Read, circle: CircleId) -> Result<Vec<(OrganisationId, MemberStatus, bool)>, Error> {
    read.rows(
        "select organisation_id, status, may_invite from identity_circle_members where circle_id = $1",
        args![circle],
        |row| Ok((row.get(0)?, MemberStatus::parse(&row.get::<String>(1)?), row.get(2)?)),
    )
}

/// The founder is a member from the first moment.
pub(super) fn found(tx: &Tx, act: Act<'_>, circle: CircleId, owner: OrganisationId) -> Result<(), Error> {
    put(tx, act, (circle, owner), MemberStatus::Confirmed, true)
}

fn put(
    tx: &Tx,
    act: Act<'_>,
    (circle, organisation): (CircleId, OrganisationId),
    status: MemberStatus,
    may_invite: bool,
) -> Result<(), Error> {
    tx.execute(
        "insert into identity_circle_members (circle_id, organisation_id, status, may_invite, since, invited_by) \
         values ($1, $2, $3, $4, $5, $6) on conflict (circle_id, organisation_id) do update set \
         status = excluded.status, may_invite = excluded.may_invite, since = excluded.since, invited_by = excluded.invited_by",
        args![circle, organisation, status.code(), may_invite, act.now, act.actor],
    )?;
    Ok(())
}

/// Invites an organisation: the owner may, and members to whom it gave that. `may_invite` passes it on; only the owner can. A rule
/// of the circle that refuses is asked now, and once more when the invitation is accepted.
pub fn invite(
    tx: &Tx,
    act: Act<'_>,
    by: &Person,
    circle: CircleId,
    organisation: OrganisationId,
    may_invite: bool,
) -> Result<(), Refusal> {
    let at = known(tx, by, circle)?;
    let members = standing(tx, circle)?;
    let speaks = |member: &(OrganisationId, MemberStatus, bool)| {
        member.1 == MemberStatus::Confirmed && member.2 && by.holds_for(SPEAKERS, member.0)
    };
    let owner = owner_only(tx, by, at.owner, ()).is_ok();
    if !by.may_write || !(owner || (!may_invite && members.iter().any(speaks))) {
        return Err(Refusal::Forbidden);
    }
    if !at.open {
        return Err(Refusal::Closed);
    }
    let before = members.iter().find(|member| member.0 == organisation).map(|member| member.1);
    if before.is_some_and(|status| status != MemberStatus::Left) {
        return Err(Refusal::AlreadyMember);
    }
    let there = tx.maybe("select 1 from identity_organisations where id = $1", args![organisation], |_| Ok(()))?;
    there.ok_or(Refusal::NotFound)?;
    sharing::refuse(sharing::on_membership(tx, circle, organisation)?)?;
    put(tx, act, (circle, organisation), MemberStatus::Invited, may_invite)?;
    record(tx, act, circle, Some(organisation), &CircleInvited { circle, organisation })?;
    Ok(())
}

/// Joins a circle for an invited organisation that `by` speaks for.
pub fn accept(
    tx: &Tx,
    act: Act<'_>,
    by: &Person,
    circle: CircleId,
    organisation: OrganisationId,
) -> Result<(), Refusal> {
    let at = known(tx, by, circle)?;
    owner_only(tx, by, organisation, ())?;
    if !at.open {
        return Err(Refusal::Closed);
    }
    sharing::refuse(sharing::on_membership(tx, circle, organisation)?)?;
    step(tx, act, (circle, organisation), &[MemberStatus::Invited], MemberStatus::Confirmed)?;
    record(tx, act, circle, Some(organisation), &CircleJoined { circle, organisation })?;
    arrangement::tell(tx, act, &at, organisation, Participation::Entered)?;
    Ok(())
}

/// Declines an invitation.
pub fn decline(
    tx: &Tx,
    act: Act<'_>,
    by: &Person,
    circle: CircleId,
    organisation: OrganisationId,
) -> Result<(), Refusal> {
    known(tx, by, circle)?;
    owner_only(tx, by, organisation, ())?;
    step(tx, act, (circle, organisation), &[MemberStatus::Invited], MemberStatus::Left)?;
    record(tx, act, circle, Some(organisation), &CircleLeft { circle, organisation, declined: true })?;
    Ok(())
}

/// Leaves a circle. Its owner cannot, and a suspended member cannot either: it would come back by another's invitation.
pub fn leave(
    tx: &Tx,
    act: Act<'_>,
    by: &Person,
    circle: CircleId,
    organisation: OrganisationId,
) -> Result<(), Refusal> {
    let at = known(tx, by, circle)?;
    owner_only(tx, by, organisation, ())?;
    if at.owner == organisation {
        return Err(Refusal::WrongState);
    }
    step(tx, act, (circle, organisation), &[MemberStatus::Confirmed], MemberStatus::Left)?;
    record(tx, act, circle, Some(organisation), &CircleLeft { circle, organisation, declined: false })?;
    arrangement::tell(tx, act, &at, organisation, Participation::Left)?;
    Ok(())
}

/// Suspends a member, by the owner: it sees nothing by the circle from the next request on.
pub fn suspend(
    tx: &Tx,
    act: Act<'_>,
    by: &Person,
    circle: CircleId,
    organisation: OrganisationId,
) -> Result<(), Refusal> {
    let at = known(tx, by, circle)?;
    owner_only(tx, by, at.owner, ())?;
    if at.owner == organisation {
        return Err(Refusal::WrongState);
    }
    step(tx, act, (circle, organisation), &[MemberStatus::Confirmed], MemberStatus::Suspended)?;
    record(tx, act, circle, Some(organisation), &CircleSuspended { circle, organisation })?;
    Ok(())
}

/// A suspended member counts again, by the owner.
pub fn resume(
    tx: &Tx,
    act: Act<'_>,
    by: &Person,
    circle: CircleId,
    organisation: OrganisationId,
) -> Result<(), Refusal> {
    let at = known(tx, by, circle)?;
    owner_only(tx, by, at.owner, ())?;
    step(tx, act, (circle, organisation), &[MemberStatus::Suspended], MemberStatus::Confirmed)?;
    record(tx, act, circle, Some(organisation), &CircleResumed { circle, organisation })?;
    Ok(())
}

/// Lets a member invite others, or no longer: by the owner.
pub fn let_invite(
    tx: &Tx,
    act: Act<'_>,
    by: &Person,
    circle: CircleId,
    organisation: OrganisationId,
    may_invite: bool,
) -> Result<(), Refusal> {
    let at = known(tx, by, circle)?;
    owner_only(tx, by, at.owner, ())?;
    let done = tx.execute(
        "update identity_circle_members set may_invite = $3 where circle_id = $1 and organisation_id = $2 \
         and status = 'confirmed' and organisation_id <> $4",
        args![circle, organisation, may_invite, at.owner],
    )?;
    if done == 0 {
        return Err(Refusal::WrongState);
    }
    record(tx, act, circle, Some(organisation), &CircleInviterSet { circle, organisation, may_invite })?;
    Ok(())
}

fn step(
    tx: &Tx,
    act: Act<'_>,
    (circle, organisation): (CircleId, OrganisationId),
    from: &[MemberStatus],
    to: MemberStatus,
) -> Result<(), Refusal> {
    let members = standing(tx, circle)?;
    let before = members.iter().find(|member| member.0 == organisation).map(|member| member.1);
    let before = before.ok_or(Refusal::NotFound)?;
    if !from.contains(&before) {
        return Err(Refusal::WrongState);
    }
    let done = tx.execute(
        "update identity_circle_members set status = $3, since = $4 where circle_id = $1 and organisation_id = $2 \
         and status = $5",
        args![circle, organisation, to.code(), act.now, before.code()],
    )?;
    if done == 1 { Ok(()) } else { Err(Refusal::WrongState) }
}

/// The members of a circle for somebody in it or in the organisation that owns it; none for everybody else. Who is invited or
/// suspended is between him and the owner.
pub fn members_visible_to(read: &Read, reader: &Grants, circle: CircleId) -> Result<Option<Vec<CircleMember>>, Error> {
    let Some(at) = by_id(read, circle)? else { return Ok(None) };
    let owner = reader.system || reader.organisations.contains(&at.owner);
    if !owner && !reader.circles.contains(&circle) {
        return Ok(None);
    }
    let members = read.rows(
        "select m.organisation_id, s.uuid, o.name, m.status, m.since, m.may_invite from identity_circle_members m \
         join identity_organisations o on o.id = m.organisation_id join store_subjects s on s.id = o.id \
         where m.circle_id = $1 and m.status <> 'left' order by o.name_key",
        args![circle],
        |row| {
            Ok(CircleMember {
                organisation: row.get(0)?,
                uuid: row.get(1)?,
                name: row.get(2)?,
                status: MemberStatus::parse(&row.get::<String>(3)?),
                since: row.get(4)?,
                may_invite: row.get(5)?,
            })
        },
    )?;
    Ok(Some(members.into_iter().filter(|m| owner || m.status == MemberStatus::Confirmed).collect()))
}

/// In which circles these organisations stand, and where. One's own organisations only: the caller takes them from the
/// actor. Read by the program's own key, since an invited organisation does not see a hidden circle.
pub fn of(db: &Db, organisations: &[OrganisationId]) -> Result<Vec<(CircleId, OrganisationId, MemberStatus)>, Error> {
    let organisations: Vec<i64> = organisations.iter().map(|id| id.0).collect();
    db.read(Key::SYSTEM)?.rows(
        "select circle_id, organisation_id, status from identity_circle_members \
         where organisation_id in {ints $1} and status <> 'left' order by circle_id, organisation_id",
        args![organisations],
        |row| Ok((row.get(0)?, row.get(1)?, MemberStatus::parse(&row.get::<String>(2)?))),
    )
}

/// The invitations that wait for these organisations. One's own organisations only: the caller takes them from the actor.
pub fn invitations(db: &Db, organisations: &[OrganisationId]) -> Result<Vec<CircleInvitation>, Error> {
    let organisations: Vec<i64> = organisations.iter().map(|id| id.0).collect();
    db.read(Key::SYSTEM)?.rows(
        "select c.id, s.uuid, c.name, c.purpose, c.rules, o.name, m.organisation_id, m.since \
         from identity_circle_members m join identity_circles c on c.id = m.circle_id \
         join store_subjects s on s.id = c.id join identity_organisations o on o.id = c.owner_id \
         where m.organisation_id in {ints $1} and m.status = 'invited' and c.state = 'open' order by m.since desc, c.id",
        args![organisations],
        |row| {
            Ok(CircleInvitation {
                circle: row.get(0)?,
                uuid: row.get(1)?,
                name: row.get(2)?,
                purpose: row.get(3)?,
                rules: row.get(4)?,
                owner: row.get(5)?,
                organisation: row.get(6)?,
                since: row.get(7)?,
            })
        },
    )
}
