//! The SQL of self-assessments.

use belfry_kernel::{Action, Allowed, Label, OrganisationId, SubjectId};
use belfry_store::subject::{COLUMNS, Subject};
use belfry_store::{Act, Error, Read, Result, Row, Sql, Tx, args, scope};
use jiff::Timestamp;

use super::entry::Entry;
use super::result::Entries;
use super::{ASSESSMENT, SHARED};
use crate::file;

/// Where an assessment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is being written.
    Draft,
    /// It is signed, and stays as it is.
    Signed,
}

impl State {
    /// The code in the database, in answers and message keys.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Signed => "signed",
        }
    }
}

/// An assessment without what is said of its items.
#[derive(Clone, Debug)]
pub struct Assessment {
    /// Whose.
    pub owner: OrganisationId,
    /// By which framework.
    pub framework: String,
    /// In which version.
    pub version: String,
    /// The step aimed at where an item names none.
    pub aim: i64,
    /// The one before it, signed, by a framework of the same name.
    pub previous: Option<SubjectId>,
    /// Where it stands.
    pub state: State,
    /// When it was begun.
    pub begun: Timestamp,
    /// When it was signed.
    pub signed: Option<Timestamp>,
    /// By whom; none when he is gone.
    pub signer: Option<String>,
}

const OWN: &str = "a.owner_id, a.framework, a.version, a.aim, a.previous_id, a.state, a.begun, a.signed, \
     (select p.name from identity_people p where p.id = a.signed_by)";

fn from_row(row: &Row<'_>, at: usize) -> Result<Assessment> {
    let state = match row.get::<String>(at + 5)?.as_str() {
        "draft" => State::Draft,
        "signed" => State::Signed,
        other => return Err(Error::Driver(format!("an unreadable assessment is kept: {other}"))),
    };
    Ok(Assessment {
        owner: row.get(at)?,
        framework: row.get(at + 1)?,
        version: row.get(at + 2)?,
        aim: row.get(at + 3)?,
        previous: row.get(at + 4)?,
        state,
        begun: row.get(at + 6)?,
        signed: row.get(at + 7)?,
        signer: row.get(at + 8)?,
    })
}

/// The assessment of a subject that its reader has loaded; or, in the program's own picture, of one that is shown to him.
pub fn of(read: &Read, id: SubjectId) -> Result<Option<Assessment>> {
    let sql = Sql::new("select", []).and(OWN, []).and("from surveys_assessments a where a.id = ?", [id.into()]);
    read.maybe(sql, args![], |row| from_row(row, 0))
}

/// What is said of the items of an assessment, likewise.
pub fn entries(read: &Read, id: SubjectId) -> Result<Entries> {
    let rows = read.rows(
        "select code, level, target, weight, comment, evidence, due, saved from surveys_assess_items where assessment_id = $1",
        args![id],
        |row| {
            let entry = Entry {
                level: row.get(1)?,
                target: row.get(2)?,
                weight: row.get(3)?,
                comment: row.get(4)?,
                evidence: row.get(5)?,
                due: row.get::<Option<String>>(6)?.and_then(|day| day.parse().ok()),
                saved: row.get(7)?,
            };
            Ok((row.get::<String>(0)?, entry))
        },
    )?;
    Ok(rows.into_iter().collect())
}

/// The draft of an organisation by a framework of this name, or, with `signed`, its newest that is signed.
pub fn latest(read: &Read, owner: OrganisationId, framework: &str, state: State) -> Result<Option<Subject>> {
    let sql = Sql::new("select", []).and(COLUMNS, []).and(
        "from surveys_assessments a join store_subjects s on s.id = a.id \
         where a.owner_id = ? and a.framework = ? and a.state = ? order by a.id desc limit 1",
        [owner.into(), framework.into(), state.code().into()],
    );
    read.maybe(sql, args![], |row| Subject::from_row(row, 0))
}

/// A new draft; its subject is there. [`Error::Unique`] where the organisation has one by a framework of this name.
pub fn insert(tx: &Tx, act: Act<'_>, id: SubjectId, one: &Assessment) -> Result<()> {
    tx.execute(
        "insert into surveys_assessments (id, owner_id, framework, version, aim, previous_id, state, begun) \
         values ($1, $2, $3, $4, $5, $6, 'draft', $7)",
        args![id, one.owner, &one.framework, &one.version, one.aim, one.previous, act.now],
    )?;
    Ok(())
}

