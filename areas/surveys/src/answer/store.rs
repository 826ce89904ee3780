//! The SQL of answers.

use belfry_forms::core::Answers;
use belfry_kernel::{Action, Allowed, Clause, Ids, Label, OrganisationId, PersonId, SubjectId, Tlp};
use belfry_store::subject::Subject;
use belfry_store::{Act, Error, Read, Result, Row, Tx, args, scope};
use jiff::Timestamp;

use crate::campaign::Unit;
use crate::file::{self, Whose};

/// What a party has answered so far.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The answers.
    pub answers: Answers,
    /// When they were kept last.
    pub saved: Timestamp,
    /// Who kept them.
    pub saved_by: Option<PersonId>,
    /// When they were signed.
    pub signed: Option<Timestamp>,
    /// Who signed them.
    pub signed_by: Option<PersonId>,
}

pub(super) fn unreadable(error: impl std::fmt::Display) -> Error {
    Error::Driver(format!("an unreadable answer is kept: {error}"))
}

fn written(answers: &Answers) -> Result<String> {
    serde_json::to_string(answers).map_err(unreadable)
}

fn from_row(row: &Row<'_>) -> Result<Kept> {
    Ok(Kept {
        answers: serde_json::from_str(&row.get::<String>(0)?).map_err(unreadable)?,
        saved: row.get(1)?,
        saved_by: row.get(2)?,
        signed: row.get(3)?,
        signed_by: row.get(4)?,
    })
}

/// What a party has answered, if its reader is of that party.
pub fn of(read: &Read, campaign: SubjectId, party: i64) -> Result<Option<Kept>> {
    read.maybe(
        "select a.answers, a.saved, a.saved_by, a.signed, a.signed_by from surveys_answers a \
         where a.campaign_id = $1 and a.party_id = $2 \
         and exists (select 1 from store_visible v where v.grant_key = $3 and v.label_id = a.label_id limit 1)",
        args![campaign, party, read.key()],
        from_row,
    )
}

/// As [`of`], for a change: whoever comes second waits for the first.
pub fn of_for_change(tx: &Tx, campaign: SubjectId, party: i64) -> Result<Option<Kept>> {
    tx.execute(
        "update surveys_answers set saved = saved where campaign_id = $1 and party_id = $2",
        args![campaign, party],
    )?;
    of(tx, campaign, party)
}

/// Keeps what a party has answered so far; the first of a survey freezes what is promised.
pub fn keep<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    proof: &Allowed<A, Subject>,
    (unit, party): (Unit, i64),
    answers: &Answers,
) -> Result<()> {
    const { assert!(A::WRITES) };
    let text = written(answers)?;
    let changed = tx.execute(
        "update surveys_answers set answers = $3, saved = $4, saved_by = $5 \
         where campaign_id = $1 and party_id = $2 and signed is null",
        args![proof.id, party, &text, act.now, act.actor],
    )?;
    if changed > 0 {
        return Ok(());
    }
    let whose = match unit {
        Unit::Organisation => Clause::Organisation(OrganisationId(party)),
        // By a link nobody is invited, and no party comes here.
        Unit::Person | Unit::Link => Clause::People([PersonId(party)].into()),
    };
    let own = scope::intern(tx, &Label::new(Tlp::Amber, whose))?;
    let collector = scope::intern(tx, &Label::new(Tlp::Amber, Clause::Organisation(proof.owner)))?;
    tx.execute(
        "insert into surveys_answers (id, campaign_id, party_id, label_id, collector_label_id, answers, saved, saved_by) \
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (campaign_id, party_id) do nothing",
        args![act.ids.next::<i64>(), proof.id, party, own, collector, &text, act.now, act.actor],
    )?;
    freeze(tx, proof.id)
}

