//! Invitations of people to an organisation, by a link that works once.
//!
//! Three things hold, whoever invites whom. Nobody gives more than he may give ([`membership::may_give`]), neither when he
//! invites nor when the invitation is accepted. An account that exists is never changed by a link: its person signs in and
//! accepts himself. And an invitation does not tell whether the address has an account.

use belfry_contracts::identity::{PersonInvited, PersonJoined};
use belfry_kernel::{OrganisationId, Person, PersonId, Role};
use belfry_store::{Act, Db, Error, Key, Read, Tx, args, ledger};
use jiff::{SignedDuration, Timestamp};

use crate::email::Email;
use crate::link::{self, Load, Purpose};
use crate::membership::{self, MembershipStatus, parse_roles};
use crate::password::{Passwords, check_rules};
use crate::person::{self, NewPerson};
use crate::refusal::Refusal;
use crate::secret::Secret;
use crate::signed_in::{SignedIn, on_behalf_of};

/// How long an invitation's link works.
pub const LIVES: SignedDuration = link::INVITATION;

/// An invitation that waits, as the organisation's administrators see it.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// Whom.
    pub email: String,
    /// With which roles.
    pub roles: Vec<Role>,
    /// Since when.
    pub created: Timestamp,
    /// Until when.
    pub expires: Timestamp,
}

/// What the holder of an invitation's link is offered.
#[derive(Clone, Debug)]
pub struct Offer {
    /// To which organisation.
    pub organisation: OrganisationId,
    /// At which address.
    pub email: String,
    /// With which roles.
    pub roles: Vec<Role>,
    /// Whether the address has an account: its person signs in to accept.
    pub has_account: bool,
    /// Until when.
    pub expires: Timestamp,
}

/// What a new member enters. `Debug` does not print the password.
#[derive(Clone, Debug)]
pub struct NewMember {
    /// Name.
    pub name: String,
    /// Password.
    pub password: Secret,
    /// Of his pages.
    pub language: String,
    /// IANA name.
    pub time_zone: String,
}

/// Invites an address to an organisation; the link's token, for the mail only. An earlier invitation of the same address to
/// the same organisation ends.
pub fn invite(
    tx: &Tx,
    act: Act<'_>,
    by: &Person,
    organisation: OrganisationId,
    email: &Email,
    roles: &[Role],
) -> Result<Secret, Refusal> {
    membership::check_may_give(by, organisation, roles)?;
    if roles.is_empty() {
        return Err(Refusal::Field("roles"));
    }
    if let Some(account) = person::by_email(tx, email)? {
        let member = membership::of_person(tx, account.id)?.into_iter().find(|m| m.organisation == organisation);
        if member.is_some_and(|m| m.status != MembershipStatus::Ended) {
            return Err(Refusal::AlreadyMember);
        }
    }
    forget(tx, organisation, email)?;
    let load = Load {
        email: Some(email.as_str().to_owned()),
        organisation: Some(organisation),
        roles: roles.to_vec(),
        invited_by: Some(by.id),
        ..Load::default()
    };
    let token = link::make(tx, act, Purpose::Invitation, &load)?;
    ledger::record(tx, act, &PersonInvited { organisation })?;
    Ok(token)
}

/// As [`invite`], by the program itself: whoever calls has decided that the address may have these roles, as of an organisation
/// that was entered on its request.
pub fn invite_as_program(
    tx: &Tx,
    act: Act<'_>,
    organisation: OrganisationId,
    email: &Email,
    roles: &[Role],
) -> Result<Secret, Refusal> {
    forget(tx, organisation, email)?;
    let load = Load {
        email: Some(email.as_str().to_owned()),
        organisation: Some(organisation),
        roles: roles.to_vec(),
        ..Load::default()
    };
    let token = link::make(tx, act, Purpose::Invitation, &load)?;
    ledger::record(tx, act, &PersonInvited { organisation })?;
    Ok(token)
}

/// Makes a new link for an invitation that waits; the one before ends.
pub fn again(
    tx: &Tx,
    act: Act<'_>,
    by: &Person,
    organisation: OrganisationId,
    email: &Email,
) -> Result<Secret, Refusal> {
    let waiting = pending(tx, organisation, act.now)?;
    let found = waiting.into_iter().find(|one| one.email == email.as_str()).ok_or(Refusal::NotFound)?;
    invite(tx, act, by, organisation, email, &found.roles)
}

fn forget(tx: &Tx, organisation: OrganisationId, email: &Email) -> Result<u64, Error> {
    tx.execute(
        "delete from identity_links where purpose = 'invitation' and organisation_id = $1 and email = $2 and used is null",
        args![organisation, email.as_str()],
    )
}

