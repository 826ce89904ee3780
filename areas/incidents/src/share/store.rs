//! The SQL of ties between an incident or notification and the events made of it. Who sees the one end sees of the other what his own
//! grants let him see.

use belfry_contracts::incidents::EventShared;
use belfry_kernel::{OrganisationId, SubjectId};
use belfry_store::subject::{self, Subject};
use belfry_store::{Act, Key, Read, Result, Sql, Tx, args, ledger, scope};

use crate::incident::INCIDENT;
use crate::lesson::store::PRACTICE;

/// That an event was made.
pub struct Share<'a> {
    /// The event.
    pub event: SubjectId,
    /// The incident or notification.
    pub root: SubjectId,
    /// Who shares.
    pub organisation: OrganisationId,
    /// Who of the entity agreed; empty where it shares itself.
    pub consent: &'a str,
    /// How many things were taken out.
    pub taken: usize,
}

/// Notes it; said again, it stays as it was.
///
/// # Errors
/// Those of the database.
pub fn put(tx: &Tx, act: Act<'_>, one: &Share<'_>) -> Result<()> {
    let rows = tx.execute(
        "insert into incidents_shares (event_id, root_id, organisation_id, consent, taken, person_id, at) \
         values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
        args![
            one.event,
            one.root,
            one.organisation,
            one.consent,
            i64::try_from(one.taken).unwrap_or(i64::MAX),
            act.actor.map_or(0, |person| person.0),
            act.now
        ],
    )?;
    if rows > 0 {
        ledger::record(tx, act, &EventShared { root: one.root })?;
    }
    Ok(())
}

/// The events that were made of a record, as far as the reader sees them.
///
/// # Errors
/// Those of the database.
pub fn events(read: &Read, root: SubjectId) -> Result<Vec<Subject>> {
    let mut sql = Sql::new("select", []).and(subject::COLUMNS, []).and(
        "from incidents_shares h join store_subjects s on s.id = h.event_id where h.root_id = ? and",
        [root.into()],
    );
    sql.append(&scope::sees_subject(read.key()));
    sql.push("order by s.id", []);
    read.rows(sql, args![], |row| Subject::from_row(row, 0))
}

// words: incidents-points-{share,share-notified,practice,linked}

/// What of this area points to a record of another: incidents and notifications whose event it is, records that name it. As far as the
/// reader sees them: a peer who sees the event learns nothing.
#[must_use]
pub fn points(key: Key, to: SubjectId) -> Sql<'static> {
    let mut sql = Sql::new("select", [])
        .and(subject::COLUMNS, [])
        .and(
            ", case when s.kind = ? then 'incidents-points-share' else 'incidents-points-share-notified' end",
            [INCIDENT.code.into()],
        )
        .and("from incidents_shares h join store_subjects s on s.id = h.root_id where h.event_id = ? and", [to.into()]);
    sql.append(&scope::sees_subject(key));
    sql.push("union all select", []);
    sql.push(subject::COLUMNS, []);
    sql.push(
        ", case l.kind when ? then 'incidents-points-practice' else 'incidents-points-linked' end",
        [PRACTICE.into()],
    );
    sql.push(
        "from incidents_links l join store_subjects s on s.id = l.incident_id where l.subject_id = ? and",
        [to.into()],
    );
    sql.append(&scope::sees_subject(key));
    sql
}
