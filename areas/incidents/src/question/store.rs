//! The SQL of proposed questions, and what the catalogue and the forms are told of lessons.

use belfry_contracts::incidents::{QuestionProposed, QuestionWithdrawn};
use belfry_contracts::lessons::{Failed, Proposed, Which};
use belfry_kernel::{Action, Allowed, OrganisationId, SubjectId};
use belfry_store::subject::{self, Subject};
use belfry_store::{Act, Error, Read, Result, Row, Sql, Tx, args, ledger, scope};
use jiff::Timestamp;

use super::{QUESTION, audience, url};
use crate::incident::{self, INCIDENT};

/// Proposals of one answer.
const MOST: i64 = 100;
/// Characters of a title.
const TITLE: usize = 200;

/// A question besides its subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The incident that taught it, which its readers may not see.
    pub incident: SubjectId,
    /// The lesson.
    pub lesson: i64,
    /// The question.
    pub text: String,
    /// Why it should be asked.
    pub why: String,
    /// What it is about: framework and code; empty for nothing.
    pub item: String,
    /// In which language it is put.
    pub language: String,
    /// To whom it is proposed; nobody for the community.
    pub addressee: Option<OrganisationId>,
    /// Since when.
    pub at: Timestamp,
    /// Since when it is proposed no more.
    pub withdrawn: Option<Timestamp>,
}

const COLUMNS: &str =
    "q.incident_id, q.lesson_id, q.text, q.why, q.item, q.language, q.addressee_id, q.at, q.withdrawn";

fn from_row(row: &Row<'_>, at: usize) -> Result<Question> {
    Ok(Question {
        incident: row.get(at)?,
        lesson: row.get(at + 1)?,
        text: row.get(at + 2)?,
        why: row.get(at + 3)?,
        item: row.get(at + 4)?,
        language: row.get(at + 5)?,
        addressee: row.get(at + 6)?,
        at: row.get(at + 7)?,
        withdrawn: row.get(at + 8)?,
    })
}

/// A question that was loaded before.
///
/// # Errors
/// Those of the database.
pub fn of(read: &Read, id: SubjectId) -> Result<Question> {
    let sql = Sql::new("select", []).and(COLUMNS, []).and("from incidents_questions q where q.id = ?", [id.into()]);
    read.maybe(sql, args![], |row| from_row(row, 0))?.ok_or(Error::NoRow)
}

/// Those that came out of an incident, the newest first, as far as the reader sees them.
///
/// # Errors
/// Those of the database.
pub fn of_incident(read: &Read, incident: SubjectId) -> Result<Vec<(Subject, Question)>> {
    let mut sql = Sql::new("select", []).and(subject::COLUMNS, []).and(",", []).and(COLUMNS, []).and(
        "from incidents_questions q join store_subjects s on s.id = q.id where q.incident_id = ? and",
        [incident.into()],
    );
    sql.append(&scope::sees_subject(read.key()));
    sql.push("order by q.id desc", []);
    read.rows(sql, args![], |row| Ok((Subject::from_row(row, 0)?, from_row(row, 8)?)))
}

/// The incident behind a question, if the reader sees it.
///
/// # Errors
/// Those of the database.
pub fn behind(read: &Read, incident: SubjectId) -> Result<Option<Subject>> {
    Ok(subject::by_ids(read, &[incident])?.pop().filter(|one| one.kind == INCIDENT.code))
}

/// What is proposed.
pub struct New<'a> {
    /// The question.
    pub text: &'a str,
    /// Why it should be asked.
    pub why: &'a str,
    /// In which language.
    pub language: &'a str,
    /// To whom; nobody for the community.
    pub addressee: Option<OrganisationId>,
}

