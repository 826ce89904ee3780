//! What those who receive a notification do with it: take it on, answer, review, ask for a report, pass it on, close it.

use belfry_contracts::incidents::{NotificationAssigned, NotificationClosed, NotificationReplied, ReportRequested};
use belfry_discussion::remark;
use belfry_kernel::{Allowed, OrganisationId, Person, Problem};
use belfry_store::subject::{self, Subject};
use belfry_store::{Tx, agenda, ledger};
use belfry_web::{Reply, Visit};
use jiff::SignedDuration;

use super::course::{self, Known, TO_REVISE};
use super::show::beside::Typed;
use super::show::{self, handles};
use super::store::{self, Recipient};
use super::{NOTIFICATION, State, discuss, url};
use crate::access::Handle;
use crate::regime::Part;
use crate::{audience, instant, route};

// words: incidents-handle-left incidents-handle-taken incidents-handle-closed incidents-pass-already incidents-pass-done
// words: incidents-reply-missing incidents-request-missing incidents-request-waits incidents-review-missing

/// Characters of what is written.
const LONGEST: usize = 10_000;
/// Days in which something is to be said again.
const REVISE_DAYS: i64 = 3;

/// Of the organisations that receive it, that for which this person handles it: his own first.
#[must_use]
pub fn office(person: &Person, recipients: &[Recipient]) -> Option<OrganisationId> {
    let mine = recipients.iter().map(|one| one.organisation).filter(|one| handles(person, *one));
    mine.min_by_key(|one| (*one != person.organisation, *one))
}

/// A notification on the desk of an office that receives it.
pub(crate) struct Desk {
    pub(crate) subject: Allowed<Handle, Subject>,
    known: Known<'static>,
    office: OrganisationId,
    recipients: Vec<Recipient>,
}

/// What somebody of an office is about to act on.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`] for who is of none that receives it, and those of the database.
pub(crate) fn desk(visit: &Visit<Handle>, tx: &Tx) -> Result<Desk, Problem> {
    let subject = visit.load(tx, NOTIFICATION, visit.path("uuid")?)?;
    let recipients = store::recipients(tx, subject.id)?;
    let office = office(visit.person()?, &recipients).ok_or(Problem::Forbidden)?;
    let one = store::of(tx, subject.id)?;
    let regime = audience::regime(&one).ok_or(Problem::NotFound)?;
    let known = Known::of(tx, subject.id, one, regime)?;
    Ok(Desk { subject, known, office, recipients })
}

fn warn(visit: &Visit<Handle>, desk: &Desk, key: &str) -> Reply {
    Reply::To(url(&desk.subject), Some(("warn", visit.s(key))))
}

/// The page again, with what was typed and the words beside the field.
fn refused(
    visit: &Visit<Handle>,
    act: &'static str,
    (text, due): (&'static str, &'static str),
    (field, said): (&'static str, String),
) -> Result<Reply, Problem> {
    let form = visit.form();
    let of = |field: &str| if field.is_empty() { String::new() } else { form.raw(field).to_owned() };
    let mut typed = Typed { act, text: of(text), due: of(due), ..Typed::default() };
    typed.errors.add(field, said);
    Ok(show::draw(visit, typed)?.refused().into())
}

/// Too long, or nothing where something is asked for.
fn unwritten(visit: &Visit<Handle>, field: &str, missing: &str) -> String {
    let long = visit.form().raw(field).trim().chars().count() > LONGEST;
    if long { visit.t().n("incidents-written-long", LONGEST) } else { visit.s(missing) }
}

fn written(visit: &Visit<Handle>, field: &str) -> Option<String> {
    fitting(&visit.form().raw(field))
}

/// What somebody writes; none where it is nothing, or too long.
pub(crate) fn fitting(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty() && text.chars().count() <= LONGEST).then(|| text.to_owned())
}

/// Whether this is something to make of a version.
pub(crate) fn judges(state: State) -> bool {
    matches!(state, State::Review | State::Asked | State::Accepted)
}

