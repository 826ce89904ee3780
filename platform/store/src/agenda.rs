//! The agenda: obligations with an opener, a due instant, reminders and an end. One for all areas.
//!
//! | module | holds |
//! |---|---|
//! | [`list`] | what is due or was, for whom, in pages by key |
//! | [`reminder`] | what is to be said before and after the due instant, each once |
//!
//! An area opens an obligation with [`open`] or [`add`] in the transaction of what asks for it, and ends it with [`end`] in
//! that of what settles it. A person who has done or dismissed something by hand goes through [`settle`].

pub mod list;
pub mod reminder;

use belfry_kernel::{CircleId, OrganisationId, PersonId, SubjectId};
use jiff::Timestamp;
use uuid::Uuid;

use crate::args;
use crate::error::Result;
use crate::ledger::Act;
use crate::sql::part_of;
use crate::transaction::{Read, Tx};

pub use list::{Count, Due, Filter, Whose, by_uuid, count, first, list};

/// Something that is due.
#[derive(Clone, Debug)]
pub struct Obligation {
    /// Inside id.
    pub id: i64,
    /// What it is about.
    pub subject: Option<SubjectId>,
    /// Whose it is; none when it is the organisation's.
    pub person: Option<PersonId>,
    /// Whose it is, as an organisation.
    pub organisation: Option<OrganisationId>,
    /// The message key that says what is to be done. Its first word is the area that opened it.
    pub what: String,
    /// Arguments of the message, JSON.
    pub data: String,
    /// When.
    pub due: Timestamp,
}

/// A new obligation with everything that one can have.
#[derive(Clone, Debug)]
pub struct New<'a> {
    /// What, about what, for whom, when. Its id is given by [`add`].
    pub obligation: &'a Obligation,
    /// Whose it is, as a circle; then it has neither person nor organisation.
    pub circle: Option<CircleId>,
    /// Who of the organisation or circle takes it on.
    pub assignee: Option<PersonId>,
    /// Whether its words may stand in a mail or a calendar, when it has no subject whose label says so.
    pub may_leave: bool,
    /// When to remind, before or after the due instant.
    pub reminders: &'a [Timestamp],
}

/// How somebody ended an obligation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// What was asked is done.
    Done,
    /// It was put aside without being done.
    Dismissed,
}

impl Outcome {
    /// The word in the database and in message keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Dismissed => "dismissed",
        }
    }

    /// Reads a code; `None` for anything else.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Done, Self::Dismissed].into_iter().find(|outcome| outcome.code() == code)
    }
}

/// Opens an obligation; its id. `remind` is when the reminder goes out.
pub fn open(tx: &Tx, act: Act<'_>, obligation: &Obligation, remind: Option<Timestamp>) -> Result<i64> {
    let reminders: Vec<Timestamp> = remind.into_iter().collect();
    let new = New { obligation, circle: None, assignee: None, may_leave: false, reminders: &reminders };
    Ok(add(tx, act, &new)?.0)
}

/// Opens an obligation; its inside and outside id.
pub fn add(tx: &Tx, act: Act<'_>, new: &New<'_>) -> Result<(i64, Uuid)> {
    let (id, uuid): (i64, Uuid) = (act.ids.next(), act.ids.uuid());
    let one = new.obligation;
    tx.execute(
        "insert into store_obligations (id, uuid, area, subject_id, person_id, organisation_id, circle_id, opener_id, \
         assignee_id, may_leave, what, data, opened, due) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        args![
            id,
            uuid,
            area_of(&one.what),
            one.subject,
            one.person,
            one.organisation,
            new.circle,
            act.actor,
            new.assignee,
            i64::from(new.may_leave),
            &one.what,
            &one.data,
            act.now,
            one.due
        ],
    )?;
    for at in new.reminders {
        reminder::add(tx, act, id, *at)?;
    }
    Ok((id, uuid))
}

/// The area that a message key belongs to.
fn area_of(what: &str) -> &str {
    what.split('-').next().unwrap_or_default()
}

/// Ends the open obligations of a subject that bear this message key, for one organisation or for all.
pub fn end(
    tx: &Tx,
    subject: SubjectId,
    what: &str,
    organisation: Option<OrganisationId>,
    now: Timestamp,
) -> Result<u64> {
    tx.execute(
        "update store_obligations set ended = $4, outcome = 'done' where subject_id = $1 and what = $2 and ended is null \
         and (cast($3 as bigint) is null or organisation_id = $3)",
        args![subject, what, organisation, now],
    )
}

/// Ends the open obligations that bear this message key and name this page, an address in lower case: of one thing that is no subject, for
/// all whose it is.
pub fn end_at(tx: &Tx, what: &str, page: &str, now: Timestamp) -> Result<u64> {
    tx.execute(
        "update store_obligations set ended = $3, outcome = 'done' where what = $1 and data like $2 escape '!' and ended is null",
        args![what, part_of(&format!("\"page\":\"{page}\"")), now],
    )
}

