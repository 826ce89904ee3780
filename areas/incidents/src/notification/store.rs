//! The SQL of notifications and of what hangs on them.
//!
//! What was sent is kept as it came; who may read which field of it is said in one place, by whoever reads it for somebody
//! (`audience.rs`).

use belfry_contracts::incidents::{RecipientAdded, StepReviewed, StepSubmitted};
use belfry_forms::core::Answers;
use belfry_kernel::{Action, Allowed, OrganisationId, PersonId, SubjectId};
use belfry_store::subject::{self, Subject};
use belfry_store::{Act, Error, Read, Result, Row, Sql, Tx, args, ledger, scope};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::{NOTIFICATION, State, between};
use crate::incident::{Cause, Kind, Said};
use crate::number;

/// Due at no time: sorted behind all that is due.
pub const NEVER: i64 = i64::MAX;

/// A notification besides its subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// The incident it tells of, which its recipients do not see.
    pub incident: SubjectId,
    /// By which people speak of it.
    pub number: String,
    /// The law, by the code of its regime.
    pub regime: String,
    /// The regime's version when it began.
    pub version: String,
    /// To whom it is addressed.
    pub authority: OrganisationId,
    /// Whether no duty asks for it (NIS2 Article 30).
    pub voluntary: bool,
    /// Whether nothing of it happened.
    pub exercise: bool,
    /// What it tells of.
    pub kind: Kind,
    /// Whether a trust service was hit: then its notification is due earlier.
    pub trust: bool,
    /// The zone of its deadlines.
    pub zone: String,
    /// The entity's country, two letters.
    pub country: String,
    /// The sector that was hit most.
    pub sector: String,
    /// Whether it reaches into other countries, as was last said.
    pub border: Said,
    /// The root cause, as was last said.
    pub cause: Option<Cause>,
    /// Where it stands.
    pub state: State,
    /// Whom to call.
    pub contact: String,
    /// When its clock began.
    pub aware: Timestamp,
    /// When the first step came.
    pub received: Option<Timestamp>,
    /// When the authority answered it.
    pub replied: Option<Timestamp>,
    /// When the notification proper came.
    pub notified: Option<Timestamp>,
    /// When the incident was over.
    pub handled: Option<Timestamp>,
    /// When the authority closed it.
    pub closed: Option<Timestamp>,
    /// What comes next, by the code of its step; empty for nothing.
    pub step: String,
    /// When that is due.
    pub due: Option<Timestamp>,
}

/// The columns that [`from_row`] reads, of the alias `n`.
pub const COLUMNS: &str = "n.incident_id, n.number, n.regime, n.version, n.authority_id, n.voluntary, n.exercise, n.kind, n.trust, \
     n.zone, n.country, n.sector, n.border, n.cause, n.state, n.contact, n.aware, n.received, n.replied, n.notified, n.handled, \
     n.closed, n.step, n.due";

/// How many [`COLUMNS`] there are.
pub const WIDTH: usize = 24;

fn strange(what: &str) -> Error {
    Error::Driver(format!("an unreadable notification is kept: {what}"))
}

/// Reads [`COLUMNS`].
///
/// # Errors
/// Those of the database.
pub fn from_row(row: &Row<'_>, at: usize) -> Result<Notification> {
    let text = |n: usize| row.get::<String>(at + n);
    let truth = |n: usize| row.get::<i64>(at + n).map(|value| value != 0);
    Ok(Notification {
        incident: row.get(at)?,
        number: text(1)?,
        regime: text(2)?,
        version: text(3)?,
        authority: row.get(at + 4)?,
        voluntary: truth(5)?,
        exercise: truth(6)?,
        kind: Kind::parse(&text(7)?).ok_or_else(|| strange("kind"))?,
        trust: truth(8)?,
        zone: text(9)?,
        country: text(10)?,
        sector: text(11)?,
        border: Said::parse(&text(12)?).ok_or_else(|| strange("border"))?,
        cause: Cause::parse(&text(13)?),
        state: State::parse(&text(14)?).ok_or_else(|| strange("state"))?,
        contact: text(15)?,
        aware: row.get(at + 16)?,
        received: row.get(at + 17)?,
        replied: row.get(at + 18)?,
        notified: row.get(at + 19)?,
        handled: row.get(at + 20)?,
        closed: row.get(at + 21)?,
        step: text(22)?,
        due: row.get(at + 23)?,
    })
}

