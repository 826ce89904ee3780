//! The agenda: obligations with an opener, a due instant, reminders and an end. One for all areas.

use belfry_kernel::{OrganisationId, PersonId, SubjectId};
use jiff::Timestamp;

use crate::args;
use crate::error::Result;
use crate::ledger::Act;
use crate::transaction::{Read, Tx};

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
    /// The message key that says what is to be done.
    pub what: String,
    /// Arguments of the message, JSON.
    pub data: String,
    /// When.
    pub due: Timestamp,
}

/// Opens an obligation; its id. `remind` is when the reminder goes out.
pub fn open(tx: &Tx, act: Act<'_>, obligation: &Obligation, remind: Option<Timestamp>) -> Result<i64> {
    let id: i64 = act.ids.next();
    tx.execute(
        "insert into store_obligations (id, subject_id, person_id, organisation_id, what, data, opened, due, remind) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            id,
            obligation.subject,
            obligation.person,
            obligation.organisation,
            &obligation.what,
            &obligation.data,
            act.now,
            obligation.due,
            remind
        ],
    )?;
    Ok(id)
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
        "update store_obligations set ended = $4 where subject_id = $1 and what = $2 and ended is null \
         and ($3 is null or organisation_id = $3)",
        args![subject, what, organisation, now],
    )
}

/// What is due for a person or one of his organisations, soonest first. What hangs on a subject out of sight is left out.
pub fn due(read: &Read, person: PersonId, organisations: &[OrganisationId], limit: i64) -> Result<Vec<Obligation>> {
    let organisations: Vec<i64> = organisations.iter().map(|o| o.0).collect();
    read.rows(
        "select o.id, o.subject_id, o.person_id, o.organisation_id, o.what, o.data, o.due from store_obligations o \
         left join store_subjects s on s.id = o.subject_id \
         where o.ended is null and (o.person_id = $1 or (o.person_id is null and o.organisation_id in {ints $2})) \
         and (o.subject_id is null or exists (select 1 from store_visible v where v.grant_key = $3 and v.label_id = s.label_id)) \
         order by o.due, o.id limit $4",
        args![person, organisations, read.key(), limit],
        |row| {
            Ok(Obligation {
                id: row.get(0)?,
                subject: row.get(1)?,
                person: row.get(2)?,
                organisation: row.get(3)?,
                what: row.get(4)?,
                data: row.get(5)?,
                due: row.get(6)?,
            })
        },
    )
}
