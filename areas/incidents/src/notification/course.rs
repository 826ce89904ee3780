//! Where a notification is in its course: what the clock says comes next, and what that puts on whose agenda.

use belfry_kernel::{Action, Allowed, OrganisationId, SubjectId};
use belfry_store::agenda::{self, New, Obligation};
use belfry_store::subject::Subject;
use belfry_store::{Act, Read, Result, Tx, args};
use jiff::{SignedDuration, Timestamp};

use super::State;
use super::store::{self, Course, Notification, Request, Submission};
use crate::clock::{self, Due, Facts};
use crate::instant;
use crate::regime::{Asked, Regime, Start};

/// What is put on the agenda of an authority that owes an answer.
pub const TO_REPLY: &str = belfry_words::key!("incidents-agenda-reply");
/// What is put on the agenda of an entity that has to say something again.
pub const TO_REVISE: &str = belfry_words::key!("incidents-agenda-revise");
/// How long before and after it is due somebody is reminded, in hours.
const REMIND: [i64; 3] = [-24, -4, 1];

// words: incidents-agenda-step-{early-warning,notification,intermediate,progress,final,other}

/// The message that says that a step is due.
#[must_use]
pub fn key(step: &str) -> &'static str {
    match step {
        "early-warning" => "incidents-agenda-step-early-warning",
        "notification" => "incidents-agenda-step-notification",
        "intermediate" => "incidents-agenda-step-intermediate",
        "progress" => "incidents-agenda-step-progress",
        "final" => "incidents-agenda-step-final",
        _ => "incidents-agenda-step-other",
    }
}

/// What the clock has to know: what was sent, asked for and handled so far.
#[must_use]
pub fn facts(regime: &Regime, one: &Notification, sent: &[Submission], requests: &[Request]) -> Facts {
    let waits = requests.iter().find(|request| request.answered.is_none());
    let asked = |step: &str| regime.step(step).map(|step| step.asked);
    let mut facts = Facts::new(instant::zone(&one.zone), one.aware).with(Start::Handled, one.handled);
    facts.trust = one.trust && regime.trust;
    for submission in sent {
        facts.versions.entry(submission.step.clone()).or_default().push(submission.at);
        // A report that is asked for once more is to be done once more.
        if waits.is_none() || asked(&submission.step) != Some(Asked::OnRequest) {
            facts.at.entry(Start::Sent(submission.step.clone())).or_insert(submission.at);
        }
        facts.ongoing |= asked(&submission.step) == Some(Asked::WhileOngoing);
    }
    facts.requested_due = waits.map(|request| request.due);
    facts.with(Start::Requested, waits.map(|request| request.at))
}

/// Whether somebody of those who receive it may still expect something.
fn is_open(due: &Due, facts: &Facts) -> bool {
    due.asked && facts.sent(&due.step).is_none()
}

/// Everything that is known of a notification besides its answers.
pub struct Known<'a> {
    /// Its row.
    pub notification: Notification,
    /// Its regime.
    pub regime: &'a Regime,
    /// What was sent so far, for its steps and instants alone.
    pub sent: Vec<Submission>,
    /// What was asked for.
    pub requests: Vec<Request>,
}

impl<'a> Known<'a> {
    /// Reads it.
    ///
    /// # Errors
    /// Those of the database.
    pub fn of(read: &Read, id: SubjectId, notification: Notification, regime: &'a Regime) -> Result<Self> {
        let (sent, requests) = (store::submissions(read, id)?, store::requests(read, id)?);
        Ok(Self { notification, regime, sent, requests })
    }

    /// What the clock has to know.
    #[must_use]
    pub fn facts(&self) -> Facts {
        facts(self.regime, &self.notification, &self.sent, &self.requests)
    }
}