/// Takes an invitation back.
pub fn withdraw(tx: &Tx, by: &Person, organisation: OrganisationId, email: &Email) -> Result<(), Refusal> {
    if membership::may_give(by, organisation).is_empty() {
        return Err(Refusal::Forbidden);
    }
    if forget(tx, organisation, email)? == 0 { Err(Refusal::NotFound) } else { Ok(()) }
}

/// The invitations of an organisation that wait, newest first.
pub fn pending(read: &Read, organisation: OrganisationId, now: Timestamp) -> Result<Vec<Invitation>, Error> {
    read.rows(
        "select email, roles, created, expires from identity_links where purpose = 'invitation' and organisation_id = $1 \
         and used is null and expires > $2 order by created desc, email",
        args![organisation, now],
        |row| {
            Ok(Invitation {
                email: row.get::<Option<String>>(0)?.unwrap_or_default(),
                roles: parse_roles(&row.get::<Option<String>>(1)?.unwrap_or_default()),
                created: row.get(2)?,
                expires: row.get(3)?,
            })
        },
    )
}

/// What a link offers; none when it does not work any more.
pub fn look(read: &Read, token: &str, now: Timestamp) -> Result<Option<Offer>, Error> {
    let Some((email, organisation, load)) = link::look(read, Purpose::Invitation, token, now)?.and_then(read_load)
    else {
        return Ok(None);
    };
    let has_account = person::by_email(read, &email)?.is_some();
    let (email, expires) = (email.to_string(), load.expires);
    Ok(Some(Offer { organisation, email, roles: load.roles, has_account, expires }))
}

fn read_load(load: Load) -> Option<(Email, OrganisationId, Load)> {
    Some((load.email.as_deref().and_then(Email::parse)?, load.organisation?, load))
}

/// Uses the link up, and asks once more whether its maker may give what it carries.
fn spend(tx: &Tx, token: &str, now: Timestamp) -> Result<(Email, OrganisationId, Vec<Role>), Refusal> {
    let load = link::spend(tx, Purpose::Invitation, token, now)?;
    let (email, organisation, load) = load.and_then(read_load).ok_or(Refusal::LinkSpent)?;
    if let Some(maker) = load.invited_by {
        let maker = on_behalf_of(tx, maker)?.ok_or(Refusal::LinkSpent)?;
        membership::check_may_give(&maker.person, organisation, &load.roles).map_err(|_| Refusal::LinkSpent)?;
    }
    Ok((email, organisation, load.roles))
}

/// Accepts as somebody new: makes the account and the membership.
pub fn accept(
    db: &Db,
    passwords: &Passwords,
    act: Act<'_>,
    token: &str,
    member: &NewMember,
) -> Result<(PersonId, OrganisationId), Refusal> {
    let offer = look(&db.read(Key::SYSTEM)?, token, act.now)?.ok_or(Refusal::LinkSpent)?;
    if offer.has_account {
        return Err(Refusal::SignInToAccept);
    }
    let email = Email::parse(&offer.email).ok_or(Refusal::LinkSpent)?;
    check_rules(member.password.expose(), &email)?;
    let new = NewPerson {
        email,
        name: member.name.clone(),
        password: Some(passwords.hash(member.password.expose(), act.ids)?),
        language: member.language.clone(),
        time_zone: member.time_zone.clone(),
    };
    db.write_retrying(
        Key::SYSTEM,
        |tx| {
            let (email, organisation, roles) = spend(tx, token, act.now)?;
            if person::by_email(tx, &email)?.is_some() {
                return Err(Refusal::SignInToAccept);
            }
            let (person, _) = person::create(tx, act, &new)?;
            join(tx, act, person, organisation, &roles)?;
            Ok((person, organisation))
        },
        Refusal::is_retry,
    )
}

/// Accepts as somebody who has an account and is signed in to it; the address must be his. The session should be given
/// another token afterwards ([`crate::session::rotate`]).
pub fn accept_signed_in(tx: &Tx, act: Act<'_>, who: &SignedIn, token: &str) -> Result<OrganisationId, Refusal> {
    let (email, organisation, roles) = spend(tx, token, act.now)?;
    if email.as_str() != who.email {
        return Err(Refusal::LinkSpent);
    }
    let before = membership::of_person(tx, who.person.id)?.into_iter().find(|m| m.organisation == organisation);
    if before.is_some_and(|m| m.status != MembershipStatus::Ended) {
        return Err(Refusal::AlreadyMember);
    }
    join(tx, act, who.person.id, organisation, &roles)?;
    Ok(organisation)
}

fn join(tx: &Tx, act: Act<'_>, person: PersonId, organisation: OrganisationId, roles: &[Role]) -> Result<(), Refusal> {
    let act = Act { actor: Some(person), ..act };
    membership::confirm(tx, act, person, organisation, roles)?;
    ledger::record(tx, act, &PersonJoined { person, organisation })?;
    Ok(())
}
