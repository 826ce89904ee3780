//! What this area holds on a person: what he wrote and saw; what he said is the desk's. It belongs to his organisation and to those
//! who rely on it, so it stays under his pseudonym. What he began to bring in and did not end is his own, and goes.

use belfry_kernel::PersonId;
use belfry_store::{Read, Result, Tx, args};
use belfry_web::area::{Holding, Personal};
use serde_json::{Value, json};

/// The area's answers.
pub const PERSONAL: Personal = Personal { about, holdings, forget };

fn about(read: &Read, person: PersonId) -> Result<Vec<(&'static str, Vec<Value>)>> {
    let events = read.rows(
        "select s.uuid, s.title from store_subjects s where s.author_id = $1 and s.kind = 10 order by s.id",
        args![person],
        |row| Ok(json!({ "event": row.get::<uuid::Uuid>(0)?.to_string(), "title": row.get::<String>(1)? })),
    )?;
    let sightings = read.rows(
        "select s.uuid, x.at from threats_sightings x join store_subjects s on s.id = x.event_id \
         where x.person_id = $1 order by x.id",
        args![person],
        |row| {
            let at = row.get::<jiff::Timestamp>(1)?.to_string();
            Ok(json!({ "event": row.get::<uuid::Uuid>(0)?.to_string(), "at": at }))
        },
    )?;
    let notices = read.rows(
        "select s.uuid, n.kind, n.text, n.at from threats_notices n join store_subjects s on s.id = n.event_id \
         where n.person_id = $1 order by n.id",
        args![person],
        |row| {
            let (kind, text) = (row.get::<String>(1)?, row.get::<String>(2)?);
            let at = row.get::<jiff::Timestamp>(3)?.to_string();
            Ok(json!({ "event": row.get::<uuid::Uuid>(0)?.to_string(), "kind": kind, "text": text, "at": at }))
        },
    )?;
    let taken = read.rows(
        "select s.uuid, d.how, d.at from threats_disclosures d join store_subjects s on s.id = d.event_id \
         where d.person_id = $1 order by d.id",
        args![person],
        |row| {
            let at = row.get::<jiff::Timestamp>(2)?.to_string();
            Ok(json!({ "event": row.get::<uuid::Uuid>(0)?.to_string(), "how": row.get::<String>(1)?, "at": at }))
        },
    )?;
    let unfinished = read.rows(
        "select s.title, u.way, u.begun from threats_unfinished u join store_subjects s on s.id = u.id \
         where u.person_id = $1 order by u.id",
        args![person],
        |row| {
            let (name, way) = (row.get::<String>(0)?, row.get::<String>(1)?);
            let begun = row.get::<jiff::Timestamp>(2)?.to_string();
            Ok(json!({ "name": name, "way": way, "begun": begun }))
        },
    )?;
    Ok(vec![
        ("events", events),
        ("sightings", sightings),
        ("event-notices", notices),
        ("events-taken", taken),
        ("imports-begun", unfinished),
    ])
}

fn holdings(read: &Read, person: PersonId) -> Result<Vec<Holding>> {
    let (events, sightings, unfinished): (i64, i64, i64) = read.one(
        "select (select count(*) from store_subjects where author_id = $1 and kind = 10), \
         (select count(*) from threats_sightings where person_id = $1), \
         (select count(*) from threats_unfinished where person_id = $1 and way <> 'done')",
        args![person],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let begun = belfry_words::key!("threats-personal-unfinished");
    let kept =
        |what, count| Holding { what, count, kept: Some(belfry_words::key!("threats-personal-why")), others: true };
    Ok(vec![
        kept(belfry_words::key!("threats-personal-events"), events),
        kept(belfry_words::key!("threats-personal-sightings"), sightings),
        Holding { what: begun, count: unfinished, kept: None, others: false },
    ])
}

/// What was begun and not ended goes. What others rely on stays, and the person's name is looked up where it is shown.
fn forget(tx: &Tx, person: PersonId) -> Result<()> {
    crate::import::unfinished::forget(tx, person)
}
