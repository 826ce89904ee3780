//! Saying something: `POST PAGE/discuss`, `PAGE/ask`, `PAGE/acknowledge`.

use belfry_contracts::discussion::{PersonMentioned, RemarkAdded};
use belfry_kernel::{Allowed, Label, Problem};
use belfry_store::subject::Subject;
use belfry_store::{Read, Tx, ledger, scope};
use belfry_web::form::Errors;
use belfry_web::{Reply, Visit};
use belfry_words::Words;

use super::{Kind, LONGEST, New, Reader};
use crate::discussion::page;
use crate::place::{self, Hearing, Place};
use crate::{mention, remark};

/// A remark, or the reply to one.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn act<P: Place>(visit: &mut Visit<P::Discuss>) -> Result<Reply, Problem> {
    let to: Option<i64> = visit.form().text("reply-to").parse().ok();
    say::<P>(visit, Kind::Comment, to)
}

/// Information is asked for.
///
/// # Errors
/// As [`act`].
pub fn ask<P: Place>(visit: &mut Visit<P::Discuss>) -> Result<Reply, Problem> {
    say::<P>(visit, Kind::Question, None)
}

/// The organisation has taken note. Once is enough.
///
/// # Errors
/// As [`act`].
pub fn acknowledge<P: Place>(visit: &mut Visit<P::Discuss>) -> Result<Reply, Problem> {
    let tx = visit.write()?;
    let subject = place::load::<P, _>(visit, &tx)?;
    if !remark::has_acknowledged(&tx, subject.id, visit.person()?.organisation)? {
        let label = usual::<P>(place::hearing::<P, _>(visit, &tx, &subject)?.as_ref(), &subject, "");
        keep::<P>(visit, &tx, &subject, (Kind::Acknowledgement, None, label), "")?;
        tx.commit()?;
    }
    let back = format!("{}#discussion", visit.page_of(P::KIND, subject.uuid));
    Ok(Reply::done(back, visit.s("discussion-noted")))
}

/// What is wrong with a text; nothing when it can stand.
pub(super) fn faults(t: &Words, text: &str) -> Errors {
    let mut errors = Errors::default();
    errors.unless(!text.is_empty(), "text", || t.s("discussion-empty"));
    errors.unless(text.chars().count() <= LONGEST, "text", || t.n("discussion-long", LONGEST));
    errors
}

fn say<P: Place>(visit: &mut Visit<P::Discuss>, kind: Kind, to: Option<i64>) -> Result<Reply, Problem> {
    let text = visit.form().raw("text").trim().to_owned();
    let t = visit.t();
    let errors = faults(&t, &text);
    if !errors.is_empty() {
        let read = visit.read()?;
        let subject = place::load::<P, _>(visit, &read)?;
        drop(read);
        let to = visit.form().text("hearers").to_owned();
        return Ok(page::draw::<P, _>(visit, &subject, page::Typed { text, to, errors })?.refused().into());
    }
    // Asked before the one writer is held: it looks at people, not at what is about to change.
    let named = {
        let read = visit.read()?;
        let subject = place::load::<P, _>(visit, &read)?;
        let (.., label) = said_as::<P>(visit, &read, &subject, kind, to)?;
        let label = label.map_or_else(|| place::label::<P>(&read, &subject), Ok)?;
        mention::named::<P, _>(visit, &read, &subject, &label, &text)?
    };
    let tx = visit.write()?;
    let subject = place::load::<P, _>(visit, &tx)?;
    let said = said_as::<P>(visit, &tx, &subject, kind, to)?;
    let kind = said.0;
    let id = keep::<P>(visit, &tx, &subject, said, &text)?;
    mention::keep(&tx, id, &named)?;
    for person in named {
        ledger::record(&tx, visit.act(), &PersonMentioned { subject: subject.id, remark: id, person })?;
    }
    let words = if kind == Kind::Question { t.s("discussion-asked") } else { t.s("discussion-said") };
    visit.finish(tx, Reply::done(format!("{}#c-{id}", visit.page_of(P::KIND, subject.uuid)), words))
}

/// As what something is said, in which thread, and to whom.
type SaidAs = (Kind, Option<i64>, Option<Label>);

/// A reply belongs to the remark that began the thread and is for whom that was for; what begins a thread, for whom its author says.
fn said_as<P: Place>(
    visit: &Visit<P::Discuss>,
    read: &Read,
    subject: &Subject,
    kind: Kind,
    to: Option<i64>,
) -> Result<SaidAs, Problem> {
    let hearing = place::hearing::<P, _>(visit, read, subject)?;
    let Some(to) = to else {
        return Ok((kind, None, usual::<P>(hearing.as_ref(), subject, visit.form().text("hearers"))));
    };
    let reader = Reader { person: visit.person()?.id, partly: place::is_partly(hearing.as_ref()) };
    let found = remark::by_id(read, reader, subject.id, to)?.ok_or(Problem::NotFound)?;
    let kind = if found.kind == Kind::Question { Kind::Answer } else { kind };
    Ok((kind, Some(found.reply_to.unwrap_or(found.id)), found.label))
}

/// The label of what is said to those whom a form names.
fn usual<P: Place>(hearing: Option<&Hearing>, subject: &Subject, code: &str) -> Option<Label> {
    hearing.map(|hearing| hearing.named(code).label.clone()).or_else(|| P::narrowed(subject))
}

/// Keeps a remark; its id.
fn keep<P: Place>(
    visit: &Visit<P::Discuss>,
    tx: &Tx,
    subject: &Allowed<P::Discuss, Subject>,
    (kind, reply_to, label): SaidAs,
    text: &str,
) -> Result<i64, Problem> {
    let person = visit.person()?;
    let label = match label {
        Some(label) => Some(scope::intern(tx, &label)?),
        None => None,
    };
    let id: i64 = visit.ids().next();
    let new =
        New { id, label, person: person.id, organisation: person.organisation, at: visit.now(), text, kind, reply_to };
    remark::add(tx, subject, &new)?;
    ledger::record(tx, visit.act(), &RemarkAdded { subject: subject.id, remark: id })?;
    Ok(id)
}
