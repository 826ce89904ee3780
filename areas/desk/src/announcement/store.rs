//! The SQL of announcements.

use belfry_kernel::{Allowed, OrganisationId, PersonId, SubjectId};
use belfry_store::subject::Subject;
use belfry_store::{Read, Result, Row, Sql, Tx, args, scope, search};
use jiff::Timestamp;

use crate::access::Announce;

/// An announcement that the reader sees.
#[derive(Clone, Debug)]
pub struct Announcement {
    /// The record.
    pub subject: Subject,
    /// The code of its TLP level.
    pub tlp: String,
    /// Markdown.
    pub text: String,
    /// The kind of organisation that it addresses; none for all who see it.
    pub kind: Option<String>,
    /// When it begins.
    pub starts: Timestamp,
    /// When it ends by itself.
    pub ends: Option<Timestamp>,
    /// When somebody ended it.
    pub ended: Option<Timestamp>,
    /// Whether the reader has read it.
    pub is_read: bool,
}

impl Announcement {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            subject: Subject::from_row(row, 0)?,
            tlp: row.get(8)?,
            text: row.get(9)?,
            kind: row.get(10)?,
            starts: row.get(11)?,
            ends: row.get(12)?,
            ended: row.get(13)?,
            is_read: row.get::<Option<Timestamp>>(14)?.is_some(),
        })
    }

    /// Whether it is over.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.ended.is_some() || self.ends.is_some_and(|ends| ends <= now)
    }
}

const COLUMNS: &str = "s.id, s.uuid, s.kind, s.label_id, s.owner_id, s.author_id, s.title, s.updated, l.tlp, a.text, a.kind, \
     a.starts, a.ends, a.ended, r.at";

fn select<'a>(read: &Read, reader: PersonId) -> Sql<'a> {
    let mut sql = Sql::new("select", []).and(COLUMNS, []).and(
        "from desk_announcements a join store_subjects s on s.id = a.id join store_labels l on l.id = s.label_id \
         left join desk_announcement_reads r on r.announcement_id = a.id and r.person_id = ? where",
        [reader.into()],
    );
    sql.append(&scope::sees_subject(read.key()));
    sql
}

/// Current ones, or those that are over, newest first. One that is still to begin is seen by those who say it.
pub fn list(
    read: &Read,
    reader: PersonId,
    own: &[OrganisationId],
    past: bool,
    before: Option<i64>,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Announcement>> {
    let mut sql = select(read, reader);
    let own: Vec<i64> = own.iter().map(|id| id.0).collect();
    sql.push("and (a.starts <= ? or s.owner_id in {ints ?})", [now.into(), own.into()]);
    if past {
        sql.push("and (a.ended is not null or a.ends <= ?)", [now.into()]);
    } else {
        sql.push("and a.ended is null and (a.ends is null or a.ends > ?)", [now.into()]);
    }
    if let Some(before) = before {
        sql.push("and a.id < ?", [before.into()]);
    }
    sql.push("order by a.id desc limit ?", [limit.into()]);
    read.rows(sql, args![], Announcement::from_row)
}

/// Current ones that the reader has not read, that are addressed to his organisations and that he did not write.
pub fn unread(
    read: &Read,
    reader: PersonId,
    own: &[OrganisationId],
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Announcement>> {
    let own: Vec<i64> = own.iter().map(|id| id.0).collect();
    let mut sql = select(read, reader);
    sql.push(
        "and a.starts <= ? and a.ended is null and (a.ends is null or a.ends > ?) and r.at is null \
         and (s.author_id is null or s.author_id <> ?) \
         and (a.kind is null or exists (select 1 from identity_organisations o where o.kind = a.kind and o.id in {ints ?})) \
         order by a.id desc limit ?",
        [now.into(), now.into(), reader.into(), own.into(), limit.into()],
    );
    read.rows(sql, args![], Announcement::from_row)
}

/// What is particular to an announcement whose record was loaded before.
pub fn of(read: &Read, reader: PersonId, id: SubjectId) -> Result<Option<Announcement>> {
    let sql = select(read, reader).and("and a.id = ?", [id.into()]);
    read.maybe(sql, args![], Announcement::from_row)
}

/// Keeps a new one; its record is there already.
pub fn insert(
    tx: &Tx,
    id: SubjectId,
    text: &str,
    kind: Option<&str>,
    starts: Timestamp,
    ends: Option<Timestamp>,
) -> Result<()> {
    tx.execute(
        "insert into desk_announcements (id, text, kind, starts, ends) values ($1, $2, $3, $4, $5)",
        args![id, text, kind, starts, ends],
    )?;
    Ok(())
}

/// Other words and another end, under the proof of a change.
pub fn save(tx: &Tx, proof: &Allowed<Announce, Subject>, text: &str, ends: Option<Timestamp>) -> Result<()> {
    tx.execute("update desk_announcements set text = $2, ends = $3 where id = $1", args![proof.id, text, ends])?;
    Ok(())
}

/// Ends one, under the proof of a change; false when it was over already.
pub fn end(tx: &Tx, proof: &Allowed<Announce, Subject>, now: Timestamp) -> Result<bool> {
    let rows =
        tx.execute("update desk_announcements set ended = $2 where id = $1 and ended is null", args![proof.id, now])?;
    Ok(rows > 0)
}

/// Notes that somebody has read one.
pub fn mark_read(tx: &Tx, reader: PersonId, id: SubjectId, now: Timestamp) -> Result<()> {
    tx.execute(
        "insert into desk_announcement_reads (person_id, announcement_id, at) values ($1, $2, $3) on conflict do nothing",
        args![reader, id, now],
    )?;
    Ok(())
}

/// Kind of organisation that an announcement addresses, if it is to be told now by this job: it has begun, is not over, and
/// no other job has told it. With the program's own key.
pub fn take_to_tell(tx: &Tx, id: SubjectId, job: i64, now: Timestamp) -> Result<Option<Option<String>>> {
    tx.maybe(
        "update desk_announcements set told = $2 where id = $1 and (told is null or told = $2) and starts <= $3 \
         and ended is null and (ends is null or ends > $3) returning kind",
        args![id, job, now],
        |row| row.get(0),
    )
}

/// When an announcement begins, if that is still to come.
pub fn begins(read: &Read, id: SubjectId, now: Timestamp) -> Result<Option<Timestamp>> {
    read.maybe(
        "select a.starts from desk_announcements a where a.id = $1 and a.starts > $2 and a.ended is null",
        args![id, now],
        |row| row.get(0),
    )
}

/// The organisations of a kind.
pub fn of_kind(read: &Read, kind: &str) -> Result<Vec<OrganisationId>> {
    read.rows("select o.id from identity_organisations o where o.kind = $1", args![kind], |row| row.get(0))
}

/// Puts the next announcements behind `after` into the search index, in the place of what it held of them; the id of the last,
/// none when all are in. With the program's own key.
pub fn renew(tx: &Tx, after: i64, limit: i64) -> Result<Option<i64>> {
    let found = tx.rows(
        "select s.id, s.title, a.text from desk_announcements a join store_subjects s on s.id = a.id \
         where a.id > $1 order by a.id limit $2",
        args![after, limit],
        |row| Ok((row.get::<SubjectId>(0)?, format!("{} {}", row.get::<String>(1)?, row.get::<String>(2)?))),
    )?;
    let documents: Vec<search::Document<'_>> =
        found.iter().map(|(id, text)| search::Document { id: id.0, subject: *id, label: None, text }).collect();
    search::renew(tx, &documents)
}
