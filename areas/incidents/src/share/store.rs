//! The SQL of ties between an incident or notification and the events made of it. Who sees the one end sees of the other what his own
//! grants let him see.

use belfry_contracts::incidents::EventShared;
use belfry_kernel::{OrganisationId, SubjectId};
use belfry_store::subject::{self, Subject};
use belfry_store::{Act, Read, Result, Sql, Tx, args, ledger, scope};
use belfry_web::area::Pointer;
use belfry_words::key;

use crate::incident::INCIDENT;

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

/// What of this area points to a record of another: incidents and notifications whose event it is, records that name it. As far as the
/// reader sees them: a peer who sees the event learns nothing.
///
/// # Errors
/// Those of the database.
pub fn points(read: &Read, to: SubjectId) -> Result<Vec<Pointer>> {
    let mut sql = Sql::new("select", []).and(subject::COLUMNS, []).and(
        ", 'share' from incidents_shares h join store_subjects s on s.id = h.root_id where h.event_id = ? and",
        [to.into()],
    );
    sql.append(&scope::sees_subject(read.key()));
    sql.push("union all select", []);
    sql.push(subject::COLUMNS, []);
    sql.push(
        ", l.kind from incidents_links l join store_subjects s on s.id = l.incident_id where l.subject_id = ? and",
        [to.into()],
    );
    sql.append(&scope::sees_subject(read.key()));
    read.rows(sql, args![], |row| {
        let from = Subject::from_row(row, 0)?;
        let what = match (row.get::<String>(8)?.as_str(), from.kind == INCIDENT.code) {
            ("share", true) => key!("incidents-points-share"),
            ("share", false) => key!("incidents-points-share-notified"),
            ("practice", _) => key!("incidents-points-practice"),
            _ => key!("incidents-points-linked"),
        };
        Ok(Pointer { from, what })
    })
}
