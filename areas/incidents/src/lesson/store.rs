//! The SQL of lessons and reviews.

use belfry_contracts::incidents::{LessonLearned, ReviewApproved, ReviewWritten};
use belfry_kernel::{Action, Allowed, OrganisationId, PersonId, SubjectId};
use belfry_store::subject::{self, Subject};
use belfry_store::{Act, Read, Result, Row, Tx, agenda, args, ledger};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::TO_DO;
use crate::question;

/// How a practice that came out of an incident is kept among its links.
pub const PRACTICE: &str = "practice";

/// Something learned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// Inside id.
    pub id: i64,
    /// What was the root of it.
    pub cause: String,
    /// The measure that failed: framework and code; empty for none.
    pub item: String,
    /// What is done about it; empty for nothing yet.
    pub action: String,
    /// By whom.
    pub owner: Option<PersonId>,
    /// By when.
    pub due: Option<Timestamp>,
    /// The obligation on the agenda.
    pub obligation: Option<Uuid>,
    /// A question for the next survey; empty for none.
    pub asked: String,
    /// The practice that came out of it.
    pub practice: Option<SubjectId>,
}

fn from_row(row: &Row<'_>) -> Result<Lesson> {
    Ok(Lesson {
        id: row.get(0)?,
        cause: row.get(1)?,
        item: row.get(2)?,
        action: row.get(3)?,
        owner: row.get(4)?,
        due: row.get(5)?,
        obligation: row.get(6)?,
        asked: row.get(7)?,
        practice: row.get(8)?,
    })
}

/// Those of an incident, in order.
///
/// # Errors
/// Those of the database.
pub fn lessons(read: &Read, incident: SubjectId) -> Result<Vec<Lesson>> {
    read.rows(
        "select id, cause, item, action, assignee_id, due, obligation, asked, practice_id from incidents_lessons \
         where incident_id = $1 order by id",
        args![incident],
        from_row,
    )
}

/// What is learned, and what is done about it: an obligation of the owner on the agenda, if there is something to do.
pub struct New<'a> {
    /// What was the root of it.
    pub cause: &'a str,
    /// Framework and code.
    pub item: &'a str,
    /// What is done.
    pub action: &'a str,
    /// By whom; the organisation where nobody is named.
    pub owner: Option<PersonId>,
    /// By when.
    pub due: Option<Timestamp>,
    /// A question for the next survey.
    pub asked: &'a str,
}

/// Keeps it, under the proof of a change.
///
/// # Errors
/// Those of the database.
pub fn add<A: Action>(tx: &Tx, act: Act<'_>, proof: &Allowed<A, Subject>, new: &New<'_>) -> Result<()> {
    const { assert!(A::WRITES) };
    let obligation = match new.due.filter(|_| !new.action.is_empty()) {
        Some(due) => Some(oblige(tx, act, proof.id, proof.owner, new, due)?),
        None => None,
    };
    tx.execute(
        "insert into incidents_lessons (id, incident_id, cause, item, action, assignee_id, due, obligation, asked, person_id, at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        args![
            act.ids.next::<i64>(),
            proof.id,
            new.cause,
            new.item,
            new.action,
            new.owner,
            new.due,
            obligation,
            new.asked,
            act.actor.map_or(0, |person| person.0),
            act.now
        ],
    )?;
    ledger::record(tx, act, &LessonLearned { incident: proof.id })
}

fn oblige(
    tx: &Tx,
    act: Act<'_>,
    incident: SubjectId,
    home: OrganisationId,
    new: &New<'_>,
    due: Timestamp,
) -> Result<Uuid> {
    let obligation = agenda::Obligation {
        id: 0,
        subject: Some(incident),
        person: new.owner,
        organisation: new.owner.is_none().then_some(home),
        what: TO_DO.to_owned(),
        data: serde_json::json!({"action": new.action}).to_string(),
        due,
    };
    let remind = [due - SignedDuration::from_hours(7 * 24)];
    let remind: Vec<Timestamp> = remind.into_iter().filter(|at| *at > act.now).collect();
    let new =
        agenda::New { obligation: &obligation, circle: None, assignee: None, may_leave: false, reminders: &remind };
    Ok(agenda::add(tx, act, &new)?.1)
}

/// The practice that came out of a lesson, under the proof of a change; false when there is no such lesson of the incident.
///
/// # Errors
/// Those of the database.
pub fn link<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    proof: &Allowed<A, Subject>,
    lesson: i64,
    practice: SubjectId,
) -> Result<bool> {
    const { assert!(A::WRITES) };
    let rows = tx.execute(
        "update incidents_lessons set practice_id = $3 where id = $1 and incident_id = $2",
        args![lesson, proof.id, practice],
    )?;
    if rows > 0 {
        tx.execute(
            "insert into incidents_links (incident_id, subject_id, kind, person_id, at) values ($1, $2, $3, $4, $5) \
             on conflict do nothing",
            args![proof.id, practice, PRACTICE, act.actor.map_or(0, |person| person.0), act.now],
        )?;
    }
    Ok(rows > 0)
}

