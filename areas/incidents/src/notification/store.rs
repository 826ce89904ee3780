//! The SQL of notifications and of what hangs on them.
//!
//! | module | holds |
//! |---|---|
//! | this | a notification, who receives it, where it is in its course |
//! | [`sent`] | versions of steps, reviews, reports that are asked for |
//! | [`begun`] | drafts, and the forms that an authority asks by |
//!
//! What was sent is kept as it came; who may read which field of it is said in one place, by whoever reads it for somebody
//! (`audience.rs`).

pub mod begun;
pub mod sent;

use belfry_contracts::incidents::RecipientAdded;
use belfry_kernel::{Action, Allowed, Label, OrganisationId, PersonId, SubjectId};
use belfry_store::subject::{self, Subject};
use belfry_store::{Act, Error, Read, Result, Row, Sql, Tx, args, ledger, scope};
use jiff::Timestamp;

use super::{NOTIFICATION, State, between, discuss};
use crate::audience::{self, Sight};
use crate::incident::{Cause, Kind, Said};
use crate::{number, regime};

pub use begun::{Draft, discard, draft, drop_draft, keep, own_form, put_form};
pub use sent::{
    Request, Review, Sent, Submission, answer, canonical, hash, request, requests, review, reviews, submissions, submit,
};

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
    let one = read.maybe(sql, args![], |row| from_row(row, 0))?.ok_or(Error::NoRow)?;
    regime::store::know(read, [&one])?;
    Ok(one)
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
    let all = read.rows(sql, args![], |row| Ok((Subject::from_row(row, 0)?, from_row(row, 8)?)))?;
    regime::store::know(read, all.iter().map(|(_, one)| one))?;
    Ok(all)
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
    /// Who sees it.
    pub label: &'a Label,
}

/// Opens a notification.
///
/// # Errors
/// Those of the database.
pub fn open(tx: &Tx, act: Act<'_>, new: &New<'_>) -> Result<Subject> {
    let (id, one): (SubjectId, _) = (act.ids.next(), new.notification);
    let number = number::draw(act.ids);
    let subject = Subject {
        id,
        uuid: act.ids.uuid(),
        kind: NOTIFICATION.code,
        label_id: scope::intern(tx, new.label)?,
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
        receive(tx, act, id, (*organisation, parts), None)?;
    }
    super::text::add(tx, id, &number, &one.regime)?;
    Ok(subject)
}

/// Puts it before an organisation as it stands: what is sent is seen at once, what is not waits. The authority owes an answer until
/// `reply`.
fn receive(
    tx: &Tx,
    act: Act<'_>,
    id: SubjectId,
    (organisation, parts): (OrganisationId, &[String]),
    reply: Option<Timestamp>,
) -> Result<()> {
    tx.execute(
        "insert into incidents_recipients (notification_id, organisation_id, parts, open, state, sector, regime, due, at) \
         select n.id, cast($2 as bigint), $3, case when n.received is not null and n.closed is null then 1 else 0 end, \
         case when n.received is null then '' else n.state end, n.sector, n.regime, \
         case when n.received is null or n.closed is not null then cast($4 as bigint) \
         when n.authority_id = cast($2 as bigint) and cast($6 as bigint) < coalesce(n.due, cast($4 as bigint)) \
         then cast($6 as bigint) else coalesce(n.due, cast($4 as bigint)) end, \
         cast($5 as bigint) from incidents_notifications n where n.id = $1",
        args![id, organisation, parts.join(" "), NEVER, act.now, reply.map_or(NEVER, Timestamp::as_microsecond)],
    )?;
    Ok(())
}

/// Puts what was sent when it was opened before those who receive it; the authority owes an answer until `reply`.
///
/// # Errors
/// Those of the database.
pub fn put_before<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    proof: &Allowed<A, Subject>,
    recipients: &[(OrganisationId, Vec<String>)],
    reply: Option<Timestamp>,
) -> Result<()> {
    const { assert!(A::WRITES) };
    recipients.iter().try_for_each(|(organisation, parts)| receive(tx, act, proof.id, (*organisation, parts), reply))
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
    let mut all = known.clone();
    all.push(Recipient { organisation, parts: parts.to_vec(), assignee: None, at: act.now });
    let one = of(tx, proof.id)?;
    let sight = Sight::of_organisation(organisation, proof, &all);
    if audience::regime(&one).is_some_and(|regime| sight.is_whole(regime)) {
        discuss::joins(tx, proof, &one, &known, organisation)?;
    }
    subject::relabel(tx, proof, proof.id, &between(proof.owner, all.iter().map(|one| one.organisation)))?;
    receive(tx, act, proof.id, (organisation, parts), None)?;
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
