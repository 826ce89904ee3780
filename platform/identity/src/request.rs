//! Requests to join an organisation, by whoever knows its name; its administrators answer.
//!
//! Whoever asks gets the same answer whatever is there: it tells neither which organisations nor which people are known here.
//! Accepting makes an invitation, so that the address is proved by its mailbox.

use belfry_contracts::identity::{JoinAnswered, JoinAsked};
use belfry_kernel::{OrganisationId, Person, PersonId, Role};
use belfry_store::{Act, Db, Error, Key, Read, Tx, args, ledger};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::email::Email;
use crate::refusal::Refusal;
use crate::secret::Secret;
use crate::{invitation, membership, person, proof, text};

/// Requests that wait at one organisation; more are not taken.
const MOST: i64 = 50;
/// An answered request is kept so long, for whoever asks why.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);
/// One that nobody answers is given up.
const WAITED: SignedDuration = SignedDuration::from_hours(90 * 24);

/// What was typed by whoever asks.
#[derive(Clone, Debug)]
pub struct NewRequest<'a> {
    /// The organisation, by its name or short name.
    pub organisation: &'a str,
    /// Where the answer goes.
    pub email: &'a str,
    /// His name.
    pub name: &'a str,
    /// Who he is there, and why he asks.
    pub about: &'a str,
    /// Of the answer.
    pub language: &'a str,
}

/// A request that waits, as the organisation's administrators see it.
#[derive(Clone, Debug)]
pub struct Request {
    /// Outside id.
    pub uuid: Uuid,
    /// Where the answer goes.
    pub email: String,
    /// His name.
    pub name: String,
    /// Who he is there, and why he asks.
    pub about: String,
    /// Of the answer.
    pub language: String,
    /// Since when.
    pub created: Timestamp,
}

/// Takes a request; the organisation that was asked, when there is one and somebody is to be told. [`Refusal::Field`] for
/// what is wrong whatever is there, [`Refusal::Throttled`] when the network asks too often.
pub fn ask(db: &Db, act: Act<'_>, address: &str, new: &NewRequest<'_>) -> Result<Option<OrganisationId>, Refusal> {
    let wanted = text::line(new.organisation, 200).ok_or(Refusal::Field("organisation"))?;
    let email = Email::parse(new.email).ok_or(Refusal::Field("email"))?;
    let name = text::line(new.name, 120).ok_or(Refusal::Field("name"))?;
    let about = text::block(new.about, 2_000).ok_or(Refusal::Field("about"))?;
    proof::knock(db, act, address)?;
    db.write_retrying(
        Key::SYSTEM,
        |tx| {
            let Some(organisation) = by_words(tx, &wanted)? else { return Ok(None) };
            if !is_room(tx, organisation, &email)? {
                return Ok(None);
            }
            tx.execute(
                "insert into identity_requests (id, uuid, organisation_id, email, name, about, language, state, created) \
                 values ($1, $2, $3, $4, $5, $6, $7, 'waiting', $8)",
                args![
                    act.ids.next::<i64>(),
                    act.ids.uuid(),
                    organisation,
                    email.as_str(),
                    &name,
                    &about,
                    new.language,
                    act.now
                ],
            )
            .map_err(|error| Refusal::clash(error, Refusal::AlreadyMember))?;
            ledger::record(tx, act, &JoinAsked { organisation })?;
            Ok(Some(organisation))
        },
        Refusal::is_retry,
    )
    // Two at once: one waits, which is enough.
    .or_else(|why| if matches!(why, Refusal::AlreadyMember) { Ok(None) } else { Err(why) })
}

fn by_words(read: &Read, words: &str) -> Result<Option<OrganisationId>, Error> {
    read.maybe(
        "select id from identity_organisations where name_key = $1 or lower(short_name) = $1 \
         order by case when name_key = $1 then 0 else 1 end, id limit 1",
        args![text::key_of(words)],
        |row| row.get(0),
    )
}

/// Whether a request can be taken: not for whoever waits or is a member already, and not without end.
fn is_room(tx: &Tx, organisation: OrganisationId, email: &Email) -> Result<bool, Error> {
    let (waiting, same) = tx.one(
        "select count(*), coalesce(sum(case when email = $2 then 1 else 0 end), 0) from identity_requests \
         where organisation_id = $1 and state = 'waiting'",
        args![organisation, email.as_str()],
        |row| Ok((row.get::<i64>(0)?, row.get::<i64>(1)?)),
    )?;
    let member = match person::by_email(tx, email)? {
        Some(account) => membership::of_person(tx, account.id)?
            .iter()
            .any(|m| m.organisation == organisation && m.status != membership::MembershipStatus::Ended),
        None => false,
    };
    Ok(waiting < MOST && same == 0 && !member)
}

