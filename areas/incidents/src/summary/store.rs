//! The SQL of summaries.

use belfry_contracts::incidents::{SummaryMade, SummaryShared};
use belfry_kernel::{Action, Allowed, Label, OrganisationId, SubjectId};
use belfry_store::subject::{self, Subject};
use belfry_store::{Act, Error, Read, Result, Row, Sql, Tx, args, ledger, scope};
use jiff::Timestamp;

use super::{Content, Period, SUMMARY};
use crate::notification::store::hash;

/// A summary besides its subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// By which people speak of it.
    pub number: String,
    /// The law, by the code of its regime.
    pub regime: String,
    /// Of which country.
    pub country: String,
    /// From when.
    pub since: Timestamp,
    /// Until before when.
    pub until: Timestamp,
    /// In whose days.
    pub zone: String,
    /// What was counted.
    pub content: Content,
    /// SHA-256 of the content as it is kept, in hexadecimal.
    pub hash: String,
    /// When it was frozen.
    pub made: Timestamp,
}

const COLUMNS: &str = "m.number, m.regime, m.country, m.since, m.until, m.zone, m.content, m.hash, m.made";

fn from_row(row: &Row<'_>, at: usize) -> Result<Summary> {
    let strange = |error: serde_json::Error| Error::Driver(format!("an unreadable summary is kept: {error}"));
    Ok(Summary {
        number: row.get(at)?,
        regime: row.get(at + 1)?,
        country: row.get(at + 2)?,
        since: row.get(at + 3)?,
        until: row.get(at + 4)?,
        zone: row.get(at + 5)?,
        content: serde_json::from_str(&row.get::<String>(at + 6)?).map_err(strange)?,
        hash: row.get(at + 7)?,
        made: row.get(at + 8)?,
    })
}

/// A summary that was loaded before.
///
/// # Errors
/// Those of the database.
pub fn of(read: &Read, id: SubjectId) -> Result<Summary> {
    let sql = Sql::new("select", []).and(COLUMNS, []).and("from incidents_summaries m where m.id = ?", [id.into()]);
    read.maybe(sql, args![], |row| from_row(row, 0))?.ok_or(Error::NoRow)
}

/// Those that the reader sees, the newest first, with their TLP.
///
/// # Errors
/// Those of the database.
pub fn list(read: &Read, before: Option<SubjectId>, limit: i64) -> Result<Vec<(Subject, String, Summary)>> {
    let mut sql = Sql::new("select", []).and(subject::COLUMNS, []).and(", l.tlp,", []).and(COLUMNS, []);
    let joins = "join incidents_summaries m on m.id = s.id join store_labels l on l.id = s.label_id";
    sql.append(&scope::visible(read, SUMMARY, joins)?);
    sql.append(&scope::newest(read, SUMMARY, before, limit)?);
    read.rows(sql, args![], |row| Ok((Subject::from_row(row, 0)?, row.get(8)?, from_row(row, 9)?)))
}

/// What a summary is frozen of.
pub struct New<'a> {
    /// Whose it is.
    pub owner: OrganisationId,
    /// The law.
    pub regime: &'a str,
    /// Of which country.
    pub country: &'a str,
    /// Of which time.
    pub period: Period,
    /// That time.
    pub span: (Timestamp, Timestamp),
    /// In whose days.
    pub zone: &'a str,
    /// What was counted.
    pub content: &'a Content,
}

/// Freezes a summary, with the program's own key: it gets its number, and never changes. Another one of the same time has the next
/// number. The caller has decided that he may.
///
/// # Errors
/// Those of the database.
pub fn insert(tx: &Tx, act: Act<'_>, new: &New<'_>, title: &str, label: &Label) -> Result<Subject> {
    let text = serde_json::to_string(new.content).map_err(|error| Error::Driver(error.to_string()))?;
    let (country, law) = (new.country.to_uppercase(), new.regime.to_uppercase());
    let stem = format!("{country}-{law}-{}", new.period.code());
    // A country may have two points of contact on a platform, and a time more than one summary.
    let earlier: i64 = tx.one(
        "select count(*) from incidents_summaries where number = $1 or number like $2",
        args![&stem, format!("{stem}.%")],
        |row| row.get(0),
    )?;
    let number = if earlier == 0 { stem } else { format!("{stem}.{}", earlier + 1) };
    let subject = Subject {
        id: act.ids.next(),
        uuid: act.ids.uuid(),
        kind: SUMMARY.code,
        label_id: scope::intern(tx, label)?,
        owner: new.owner,
        author: act.actor,
        title: format!("{title} ({number})"),
        updated: act.now,
    };
    subject::insert(tx, &subject)?;
    tx.execute(
        "insert into incidents_summaries (id, number, regime, country, since, until, zone, content, hash, made) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            subject.id,
            &number,
            new.regime,
            new.country,
            new.span.0,
            new.span.1,
            new.zone,
            &text,
            hash(&text),
            act.now
        ],
    )?;
    ledger::record(tx, act, &SummaryMade { summary: subject.id })?;
    Ok(subject)
}

/// Another audience, under the proof of a change.
///
/// # Errors
/// Those of the database.
pub fn share<A: Action>(tx: &Tx, act: Act<'_>, proof: &Allowed<A, Subject>, label: &Label) -> Result<()> {
    const { assert!(A::WRITES) };
    subject::relabel(tx, proof, proof.id, label)?;
    ledger::record(tx, act, &SummaryShared { summary: proof.id })?;
    Ok(())
}
