//! The SQL of what happened in the course of an incident.

use belfry_kernel::{Action, Allowed, PersonId, SubjectId};
use belfry_store::subject::{self, Subject};
use belfry_store::{Act, Read, Result, Tx, args};
use jiff::Timestamp;

/// Something that happened in its course, as its people tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Inside id.
    pub id: i64,
    /// When it happened.
    pub at: Timestamp,
    /// What.
    pub text: String,
    /// Who wrote it.
    pub person: Option<PersonId>,
    /// When.
    pub written: Timestamp,
}

/// What happened when, in its order.
///
/// # Errors
/// Those of the database.
pub fn moments(read: &Read, incident: SubjectId) -> Result<Vec<Moment>> {
    read.rows(
        "select id, at, text, person_id, written from incidents_moments where incident_id = $1 order by at, id",
        args![incident],
        |row| {
            Ok(Moment {
                id: row.get(0)?,
                at: row.get(1)?,
                text: row.get(2)?,
                person: row.get(3)?,
                written: row.get(4)?,
            })
        },
    )
}

/// Writes a moment down, under the proof of a change.
///
/// # Errors
/// Those of the database.
pub fn add_moment<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    proof: &Allowed<A, Subject>,
    at: Timestamp,
    text: &str,
) -> Result<()> {
    const { assert!(A::WRITES) };
    tx.execute(
        "insert into incidents_moments (id, incident_id, at, text, person_id, written) values ($1, $2, $3, $4, $5, $6)",
        args![act.ids.next::<i64>(), proof.id, at, text, act.actor, act.now],
    )?;
    subject::touch(tx, proof, proof.id, &proof.title, act.now)
}

/// Takes a moment away, under the proof of a change; false when there is none.
///
/// # Errors
/// Those of the database.
pub fn remove_moment<A: Action>(tx: &Tx, proof: &Allowed<A, Subject>, moment: i64) -> Result<bool> {
    const { assert!(A::WRITES) };
    let rows =
        tx.execute("delete from incidents_moments where id = $2 and incident_id = $1", args![proof.id, moment])?;
    Ok(rows > 0)
}
