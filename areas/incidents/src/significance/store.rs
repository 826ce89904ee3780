//! What was decided of an incident's significance, and what its record says beforehand.

use belfry_contracts::incidents::SignificanceDecided;
use belfry_kernel::{Action, Allowed, PersonId, SubjectId};
use belfry_store::subject::Subject;
use belfry_store::{Act, Error, Read, Result, Sql, Tx, args, ledger, scope};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Facts, Outcome, Reason, Verdict};
use crate::incident::{Cause, INCIDENT};

/// Article 4 of Implementing Regulation (EU) 2024/2690 looks back six months; counted as 183 days, the longest that six months less a day
/// can be, so that none is missed.
const BACK: SignedDuration = SignedDuration::from_hours(183 * 24);

/// What was asked, as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// The types of entity.
    pub types: Vec<String>,
    /// What was known.
    pub facts: Facts,
}

/// An answer that was kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// The regime.
    pub regime: String,
    /// Its version.
    pub version: String,
    /// What was asked.
    pub asked: Asked,
    /// The reasons.
    pub reasons: Vec<Reason>,
    /// The answer.
    pub outcome: Outcome,
    /// What its people say to it.
    pub said: String,
    /// Who kept it.
    pub person: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

/// In the table: yes, no, not known.
const fn number(outcome: Outcome) -> i64 {
    match outcome {
        Outcome::Met => 1,
        Outcome::Unmet => 0,
        Outcome::Open => -1,
    }
}

/// Keeps an answer, under the proof of a change. It is never changed: who knows more asks again.
///
/// # Errors
/// Those of the database.
pub fn keep<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    proof: &Allowed<A, Subject>,
    (regime, version): (&str, &str),
    (asked, verdict): (&Asked, &Verdict),
    said: &str,
) -> Result<()> {
    const { assert!(A::WRITES) };
    let json = |text: serde_json::Result<String>| text.map_err(|error| Error::Driver(error.to_string()));
    tx.execute(
        "insert into incidents_verdicts (id, incident_id, regime, version, facts, reasons, significant, said, person_id, at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            act.ids.next::<i64>(),
            proof.id,
            regime,
            version,
            json(serde_json::to_string(asked))?,
            json(serde_json::to_string(&verdict.reasons))?,
            number(verdict.outcome),
            said,
            act.actor,
            act.now
        ],
    )?;
    let outcome = verdict.outcome.code().to_owned();
    ledger::record(tx, act, &SignificanceDecided { incident: proof.id, regime: regime.to_owned(), outcome })?;
    Ok(())
}

/// What was kept of an incident, the newest first.
///
/// # Errors
/// Those of the database.
pub fn of(read: &Read, incident: SubjectId) -> Result<Vec<Kept>> {
    let strange = |error: serde_json::Error| Error::Driver(format!("an unreadable verdict is kept: {error}"));
    read.rows(
        "select regime, version, facts, reasons, significant, said, person_id, at from incidents_verdicts \
         where incident_id = $1 order by id desc limit 50",
        args![incident],
        |row| {
            Ok(Kept {
                regime: row.get(0)?,
                version: row.get(1)?,
                asked: serde_json::from_str(&row.get::<String>(2)?).map_err(strange)?,
                reasons: serde_json::from_str(&row.get::<String>(3)?).map_err(strange)?,
                outcome: match row.get::<i64>(4)? {
                    1 => Outcome::Met,
                    0 => Outcome::Unmet,
                    _ => Outcome::Open,
                },
                said: row.get(5)?,
                person: row.get(6)?,
                at: row.get(7)?,
            })
        },
    )
}

/// How many incidents of the same cause its organisation had in the six months up to it, with it, and what they cost together, in cents
/// of euro. Exercises are not counted.
///
/// # Errors
/// Those of the database.
pub fn recurring(read: &Read, incident: &Subject, cause: Cause, at: Timestamp) -> Result<(i64, i64)> {
    let began = "coalesce(i.began, i.detected, i.aware, i.opened)";
    let mut sql = Sql::new("select count(*), cast(coalesce(sum(i.loss), 0) as bigint)", []);
    sql.append(&scope::visible(read, INCIDENT, "join incidents_incidents i on i.id = s.id")?);
    sql.push(
        "and s.owner_id = ? and i.cause = ? and i.exercise = 0 and i.kind = 'incident' and",
        [incident.owner.into(), cause.code().into()],
    );
    sql.push(began, []);
    sql.push("> ? and", [at.checked_sub(BACK).unwrap_or(at).as_microsecond().into()]);
    sql.push(began, []);
    sql.push("<= ?", [at.as_microsecond().into()]);
    read.one(sql, args![], |row| Ok((row.get(0)?, row.get(1)?)))
}
