//! What the desk holds on a person: notices, what is on his own agenda; and what he said and filed beside any record, which
//! belongs to his organisation and stays under his pseudonym.

use belfry_kernel::PersonId;
use belfry_store::{Read, Result, Tx, args};
use belfry_web::area::{Holding, Personal};
use serde_json::{Value, json};

/// The desk's answers.
pub const PERSONAL: Personal = Personal { about, holdings, forget };

fn about(read: &Read, person: PersonId) -> Result<Vec<(&'static str, Vec<Value>)>> {
    let notices = read.rows(
        "select fact, at, read_at from desk_notices where person_id = $1 order by id",
        args![person],
        |row| {
            let at = row.get::<jiff::Timestamp>(1)?.to_string();
            let read_at = row.get::<Option<jiff::Timestamp>>(2)?.map(|at| at.to_string());
            Ok(json!({ "fact": row.get::<String>(0)?, "at": at, "read": read_at }))
        },
    )?;
    let agenda = read.rows(
        "select what, data, due, ended from store_obligations where person_id = $1 order by id",
        args![person],
        |row| {
            let data: Value = serde_json::from_str(&row.get::<String>(1)?).unwrap_or_default();
            let (due, ended): (jiff::Timestamp, Option<jiff::Timestamp>) = (row.get(2)?, row.get(3)?);
            let ended = ended.map(|at| at.to_string());
            Ok(json!({ "what": row.get::<String>(0)?, "data": data, "due": due.to_string(), "ended": ended }))
        },
    )?;
    let remarks = read.rows(
        "select s.uuid, r.at, r.kind, r.text from discussion_remarks r join store_subjects s on s.id = r.subject_id \
         where r.person_id = $1 order by r.id",
        args![person],
        |row| {
            let (record, at): (uuid::Uuid, jiff::Timestamp) = (row.get(0)?, row.get(1)?);
            let (kind, text): (String, String) = (row.get(2)?, row.get(3)?);
            Ok(json!({ "record": record.to_string(), "at": at.to_string(), "kind": kind, "text": text }))
        },
    )?;
    let documents = read.rows(
        "select d.uuid, d.title, d.at from discussion_documents d where d.person_id = $1 order by d.id",
        args![person],
        |row| {
            let at = row.get::<jiff::Timestamp>(2)?.to_string();
            Ok(json!({ "document": row.get::<uuid::Uuid>(0)?.to_string(), "title": row.get::<String>(1)?, "at": at }))
        },
    )?;
    let versions = read.rows(
        "select v.name, v.at from discussion_versions v where v.person_id = $1 order by v.id",
        args![person],
        |row| Ok(json!({ "file": row.get::<String>(0)?, "at": row.get::<jiff::Timestamp>(1)?.to_string() })),
    )?;
    let mentions = read.rows(
        "select s.uuid, r.at from discussion_mentions m join discussion_remarks r on r.id = m.remark_id \
         join store_subjects s on s.id = r.subject_id where m.person_id = $1 order by r.id",
        args![person],
        |row| {
            let at = row.get::<jiff::Timestamp>(1)?.to_string();
            Ok(json!({ "record": row.get::<uuid::Uuid>(0)?.to_string(), "at": at }))
        },
    )?;
    let calendars =
        read.rows("select name, created from desk_feeds where person_id = $1 order by id", args![person], |row| {
            Ok(json!({ "name": row.get::<String>(0)?, "made": row.get::<jiff::Timestamp>(1)?.to_string() }))
        })?;
    let announcements = read.rows(
        "select s.title, a.at from desk_announcement_reads a join store_subjects s on s.id = a.announcement_id \
         where a.person_id = $1 order by a.at",
        args![person],
        |row| Ok(json!({ "announcement": row.get::<String>(0)?, "read": row.get::<jiff::Timestamp>(1)?.to_string() })),
    )?;
    Ok(vec![
        ("notices", notices),
        ("agenda", agenda),
        ("remarks", remarks),
        ("documents", documents),
        ("document-versions", versions),
        ("mentions", mentions),
        ("calendar-links", calendars),
        ("announcements-read", announcements),
    ])
}

fn holdings(read: &Read, person: PersonId) -> Result<Vec<Holding>> {
    let (notices, agenda, remarks, documents): (i64, i64, i64, i64) = read.one(
        "select (select count(*) from desk_notices where person_id = $1), \
         (select count(*) from store_obligations where person_id = $1), \
         (select count(*) from discussion_remarks where person_id = $1), \
         (select count(*) from discussion_documents where person_id = $1)",
        args![person],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
    )?;
    let kept = |what, count| Holding { what, count, kept: Some(belfry_words::key!("desk-personal-why")), others: true };
    Ok(vec![
        Holding { what: belfry_words::key!("desk-personal-notices"), count: notices, kept: None, others: false },
        Holding { what: belfry_words::key!("desk-personal-agenda"), count: agenda, kept: None, others: false },
        kept(belfry_words::key!("desk-personal-remarks"), remarks),
        kept(belfry_words::key!("desk-personal-documents"), documents),
    ])
}

fn forget(tx: &Tx, person: PersonId) -> Result<()> {
    for statement in [
        "delete from desk_notices where person_id = $1",
        "delete from desk_mails where person_id = $1",
        "delete from desk_digests where person_id = $1",
        "delete from desk_welcomes where person_id = $1",
        "delete from desk_feeds where person_id = $1",
        "delete from desk_announcement_reads where person_id = $1",
        "delete from discussion_mentions where person_id = $1",
        "delete from store_reminders where obligation_id in (select id from store_obligations where person_id = $1)",
        "delete from store_obligations where person_id = $1",
    ] {
        tx.execute(statement, args![person])?;
    }
    Ok(())
}
