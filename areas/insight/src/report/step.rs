//! Sent in, sent back, approved. Whoever sent a report in does not approve it.

use belfry_contracts::insight::{ReportApproved, ReportReturned, ReportSent};
use belfry_kernel::{Action, Allowed, Fact, Problem};
use belfry_store::subject::Subject;
use belfry_store::{Tx, ledger};
use belfry_web::{Page, Reply, Visit};

use super::store::{self, Report};
use super::{REPORT, State, url};
use crate::access::{Approve, Write};

/// A page of a step, or the way back to the report where that step is not the next one.
pub(super) fn or_back<A>(visit: &Visit<A>, page: Result<Page, Problem>) -> Result<Reply, Problem> {
    match page {
        Err(Problem::Conflict) => {
            let uuid: uuid::Uuid = visit.path("uuid")?;
            Ok(Reply::To(format!("{}{uuid}", REPORT.path), Some(("warn", visit.s("insight-step-not-now")))))
        }
        page => Ok(page?.into()),
    }
}

fn load<A: Action>(visit: &Visit<A>, tx: &Tx) -> Result<(Allowed<A, Subject>, Report), Problem> {
    let subject = visit.load(tx, REPORT, visit.path("uuid")?)?;
    let report = store::of(tx, subject.id)?.ok_or(Problem::NotFound)?;
    Ok((subject, report))
}

fn end<A: Action>(
    visit: &Visit<A>,
    tx: Tx,
    subject: &Allowed<A, Subject>,
    moved: bool,
    fact: &impl Fact,
    words: &str,
) -> Result<Reply, Problem> {
    if !moved {
        return Err(Problem::Conflict);
    }
    ledger::record(&tx, visit.act(), fact)?;
    tx.commit()?;
    Ok(Reply::done(url(subject), visit.s(words)))
}

/// Sends a draft in.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], [`Problem::Conflict`], and those of the database.
pub fn send(visit: &mut Visit<Write>) -> Result<Reply, Problem> {
    let tx = visit.write()?;
    let (subject, _) = load(visit, &tx)?;
    let steps = (State::Draft, State::Sent);
    let moved = store::step(&tx, &subject, steps, visit.actor().person_id(), None, None)?;
    let fact = ReportSent { report: subject.id };
    end(visit, tx, &subject, moved, &fact, belfry_words::key!("insight-step-sent"))
}

/// Takes it back, or sends it back, to be worked on: whoever writes may, until it is published.
///
/// # Errors
/// As [`send`].
pub fn back(visit: &mut Visit<Write>) -> Result<Reply, Problem> {
    let tx = visit.write()?;
    let (subject, report) = load(visit, &tx)?;
    let from = if report.state == State::Approved { State::Approved } else { State::Sent };
    let moved = store::step(&tx, &subject, (from, State::Draft), None, None, None)?;
    let fact = ReportReturned { report: subject.id };
    end(visit, tx, &subject, moved, &fact, belfry_words::key!("insight-step-returned"))
}

/// Approves what somebody else sent in.
///
/// # Errors
/// As [`send`]; [`Problem::Refused`] for whoever sent it.
pub fn approve(visit: &mut Visit<Approve>) -> Result<Reply, Problem> {
    let tx = visit.write()?;
    let (subject, report) = load(visit, &tx)?;
    if report.sent_by == visit.actor().person_id() {
        return Err(Problem::Refused(visit.s("insight-step-own")));
    }
    let steps = (State::Sent, State::Approved);
    let moved = store::step(&tx, &subject, steps, report.sent_by, visit.actor().person_id(), None)?;
    let fact = ReportApproved { report: subject.id };
    end(visit, tx, &subject, moved, &fact, belfry_words::key!("insight-step-approved"))
}
