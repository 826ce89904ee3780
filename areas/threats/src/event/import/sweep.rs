//! Removes what a crash left behind: events that were staged and never ended.

use belfry_kernel::SubjectId;
use belfry_store::{Db, Key, Result, Tx, args, search};
use jiff::{SignedDuration, Timestamp};

use super::batch::drop_keys;

/// An import that wrote nothing for so long is dead: it writes many times a second.
pub const SILENCE: SignedDuration = SignedDuration::from_mins(2);
/// Rows removed by one transaction: about 10 ms of the writer.
const AT_ONCE: i64 = 100;

/// Removes staged events whose import has been silent for [`SILENCE`]; how many. An import that wakes up after all finds its
/// event claimed and ends.
pub fn sweep_staged(db: &Db, now: Timestamp) -> Result<usize> {
    let tx = db.write(Key::SYSTEM)?;
    let dead = now.checked_sub(SILENCE).unwrap_or(now);
    let claimed: Vec<SubjectId> = tx.rows(
        "update threats_events set heartbeat = null where state = 'staged' and (heartbeat is null or heartbeat < $1) returning id",
        args![dead],
        |row| row.get(0),
    )?;
    tx.commit()?;
    for event in &claimed {
        remove(db, *event)?;
    }
    Ok(claimed.len())
}

/// Removes an event with all that hangs on it, in small transactions, the root last.
pub(super) fn remove(db: &Db, event: SubjectId) -> Result<()> {
    loop {
        let tx = db.write(Key::SYSTEM)?;
        let more = attributes(&tx, event)?;
        tx.commit()?;
        if !more {
            break;
        }
    }
    for statement in CHILDREN {
        loop {
            let tx = db.write(Key::SYSTEM)?;
            let removed = tx.execute(*statement, args![event, AT_ONCE])?;
            tx.commit()?;
            if removed == 0 {
                break;
            }
        }
    }
    let tx = db.write(Key::SYSTEM)?;
    search::drop_subject(&tx, event)?;
    tx.execute("delete from threats_event_tags where event_id = $1", args![event])?;
    tx.execute("delete from threats_disclosures where event_id = $1", args![event])?;
    tx.execute("delete from threats_events where id = $1", args![event])?;
    tx.execute("delete from store_subjects where id = $1", args![event])?;
    tx.commit()
}

/// Tables whose rows go by their ids alone; documents of reports go with the root.
const CHILDREN: &[&str] = &[
    "delete from threats_clusters where id in (select id from threats_clusters where event_id = $1 limit $2)",
    "delete from threats_sightings where id in (select id from threats_sightings where event_id = $1 limit $2)",
    "delete from threats_references where id in (select id from threats_references where event_id = $1 limit $2)",
    "delete from threats_reports where id in (select id from threats_reports where event_id = $1 limit $2)",
    "delete from threats_objects where id in (select id from threats_objects where event_id = $1 limit $2)",
    "delete from threats_originals where event_id = $1 and seq in \
     (select seq from threats_originals where event_id = $1 order by seq limit $2)",
];

fn attributes(tx: &Tx, event: SubjectId) -> Result<bool> {
    let ids: Vec<i64> = tx.rows(
        "select id from threats_attributes where event_id = $1 order by id limit $2",
        args![event, AT_ONCE],
        |row| row.get(0),
    )?;
    for id in &ids {
        drop_keys(tx, event, *id)?;
        search::drop_one(tx, *id)?;
    }
    let (Some(first), Some(last)) = (ids.first(), ids.last()) else { return Ok(false) };
    tx.execute(
        "delete from threats_attribute_tags where event_id = $1 and attribute_id between $2 and $3",
        args![event, *first, *last],
    )?;
    tx.execute("delete from threats_contents where attribute_id in {ints $1}", args![ids.clone()])?;
    tx.execute("delete from threats_attributes where id in {ints $1}", args![ids])?;
    Ok(true)
}
