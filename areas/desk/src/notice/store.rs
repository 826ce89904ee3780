//! The SQL of notices.
//!
//! A notice is shown while its reader sees its subject, or when it keeps the title it was told with.

use std::collections::{BTreeMap, BTreeSet};

use belfry_kernel::{CircleId, OrganisationId, PersonId, SubjectId, Tlp};
use belfry_store::agenda::reminder::Reminder;
use belfry_store::{Read, Result, Row, Sql, Tx, Value, args};
use jiff::Timestamp;
use uuid::Uuid;

use crate::notice::digest;
use crate::notice::post::Post;
use crate::notice::told::{AGAIN, FIRST, REMINDER, REMINDER_LATE};

/// A notice, with what its reader may see of its subject.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Inside id; grows with time.
    pub id: i64,
    /// [`super::told::Told::word`].
    pub word: String,
    /// When.
    pub at: Timestamp,
    /// Whether it was read.
    pub is_read: bool,
    /// The organisation that did it.
    pub organisation: Option<OrganisationId>,
    /// The title that it was told with.
    pub title: Option<String>,
    /// The subject.
    pub subject: Option<About>,
    /// The subject's whole label, as it is kept.
    pub label: Option<String>,
    /// The obligation that a reminder speaks of.
    pub reminded: Option<Reminded>,
}

/// What a notice is about, as its reader sees it now.
#[derive(Clone, Debug)]
pub struct About {
    /// Inside id.
    pub id: SubjectId,
    /// Outside id.
    pub uuid: Uuid,
    /// The organisation that holds it, where the reader sees several records of the UUID (decision 0004).
    pub by: Option<Uuid>,
    /// Its kind's code.
    pub kind: i16,
    /// Its title.
    pub title: String,
    /// The code of its TLP level.
    pub tlp: String,
}

/// The obligation that a reminder speaks of.
#[derive(Clone, Debug)]
pub struct Reminded {
    /// Outside id.
    pub uuid: Uuid,
    /// The message key that says what is to be done.
    pub what: String,
    /// Arguments of the message, JSON.
    pub data: String,
    /// When it is due.
    pub due: Timestamp,
    /// Whether its words may leave the platform when it has no subject.
    pub may_leave: bool,
}

impl Notice {
    fn from_row(row: &Row<'_>, at: usize) -> Result<Self> {
        let uuid: Option<Uuid> = row.get(at + 6)?;
        let subject = match uuid {
            Some(uuid) => Some(About {
                id: row.get(at + 16)?,
                uuid,
                by: row.get(at + 17)?,
                kind: row.get(at + 7)?,
                title: row.get(at + 8)?,
                tlp: row.get(at + 9)?,
            }),
            None => None,
        };
        let reminded = match row.get::<Option<Uuid>>(at + 10)? {
            Some(uuid) => Some(Reminded {
                uuid,
                what: row.get(at + 11)?,
                data: row.get(at + 12)?,
                due: row.get(at + 13)?,
                may_leave: row.get::<i64>(at + 14)? != 0,
            }),
            None => None,
        };
        Ok(Self {
            id: row.get(at)?,
            word: row.get(at + 1)?,
            at: row.get(at + 2)?,
            is_read: row.get::<Option<Timestamp>>(at + 3)?.is_some(),
            organisation: row.get(at + 4)?,
            title: row.get(at + 5)?,
            subject,
            label: row.get(at + 15)?,
            reminded,
        })
    }
}

/// Which notices of a person are asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter<'a> {
    /// Only those that were not read.
    pub unread: bool,
    /// Only those that wait to be sent so.
    pub post: Option<Post>,
    /// Only those about what this circle shares, or about the circle itself.
    pub circle: Option<CircleId>,
    /// Only those of this word; empty for all.
    pub word: &'a str,
    /// Only those older than this one.
    pub before: Option<i64>,
}

/// A person's notices, newest first.
pub fn list(read: &Read, person: PersonId, filter: Filter<'_>, limit: i64) -> Result<Vec<Notice>> {
    read.rows(select(read, person, filter, limit), args![], |row| Notice::from_row(row, 0))
}

