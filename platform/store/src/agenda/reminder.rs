//! Reminders: what is to be said before and after a due instant, each once.
//!
//! A reminder waits as a row until it is marked as sent. Nothing else has to survive: when the program was down over its
//! hour, the row still waits, and whoever works next finds it.

use belfry_kernel::{CircleId, OrganisationId, PersonId, SubjectId};
use jiff::Timestamp;

use crate::args;
use crate::error::Result;
use crate::ledger::Act;
use crate::transaction::{Read, Tx};

/// A reminder that waits, with what decides who hears it.
#[derive(Clone, Debug)]
pub struct Reminder {
    /// Inside id.
    pub id: i64,
    /// When it was to go out.
    pub at: Timestamp,
    /// Of which obligation.
    pub obligation: i64,
    /// What that is about.
    pub subject: Option<SubjectId>,
    /// Whose it is.
    pub person: Option<PersonId>,
    /// Whose it is, as an organisation.
    pub organisation: Option<OrganisationId>,
    /// Whose it is, as a circle.
    pub circle: Option<CircleId>,
    /// Who takes it on.
    pub assignee: Option<PersonId>,
}

/// Asks for a reminder of an obligation. One whose hour has passed is not asked for: it would say nothing new.
pub fn add(tx: &Tx, act: Act<'_>, obligation: i64, at: Timestamp) -> Result<()> {
    if at <= act.now {
        return Ok(());
    }
    let id: i64 = act.ids.next();
    tx.execute("insert into store_reminders (id, obligation_id, at) values ($1, $2, $3)", args![id, obligation, at])?;
    Ok(())
}

/// The reminders of open obligations whose hour has come, oldest first. With the program's own key.
pub fn waiting(read: &Read, now: Timestamp, limit: i64) -> Result<Vec<Reminder>> {
    read.rows(
        "select r.id, r.at, o.id, o.subject_id, o.person_id, o.organisation_id, o.circle_id, o.assignee_id \
         from store_reminders r join store_obligations o on o.id = r.obligation_id \
         where r.sent is null and r.at <= $1 and o.ended is null order by r.at, r.id limit $2",
        args![now, limit],
        |row| {
            Ok(Reminder {
                id: row.get(0)?,
                at: row.get(1)?,
                obligation: row.get(2)?,
                subject: row.get(3)?,
                person: row.get(4)?,
                organisation: row.get(5)?,
                circle: row.get(6)?,
                assignee: row.get(7)?,
            })
        },
    )
}

/// Marks a reminder as sent; false when it was already.
pub fn sent(tx: &Tx, id: i64, now: Timestamp) -> Result<bool> {
    Ok(tx.execute("update store_reminders set sent = $2 where id = $1 and sent is null", args![id, now])? > 0)
}

/// Takes away the reminders of obligations that ended before their hour came: nobody will ask for them again.
pub fn sweep(tx: &Tx, now: Timestamp) -> Result<u64> {
    tx.execute(
        "update store_reminders set sent = $1 where sent is null and at <= $1 \
         and obligation_id in (select o.id from store_obligations o where o.ended is not null)",
        args![now],
    )
}

/// The reminders of an obligation, in their order: when, and when each was sent.
pub fn of(read: &Read, obligation: i64) -> Result<Vec<(Timestamp, Option<Timestamp>)>> {
    read.rows(
        "select at, sent from store_reminders where obligation_id = $1 order by at, id",
        args![obligation],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}
