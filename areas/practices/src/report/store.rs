//! The SQL of reports.

use belfry_contracts::practices::{ReportMade, ReportSettled};
use belfry_kernel::{Action, Allowed, Clause, Label, OrganisationId, PersonId, SubjectId, Tlp};
use belfry_store::subject::{self, Subject};
use belfry_store::{Act, Error, Read, Result, Row, Sql, Tx, agenda, args, ledger, scope};
use jiff::{SignedDuration, Timestamp};

use super::{Channel, Kind, REPORT, State, TO_ANSWER, TO_SORT};
use crate::desk;

/// Days in which somebody should have decided.
const DAYS: i64 = 10;

/// A report besides its subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What is handed over.
    pub kind: Kind,
    /// What became of it.
    pub state: State,
    /// How it came.
    pub channel: Channel,
    /// What it says.
    pub text: String,
    /// To whom.
    pub desk: OrganisationId,
    /// The record that it asks about.
    pub about: Option<SubjectId>,
    /// The record that it became or went into.
    pub record: Option<SubjectId>,
    /// The question that was asked further.
    pub forward: Option<SubjectId>,
    /// Whether its sender may be named.
    pub named: bool,
    /// What was said to its sender at the end.
    pub answer: String,
    /// Until when it can be confirmed.
    pub expires: Option<Timestamp>,
}

const COLUMNS: &str = "r.kind, r.state, r.channel, r.text, r.desk_id, r.about_id, r.record_id, r.forward_id, r.named, r.answer, r.expires";

fn from_row(row: &Row<'_>, at: usize) -> Result<Report> {
    let strange = |what: &str| Error::Driver(format!("an unreadable report is kept: {what}"));
    let text = |n: usize| row.get::<String>(at + n);
    Ok(Report {
        kind: Kind::parse(&text(0)?).ok_or_else(|| strange("kind"))?,
        state: State::parse(&text(1)?).ok_or_else(|| strange("state"))?,
        channel: Channel::parse(&text(2)?).ok_or_else(|| strange("channel"))?,
        text: text(3)?,
        desk: row.get(at + 4)?,
        about: row.get(at + 5)?,
        record: row.get(at + 6)?,
        forward: row.get(at + 7)?,
        named: row.get::<i64>(at + 8)? != 0,
        answer: text(9)?,
        expires: row.get(at + 10)?,
    })
}

/// Those of these reports, which the reader sees, that are questions.
///
/// # Errors
/// Those of the database.
pub fn questions(read: &Read, these: &[SubjectId]) -> Result<Vec<SubjectId>> {
    let these: Vec<i64> = these.iter().map(|id| id.0).collect();
    read.rows(
        "select r.id from practices_reports r where r.id in {ints $1} and r.kind = $2",
        args![these, Kind::Question.code()],
        |row| row.get(0),
    )
}

/// A report that was loaded before.
///
/// # Errors
/// Those of the database.
pub fn of(read: &Read, id: SubjectId) -> Result<Report> {
    let sql = Sql::new("select", []).and(COLUMNS, []).and("from practices_reports r where r.id = ?", [id.into()]);
    read.maybe(sql, args![], |row| from_row(row, 0))?.ok_or(Error::NoRow)
}

/// What is handed over.
pub struct New<'a> {
    /// What.
    pub kind: Kind,
    /// One line.
    pub title: &'a str,
    /// The rest.
    pub text: &'a str,
    /// By which organisation.
    pub owner: OrganisationId,
    /// To whom.
    pub desk: OrganisationId,
    /// How.
    pub channel: Channel,
    /// About which record.
    pub about: Option<SubjectId>,
    /// Whether its sender may be named.
    pub named: bool,
    /// Whether it has to be confirmed first.
    pub waits: bool,
}

/// Hands something over. What waits is seen by its sender only.
///
/// # Errors
/// Those of the database.
pub fn insert(tx: &Tx, act: Act<'_>, new: &New<'_>) -> Result<Subject> {
    let id: SubjectId = act.ids.next();
    let alone: Option<PersonId> = act.actor.filter(|_| new.waits);
    let label = match alone {
        Some(person) => Label::new(Tlp::Amber, Clause::People([person].into())),
        None => desk::between(Tlp::Amber, &[new.owner, new.desk]),
    };
    let subject = Subject {
        id,
        uuid: act.ids.uuid(),
        kind: REPORT.code,
        label_id: scope::intern(tx, &label)?,
        owner: new.owner,
        author: act.actor,
        title: new.title.to_owned(),
        updated: act.now,
    };
    subject::insert(tx, &subject)?;
    let state = if new.waits { State::Waiting } else { State::Open };
    tx.execute(
        "insert into practices_reports (id, kind, state, channel, text, desk_id, about_id, named, answer) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, '')",
        args![
            id,
            new.kind.code(),
            state.code(),
            new.channel.code(),
            new.text,
            new.desk,
            new.about,
            i64::from(new.named)
        ],
    )?;
    if !new.waits {
        arrive(tx, act, &subject, new.kind, new.desk)?;
    }
    Ok(subject)
}