/// A notification that was loaded before.
///
/// # Errors
/// Those of the database.
pub fn of(read: &Read, id: SubjectId) -> Result<Notification> {
    let sql = Sql::new("select", []).and(COLUMNS, []).and("from incidents_notifications n where n.id = ?", [id.into()]);
    read.maybe(sql, args![], |row| from_row(row, 0))?.ok_or(Error::NoRow)
}

/// The notifications of an incident, as far as the reader sees them, in the order in which they were opened.
///
/// # Errors
/// Those of the database.
pub fn of_incident(read: &Read, incident: SubjectId) -> Result<Vec<(Subject, Notification)>> {
    let mut sql = Sql::new("select", []).and(subject::COLUMNS, []).and(",", []).and(COLUMNS, []).and(
        "from incidents_notifications n join store_subjects s on s.id = n.id where n.incident_id = ? and",
        [incident.into()],
    );
    sql.append(&scope::sees_subject(read.key()));
    sql.push("order by n.id", []);
    read.rows(sql, args![], |row| Ok((Subject::from_row(row, 0)?, from_row(row, 8)?)))
}

/// Somebody who receives a notification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Who.
    pub organisation: OrganisationId,
    /// As what, by codes of `audience.rs`.
    pub parts: Vec<String>,
    /// Who takes care of it there.
    pub assignee: Option<PersonId>,
    /// Since when.
    pub at: Timestamp,
}

/// Those who receive it, the first first.
///
/// # Errors
/// Those of the database.
pub fn recipients(read: &Read, notification: SubjectId) -> Result<Vec<Recipient>> {
    read.rows(
        "select organisation_id, parts, assignee_id, at from incidents_recipients where notification_id = $1 \
         order by at, organisation_id",
        args![notification],
        |row| {
            Ok(Recipient {
                organisation: row.get(0)?,
                parts: row.get::<String>(1)?.split(' ').map(str::to_owned).collect(),
                assignee: row.get(2)?,
                at: row.get(3)?,
            })
        },
    )
}

/// What a notification begins with.
pub struct New<'a> {
    /// The incident, of the entity.
    pub incident: &'a Subject,
    /// Everything that does not follow from its being new; number, state and the instants of its course do.
    pub notification: &'a Notification,
    /// Those who receive it, each with its parts.
    pub recipients: &'a [(OrganisationId, Vec<String>)],
}

/// Opens a notification: its own people see it until its first step is sent ([`super::send::step`]).
///
/// # Errors
/// Those of the database.
pub fn open(tx: &Tx, act: Act<'_>, new: &New<'_>) -> Result<Subject> {
    let (id, one): (SubjectId, _) = (act.ids.next(), new.notification);
    let number = number::draw(act.ids);
    let label = crate::incident::own(new.incident.owner);
    let subject = Subject {
        id,
        uuid: act.ids.uuid(),
        kind: NOTIFICATION.code,
        label_id: scope::intern(tx, &label)?,
        owner: new.incident.owner,
        author: act.actor,
        // Its recipients may not all know what happened.
        title: number.clone(),
        updated: act.now,
    };
    subject::insert(tx, &subject)?;
    tx.execute(
        "insert into incidents_notifications (id, incident_id, number, regime, version, authority_id, voluntary, exercise, kind, \
         trust, zone, country, sector, border, cause, state, contact, aware, step, due) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'received', $16, $17, $18, $19)",
        args![
            id,
            new.incident.id,
            &number,
            &one.regime,
            &one.version,
            one.authority,
            i64::from(one.voluntary),
            i64::from(one.exercise),
            one.kind.code(),
            i64::from(one.trust),
            &one.zone,
            &one.country,
            &one.sector,
            one.border.code(),
            one.cause.map_or("", Cause::code),
            &one.contact,
            one.aware,
            &one.step,
            one.due
        ],
    )?;
    for (organisation, parts) in new.recipients {
        receive(tx, act, id, *organisation, parts)?;
    }
    Ok(subject)
}