/// The requests that wait at an organisation, the oldest first.
pub fn waiting(read: &Read, organisation: OrganisationId) -> Result<Vec<Request>, Error> {
    read.rows(
        "select uuid, email, name, about, language, created from identity_requests \
         where organisation_id = $1 and state = 'waiting' order by created, id",
        args![organisation],
        |row| {
            Ok(Request {
                uuid: row.get(0)?,
                email: row.get(1)?,
                name: row.get(2)?,
                about: row.get(3)?,
                language: row.get(4)?,
                created: row.get(5)?,
            })
        },
    )
}

fn one(tx: &Tx, organisation: OrganisationId, uuid: Uuid) -> Result<Request, Refusal> {
    waiting(tx, organisation)?.into_iter().find(|request| request.uuid == uuid).ok_or(Refusal::NotFound)
}

fn answer(
    tx: &Tx,
    act: Act<'_>,
    organisation: OrganisationId,
    request: &Request,
    (state, reason): (&str, Option<&str>),
) -> Result<(), Refusal> {
    tx.execute(
        "update identity_requests set state = $2, answered = $3, answered_by = $4, reason = $5 where uuid = $1",
        args![request.uuid, state, act.now, act.actor, reason],
    )?;
    let fact = JoinAnswered { organisation, accepted: state == "accepted" };
    ledger::record(tx, act, &fact)?;
    Ok(())
}

/// Accepts with these roles: an invitation, whose link is for the mail only.
pub fn accept(
    tx: &Tx,
    act: Act<'_>,
    by: &Person,
    organisation: OrganisationId,
    uuid: Uuid,
    roles: &[Role],
) -> Result<(Request, Secret), Refusal> {
    let request = one(tx, organisation, uuid)?;
    let email = Email::parse(&request.email).ok_or(Refusal::NotFound)?;
    let token = invitation::invite(tx, act, by, organisation, &email, roles)?;
    answer(tx, act, organisation, &request, ("accepted", None))?;
    Ok((request, token))
}

/// Refuses with a reason, which is for the mail too.
pub fn refuse(
    tx: &Tx,
    act: Act<'_>,
    by: &Person,
    organisation: OrganisationId,
    uuid: Uuid,
    reason: &str,
) -> Result<(Request, String), Refusal> {
    if membership::may_give(by, organisation).is_empty() {
        return Err(Refusal::Forbidden);
    }
    let reason = text::block(reason, 1_000).filter(|reason| !reason.is_empty()).ok_or(Refusal::Field("reason"))?;
    let request = one(tx, organisation, uuid)?;
    answer(tx, act, organisation, &request, ("refused", Some(&reason)))?;
    Ok((request, reason))
}

/// Who answers for an organisation: its administrators, or those of the platform when it has none. Address and language.
pub fn answerers(read: &Read, organisation: OrganisationId) -> Result<Vec<(PersonId, String, String)>, Error> {
    let holders = |role: Role, of: Option<OrganisationId>| {
        let rows = read.rows(
            "select p.id, p.email, p.language, m.roles, m.organisation_id from identity_memberships m \
             join identity_people p on p.id = m.person_id where m.status = 'confirmed' and p.state = 'active' \
             and p.password is not null and (cast($1 as bigint) = 0 or m.organisation_id = $1) order by p.id",
            args![of.unwrap_or(OrganisationId(0))],
            |row| Ok(((row.get(0)?, row.get(1)?, row.get(2)?), row.get::<String>(3)?)),
        )?;
        let held = rows.into_iter().filter(|(_, roles)| membership::parse_roles(roles).contains(&role));
        Ok::<Vec<(PersonId, String, String)>, Error>(held.map(|(who, _)| who).collect())
    };
    let own = holders(Role::OrganisationAdministrator, Some(organisation))?;
    if own.is_empty() { holders(Role::PlatformAdministrator, None) } else { Ok(own) }
}

/// Removes what was answered long ago or never: for the nightly job.
pub(crate) fn sweep(tx: &Tx, now: Timestamp) -> Result<u64, Error> {
    tx.execute(
        "delete from identity_requests where (state <> 'waiting' and answered <= $1) or created <= $2",
        args![now - KEPT, now - WAITED],
    )
}
