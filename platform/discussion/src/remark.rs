//! What is said: a remark, a question, an answer to one, and that an organisation has taken note.

pub mod edit;
pub mod say;
pub mod withdraw;

use belfry_contracts::discussion::RemarkAdded;
use belfry_kernel::{Action, Allowed, Label, LabelId, OrganisationId, Person, PersonId, SubjectId};
use belfry_store::subject::Subject;
use belfry_store::{Act, Read, Result, Row, Sql, Tx, args, ledger, scope};
use jiff::{SignedDuration, Timestamp};

/// Characters of a remark.
pub const LONGEST: usize = 10_000;
/// How long its author may change a remark.
pub const EDITABLE: SignedDuration = SignedDuration::from_hours(1);

/// What a remark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Something said.
    Comment,
    /// Information asked for.
    Question,
    /// The answer to a question.
    Answer,
    /// Taken note of.
    Acknowledgement,
}

impl Kind {
    /// The word in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::Question => "question",
            Self::Answer => "answer",
            Self::Acknowledgement => "acknowledgement",
        }
    }

    /// Reads a word; what is unknown is a comment.
    pub fn parse(code: &str) -> Self {
        [Self::Question, Self::Answer, Self::Acknowledgement]
            .into_iter()
            .find(|kind| kind.code() == code)
            .unwrap_or(Self::Comment)
    }
}

/// A remark as it is read.
#[derive(Clone, Debug)]
pub struct Remark {
    /// Inside id; also its place on the page.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// The words; empty when they were withdrawn.
    pub text: String,
    /// What it is.
    pub kind: Kind,
    /// The remark that began the thread.
    pub reply_to: Option<i64>,
    /// When it was last changed.
    pub edited: Option<Timestamp>,
    /// When it was taken back.
    pub withdrawn: Option<Timestamp>,
    /// Who said it.
    pub person: PersonId,
    /// For whom.
    pub organisation: OrganisationId,
    /// The person's name.
    pub author: Option<String>,
    /// The organisation's name, as far as the reader may know it.
    pub organisation_name: Option<String>,
    /// Whether it names the reader.
    pub names_me: bool,
    /// For whom it is, where that is not everybody who sees the record.
    pub label: Option<Label>,
}

impl Remark {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            at: row.get(1)?,
            text: row.get(2)?,
            kind: Kind::parse(&row.get::<String>(3)?),
            reply_to: row.get(4)?,
            edited: row.get(5)?,
            withdrawn: row.get(6)?,
            person: row.get(7)?,
            organisation: row.get(8)?,
            author: row.get(9)?,
            organisation_name: row.get(10)?,
            names_me: row.get(11)?,
            label: row.get::<Option<String>>(12)?.as_deref().and_then(Label::parse),
        })
    }

    /// Whether this person may still change it.
    pub fn may_be_edited(&self, by: PersonId, now: Timestamp) -> bool {
        self.may_be_withdrawn(by) && now.duration_since(self.at) < EDITABLE
    }

    /// Whether this person may take it back.
    pub fn may_be_withdrawn(&self, by: PersonId) -> bool {
        self.person == by && self.withdrawn.is_none() && self.kind != Kind::Acknowledgement
    }
}

/// Who reads what is said about a record.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// Who.
    pub person: PersonId,
    /// Whether he hears only what is addressed to him.
    pub partly: bool,
}

fn select<'a>(read: &Read, reader: Reader, subject: SubjectId) -> Sql<'a> {
    let mut sql = Sql::new(
        "select a.id, a.at, case when a.withdrawn is null then a.text else '' end, a.kind, a.reply_to, a.edited, a.withdrawn, \
         a.person_id, a.organisation_id, p.name, o.name, \
         exists (select 1 from discussion_mentions m where m.remark_id = a.id and m.person_id = ?), l.canonical \
         from discussion_remarks a left join store_labels l on l.id = a.label_id left join identity_people p on p.id = a.person_id \
         left join store_subjects s on s.id = a.organisation_id \
         and exists (select 1 from store_visible v where v.grant_key = ? and v.label_id = s.label_id limit 1) \
         left join identity_organisations o on o.id = s.id where a.subject_id = ? and",
        [reader.person.into(), read.key().into(), subject.into()],
    );
    sql.append(&addressed(read, reader.partly));
    sql
}

