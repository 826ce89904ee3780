//! The SQL of what was sent, of what was said of it, and of what was asked for.

use belfry_contracts::incidents::{StepReviewed, StepSubmitted};
use belfry_forms::core::Answers;
use belfry_kernel::{Action, Allowed, OrganisationId, PersonId, SubjectId};
use belfry_store::subject::{self, Subject};
use belfry_store::{Act, Error, Read, Result, Tx, args, ledger};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::{drop_draft, strange};
use crate::notification::State;

/// A version of a step as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// Inside id.
    pub id: i64,
    /// The step, by its code.
    pub step: String,
    /// From 1 within the step.
    pub number: i64,
    /// The hash of the form's definition.
    pub form: String,
    /// What was answered: all of it. Whoever shows it asks `audience.rs` first.
    pub answers: Answers,
    /// SHA-256 of the answers as they are kept, in hexadecimal.
    pub hash: String,
    /// Who sent it.
    pub person: Option<PersonId>,
    /// When.
    pub at: Timestamp,
    /// When it was due.
    pub due: Option<Timestamp>,
}

/// The answers in the one form in which they are kept and hashed: JSON without spaces, places in the order of their names.
///
/// # Errors
/// [`Error::Driver`] when they cannot be written.
pub fn canonical(answers: &Answers) -> Result<String> {
    serde_json::to_string(answers).map_err(|error| Error::Driver(error.to_string()))
}

/// SHA-256 of answers in their [`canonical`] form, in hexadecimal.
#[must_use]
pub fn hash(canonical: &str) -> String {
    belfry_kernel::hex(&Sha256::digest(canonical.as_bytes()))
}

pub(super) fn answers(text: &str) -> Result<Answers> {
    serde_json::from_str(text).map_err(|error| Error::Driver(format!("unreadable answers are kept: {error}")))
}

/// What is sent.
pub struct Sent<'a> {
    /// The step, by its code.
    pub step: &'a str,
    /// The hash of the form's definition.
    pub form: &'a str,
    /// What was answered.
    pub answers: &'a Answers,
    /// When it was due.
    pub due: Option<Timestamp>,
}

/// Sends a version of a step, under the proof of a change; what was begun for it is gone. It never changes again.
///
/// # Errors
/// Those of the database.
pub fn submit<A: Action>(tx: &Tx, act: Act<'_>, proof: &Allowed<A, Subject>, sent: &Sent<'_>) -> Result<Submission> {
    const { assert!(A::WRITES) };
    let text = canonical(sent.answers)?;
    // Whoever comes second waits for the first, and is the next version.
    tx.execute("update incidents_notifications set step = step where id = $1", args![proof.id])?;
    let number: i64 = tx.one(
        "select coalesce(max(number), 0) + 1 from incidents_submissions where notification_id = $1 and step = $2",
        args![proof.id, sent.step],
        |row| row.get(0),
    )?;
    let submission = Submission {
        id: act.ids.next(),
        step: sent.step.to_owned(),
        number,
        form: sent.form.to_owned(),
        answers: sent.answers.clone(),
        hash: hash(&text),
        person: act.actor,
        at: act.now,
        due: sent.due,
    };
    tx.execute(
        "insert into incidents_submissions (id, notification_id, step, number, form, answers, hash, person_id, at, due) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            submission.id,
            proof.id,
            sent.step,
            number,
            sent.form,
            &text,
            &submission.hash,
            act.actor,
            act.now,
            sent.due
        ],
    )?;
    drop_draft(tx, proof, sent.step)?;
    subject::touch(tx, proof, proof.id, &proof.title, act.now)?;
    ledger::record(tx, act, &StepSubmitted { notification: proof.id, step: sent.step.to_owned(), version: number })?;
    Ok(submission)
}

/// Every version of every step, in the order in which they came.
///
/// # Errors
/// Those of the database.
pub fn submissions(read: &Read, notification: SubjectId) -> Result<Vec<Submission>> {
    read.rows(
        "select id, step, number, form, answers, hash, person_id, at, due from incidents_submissions \
         where notification_id = $1 order by id",
        args![notification],
        |row| {
            Ok(Submission {
                id: row.get(0)?,
                step: row.get(1)?,
                number: row.get(2)?,
                form: row.get(3)?,
                answers: answers(&row.get::<String>(4)?)?,
                hash: row.get(5)?,
                person: row.get(6)?,
                at: row.get(7)?,
                due: row.get(8)?,
            })
        },
    )
}

