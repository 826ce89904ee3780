//! The discussion of an event: a remark, a question, an answer to one, and that an organisation has taken note.

use belfry_contracts::threats::CommentAdded;
use belfry_kernel::{Allowed, Problem};
use belfry_store::subject::Subject;
use belfry_store::{Tx, args, ledger};
use belfry_web::{Reply, Visit};

use super::EVENT;
use super::show::{Said, draw};
use crate::access::Discuss;

/// Characters of a remark.
const LONGEST: usize = 10_000;

/// What a remark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// Something said.
    Comment,
    /// Information asked for.
    Question,
    /// The answer to the question of this id.
    Answer(i64),
    /// Taken note of.
    Acknowledgement,
}

impl Remark {
    /// The word in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::Question => "question",
            Self::Answer(_) => "answer",
            Self::Acknowledgement => "acknowledgement",
        }
    }
}

/// `POST /threats/events/{uuid}/discuss`: a remark, or the answer to a question.
pub fn discuss(visit: &mut Visit<Discuss>) -> Result<Reply, Problem> {
    let to: Option<i64> = visit.form().text("reply-to").parse().ok();
    say(visit, to.map_or(Remark::Comment, Remark::Answer))
}

/// `POST /threats/events/{uuid}/ask`: information is asked for.
pub fn ask(visit: &mut Visit<Discuss>) -> Result<Reply, Problem> {
    say(visit, Remark::Question)
}

/// `POST /threats/events/{uuid}/acknowledge`: the organisation has taken note. Once is enough.
pub fn acknowledge(visit: &mut Visit<Discuss>) -> Result<Reply, Problem> {
    let tx = visit.write()?;
    let event = visit.load(&tx, EVENT, visit.path("uuid")?)?;
    let organisation = visit.person()?.organisation;
    let known = tx.maybe(
        "select 1 from threats_comments where event_id = $1 and organisation_id = $2 and kind = 'acknowledgement'",
        args![event.id, organisation],
        |_| Ok(()),
    )?;
    if known.is_none() {
        add(visit, &tx, &event, Remark::Acknowledgement, "")?;
        tx.commit()?;
    }
    Ok(Reply::done(format!("{}{}#discussion", EVENT.path, event.uuid), visit.s("threats-discuss-noted")))
}

fn say(visit: &mut Visit<Discuss>, remark: Remark) -> Result<Reply, Problem> {
    let text = visit.form().raw("text").trim().to_owned();
    let t = visit.t();
    let mut said = Said { text, ..Said::default() };
    said.errors.unless(!said.text.is_empty(), "text", || t.s("threats-discuss-empty"));
    said.errors.unless(said.text.chars().count() <= LONGEST, "text", || t.n("threats-discuss-long", LONGEST));
    if !said.errors.is_empty() {
        let read = visit.read()?;
        let event = visit.load(&read, EVENT, visit.path("uuid")?)?;
        drop(read);
        return Ok(draw(visit, &event, said)?.refused().into());
    }
    let tx = visit.write()?;
    let event = visit.load(&tx, EVENT, visit.path("uuid")?)?;
    if let Remark::Answer(to) = remark {
        // An answer belongs to a question about the same event.
        tx.maybe(
            "select 1 from threats_comments where id = $1 and event_id = $2 and kind = 'question'",
            args![to, event.id],
            |_| Ok(()),
        )?
        .ok_or(Problem::NotFound)?;
    }
    let id = add(visit, &tx, &event, remark, &said.text)?;
    tx.commit()?;
    let words = if remark == Remark::Question { t.s("threats-discuss-asked") } else { t.s("threats-discuss-said") };
    Ok(Reply::done(format!("{}{}#c-{id}", EVENT.path, event.uuid), words))
}

/// Adds a remark, under the proof that its author may speak about the event.
fn add(
    visit: &Visit<Discuss>,
    tx: &Tx,
    event: &Allowed<Discuss, Subject>,
    remark: Remark,
    text: &str,
) -> Result<i64, Problem> {
    let person = visit.person()?;
    let id: i64 = visit.ids().next();
    let to = if let Remark::Answer(to) = remark { Some(to) } else { None };
    tx.execute(
        "insert into threats_comments (id, event_id, person_id, organisation_id, at, text, kind, reply_to) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![id, event.id, person.id, person.organisation, visit.now(), text, remark.code(), to],
    )?;
    ledger::record(tx, visit.act(), &CommentAdded { event: event.id, comment: id })?;
    Ok(id)
}