/// Takes a lesson away, with what it put on the agenda if that is still open; its question is proposed no more.
///
/// # Errors
/// Those of the database.
pub fn remove<A: Action>(tx: &Tx, act: Act<'_>, proof: &Allowed<A, Subject>, lesson: i64) -> Result<()> {
    const { assert!(A::WRITES) };
    question::store::withdraw_of(tx, act, proof, lesson)?;
    let gone = tx.maybe(
        "delete from incidents_lessons where id = $1 and incident_id = $2 returning obligation, practice_id",
        args![lesson, proof.id],
        |row| Ok((row.get::<Option<Uuid>>(0)?, row.get::<Option<SubjectId>>(1)?)),
    )?;
    let Some((obligation, practice)) = gone else { return Ok(()) };
    if let Some(uuid) = obligation {
        let open = "select o.id from store_obligations o where o.uuid = $1 and o.ended is null";
        if let Some(id) = tx.maybe(open, args![uuid], |row| row.get::<i64>(0))? {
            tx.execute("delete from store_reminders where obligation_id = $1", args![id])?;
            tx.execute("delete from store_obligations where id = $1", args![id])?;
        }
    }
    tx.execute(
        "delete from incidents_links where incident_id = $1 and subject_id = $2 and kind = $3",
        args![proof.id, practice, PRACTICE],
    )?;
    Ok(())
}

/// The after-action review.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct After {
    /// What went well.
    pub well: String,
    /// What to change.
    pub change: String,
    /// Who took part, in words.
    pub people: String,
    /// When it was approved, and by whom.
    pub approved: Option<(Timestamp, PersonId)>,
}

/// That of an incident, if somebody has written one.
///
/// # Errors
/// Those of the database.
pub fn after(read: &Read, incident: SubjectId) -> Result<Option<After>> {
    read.maybe(
        "select well, change, people, approved, signed_by from incidents_afters where incident_id = $1",
        args![incident],
        |row| {
            let (at, by): (Option<Timestamp>, Option<PersonId>) = (row.get(3)?, row.get(4)?);
            Ok(After { well: row.get(0)?, change: row.get(1)?, people: row.get(2)?, approved: at.zip(by) })
        },
    )
}

/// Writes it, under the proof of a change. What is approved is approved anew.
///
/// # Errors
/// Those of the database.
pub fn write<A: Action>(tx: &Tx, act: Act<'_>, proof: &Allowed<A, Subject>, one: &After) -> Result<()> {
    const { assert!(A::WRITES) };
    tx.execute(
        "insert into incidents_afters (incident_id, well, change, people, person_id, at) values ($1, $2, $3, $4, $5, $6) \
         on conflict (incident_id) do update set well = excluded.well, change = excluded.change, people = excluded.people, \
         person_id = excluded.person_id, at = excluded.at, signed_by = null, approved = null",
        args![proof.id, &one.well, &one.change, &one.people, act.actor.map_or(0, |person| person.0), act.now],
    )?;
    ledger::record(tx, act, &ReviewWritten { incident: proof.id })
}

/// Approves it, under the proof of a change; false when there is none, or when it is approved.
///
/// # Errors
/// Those of the database.
pub fn approve<A: Action>(tx: &Tx, act: Act<'_>, proof: &Allowed<A, Subject>) -> Result<bool> {
    const { assert!(A::WRITES) };
    let rows = tx.execute(
        "update incidents_afters set signed_by = $2, approved = $3 where incident_id = $1 and approved is null",
        args![proof.id, act.actor.map_or(0, |person| person.0), act.now],
    )?;
    if rows > 0 {
        ledger::record(tx, act, &ReviewApproved { incident: proof.id })?;
    }
    Ok(rows > 0)
}

/// The practices of lessons, as far as the reader sees them.
///
/// # Errors
/// Those of the database.
pub fn practices(read: &Read, lessons: &[Lesson]) -> Result<Vec<Subject>> {
    let ids: Vec<SubjectId> = lessons.iter().filter_map(|one| one.practice).collect();
    if ids.is_empty() { Ok(Vec::new()) } else { subject::by_ids(read, &ids) }
}

/// The people of an organisation who can take something on.
///
/// # Errors
/// Those of the database.
pub fn people(read: &Read, home: OrganisationId) -> Result<Vec<(PersonId, String)>> {
    read.rows(
        "select p.id, p.name from identity_memberships m join identity_people p on p.id = m.person_id \
         where m.organisation_id = $1 and m.status = 'confirmed' and p.state = 'active' order by p.name, p.id",
        args![home],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}