/// Goes on: what comes next is computed anew and kept, and agendas say it. `change` says what has just happened. Under the proof of a
/// change. Until when the authority owes an answer.
///
/// # Errors
/// Those of the database.
pub fn go<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    proof: &Allowed<A, Subject>,
    known: &mut Known<'_>,
    change: impl FnOnce(&mut Notification),
) -> Result<Option<Timestamp>> {
    const { assert!(A::WRITES) };
    change(&mut known.notification);
    let facts = known.facts();
    let one = &mut known.notification;
    let next = clock::next(known.regime, &facts).filter(|_| one.closed.is_none());
    let reply = clock::reply_due(known.regime, &facts).filter(|_| one.replied.is_none() && one.closed.is_none());
    one.step = next.as_ref().map(|next| next.step.clone()).unwrap_or_default();
    one.due = next.and_then(|next| next.at);
    store::go(tx, proof, &Course::of(one, reply))?;
    owe(tx, act, proof, known, &facts, reply)?;
    Ok(reply)
}

/// Agendas as the clock says.
fn owe(
    tx: &Tx,
    act: Act<'_>,
    subject: &Subject,
    known: &Known<'_>,
    facts: &Facts,
    reply: Option<Timestamp>,
) -> Result<()> {
    let one = &known.notification;
    let open = open(tx, subject.id)?;
    let mut wanted: Vec<(&'static str, OrganisationId, Timestamp)> = Vec::new();
    if one.closed.is_none() {
        let due = clock::due(known.regime, facts);
        let due = due.iter().filter(|due| is_open(due, facts));
        wanted.extend(due.filter_map(|due| Some((key(&due.step), subject.owner, due.at?))));
        wanted.extend(reply.map(|at| (TO_REPLY, one.authority, at)));
    }
    for (what, at) in &open {
        match wanted.iter().find(|(wanted, ..)| wanted == what) {
            Some((.., due)) if due == at => {}
            Some((.., due)) => drop(agenda::defer(tx, act, subject.id, what, *due, &reminders(*due))?),
            None if what == TO_REVISE => {}
            None => drop(agenda::end(tx, subject.id, what, None, act.now)?),
        }
    }
    for (what, organisation, due) in wanted {
        if !open.iter().any(|(known, _)| known == what) {
            add(tx, act, subject, what, organisation, due)?;
        }
    }
    Ok(())
}

/// What is open on agendas about a notification: the message, and when it is due.
///
/// # Errors
/// Those of the database.
pub fn open(read: &Read, subject: SubjectId) -> Result<Vec<(String, Timestamp)>> {
    read.rows(
        "select what, due from store_obligations where subject_id = $1 and ended is null and area = 'incidents'",
        args![subject],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

fn reminders(due: Timestamp) -> Vec<Timestamp> {
    REMIND.iter().filter_map(|hours| due.checked_add(SignedDuration::from_hours(*hours)).ok()).collect()
}

/// Puts something on an agenda, with reminders before and after.
///
/// # Errors
/// Those of the database.
pub fn add(
    tx: &Tx,
    act: Act<'_>,
    subject: &Subject,
    what: &str,
    organisation: OrganisationId,
    due: Timestamp,
) -> Result<()> {
    let obligation = Obligation {
        id: 0,
        subject: Some(subject.id),
        person: None,
        organisation: Some(organisation),
        what: what.to_owned(),
        data: serde_json::json!({ "title": subject.title }).to_string(),
        due,
    };
    let reminders = reminders(due);
    let new = New { obligation: &obligation, circle: None, assignee: None, may_leave: false, reminders: &reminders };
    agenda::add(tx, act, &new).map(drop)
}

/// The steps that an entity may send now: what comes next or was asked for, what was sent before, and a progress report while it goes on.
#[must_use]
pub fn may_send(regime: &Regime, one: &Notification, facts: &Facts) -> Vec<String> {
    if one.closed.is_some() || one.state == State::Closed {
        return Vec::new();
    }
    let due = clock::due(regime, facts);
    let begun = |due: &&Due| {
        let step = regime.step(&due.step);
        let sent = facts.sent(&due.step).is_some();
        let goes_on = step.is_some_and(|step| step.asked == Asked::WhileOngoing) && one.handled.is_none();
        sent || due.asked && !due.waits || goes_on && !due.waits
    };
    due.iter().filter(begun).map(|due| due.step.clone()).collect()
}