/// Ends the open obligations of a subject that bear this message key, for one person.
pub fn end_of_person(tx: &Tx, subject: SubjectId, what: &str, person: PersonId, now: Timestamp) -> Result<u64> {
    tx.execute(
        "update store_obligations set ended = $4, outcome = 'done' where subject_id = $1 and what = $2 and ended is null \
         and person_id = $3",
        args![subject, what, person, now],
    )
}

/// Takes an open obligation of a subject away as if it had never been, for whoever must not leave behind when he did what was asked.
pub fn withdraw(
    tx: &Tx,
    subject: SubjectId,
    what: &str,
    person: Option<PersonId>,
    organisation: Option<OrganisationId>,
) -> Result<()> {
    tx.execute(
        "delete from store_reminders where obligation_id in (select o.id from store_obligations o where o.subject_id = $1 \
         and o.what = $2 and o.ended is null and (o.person_id = $3 or o.organisation_id = $4))",
        args![subject, what, person, organisation],
    )?;
    tx.execute(
        "delete from store_obligations where subject_id = $1 and what = $2 and ended is null \
         and (person_id = $3 or organisation_id = $4)",
        args![subject, what, person, organisation],
    )?;
    Ok(())
}

/// As [`withdraw`], for everybody who still has it open.
pub fn withdraw_all(tx: &Tx, subject: SubjectId, what: &str) -> Result<()> {
    tx.execute(
        "delete from store_reminders where obligation_id in (select o.id from store_obligations o where o.subject_id = $1 \
         and o.what = $2 and o.ended is null)",
        args![subject, what],
    )?;
    tx.execute(
        "delete from store_obligations where subject_id = $1 and what = $2 and ended is null",
        args![subject, what],
    )?;
    Ok(())
}

/// Moves the open obligations of a subject that bear this message key to another instant, with reminders of their own; how many.
pub fn defer(
    tx: &Tx,
    act: Act<'_>,
    subject: SubjectId,
    what: &str,
    due: Timestamp,
    reminders: &[Timestamp],
) -> Result<usize> {
    let open = of_subject(tx, subject, what)?;
    tx.execute(
        "delete from store_reminders where sent is null and obligation_id in (select o.id from store_obligations o \
         where o.subject_id = $1 and o.what = $2 and o.ended is null)",
        args![subject, what],
    )?;
    tx.execute(
        "update store_obligations set due = $3 where subject_id = $1 and what = $2 and ended is null",
        args![subject, what, due],
    )?;
    for id in &open {
        for at in reminders {
            reminder::add(tx, act, *id, *at)?;
        }
    }
    Ok(open.len())
}

/// Asks for one more reminder of each open obligation of a subject that bears this message key; how many.
pub fn remind(tx: &Tx, act: Act<'_>, subject: SubjectId, what: &str, at: Timestamp) -> Result<usize> {
    let open = of_subject(tx, subject, what)?;
    for id in &open {
        reminder::add(tx, act, *id, at)?;
    }
    Ok(open.len())
}

fn of_subject(read: &Read, subject: SubjectId, what: &str) -> Result<Vec<i64>> {
    read.rows(
        "select id from store_obligations where subject_id = $1 and what = $2 and ended is null order by id",
        args![subject, what],
        |row| row.get(0),
    )
}

/// Ends one obligation by hand; false when it had ended already.
pub fn settle(tx: &Tx, act: Act<'_>, id: i64, outcome: Outcome) -> Result<bool> {
    let rows = tx.execute(
        "update store_obligations set ended = $2, outcome = $3, ended_by = $4 where id = $1 and ended is null",
        args![id, act.now, outcome.code(), act.actor],
    )?;
    Ok(rows > 0)
}

/// Opens an obligation again; false when it is open. Reminders whose hour has passed meanwhile are not sent any more.
pub fn reopen(tx: &Tx, act: Act<'_>, id: i64) -> Result<bool> {
    let rows = tx.execute(
        "update store_obligations set ended = null, outcome = null, ended_by = null where id = $1 and ended is not null",
        args![id],
    )?;
    tx.execute(
        "update store_reminders set sent = $2 where obligation_id = $1 and sent is null and at <= $2",
        args![id, act.now],
    )?;
    Ok(rows > 0)
}

/// Gives an obligation of an organisation or circle to one person, or to nobody in particular.
pub fn assign(tx: &Tx, id: i64, assignee: Option<PersonId>) -> Result<()> {
    tx.execute("update store_obligations set assignee_id = $2 where id = $1", args![id, assignee])?;
    Ok(())
}

/// What is due for a person or one of his organisations, soonest first. What hangs on a subject out of sight is left out.
pub fn due(read: &Read, person: PersonId, organisations: &[OrganisationId], limit: i64) -> Result<Vec<Obligation>> {
    let whose = Whose { person: Some(person), organisations, circles: &[] };
    let due = list(read, &Filter { whose, ..Filter::default() }, limit)?;
    Ok(due.into_iter().map(|due| due.obligation).collect())
}
