//! Information-sharing arrangements (NIS2 Article 29): circles of which the authorities are told who joins and leaves.
//!
//! Article 29(4): essential and important entities notify the competent authorities of their participation, and of their
//! withdrawal. An entry is made for each; the member and its authority both see it, and the authority finds it among what is due
//! until somebody there has noted it. The duty stands above a circle's being hidden: the entry says its name and purpose, and
//! whoever marks a circle as an arrangement is told so.

use belfry_contracts::identity::{ArrangementEntered, ArrangementLeft, ArrangementNoted};
use belfry_kernel::{CircleId, OrganisationId, Person, Role, SubjectId};
use belfry_store::agenda::{self, Obligation};
use belfry_store::{Act, Db, Error, Key, Read, Row, Tx, args, ledger};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::Circle;
use crate::refusal::Refusal;

/// The message key of the obligation.
pub const OBLIGATION: &str = "members-arrangement-due";
/// How long an authority has. The Directive names no time.
const TIME: SignedDuration = SignedDuration::from_hours(24 * 14);
/// Who notes for an authority.
pub const NOTERS: &[Role] = &[Role::Supervisor, Role::OrganisationAdministrator];

/// Whether somebody takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Participation {
    /// From now on.
    Entered,
    /// No longer.
    Left,
}

impl Participation {
    /// The word in the database and in message keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Entered => "entered",
            Self::Left => "left",
        }
    }
}

/// What an authority is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Outside id.
    pub uuid: Uuid,
    /// Which circle.
    pub circle: CircleId,
    /// Its name at that time.
    pub circle_name: String,
    /// Its purpose at that time.
    pub purpose: String,
    /// The member.
    pub organisation: OrganisationId,
    /// The authority that is told; none when there is none of the member's country here.
    pub authority: Option<OrganisationId>,
    /// Whether it joined.
    pub what: Participation,
    /// When.
    pub at: Timestamp,
    /// When the authority noted it.
    pub noted: Option<Timestamp>,
}

/// Tells the authorities of a member's country. Nothing for a circle that is no arrangement.
pub(super) fn tell(
    tx: &Tx,
    act: Act<'_>,
    circle: &Circle,
    organisation: OrganisationId,
    what: Participation,
) -> Result<(), Error> {
    if !circle.arrangement {
        return Ok(());
    }
    let authorities: Vec<OrganisationId> = tx.rows(
        "select a.id from identity_organisations a join identity_organisations o on o.country = a.country \
         where o.id = $1 and a.kind = 'nca' and a.id <> o.id order by a.id",
        args![organisation],
        |row| row.get(0),
    )?;
    let name: String =
        tx.one("select name from identity_organisations where id = $1", args![organisation], |row| row.get(0))?;
    let none = authorities.is_empty();
    for authority in authorities.into_iter().map(Some).chain(none.then_some(None)) {
        tx.execute(
            "insert into identity_arrangement_notes (id, uuid, circle_id, circle_name, purpose, organisation_id, \
             authority_id, what, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            args![
                act.ids.next::<i64>(),
                act.ids.uuid(),
                circle.id,
                &circle.fields.name,
                &circle.fields.purpose,
                organisation,
                authority,
                what.code(),
                act.now
            ],
        )?;
        if authority.is_some() {
            let due = Obligation {
                id: 0,
                subject: Some(SubjectId(organisation.0)),
                person: None,
                organisation: authority,
                what: OBLIGATION.into(),
                data: serde_json::json!({ "organisation": name, "circle": circle.fields.name }).to_string(),
                due: act.now.checked_add(TIME).unwrap_or(act.now),
            };
            agenda::open(tx, act, &due, None)?;
        }
        match what {
            Participation::Entered => {
                ledger::record(tx, act, &ArrangementEntered { circle: circle.id, organisation, authority })?;
            }
            Participation::Left => {
                ledger::record(tx, act, &ArrangementLeft { circle: circle.id, organisation, authority })?;
            }
        }
    }
    Ok(())
}

/// The entries of these organisations, as members and as authorities, newest first. One's own organisations only: the caller takes
/// them from the actor. Read by the program's own key, since an authority may not know of the circle.
pub fn notes(db: &Db, organisations: &[OrganisationId], limit: i64) -> Result<Vec<Note>, Error> {
    let organisations: Vec<i64> = organisations.iter().map(|id| id.0).collect();
    db.read(Key::SYSTEM)?.rows(
        "select n.uuid, n.circle_id, n.circle_name, n.purpose, n.organisation_id, n.authority_id, n.what, n.at, n.noted \
         from identity_arrangement_notes n where n.organisation_id in {ints $1} or n.authority_id in {ints $1} \
         order by n.id desc limit $2",
        args![organisations, limit],
        from_row,
    )
}

fn from_row(row: &Row<'_>) -> Result<Note, Error> {
    Ok(Note {
        uuid: row.get(0)?,
        circle: row.get(1)?,
        circle_name: row.get(2)?,
        purpose: row.get(3)?,
        organisation: row.get(4)?,
        authority: row.get(5)?,
        what: if row.get::<String>(6)? == "entered" { Participation::Entered } else { Participation::Left },
        at: row.get(7)?,
        noted: row.get(8)?,
    })
}

/// An authority notes an entry that is addressed to it; everything else is not found. Once is enough.
pub fn note(tx: &Tx, act: Act<'_>, by: &Person, uuid: Uuid) -> Result<(), Refusal> {
    let found = find(tx, uuid)?.ok_or(Refusal::NotFound)?;
    let authority = found.authority.filter(|authority| by.roles.iter().any(|(mine, _)| mine == authority));
    let authority = authority.ok_or(Refusal::NotFound)?;
    if !by.may_write || !by.holds_for(NOTERS, authority) {
        return Err(Refusal::Forbidden);
    }
    let done = tx.execute(
        "update identity_arrangement_notes set noted = $2, noted_by = $3 where uuid = $1 and noted is null",
        args![uuid, act.now, act.actor],
    )?;
    if done == 0 {
        return Err(Refusal::WrongState);
    }
    let left: i64 = tx.one(
        "select count(*) from identity_arrangement_notes where organisation_id = $1 and authority_id = $2 and noted is null",
        args![found.organisation, authority],
        |row| row.get(0),
    )?;
    if left == 0 {
        agenda::end(tx, SubjectId(found.organisation.0), OBLIGATION, Some(authority), act.now)?;
    }
    ledger::record(tx, act, &ArrangementNoted { circle: found.circle, organisation: found.organisation, authority })?;
    Ok(())
}

fn find(read: &Read, uuid: Uuid) -> Result<Option<Note>, Error> {
    read.maybe(
        "select n.uuid, n.circle_id, n.circle_name, n.purpose, n.organisation_id, n.authority_id, n.what, n.at, n.noted \
         from identity_arrangement_notes n where n.uuid = $1",
        args![uuid],
        from_row,
    )
}