/// Makes the rows of files what the answers of a party name, once these are kept.
pub fn keep_files<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    proof: &Allowed<A, Subject>,
    party: i64,
    answers: &Answers,
) -> Result<()> {
    const { assert!(A::WRITES) };
    let labels = tx.maybe(
        "select label_id, collector_label_id from surveys_answers where campaign_id = $1 and party_id = $2",
        args![proof.id, party],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let Some((own, collector)) = labels else { return Ok(()) };
    file::follow(tx, act, Whose { subject: proof.id, party, own, collector: Some(collector) }, answers)
}

/// From now on, what is promised stays.
fn freeze(tx: &Tx, campaign: SubjectId) -> Result<()> {
    tx.execute("update surveys_campaigns set frozen = 1 where id = $1 and frozen = 0", args![campaign])?;
    Ok(())
}

/// Signs what is kept, as it is after it was settled; false when it was signed already.
pub fn sign<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    proof: &Allowed<A, Subject>,
    party: i64,
    answers: &Answers,
) -> Result<bool> {
    const { assert!(A::WRITES) };
    let rows = tx.execute(
        "update surveys_answers set answers = $3, signed = $4, signed_by = $5 \
         where campaign_id = $1 and party_id = $2 and signed is null",
        args![proof.id, party, written(answers)?, act.now, act.actor],
    )?;
    Ok(rows > 0)
}

/// Hands in answers without a name, and uses up the party's turn; false when it was used. Nothing of it says who, when or in which
/// order: see the table.
pub fn cast<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    proof: &Allowed<A, Subject>,
    party: i64,
    answers: &Answers,
) -> Result<bool> {
    const { assert!(A::WRITES) };
    let turn =
        tx.execute("delete from surveys_invited where campaign_id = $1 and party_id = $2", args![proof.id, party])?;
    if turn == 0 {
        return Ok(false);
    }
    drop_in(tx, proof.id, ballot(act.ids), answers)
}

/// The number of an answer without a name: sixty-two bits of chance, drawn and not counted up.
#[must_use]
pub fn ballot(ids: &Ids) -> i64 {
    i64::try_from(ids.uuid().as_u128() >> 66).unwrap_or(i64::MAX)
}

/// Keeps answers without a name; false when this number was handed in before.
pub fn drop_in(tx: &Tx, campaign: SubjectId, number: i64, answers: &Answers) -> Result<bool> {
    let rows = tx.execute(
        "insert into surveys_ballots (id, campaign_id, answers) values ($1, $2, $3) on conflict do nothing",
        args![number, campaign, written(answers)?],
    )?;
    freeze(tx, campaign)?;
    Ok(rows > 0)
}

/// The parties that have signed; in the program's own picture.
pub fn signed(read: &Read, campaign: SubjectId) -> Result<Vec<i64>> {
    read.rows(
        "select a.party_id from surveys_answers a where a.campaign_id = $1 and a.signed is not null order by a.party_id",
        args![campaign],
        |row| row.get(0),
    )
}

/// The next signed answers behind a party as they are kept, with their parties; or such as lie `bare`, in the order of their random
/// numbers. In the program's own picture.
pub fn texts(read: &Read, campaign: SubjectId, bare: bool, after: i64, limit: i64) -> Result<Vec<(i64, String)>> {
    let sql = if bare {
        "select id, answers from surveys_ballots where campaign_id = $1 and id > $2 order by id limit $3"
    } else {
        "select a.party_id, a.answers from surveys_answers a where a.campaign_id = $1 and a.party_id > $2 \
         and a.signed is not null order by a.party_id limit $3"
    };
    read.rows(sql, args![campaign, after, limit], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Takes the answers without a name one by one, with their numbers, as they are kept; in the program's own picture.
pub fn each_ballot(
    read: &Read,
    campaign: SubjectId,
    mut take: impl FnMut(i64, &str) -> serde_json::Result<()>,
) -> Result<()> {
    read.each("select id, answers from surveys_ballots where campaign_id = $1", args![campaign], |row| {
        take(row.get(0)?, &row.get::<String>(1)?).map_err(unreadable)?;
        Ok(true)
    })
}

/// Takes the answers that count one by one, each with its number and its party; in the program's own picture.
pub fn each_counted(
    read: &Read,
    campaign: SubjectId,
    mut take: impl FnMut(i64, i64, &str) -> serde_json::Result<()>,
) -> Result<()> {
    read.each(
        "select a.id, a.party_id, a.answers from surveys_answers a where a.campaign_id = $1 and a.signed is not null and a.counted = 1",
        args![campaign],
        |row| {
            take(row.get(0)?, row.get(1)?, &row.get::<String>(2)?).map_err(unreadable)?;
            Ok(true)
        },
    )
}