/// Takes it on, or leaves it to others.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`] for who is of none that receives it, and those of the database.
pub fn assign(visit: &mut Visit<Handle>) -> Result<Reply, Problem> {
    let tx = visit.write()?;
    let desk = desk(visit, &tx)?;
    let to = (visit.form().text("to") == "me").then_some(visit.person()?.id);
    store::assign(&tx, &desk.subject, desk.office, to)?;
    ledger::record(
        &tx,
        visit.act(),
        &NotificationAssigned { notification: desk.subject.id, organisation: desk.office },
    )?;
    tx.commit()?;
    let said = if to.is_some() { "incidents-handle-taken" } else { "incidents-handle-left" };
    Ok(Reply::done(url(&desk.subject), visit.s(said)))
}

/// Answers the early warning: the authority's own clock stops.
///
/// # Errors
/// As [`assign`].
pub fn reply(visit: &mut Visit<Handle>) -> Result<Reply, Problem> {
    let text = written(visit, "reply");
    let tx = visit.write()?;
    let mut desk = desk(visit, &tx)?;
    let Some(text) = text else {
        drop(tx);
        let said = unwritten(visit, "reply", "incidents-reply-missing");
        return refused(visit, "reply", ("reply", ""), ("reply", said));
    };
    let label = discuss::answering(&tx, &desk.subject, desk.office)?;
    remark::put(&tx, visit.act(), &desk.subject, (visit.person()?, &label), &text)?;
    let now = visit.now();
    // Only whoever is addressed, or the CSIRT, answers for the law.
    let answers = desk.office == desk.known.notification.authority || is(&desk, route::CSIRT) || is(&desk, route::NCA);
    if answers {
        course::go(&tx, visit.act(), &desk.subject, &mut desk.known, |one| one.replied = one.replied.or(Some(now)))?;
        ledger::record(&tx, visit.act(), &NotificationReplied { notification: desk.subject.id })?;
    }
    tx.commit()?;
    Ok(Reply::done(url(&desk.subject), visit.s("incidents-reply-sent")))
}

fn is(desk: &Desk, part: &str) -> bool {
    desk.recipients.iter().any(|one| one.organisation == desk.office && one.parts.iter().any(|mine| mine == part))
}

/// Says what it makes of the newest version.
///
/// # Errors
/// As [`assign`].
pub fn review(visit: &mut Visit<Handle>) -> Result<Reply, Problem> {
    let state = State::parse(visit.form().text("state"))
        .filter(|state| judges(*state))
        .ok_or_else(|| Problem::BadRequest("no such state of a review".into()))?;
    let text = written(visit, "review");
    let long = text.is_none() && !visit.form().raw("review").trim().is_empty();
    let tx = visit.write()?;
    let mut desk = desk(visit, &tx)?;
    let wordless = long || state == State::Asked && text.is_none();
    // Who may not judge, or nothing any more, hears that first.
    if wordless && widest(&desk) && !desk.known.sent.is_empty() && desk.known.notification.closed.is_none() {
        drop(tx);
        let said = unwritten(visit, "review", "incidents-review-missing");
        return refused(visit, "review", ("review", ""), ("review", said));
    }
    if !judge(visit, &tx, &mut desk, state, text)? {
        drop(tx);
        return Ok(warn(visit, &desk, "incidents-handle-closed"));
    }
    tx.commit()?;
    Ok(Reply::done(url(&desk.subject), visit.s("incidents-review-kept")))
}

/// What the office makes of the newest version; false where nothing says what is to be said again, or where it is closed.
///
/// # Errors
/// [`Problem::NotFound`] where nothing was sent, [`Problem::Forbidden`] for who sees a part of it, and those of the database.
pub(crate) fn judge(
    visit: &Visit<Handle>,
    tx: &Tx,
    desk: &mut Desk,
    state: State,
    text: Option<String>,
) -> Result<bool, Problem> {
    let Some(newest) = desk.known.sent.last().cloned() else { return Err(Problem::NotFound) };
    // Whoever sees a part of it cannot judge the whole.
    if !widest(desk) {
        return Err(Problem::Forbidden);
    }
    if state == State::Asked && text.is_none() || desk.known.notification.closed.is_some() {
        return Ok(false);
    }
    let text = text.unwrap_or_default();
    store::review(tx, visit.act(), &desk.subject, &newest, (state, &text, desk.office))?;
    agenda::end(tx, desk.subject.id, TO_REVISE, None, visit.now())?;
    if state == State::Asked {
        let due = visit.now() + SignedDuration::from_hours(24 * REVISE_DAYS);
        course::add(tx, visit.act(), &desk.subject, TO_REVISE, desk.subject.owner, due)?;
    }
    subject::touch(tx, &desk.subject, desk.subject.id, &desk.subject.title, visit.now())?;
    course::go(tx, visit.act(), &desk.subject, &mut desk.known, |one| one.state = state)?;
    Ok(true)
}