/// What an authority said of a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Of which.
    pub submission: i64,
    /// What it makes of it: [`State::Review`], [`State::Asked`] or [`State::Accepted`].
    pub state: State,
    /// In its words.
    pub text: String,
    /// Which authority.
    pub organisation: OrganisationId,
    /// Who.
    pub person: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

/// Says what an authority makes of a version, under the proof of a change.
///
/// # Errors
/// Those of the database.
pub fn review<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    proof: &Allowed<A, Subject>,
    submission: &Submission,
    (state, text, organisation): (State, &str, OrganisationId),
) -> Result<()> {
    const { assert!(A::WRITES) };
    tx.execute(
        "insert into incidents_reviews (id, notification_id, submission_id, state, text, organisation_id, person_id, at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![
            act.ids.next::<i64>(),
            proof.id,
            submission.id,
            state.code(),
            text,
            organisation,
            act.actor,
            act.now
        ],
    )?;
    let fact = StepReviewed { notification: proof.id, step: submission.step.clone(), state: state.code().to_owned() };
    ledger::record(tx, act, &fact)?;
    Ok(())
}

/// Everything that was said of its versions, in order.
///
/// # Errors
/// Those of the database.
pub fn reviews(read: &Read, notification: SubjectId) -> Result<Vec<Review>> {
    read.rows(
        "select submission_id, state, text, organisation_id, person_id, at from incidents_reviews \
         where notification_id = $1 order by id",
        args![notification],
        |row| {
            Ok(Review {
                submission: row.get(0)?,
                state: State::parse(&row.get::<String>(1)?).ok_or_else(|| strange("review"))?,
                text: row.get(2)?,
                organisation: row.get(3)?,
                person: row.get(4)?,
                at: row.get(5)?,
            })
        },
    )
}

/// A report that an authority asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Inside id.
    pub id: i64,
    /// What it wants to know.
    pub text: String,
    /// By when.
    pub due: Timestamp,
    /// Who asked.
    pub person: Option<PersonId>,
    /// When.
    pub at: Timestamp,
    /// When it was answered.
    pub answered: Option<Timestamp>,
}

/// The reports that were asked for, in order.
///
/// # Errors
/// Those of the database.
pub fn requests(read: &Read, notification: SubjectId) -> Result<Vec<Request>> {
    read.rows(
        "select id, text, due, person_id, at, answered from incidents_requests where notification_id = $1 order by id",
        args![notification],
        |row| {
            Ok(Request {
                id: row.get(0)?,
                text: row.get(1)?,
                due: row.get(2)?,
                person: row.get(3)?,
                at: row.get(4)?,
                answered: row.get(5)?,
            })
        },
    )
}

/// Asks for a report, under the proof of a change.
///
/// # Errors
/// Those of the database.
pub fn request<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    proof: &Allowed<A, Subject>,
    text: &str,
    due: Timestamp,
) -> Result<()> {
    const { assert!(A::WRITES) };
    tx.execute(
        "insert into incidents_requests (id, notification_id, text, due, person_id, at) values ($1, $2, $3, $4, $5, $6)",
        args![act.ids.next::<i64>(), proof.id, text, due, act.actor, act.now],
    )?;
    Ok(())
}

/// The oldest report that was asked for is there now, under the proof of a change; false when none was waited for.
///
/// # Errors
/// Those of the database.
pub fn answer<A: Action>(tx: &Tx, act: Act<'_>, proof: &Allowed<A, Subject>) -> Result<bool> {
    const { assert!(A::WRITES) };
    let rows = tx.execute(
        "update incidents_requests set answered = $2 where id = (select min(r.id) from incidents_requests r \
         where r.notification_id = $1 and r.answered is null)",
        args![proof.id, act.now],
    )?;
    Ok(rows > 0)
}