fn select<'a>(read: &Read, person: PersonId, filter: Filter<'a>, limit: i64) -> Sql<'a> {
    let mut sql = Sql::new(
        "select n.id, n.fact, n.at, n.read_at, n.organisation_id, n.title, s.uuid, s.kind, s.title as subject, l.tlp, \
         o.uuid as obligation, o.what, o.data, o.due, o.may_leave, l.canonical, n.subject_id, \
         (select k.uuid from store_subjects k where k.id = s.owner_id \
         and exists (select 1 from store_visible v where v.grant_key = ? and v.label_id = k.label_id limit 1) \
         and exists (select 1 from store_subjects c where c.uuid = s.uuid and c.kind = s.kind and c.id <> s.id \
         and exists (select 1 from store_visible u where u.grant_key = ? and u.label_id = c.label_id limit 1))) as held",
        [read.key().into(), read.key().into()],
    );
    sql.append(&chosen(read, person, filter));
    sql.and("order by n.id desc limit ?", [limit.into()])
}

/// The notices `n` of a filter as a `from .. where ..`, with what stands around them.
fn chosen<'a>(read: &Read, person: PersonId, filter: Filter<'a>) -> Sql<'a> {
    let mut sql = Sql::new(
        "from desk_notices n left join store_subjects s on s.id = n.subject_id \
         and exists (select 1 from store_visible v where v.grant_key = ? and v.label_id = s.label_id limit 1) \
         left join store_labels l on l.id = s.label_id left join store_obligations o on o.id = n.obligation_id \
         where n.person_id = ? and (n.subject_id is null or n.title is not null or s.id is not null)",
        [read.key().into(), person.into()],
    );
    if filter.unread {
        sql.push("and n.read_at is null", []);
    }
    match filter.post {
        None => {}
        Some(Post::Mail) => sql.push("and n.mail = 1", []),
        Some(Post::Digest) => sql.push("and n.mail = 3", []),
    }
    if let Some(circle) = filter.circle {
        sql.push(
            "and (s.id = ? or s.label_id in (select c.id from store_labels c where c.canonical like ?))",
            [circle.into(), format!("%;c{},%", circle.0).into()],
        );
    }
    match filter.word {
        "" => {}
        // One that went out late is a reminder too.
        REMINDER => sql.push("and n.fact in (?, ?)", [REMINDER.into(), REMINDER_LATE.into()]),
        word => sql.push("and n.fact = ?", [word.into()]),
    }
    if let Some(before) = filter.before {
        sql.push("and n.id < ?", [before.into()]);
    }
    sql
}

/// A person's newest notices, and whether he has put the greeting aside: one query.
pub fn newest(read: &Read, person: PersonId, limit: i64) -> Result<(Vec<Notice>, bool)> {
    let mut sql = Sql::new(
        "select w.at, n.* from (select 1 as one) base left join desk_welcomes w on w.person_id = ? left join (",
        [person.into()],
    );
    sql.append(&select(read, person, Filter::default(), limit));
    sql.push(") n on base.one = 1 order by n.id desc", []);
    let mut notices = Vec::new();
    let mut welcomed = false;
    read.each(sql, args![], |row| {
        welcomed = row.get::<Option<Timestamp>>(0)?.is_some();
        if row.get::<Option<i64>>(1)?.is_some() {
            notices.push(Notice::from_row(row, 1)?);
        }
        Ok(true)
    })?;
    Ok((notices, welcomed))
}

/// Puts the greeting aside.
pub fn put_welcome_aside(tx: &Tx, person: PersonId, now: Timestamp) -> Result<()> {
    tx.execute(
        "insert into desk_welcomes (person_id, at) values ($1, $2) on conflict (person_id) do nothing",
        args![person, now],
    )?;
    Ok(())
}

/// Marks these of a person's notices as read; how many were not.
pub fn mark_these(tx: &Tx, person: PersonId, notices: &[i64], now: Timestamp) -> Result<u64> {
    tx.execute(
        "update desk_notices set read_at = $3 where person_id = $1 and id in {ints $2} and read_at is null",
        args![person, Value::Ints(notices.to_vec()), now],
    )
}