/// Proposes what a lesson of the incident asks, under the proof of a change. Nothing when there is no such lesson, or when its question is
/// proposed already.
///
/// # Errors
/// Those of the database.
pub fn propose<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    proof: &Allowed<A, Subject>,
    lesson: i64,
    new: &New<'_>,
) -> Result<Option<Subject>> {
    const { assert!(A::WRITES) };
    let of = "select item from incidents_lessons where id = $1 and incident_id = $2";
    let Some(item) = tx.maybe(of, args![lesson, proof.id], |row| row.get::<String>(0))? else { return Ok(None) };
    let standing = "select id from incidents_questions where incident_id = $1 and lesson_id = $2 and withdrawn is null";
    if tx.maybe(standing, args![proof.id, lesson], |row| row.get::<i64>(0))?.is_some() {
        return Ok(None);
    }
    let subject = Subject {
        id: act.ids.next(),
        uuid: act.ids.uuid(),
        kind: QUESTION.code,
        label_id: scope::intern(tx, &audience(proof.owner, new.addressee))?,
        owner: proof.owner,
        author: act.actor,
        title: new.text.chars().take(TITLE).collect(),
        updated: act.now,
    };
    subject::insert(tx, &subject)?;
    tx.execute(
        "insert into incidents_questions (id, incident_id, lesson_id, text, why, item, language, addressee_id, at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![subject.id, proof.id, lesson, new.text, new.why, &item, new.language, new.addressee, act.now],
    )?;
    ledger::record(tx, act, &QuestionProposed { question: subject.id })?;
    Ok(Some(subject))
}

/// Proposes it no more, under the proof of a change. Forms that ask it go on asking.
///
/// # Errors
/// Those of the database.
pub fn withdraw<A: Action>(tx: &Tx, act: Act<'_>, proof: &Allowed<A, Subject>) -> Result<()> {
    const { assert!(A::WRITES) };
    let sql = "update incidents_questions set withdrawn = $2 where id = $1 and withdrawn is null";
    if tx.execute(sql, args![proof.id, act.now])? > 0 {
        ledger::record(tx, act, &QuestionWithdrawn { question: proof.id })?;
    }
    Ok(())
}

/// The same for what came out of a lesson that is taken away, under the proof of a change of its incident.
///
/// # Errors
/// Those of the database.
pub fn withdraw_of<A: Action>(tx: &Tx, act: Act<'_>, proof: &Allowed<A, Subject>, lesson: i64) -> Result<()> {
    const { assert!(A::WRITES) };
    let gone: Vec<SubjectId> = tx.rows(
        "update incidents_questions set withdrawn = $3 where incident_id = $1 and lesson_id = $2 and withdrawn is null returning id",
        args![proof.id, lesson, act.now],
        |row| row.get(0),
    )?;
    gone.into_iter().try_for_each(|question| ledger::record(tx, act, &QuestionWithdrawn { question }))
}

/// The proposals that forms are told of, the newest first, as far as the reader sees them.
///
/// # Errors
/// Those of the database.
pub fn proposed(read: &Read, which: Which<'_>) -> Result<Vec<Proposed>> {
    let from = "from incidents_questions q join store_subjects s on s.id = q.id where";
    let mut sql = Sql::new("select", []).and(subject::COLUMNS, []).and(",", []).and(COLUMNS, []).and(from, []);
    match which {
        Which::Standing => sql.push("q.withdrawn is null and", []),
        Which::One(uuid) => sql.push("q.withdrawn is null and s.uuid = ? and", [uuid.into()]),
        Which::These(ids) => {
            let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
            sql.push("q.id in {ints ?} and", [ids.into()]);
        }
    }
    sql.append(&scope::sees_subject(read.key()));
    sql.push("order by q.id desc limit ?", [MOST.into()]);
    read.rows(sql, args![], |row| {
        let (subject, question) = (Subject::from_row(row, 0)?, from_row(row, 8)?);
        Ok(Proposed {
            href: url(&subject),
            id: subject.id,
            uuid: subject.uuid,
            owner: subject.owner,
            text: question.text,
            why: question.why,
            item: question.item,
            language: question.language,
            at: question.at,
        })
    })
}

/// The lessons that name one of these items, the newest first, as far as the reader sees their incidents.
///
/// # Errors
/// Those of the database.
pub fn failed(read: &Read, items: &[String]) -> Result<Vec<Failed>> {
    if items.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new("select l.item,", []).and(subject::COLUMNS, []).and(
        "from incidents_lessons l join store_subjects s on s.id = l.incident_id where l.item in {texts ?} and",
        [items.to_vec().into()],
    );
    sql.append(&scope::sees_subject(read.key()));
    sql.push("order by l.id desc limit ?", [MOST.into()]);
    read.rows(sql, args![], |row| {
        let subject = Subject::from_row(row, 1)?;
        let href = format!("{}/lessons#learned", incident::url(&subject));
        Ok(Failed { item: row.get(0)?, title: subject.title, href })
    })
}
