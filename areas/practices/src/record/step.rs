//! The life of a record after it was handed over: checked, reviewed, published, sent back, taken back, superseded.

use belfry_contracts::practices::{
    RecordChecked, RecordPublished, RecordReturned, RecordReviewed, RecordSuperseded, RecordWithdrawn,
};
use belfry_discussion::remark;
use belfry_kernel::{Action, Allowed, Fact, Problem, Tlp};
use belfry_store::subject::{self, Subject};
use belfry_store::{Tx, agenda, ledger};
use belfry_web::{Reply, Visit};
use jiff::SignedDuration;
use uuid::Uuid;

use super::store::Record;
use super::{RECORD, State, TO_CHECK, TO_REVISE, new, store, submit, url};
use crate::access::{CHECKERS, Check, REVIEWERS, Review, Submit};
use crate::desk;

fn loaded<A: Action>(visit: &Visit<A>, tx: &Tx) -> Result<(Allowed<A, Subject>, Record), Problem> {
    let subject = visit.load(tx, RECORD, visit.path("uuid")?)?;
    let record = store::of(tx, subject.id)?;
    Ok((subject, record))
}

fn settled<A>(visit: &Visit<A>, subject: &Subject) -> Reply {
    Reply::To(url(subject), Some(("warn", visit.s("practices-step-elsewhere"))))
}

/// One step, as far as the record stands where it begins.
fn take<A: Action, F: Fact>(
    visit: &Visit<A>,
    tx: Tx,
    subject: &Allowed<A, Subject>,
    (from, to): (&[State], State),
    fact: &F,
    said: &str,
) -> Result<Reply, Problem> {
    if !store::step(&tx, subject, from, to)? {
        drop(tx);
        return Ok(settled(visit, subject));
    }
    ledger::record(&tx, visit.act(), fact)?;
    tx.commit()?;
    Ok(Reply::done(url(subject), said))
}

/// It is complete, and tells nothing that it must not.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`] for who does not work at its desk, and those of the database.
pub fn check(visit: &mut Visit<Check>) -> Result<Reply, Problem> {
    let tx = visit.write()?;
    let (subject, record) = loaded(visit, &tx)?;
    desk::works_at(visit.person()?, record.desk, CHECKERS)?;
    let step = (&[State::Submitted][..], State::Checked);
    take(visit, tx, &subject, step, &RecordChecked { record: subject.id }, &visit.s("practices-step-checked"))
}

/// Somebody who knows the matter stands by it: not whoever wrote it.
///
/// # Errors
/// As [`check`].
pub fn review(visit: &mut Visit<Review>) -> Result<Reply, Problem> {
    let tx = visit.write()?;
    let (subject, record) = loaded(visit, &tx)?;
    desk::works_at(visit.person()?, record.desk, REVIEWERS)?;
    if subject.author == Some(visit.person()?.id) {
        drop(tx);
        return Ok(Reply::To(url(&subject), Some(("warn", visit.s("practices-step-own")))));
    }
    let step = (&[State::Checked][..], State::Reviewed);
    take(visit, tx, &subject, step, &RecordReviewed { record: subject.id }, &visit.s("practices-step-reviewed"))
}

/// Its audience sees it, as its owner meant: no wider.
///
/// # Errors
/// As [`check`].
pub fn publish(visit: &mut Visit<Check>) -> Result<Reply, Problem> {
    let tx = visit.write()?;
    let (subject, record) = loaded(visit, &tx)?;
    desk::works_at(visit.person()?, record.desk, CHECKERS)?;
    let Some(reach) = record.reach.filter(|_| record.state == State::Reviewed) else {
        drop(tx);
        return Ok(settled(visit, &subject));
    };
    agenda::end(&tx, subject.id, TO_CHECK, None, visit.now())?;
    store::out(&tx, &subject, visit.now())?;
    subject::touch(&tx, &subject, subject.id, &subject.title, visit.now())?;
    // What was said while it was looked at was not meant for all.
    let between = desk::between(Tlp::Amber, &[subject.owner, record.desk.unwrap_or(subject.owner)]);
    remark::narrow(&tx, &subject, &between)?;
    subject::relabel(&tx, &subject, subject.id, &reach)?;
    let step = (&[State::Reviewed][..], State::Published);
    take(visit, tx, &subject, step, &RecordPublished { record: subject.id }, &visit.s("practices-step-published"))
}

/// Back to whoever wrote it, with a reason.
///
/// # Errors
/// As [`check`].
pub fn give_back(visit: &mut Visit<Check>) -> Result<Reply, Problem> {
    let reason = visit.form().raw("reason").trim().to_owned();
    let tx = visit.write()?;
    let (subject, record) = loaded(visit, &tx)?;
    desk::works_at(visit.person()?, record.desk, CHECKERS)?;
    if reason.is_empty() || reason.len() > 4_000 {
        drop(tx);
        return Ok(Reply::To(url(&subject), Some(("warn", visit.s("practices-step-reason")))));
    }
    if !store::step(&tx, &subject, &[State::Submitted, State::Checked, State::Reviewed], State::Draft)? {
        drop(tx);
        return Ok(settled(visit, &subject));
    }
    ledger::record(&tx, visit.act(), &RecordReturned { record: subject.id })?;
    // What was asked stays between the two as long as the record does.
    let between = desk::between(Tlp::Amber, &[subject.owner, record.desk.unwrap_or(subject.owner)]);
    remark::put(&tx, visit.act(), &subject, (visit.person()?, &between), &reason)?;
    agenda::end(&tx, subject.id, TO_CHECK, None, visit.now())?;
    let due = visit.now() + SignedDuration::from_hours(24 * submit::DAYS);
    store::owe(&tx, visit.act(), subject.id, subject.owner, TO_REVISE, &subject.title, due)?;
    tx.commit()?;
    Ok(Reply::done(url(&subject), visit.s("practices-step-returned")))
}

/// Its owner takes it back: a draft again, which only his organisation sees.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn withdraw(visit: &mut Visit<Submit>) -> Result<Reply, Problem> {
    let tx = visit.write()?;
    let (subject, _) = loaded(visit, &tx)?;
    agenda::end(&tx, subject.id, TO_CHECK, None, visit.now())?;
    subject::relabel(&tx, &subject, subject.id, &new::own(subject.owner))?;
    let step = (&[State::Submitted, State::Checked, State::Reviewed, State::Published][..], State::Draft);
    take(visit, tx, &subject, step, &RecordWithdrawn { record: subject.id }, &visit.s("practices-step-withdrawn"))
}

/// Another published record stands in its place: its owner says which.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn supersede(visit: &mut Visit<Submit>) -> Result<Reply, Problem> {
    let typed = visit.form().text("successor").rsplit('/').next().unwrap_or_default().parse::<Uuid>();
    let tx = visit.write()?;
    let (subject, _) = loaded(visit, &tx)?;
    let other = match typed {
        Ok(uuid) => super::select::published(&tx, uuid)?.filter(|other| *other != subject.id),
        Err(_) => None,
    };
    let Some(successor) = other else {
        drop(tx);
        return Ok(Reply::To(url(&subject), Some(("warn", visit.s("practices-step-no-successor")))));
    };
    store::succeed(&tx, &subject, successor)?;
    let fact = RecordSuperseded { record: subject.id, successor };
    let step = (&[State::Published][..], State::Superseded);
    take(visit, tx, &subject, step, &fact, &visit.s("practices-step-superseded"))
}