/// Marks all that a person sees of this filter as read, up to the newest that he was shown; how many were not.
pub fn mark_all(tx: &Tx, person: PersonId, filter: Filter<'_>, up_to: i64, now: Timestamp) -> Result<u64> {
    if filter.word.is_empty() && filter.circle.is_none() {
        return tx.execute(
            "update desk_notices set read_at = $3 where person_id = $1 and id <= $2 and read_at is null",
            args![person, up_to, now],
        );
    }
    let mut sql =
        Sql::new("update desk_notices set read_at = ? where read_at is null and id in (select n.id", [now.into()]);
    sql.append(&chosen(tx, person, Filter { unread: true, before: up_to.checked_add(1), ..filter }));
    sql.push(")", []);
    tx.execute(sql, args![])
}

/// Who was told of this subject under one of these words by another job than this one, and when last. With the program's own
/// key.
pub fn holders(read: &Read, subject: SubjectId, words: &[&str], job: i64) -> Result<BTreeMap<PersonId, Timestamp>> {
    let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    let held = read.rows(
        "select person_id, max(at) from desk_notices where subject_id = $1 and fact in {texts $2} and cause <> $3 \
         group by person_id",
        args![subject, words, job],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(held.into_iter().collect())
}

/// Who said something about this subject or put a document beside it. With the program's own key.
pub fn speakers(read: &Read, subject: SubjectId) -> Result<BTreeSet<PersonId>> {
    let spoke = read.rows(
        "select r.person_id from discussion_remarks r where r.subject_id = $1 \
         union select d.person_id from discussion_documents d where d.subject_id = $1",
        args![subject],
        |row| row.get(0),
    )?;
    Ok(spoke.into_iter().collect())
}

/// Whom a remark names. With the program's own key.
pub fn mentioned(read: &Read, remark: i64) -> Result<BTreeSet<PersonId>> {
    let named =
        read.rows("select person_id from discussion_mentions where remark_id = $1", args![remark], |row| row.get(0))?;
    Ok(named.into_iter().collect())
}

/// A notice to be kept.
#[derive(Clone, Debug)]
pub struct NewNotice {
    /// Inside id.
    pub id: i64,
    /// Whose.
    pub person: PersonId,
    /// What stands in it.
    pub word: &'static str,
    /// Whether it goes out by mail as well, and by which.
    pub post: Option<Post>,
}

/// What all notices of one fact have in common.
#[derive(Clone, Debug)]
pub struct Cause {
    /// The job that tells.
    pub job: i64,
    /// What it is about.
    pub subject: SubjectId,
    /// The organisation that did it.
    pub organisation: Option<OrganisationId>,
    /// The title to be kept.
    pub title: Option<String>,
    /// When it happened.
    pub at: Timestamp,
}

/// Keeps notices. One that this cause has made already stays as it is, and an unread one of the same word and subject gives
/// way, so that twenty comments are one notice, and ten versions too.
pub fn add(tx: &Tx, cause: &Cause, notices: &[NewNotice]) -> Result<()> {
    let mut rows: Vec<Value<'_>> = Vec::with_capacity(notices.len() * 9);
    for notice in notices {
        rows.extend([
            notice.id.into(),
            notice.person.into(),
            cause.job.into(),
            notice.word.into(),
            cause.subject.into(),
            cause.organisation.into(),
            cause.title.as_deref().into(),
            cause.at.into(),
            notice.post.map_or(0, Post::code).into(),
        ]);
    }
    let columns = &["id", "person_id", "cause", "fact", "subject_id", "organisation_id", "title", "at", "mail"];
    tx.insert_many("desk_notices", columns, "on conflict (cause, person_id) do nothing", &rows)?;
    let people: Vec<i64> = notices.iter().map(|notice| notice.person.0).collect();
    let mut words: Vec<String> = notices.iter().map(|notice| notice.word.to_owned()).collect();
    if words.iter().any(|word| word == FIRST || word == AGAIN) {
        words.extend([FIRST.to_owned(), AGAIN.to_owned()]);
    }
    tx.execute(
        "delete from desk_notices where subject_id = $1 and person_id in {ints $2} and fact in {texts $3} and cause < $4 \
         and read_at is null",
        args![cause.subject, people, words, cause.job],
    )?;
    Ok(())
}

/// Keeps the notices of a reminder, told apart by its id: one that is there already stays, and nothing gives way, for each
/// reminder is told.
pub fn remind(tx: &Tx, reminder: &Reminder, notices: &[NewNotice], now: Timestamp) -> Result<()> {
    let mut rows: Vec<Value<'_>> = Vec::with_capacity(notices.len() * 8);
    for notice in notices {
        rows.extend([
            notice.id.into(),
            notice.person.into(),
            reminder.id.into(),
            notice.word.into(),
            reminder.subject.into(),
            reminder.obligation.into(),
            now.into(),
            notice.post.map_or(0, Post::code).into(),
        ]);
    }
    let columns = &["id", "person_id", "cause", "fact", "subject_id", "obligation_id", "at", "mail"];
    tx.insert_many("desk_notices", columns, "on conflict (cause, person_id) do nothing", &rows)?;
    Ok(())
}

/// Asks for a mail to a person, unless one is waiting; whether it was asked for now.
pub fn ask(tx: &Tx, post: Post, person: PersonId, due: Timestamp) -> Result<bool> {
    let sql = match post {
        Post::Mail => "insert into desk_mails (person_id, due) values ($1, $2) on conflict (person_id) do nothing",
        Post::Digest => "insert into desk_digests (person_id, due) values ($1, $2) on conflict (person_id) do nothing",
    };
    Ok(tx.execute(sql, args![person, due])? > 0)
}

/// A waiting mail is about to be made: what is told from now on asks for another.
pub fn take(tx: &Tx, post: Post, person: PersonId) -> Result<()> {
    let sql = match post {
        Post::Mail => "delete from desk_mails where person_id = $1",
        Post::Digest => "delete from desk_digests where person_id = $1",
    };
    tx.execute(sql, args![person])?;
    Ok(())
}

/// A person's notices that wait for such a mail, whether or not he sees them, newest first. With the program's own key.
pub fn waiting(read: &Read, person: PersonId, post: Post, limit: i64) -> Result<Vec<i64>> {
    read.rows(
        "select id from desk_notices where person_id = $1 and mail = $2 order by id desc limit $3",
        args![person, post.code(), limit],
        |row| row.get(0),
    )
}

/// When the oldest was told that waits for a person's digest. With the program's own key.
pub fn oldest(read: &Read, person: PersonId) -> Result<Option<Timestamp>> {
    read.one("select min(at) from desk_notices where person_id = $1 and mail = 3", args![person], |row| row.get(0))
}

/// These notices were sent, or need not be any more.
pub fn mark_sent(tx: &Tx, post: Post, notices: &[i64]) -> Result<()> {
    tx.execute(
        "update desk_notices set mail = 2 where id in {ints $1} and mail = $2",
        args![Value::Ints(notices.to_vec()), post.code()],
    )?;
    Ok(())
}

/// People for whom something waits since before an instant and no job that would send it. With the program's own key.
pub fn stranded(read: &Read, post: Post, before: Timestamp) -> Result<Vec<PersonId>> {
    read.rows(
        "select distinct n.person_id from desk_notices n where n.mail = $1 and n.at < $2 \
         and not exists (select 1 from store_jobs j where j.state in ('waiting', 'running') and j.name = $3 \
         and j.payload = '{\"person\":' || n.person_id || '}') limit 500",
        args![post.code(), before, post.job()],
        |row| row.get(0),
    )
}

/// Those of these circles that the reader may know of, for the headings of a digest.
pub fn circles(read: &Read, ids: &[CircleId]) -> Result<BTreeMap<CircleId, digest::Circle>> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let found = read.rows(
        "select s.id, s.uuid, s.title, l.tlp from store_subjects s join store_labels l on l.id = s.label_id \
         where s.id in {ints $1} and s.kind = $2 \
         and exists (select 1 from store_visible v where v.grant_key = $3 and v.label_id = s.label_id limit 1)",
        args![ids, belfry_identity::CIRCLE, read.key()],
        |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?, Tlp::parse(&row.get::<String>(3)?)))),
    )?;
    Ok(found.into_iter().collect())
}