fn receive(tx: &Tx, act: Act<'_>, id: SubjectId, organisation: OrganisationId, parts: &[String]) -> Result<()> {
    tx.execute(
        "insert into incidents_recipients (notification_id, organisation_id, parts, open, state, sector, due, at) \
         select n.id, cast($2 as bigint), $3, 0, n.state, n.sector, cast($4 as bigint), cast($5 as bigint) from incidents_notifications n where n.id = $1",
        args![id, organisation, parts.join(" "), NEVER, act.now],
    )?;
    Ok(())
}

/// One more organisation receives it, under the proof of a change. False when it does already.
///
/// # Errors
/// Those of the database.
pub fn add_recipient<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    proof: &Allowed<A, Subject>,
    organisation: OrganisationId,
    parts: &[String],
) -> Result<bool> {
    const { assert!(A::WRITES) };
    let known = recipients(tx, proof.id)?;
    if known.iter().any(|one| one.organisation == organisation) {
        return Ok(false);
    }
    let all = known.iter().map(|one| one.organisation).chain([organisation]);
    subject::relabel(tx, proof, proof.id, &between(proof.owner, all))?;
    receive(tx, act, proof.id, organisation, parts)?;
    // What others of them see in their inbox, it sees in its own.
    tx.execute(
        "update incidents_recipients set open = (select case when n.received is not null and n.closed is null then 1 else 0 end \
         from incidents_notifications n where n.id = $1), due = (select coalesce(n.due, $3) from incidents_notifications n where n.id = $1) \
         where notification_id = $1 and organisation_id = $2",
        args![proof.id, organisation, NEVER],
    )?;
    ledger::record(tx, act, &RecipientAdded { notification: proof.id, organisation })?;
    Ok(true)
}

/// Where a notification is in its course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// Where it stands.
    pub state: State,
    /// When the first step came.
    pub received: Option<Timestamp>,
    /// When the authority answered it.
    pub replied: Option<Timestamp>,
    /// When the notification proper came.
    pub notified: Option<Timestamp>,
    /// When the incident was over.
    pub handled: Option<Timestamp>,
    /// When the authority closed it.
    pub closed: Option<Timestamp>,
    /// What comes next; empty for nothing.
    pub step: String,
    /// When that is due.
    pub due: Option<Timestamp>,
    /// When the authority's answer is due, as long as it is.
    pub reply_due: Option<Timestamp>,
}

impl Course {
    /// Where a notification stands; the instant of the answer is the regime's.
    #[must_use]
    pub fn of(one: &Notification, reply_due: Option<Timestamp>) -> Self {
        Self {
            state: one.state,
            received: one.received,
            replied: one.replied,
            notified: one.notified,
            handled: one.handled,
            closed: one.closed,
            step: one.step.clone(),
            due: one.due,
            reply_due,
        }
    }
}

/// Where it is now, in its own row and in those of its recipients, under the proof of a change.
///
/// # Errors
/// Those of the database.
pub fn go<A: Action>(tx: &Tx, proof: &Allowed<A, Subject>, course: &Course) -> Result<()> {
    const { assert!(A::WRITES) };
    tx.execute(
        "update incidents_notifications set state = $2, received = $3, replied = $4, notified = $5, handled = $6, closed = $7, \
         step = $8, due = $9 where id = $1",
        args![
            proof.id,
            course.state.code(),
            course.received,
            course.replied,
            course.notified,
            course.handled,
            course.closed,
            &course.step,
            course.due
        ],
    )?;
    let (open, next) = (
        i64::from(course.received.is_some() && course.closed.is_none()),
        course.due.map_or(NEVER, Timestamp::as_microsecond),
    );
    let reply = course.reply_due.map_or(NEVER, Timestamp::as_microsecond);
    tx.execute(
        "update incidents_recipients set open = $2, state = $3, \
         due = case when cast($2 as bigint) = 0 then cast($6 as bigint) when organisation_id = (select n.authority_id \
         from incidents_notifications n where n.id = $1) and cast($5 as bigint) < cast($4 as bigint) then cast($5 as bigint) \
         else cast($4 as bigint) end where notification_id = $1",
        args![proof.id, open, course.state.code(), next, reply, NEVER],
    )?;
    Ok(())
}

