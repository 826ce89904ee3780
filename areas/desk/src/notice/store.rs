//! The SQL of notices.
//!
//! A notice is shown while its reader sees its subject, or when it keeps the title it was told with.

use std::collections::{BTreeMap, BTreeSet};

use belfry_kernel::{OrganisationId, PersonId, SubjectId};
use belfry_store::agenda::reminder::Reminder;
use belfry_store::{Read, Result, Row, Sql, Tx, Value, args};
use jiff::Timestamp;
use uuid::Uuid;

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
    /// The subject: UUID, kind, title, level.
    pub subject: Option<(Uuid, i16, String, String)>,
    /// The obligation that a reminder speaks of.
    pub reminded: Option<Reminded>,
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
            Some(uuid) => Some((uuid, row.get(at + 7)?, row.get(at + 8)?, row.get(at + 9)?)),
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
            reminded,
        })
    }
}

/// Which notices of a person are asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter<'a> {
    /// Only those that were not read.
    pub unread: bool,
    /// Only those that wait to be sent by mail.
    pub to_mail: bool,
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
         o.uuid as obligation, o.what, o.data, o.due, o.may_leave \
         from desk_notices n left join store_subjects s on s.id = n.subject_id \
         and exists (select 1 from store_visible v where v.grant_key = ? and v.label_id = s.label_id limit 1) \
         left join store_labels l on l.id = s.label_id left join store_obligations o on o.id = n.obligation_id \
         where n.person_id = ? and (n.subject_id is null or n.title is not null or s.id is not null)",
        [read.key().into(), person.into()],
    );
    if filter.unread {
        sql.push("and n.read_at is null", []);
    }
    if filter.to_mail {
        sql.push("and n.mail = 1", []);
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
    sql.and("order by n.id desc limit ?", [limit.into()])
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

/// Marks a person's notices as read: one, or all up to one.
pub fn mark_read(tx: &Tx, person: PersonId, only: Option<i64>, up_to: i64, now: Timestamp) -> Result<u64> {
    match only {
        Some(id) => tx.execute(
            "update desk_notices set read_at = $3 where person_id = $1 and id = $2 and read_at is null",
            args![person, id, now],
        ),
        None => tx.execute(
            "update desk_notices set read_at = $3 where person_id = $1 and id <= $2 and read_at is null",
            args![person, up_to, now],
        ),
    }
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
    /// Whether it goes out by mail as well.
    pub by_mail: bool,
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
            i64::from(notice.by_mail).into(),
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
            i64::from(notice.by_mail).into(),
        ]);
    }
    let columns = &["id", "person_id", "cause", "fact", "subject_id", "obligation_id", "at", "mail"];
    tx.insert_many("desk_notices", columns, "on conflict (cause, person_id) do nothing", &rows)?;
    Ok(())
}

/// Asks for a mail to a person, unless one is waiting; whether it was asked for now.
pub fn ask_for_mail(tx: &Tx, person: PersonId, due: Timestamp) -> Result<bool> {
    let asked = tx.execute(
        "insert into desk_mails (person_id, due) values ($1, $2) on conflict (person_id) do nothing",
        args![person, due],
    )?;
    Ok(asked > 0)
}

/// A waiting mail is about to be made: what is told from now on asks for another.
pub fn take_mail(tx: &Tx, person: PersonId) -> Result<()> {
    tx.execute("delete from desk_mails where person_id = $1", args![person])?;
    Ok(())
}

/// These notices were sent, or need not be any more.
pub fn mark_mailed(tx: &Tx, notices: &[Notice]) -> Result<()> {
    let ids: Vec<i64> = notices.iter().map(|notice| notice.id).collect();
    tx.execute("update desk_notices set mail = 2 where id in {ints $1} and mail = 1", args![ids])?;
    Ok(())
}