/// Keeps what is said of one item, under the proof of a change.
pub fn put<A: Action>(tx: &Tx, act: Act<'_>, proof: &Allowed<A, Subject>, code: &str, entry: &Entry) -> Result<()> {
    const { assert!(A::WRITES) };
    carry(tx, act, proof.id, code, entry)
}

/// The same for a draft that is being made.
pub(super) fn carry(tx: &Tx, act: Act<'_>, id: SubjectId, code: &str, entry: &Entry) -> Result<()> {
    tx.execute(
        "insert into surveys_assess_items (assessment_id, code, level, target, weight, comment, evidence, due, saved, saved_by) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (assessment_id, code) do update set \
         level = excluded.level, target = excluded.target, weight = excluded.weight, comment = excluded.comment, \
         evidence = excluded.evidence, due = excluded.due, saved = excluded.saved, saved_by = excluded.saved_by",
        args![
            id,
            code,
            entry.level,
            entry.target,
            entry.counts(),
            &entry.comment,
            &entry.evidence,
            entry.due.map(|day| day.to_string()),
            act.now,
            act.actor
        ],
    )?;
    Ok(())
}

/// Who saved one of these items last, and when, if anybody but `but` did after `since`.
pub fn saved_by_another(
    read: &Read,
    id: SubjectId,
    codes: &[String],
    since: Timestamp,
    but: belfry_kernel::PersonId,
) -> Result<Option<String>> {
    read.maybe(
        "select coalesce(p.name, '') from surveys_assess_items i left join identity_people p on p.id = i.saved_by \
         where i.assessment_id = $1 and i.code in {texts $2} and i.saved > $3 and coalesce(i.saved_by, 0) <> $4 \
         order by i.saved desc limit 1",
        args![id, codes.to_vec(), since, but],
        |row| row.get(0),
    )
}

/// Another aim for a draft.
pub fn aim<A: Action>(tx: &Tx, proof: &Allowed<A, Subject>, aim: i64) -> Result<()> {
    const { assert!(A::WRITES) };
    tx.execute("update surveys_assessments set aim = $2 where id = $1 and state = 'draft'", args![proof.id, aim])?;
    Ok(())
}

/// The signature; false when it has one. `overall` is its result in thousandths.
pub fn sign<A: Action>(tx: &Tx, act: Act<'_>, proof: &Allowed<A, Subject>, overall: Option<i64>) -> Result<bool> {
    const { assert!(A::WRITES) };
    let rows = tx.execute(
        "update surveys_assessments set state = 'signed', signed = $2, signed_by = $3, overall = $4, \
         sector = coalesce((select o.sector from identity_organisations o where o.id = owner_id), '') \
         where id = $1 and state = 'draft'",
        args![proof.id, act.now, act.actor, overall],
    )?;
    Ok(rows > 0)
}

/// Throws a draft away; false when it is none. Its subject is removed by the caller.
pub fn discard<A: Action>(tx: &Tx, proof: &Allowed<A, Subject>) -> Result<bool> {
    const { assert!(A::WRITES) };
    let draft =
        tx.maybe("select 1 from surveys_assessments where id = $1 and state = 'draft'", args![proof.id], |_| Ok(()))?;
    if draft.is_none() {
        return Ok(false);
    }
    tx.execute("delete from surveys_assess_items where assessment_id = $1", args![proof.id])?;
    file::forget(tx, proof.id)?;
    tx.execute("delete from surveys_assessments where id = $1", args![proof.id])?;
    Ok(true)
}

/// A line of a list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The record: the assessment, or what is shown of it.
    pub subject: Subject,
    /// The assessment.
    pub assessment: Assessment,
    /// Its result in thousandths, once it is signed.
    pub overall: Option<i64>,
}

/// The newest assessments of these organisations that the reader may see, before one of them.
pub fn list(read: &Read, owners: &[OrganisationId], before: Option<SubjectId>, limit: i64) -> Result<Vec<Listed>> {
    let owners: Vec<i64> = owners.iter().map(|owner| owner.0).collect();
    let mut sql = Sql::new("select", []).and(COLUMNS, []).and(", a.overall,", []).and(OWN, []);
    sql.append(&scope::visible(read, ASSESSMENT, "join surveys_assessments a on a.id = s.id")?);
    sql.push("and a.owner_id in {ints ?}", [owners.into()]);
    sql.append(&scope::newest(read, ASSESSMENT, before, limit)?);
    read.rows(sql, args![], listed)
}