/// For the row aliased `a`: whether it is for the reader. Who hears a part only hears nothing that is addressed to nobody.
pub(crate) fn addressed<'a>(read: &Read, partly: bool) -> Sql<'a> {
    let sql = scope::sees_child(read.key());
    if partly { sql.and("and a.label_id is not null", []) } else { sql }
}

/// The newest remarks about a record that was loaded before, newest first.
pub fn list(read: &Read, reader: Reader, subject: SubjectId, before: Option<i64>, limit: i64) -> Result<Vec<Remark>> {
    let mut sql = select(read, reader, subject);
    if let Some(before) = before {
        sql.push("and a.id < ?", [before.into()]);
    }
    sql.push("order by a.id desc limit ?", [limit.into()]);
    read.rows(sql, args![], Remark::from_row)
}

/// One remark about a record that was loaded before.
pub fn by_id(read: &Read, reader: Reader, subject: SubjectId, id: i64) -> Result<Option<Remark>> {
    let sql = select(read, reader, subject).and("and a.id = ?", [id.into()]);
    read.maybe(sql, args![], Remark::from_row)
}

/// Earlier words of a remark, oldest first, each with the instant until which they stood.
pub fn revisions(read: &Read, id: i64) -> Result<Vec<(Timestamp, String)>> {
    read.rows("select at, text from discussion_revisions where remark_id = $1 order by id", args![id], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// Whether an organisation has acknowledged a record.
pub fn has_acknowledged(read: &Read, subject: SubjectId, organisation: OrganisationId) -> Result<bool> {
    let found = read.maybe(
        "select 1 from discussion_remarks where subject_id = $1 and organisation_id = $2 and kind = 'acknowledgement'",
        args![subject, organisation],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// A remark to be kept.
pub(crate) struct New<'a> {
    pub id: i64,
    pub label: Option<LabelId>,
    pub person: PersonId,
    pub organisation: OrganisationId,
    pub at: Timestamp,
    pub text: &'a str,
    pub kind: Kind,
    pub reply_to: Option<i64>,
}

/// Keeps a remark, under the proof that its author may speak about the record.
pub(crate) fn add<A: Action>(tx: &Tx, subject: &Allowed<A, Subject>, new: &New<'_>) -> Result<()> {
    const { assert!(A::WRITES) };
    tx.execute(
        "insert into discussion_remarks (id, subject_id, label_id, person_id, organisation_id, at, text, kind, reply_to) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            new.id,
            subject.id,
            new.label,
            new.person,
            new.organisation,
            new.at,
            new.text,
            new.kind.code(),
            new.reply_to
        ],
    )?;
    Ok(())
}

/// Says something as a part of another act, for those only whom a label names: such as why a record goes back to its author. Under
/// the proof of that act.
///
/// # Errors
/// Those of the database.
pub fn put<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    subject: &Allowed<A, Subject>,
    (by, label): (&Person, &Label),
    text: &str,
) -> Result<()> {
    let id: i64 = act.ids.next();
    let (person, organisation) = (by.id, by.organisation);
    let label = Some(scope::intern(tx, label)?);
    let new = New { id, label, person, organisation, at: act.now, text, kind: Kind::Comment, reply_to: None };
    add(tx, subject, &new)?;
    ledger::record(tx, act, &RemarkAdded { subject: subject.id, remark: id })
}

/// What was said about a record so far stays among those whom a label names, however widely the record is seen from now on. Under the
/// proof of the act that widens it.
///
/// # Errors
/// Those of the database.
pub fn narrow<A: Action>(tx: &Tx, subject: &Allowed<A, Subject>, label: &Label) -> Result<()> {
    const { assert!(A::WRITES) };
    let label = scope::intern(tx, label)?;
    tx.execute(
        "update discussion_remarks set label_id = $2 where subject_id = $1 and label_id is null",
        args![subject.id, label],
    )?;
    Ok(())
}