/// Puts it before its desk.
///
/// # Errors
/// Those of the database.
pub fn arrive(tx: &Tx, act: Act<'_>, subject: &Subject, kind: Kind, desk: OrganisationId) -> Result<()> {
    ledger::record(tx, act, &ReportMade { report: subject.id })?;
    let what = if kind == Kind::Question { TO_ANSWER } else { TO_SORT };
    let due = act.now + SignedDuration::from_hours(24 * DAYS);
    crate::record::store::owe(tx, act, subject.id, desk, what, &subject.title, due)
}

/// What became of it, under the proof of the act that decides; false when it was decided before.
///
/// # Errors
/// Those of the database.
pub fn settle<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    proof: &Allowed<A, Subject>,
    (state, record): (State, Option<SubjectId>),
    answer: &str,
) -> Result<bool> {
    const { assert!(A::WRITES) };
    let rows = tx.execute(
        "update practices_reports set state = $2, record_id = $3, answer = $4 where id = $1 and state in ('open', 'asked')",
        args![proof.id, state.code(), record, answer],
    )?;
    if rows == 0 {
        return Ok(false);
    }
    if !state.is_open() {
        agenda::end(tx, proof.id, TO_SORT, None, act.now)?;
        agenda::end(tx, proof.id, TO_ANSWER, None, act.now)?;
        ledger::record(tx, act, &ReportSettled { report: proof.id })?;
    }
    subject::touch(tx, proof, proof.id, &proof.title, act.now)?;
    Ok(true)
}

/// The question that was asked further for this one.
///
/// # Errors
/// Those of the database.
pub fn forwarded<A: Action>(tx: &Tx, proof: &Allowed<A, Subject>, forward: SubjectId) -> Result<()> {
    const { assert!(A::WRITES) };
    tx.execute("update practices_reports set forward_id = $2 where id = $1", args![proof.id, forward])?;
    Ok(())
}

/// Which reports.
pub enum Which<'a> {
    /// Those of their author.
    Of(PersonId),
    /// Those that were handed to one of these organisations: open ones, or those that are settled.
    At(&'a [OrganisationId], bool),
}

/// A report in a list.
pub struct Listed {
    /// The subject.
    pub subject: Subject,
    /// The report.
    pub report: Report,
}

/// Those that the reader sees, newest first.
///
/// # Errors
/// Those of the database.
pub fn list(read: &Read, which: &Which<'_>, before: Option<SubjectId>, limit: i64) -> Result<Vec<Listed>> {
    let mut sql = Sql::new("select s.id, s.uuid, s.kind, s.label_id, s.owner_id, s.author_id, s.title, s.updated,", [])
        .and(COLUMNS, [])
        .and("from practices_reports r join store_subjects s on s.id = r.id where", []);
    match which {
        Which::Of(person) => sql.push("s.author_id = ? and", [(*person).into()]),
        Which::At(desks, settled) => {
            let desks: Vec<i64> = desks.iter().map(|id| id.0).collect();
            sql.push("r.desk_id in {ints ?} and", [desks.into()]);
            let states = if *settled {
                "r.state in ('placed', 'merged', 'answered', 'declined') and"
            } else {
                "r.state in ('open', 'asked') and"
            };
            sql.push(states, []);
        }
    }
    sql.append(&scope::sees_subject(read.key()));
    if let Some(before) = before {
        sql.push("and s.id < ?", [before.into()]);
    }
    sql.push("order by s.id desc limit ?", [limit.into()]);
    read.rows(sql, args![], |row| Ok(Listed { subject: Subject::from_row(row, 0)?, report: from_row(row, 8)? }))
}

/// The titles under which somebody has reported before.
///
/// # Errors
/// Those of the database.
pub fn titles(read: &Read, person: PersonId) -> Result<Vec<String>> {
    read.rows(
        "select s.title from practices_reports r join store_subjects s on s.id = r.id where s.author_id = $1 and r.kind <> 'question'",
        args![person],
        |row| row.get(0),
    )
}