/// Asks for a report, with a date of its own.
///
/// # Errors
/// As [`assign`].
pub fn request(visit: &mut Visit<Handle>) -> Result<Reply, Problem> {
    let (text, typed) = (written(visit, "request"), visit.form().text("due").to_owned());
    let tx = visit.write()?;
    let mut desk = desk(visit, &tx)?;
    if !widest(&desk) {
        return Err(Problem::Forbidden);
    }
    let due = instant::read(&typed, visit.t().zone()).ok().flatten().filter(|due| *due > visit.now());
    let waits = desk.known.requests.iter().any(|request| request.answered.is_none());
    if waits || desk.known.notification.closed.is_some() {
        drop(tx);
        return Ok(warn(visit, &desk, if waits { "incidents-request-waits" } else { "incidents-handle-closed" }));
    }
    let (Some(text), Some(due)) = (text.clone(), due) else {
        drop(tx);
        let (field, said) = match text {
            None => ("request", unwritten(visit, "request", "incidents-request-missing")),
            Some(_) => ("due", visit.s("incidents-request-due-wrong")),
        };
        return refused(visit, "request", ("request", "due"), (field, said));
    };
    store::request(&tx, visit.act(), &desk.subject, &text, due)?;
    ledger::record(&tx, visit.act(), &ReportRequested { notification: desk.subject.id })?;
    desk.known.requests = store::requests(&tx, desk.subject.id)?;
    course::go(&tx, visit.act(), &desk.subject, &mut desk.known, |_| {})?;
    tx.commit()?;
    Ok(Reply::done(url(&desk.subject), visit.s("incidents-request-sent")))
}

/// Passes it on: one more organisation receives what the law lets it see.
///
/// # Errors
/// As [`assign`].
pub fn pass(visit: &mut Visit<Handle>) -> Result<Reply, Problem> {
    let to = visit.form().text("to").parse().ok().map(OrganisationId);
    let part = Part::parse(visit.form().text("part"));
    let tx = visit.write()?;
    let desk = desk(visit, &tx)?;
    let known = |part: &Part| desk.known.regime.recipients.iter().any(|one| one.part == *part);
    let all = route::store::addressees(&tx)?;
    let to = to.filter(|to| all.iter().any(|one| one.id == *to) && *to != desk.subject.owner);
    let (Some(to), Some(part)) = (to, part.filter(known)) else {
        drop(tx);
        return refused(visit, "pass", ("", ""), ("to", visit.s("incidents-pass-missing")));
    };
    // Nobody gives more than he has.
    if !widest(&desk) {
        return Err(Problem::Forbidden);
    }
    let added = store::add_recipient(&tx, visit.act(), &desk.subject, to, &[part.code().to_owned()])?;
    tx.commit()?;
    let said = if added { ("good", "incidents-pass-done") } else { ("warn", "incidents-pass-already") };
    Ok(Reply::To(url(&desk.subject), Some((said.0, visit.s(said.1)))))
}

fn widest(desk: &Desk) -> bool {
    audience::Sight::of_organisation(desk.office, &desk.subject, &desk.recipients).is_whole(desk.known.regime)
}

/// Closes it: nothing is waited for any more. For whoever is addressed.
///
/// # Errors
/// As [`assign`].
pub fn close(visit: &mut Visit<Handle>) -> Result<Reply, Problem> {
    let tx = visit.write()?;
    let mut desk = desk(visit, &tx)?;
    if desk.office != desk.known.notification.authority {
        return Err(Problem::Forbidden);
    }
    let now = visit.now();
    agenda::end(&tx, desk.subject.id, TO_REVISE, None, now)?;
    course::go(&tx, visit.act(), &desk.subject, &mut desk.known, |one| {
        (one.state, one.closed) = (State::Closed, one.closed.or(Some(now)));
    })?;
    ledger::record(&tx, visit.act(), &NotificationClosed { notification: desk.subject.id })?;
    tx.commit()?;
    Ok(Reply::done(url(&desk.subject), visit.s("incidents-close-done")))
}