/// The newest of all that the reader may see, before one of them: for the program itself.
pub fn all(read: &Read, before: Option<SubjectId>, limit: i64) -> Result<Vec<Listed>> {
    let mut sql = Sql::new("select", []).and(COLUMNS, []).and(", a.overall,", []).and(OWN, []);
    sql.append(&scope::visible(read, ASSESSMENT, "join surveys_assessments a on a.id = s.id")?);
    sql.append(&scope::newest(read, ASSESSMENT, before, limit)?);
    read.rows(sql, args![], listed)
}

/// The newest that others show to the reader. What he sees of them is read in the program's own picture afterwards: [`of_shares`].
pub fn shown(read: &Read, mine: &[OrganisationId], limit: i64) -> Result<Vec<Subject>> {
    let mine: Vec<i64> = mine.iter().map(|owner| owner.0).collect();
    let mut sql = Sql::new("select", []).and(COLUMNS, []);
    sql.append(&scope::visible(read, SHARED, "")?);
    // What one shows oneself stands at the assessment.
    sql.push("and s.owner_id not in {ints ?}", [mine.into()]);
    sql.append(&scope::newest(read, SHARED, None, limit)?);
    read.rows(sql, args![], |row| Subject::from_row(row, 0))
}

/// The assessments behind what is shown, in the program's own picture: the reader has loaded these subjects.
pub fn of_shares(read: &Read, shares: &[Subject]) -> Result<Vec<Listed>> {
    let ids: Vec<i64> = shares.iter().map(|share| share.id.0).collect();
    let sql = Sql::new("select", []).and(COLUMNS, []).and(", a.overall,", []).and(OWN, []).and(
        "from surveys_assess_shares h join store_subjects s on s.id = h.id join surveys_assessments a on a.id = h.assessment_id \
         where h.id in {ints ?} order by s.id desc",
        [ids.into()],
    );
    read.rows(sql, args![], listed)
}

fn listed(row: &Row<'_>) -> Result<Listed> {
    Ok(Listed { subject: Subject::from_row(row, 0)?, overall: row.get(8)?, assessment: from_row(row, 9)? })
}

/// To whom an assessment is shown.
#[derive(Clone, Debug)]
pub struct Share {
    /// The record that they see.
    pub subject: Subject,
    /// Its label.
    pub label: Label,
    /// Whether they see comments and evidence too.
    pub details: bool,
    /// Since when.
    pub shared: Timestamp,
}

/// To whom an assessment is shown; in the program's own picture, for whoever has loaded it.
pub fn shares(read: &Read, assessment: SubjectId) -> Result<Vec<Share>> {
    let sql = Sql::new("select", []).and(COLUMNS, []).and(
        ", l.canonical, h.details, h.shared from surveys_assess_shares h join store_subjects s on s.id = h.id \
         join store_labels l on l.id = s.label_id where h.assessment_id = ? order by h.id",
        [assessment.into()],
    );
    read.rows(sql, args![], |row| {
        Ok(Share {
            subject: Subject::from_row(row, 0)?,
            label: scope::parsed(&row.get::<String>(8)?)?,
            details: row.get::<i64>(9)? != 0,
            shared: row.get(10)?,
        })
    })
}

/// Of something shown that its reader has loaded: which assessment, and whether with comments and evidence.
pub fn of_share(read: &Read, share: SubjectId) -> Result<Option<(SubjectId, bool)>> {
    read.maybe("select assessment_id, details from surveys_assess_shares where id = $1", args![share], |row| {
        Ok((row.get(0)?, row.get::<i64>(1)? != 0))
    })
}

/// Shows an assessment to others; the subject that they see is there.
pub fn share<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    proof: &Allowed<A, Subject>,
    id: SubjectId,
    details: bool,
) -> Result<()> {
    const { assert!(A::WRITES) };
    tx.execute(
        "insert into surveys_assess_shares (id, assessment_id, label_id, details, shared, made_by) values ($1, $2, $3, $4, $5, $6)",
        args![id, proof.id, proof.label_id, i64::from(details), act.now, act.actor],
    )?;
    Ok(())
}

/// Takes back what was shown; false when there is none of this id at this assessment. With the program's own key: whoever shows
/// something need not see it as those do to whom he shows it.
pub fn withhold<A: Action>(tx: &Tx, proof: &Allowed<A, Subject>, share: SubjectId) -> Result<bool> {
    const { assert!(A::WRITES) };
    let rows =
        tx.execute("delete from surveys_assess_shares where id = $1 and assessment_id = $2", args![share, proof.id])?;
    if rows > 0 {
        tx.execute("delete from store_subjects where id = $1 and kind = $2", args![share, SHARED])?;
    }
    Ok(rows > 0)
}