/// What was last said of where it reaches and why, so that inboxes and figures need not read answers.
///
/// # Errors
/// Those of the database.
pub fn learn<A: Action>(tx: &Tx, proof: &Allowed<A, Subject>, border: Said, cause: Option<Cause>) -> Result<()> {
    const { assert!(A::WRITES) };
    tx.execute(
        "update incidents_notifications set border = $2, cause = $3 where id = $1",
        args![proof.id, border.code(), cause.map_or("", Cause::code)],
    )?;
    Ok(())
}

/// Gives it to somebody of a recipient, or to nobody; false when that organisation does not receive it.
///
/// # Errors
/// Those of the database.
pub fn assign<A: Action>(
    tx: &Tx,
    proof: &Allowed<A, Subject>,
    organisation: OrganisationId,
    assignee: Option<PersonId>,
) -> Result<bool> {
    const { assert!(A::WRITES) };
    let rows = tx.execute(
        "update incidents_recipients set assignee_id = $3 where notification_id = $1 and organisation_id = $2",
        args![proof.id, organisation, assignee],
    )?;
    Ok(rows > 0)
}

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

fn answers(text: &str) -> Result<Answers> {
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

/// What was begun and not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The hash of the form's definition.
    pub form: String,
    /// What was answered so far.
    pub answers: Answers,
    /// Who kept it.
    pub person: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

/// What was begun for a step, if its reader is of the entity.
///
/// # Errors
/// Those of the database.
pub fn draft(read: &Read, notification: SubjectId, step: &str) -> Result<Option<Draft>> {
    read.maybe(
        "select d.form, d.answers, d.person_id, d.at from incidents_drafts d where d.notification_id = $1 and d.step = $2 \
         and exists (select 1 from store_visible v where v.grant_key = $3 and v.label_id = d.label_id limit 1)",
        args![notification, step, read.key()],
        |row| {
            let answers = answers(&row.get::<String>(1)?)?;
            Ok(Draft { form: row.get(0)?, answers, person: row.get(2)?, at: row.get(3)? })
        },
    )
}

/// Keeps what was begun for a step, under the proof of a change: its entity alone sees it.
///
/// # Errors
/// Those of the database.
pub fn keep<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    proof: &Allowed<A, Subject>,
    (step, form): (&str, &str),
    answers: &Answers,
) -> Result<()> {
    const { assert!(A::WRITES) };
    let label = scope::intern(tx, &crate::incident::own(proof.owner))?;
    tx.execute(
        "insert into incidents_drafts (notification_id, step, label_id, form, answers, person_id, at) \
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (notification_id, step) do update set form = excluded.form, \
         answers = excluded.answers, person_id = excluded.person_id, at = excluded.at",
        args![proof.id, step, label, form, canonical(answers)?, act.actor, act.now],
    )?;
    Ok(())
}

/// Takes away what was begun for a step, under the proof of a change.
///
/// # Errors
/// Those of the database.
pub fn drop_draft<A: Action>(tx: &Tx, proof: &Allowed<A, Subject>, step: &str) -> Result<()> {
    const { assert!(A::WRITES) };
    tx.execute("delete from incidents_drafts where notification_id = $1 and step = $2", args![proof.id, step])?;
    Ok(())
}

/// The form that an authority asks for in a step of a regime, where it is not the one built in.
///
/// # Errors
/// Those of the database.
pub fn own_form(read: &Read, authority: OrganisationId, regime: &str, step: &str) -> Result<Option<SubjectId>> {
    read.maybe(
        "select form_id from incidents_forms where authority_id = $1 and regime = $2 and step = $3",
        args![authority, regime, step],
        |row| row.get(0),
    )
}

/// Has an authority ask for this form in a step of a regime; none for the one built in. The caller has decided that he may.
///
/// # Errors
/// Those of the database.
pub fn put_form(
    tx: &Tx,
    authority: OrganisationId,
    (regime, step): (&str, &str),
    form: Option<SubjectId>,
) -> Result<()> {
    tx.execute(
        "delete from incidents_forms where authority_id = $1 and regime = $2 and step = $3",
        args![authority, regime, step],
    )?;
    if let Some(form) = form {
        tx.execute(
            "insert into incidents_forms (authority_id, regime, step, form_id) values ($1, $2, $3, $4)",
            args![authority, regime, step, form],
        )?;
    }
    Ok(())
}
