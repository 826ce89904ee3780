//! Closing: at its hour by a job, or earlier by hand. Only now is it settled whose answers a wave counts; and anonymous answers are written
//! anew, so that nothing is left of the order in which they came.

use std::collections::BTreeSet;

use belfry_contracts::surveys::CampaignClosed;
use belfry_kernel::{Problem, SubjectId};
use belfry_store::job::Job;
use belfry_store::{Act, Key, Read, Result, Tx, Value, agenda, args, ledger};
use belfry_web::area::JobProblem;
use belfry_web::{House, Reply, Visit};
use sha2::{Digest, Sha256};

use super::store::{self, Campaign};
use super::{CAMPAIGN, DUE, State, link, open, url};
use crate::access::Collect;
use crate::disclosure::cohort::counted;

/// The job.
pub const JOB: &str = "surveys.close-campaign";

/// Closes it now.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn act(visit: &mut Visit<Collect>) -> std::result::Result<Reply, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let subject = visit.load(&read, CAMPAIGN, visit.path("uuid")?)?;
    drop(read);
    visit.close();
    close(&visit.house().db, visit.act(), subject.id)?;
    Ok(Reply::done(url(&subject), t.s("surveys-campaign-closed")))
}

/// Closes it at its hour; one that was extended has another.
///
/// # Errors
/// Those of the database.
pub fn run(house: &House, job: &Job) -> std::result::Result<String, JobProblem> {
    let open::Payload { campaign: id } =
        serde_json::from_str(&job.payload).map_err(|error| JobProblem::Never(error.to_string()))?;
    let now = house.clock.now();
    let due = store::of(&house.db.read(Key::SYSTEM)?, id)?.is_some_and(|campaign| campaign.plan.closes <= now);
    let closed = due && close(&house.db, Act { actor: None, now, ids: &house.ids }, id)?;
    Ok(serde_json::json!({ "closed": closed }).to_string())
}

/// Closes it; false when it was not open.
///
/// # Errors
/// Those of the database.
pub fn close(db: &belfry_store::Db, act: Act<'_>, id: SubjectId) -> Result<bool> {
    let tx = db.write(Key::SYSTEM)?;
    let Some(campaign) = store::of(&tx, id)? else { return Ok(false) };
    if !store::step(&tx, id, State::Open, State::Closed)? {
        return Ok(false);
    }
    // Whoever is just handing in is waited for, and nobody comes after.
    link::store::end(&tx, id)?;
    if campaign.plan.is_bare() {
        // Who has not answered is forgotten too: beside those who were asked, it would say who has.
        store::forget_invited(&tx, id)?;
        agenda::withdraw_all(&tx, id, DUE)?;
        shuffle(&tx, id)?;
    } else {
        agenda::end(&tx, id, DUE, None, act.now)?;
        count(&tx, id, &campaign)?;
    }
    let answered = store::answered(&tx, id, &campaign.plan)?;
    ledger::record(&tx, act, &CampaignClosed { campaign: id, invited: campaign.invited, answered })?;
    tx.commit()?;
    Ok(true)
}

/// Writes the answers anew in the order of their random numbers, all in this one transaction: neither where they lie nor which
/// transaction wrote them says any more when they came.
fn shuffle(tx: &Tx, id: SubjectId) -> Result<()> {
    let ballots =
        tx.rows("select id, answers from surveys_ballots where campaign_id = $1 order by id", args![id], |row| {
            Ok((row.get::<i64>(0)?, row.get::<String>(1)?))
        })?;
    tx.execute("delete from surveys_ballots where campaign_id = $1", args![id])?;
    let rows: Vec<Value<'_>> = ballots
        .into_iter()
        .flat_map(|(ballot, answers)| [Value::Int(ballot), id.into(), Value::from(answers)])
        .collect();
    tx.insert_many("surveys_ballots", &["id", "campaign_id", "answers"], "", &rows)?;
    Ok(())
}

/// Settles whose answers are counted, given what earlier waves counted.
fn count(tx: &Tx, id: SubjectId, campaign: &Campaign) -> Result<()> {
    let signed = of(tx, id, false)?;
    let first = campaign.first.unwrap_or(id);
    let earlier: Vec<SubjectId> = tx.rows(
        "select c.id from surveys_campaigns c where (c.id = $1 or c.first_id = $1) and c.id <> $2 and c.state in ('closed', 'told') \
         order by c.wave, c.id",
        args![first, id],
        |row| row.get(0),
    )?;
    let mut waves = Vec::new();
    for wave in earlier {
        waves.extend(Some(of(tx, wave, true)?).filter(|wave| !wave.is_empty()));
    }
    // What a row is called inside tells nobody outside who is left out.
    let rank = |party: i64| {
        let hash = Sha256::digest(format!("{id} {party}"));
        u64::from_le_bytes(hash[..8].try_into().unwrap_or_default())
    };
    let least = usize::try_from(campaign.plan.least).unwrap_or(usize::MAX);
    let chosen: Vec<i64> = counted(&signed, &waves, least, rank).into_iter().collect();
    tx.execute(
        "update surveys_answers set counted = 1 where campaign_id = $1 and party_id in {ints $2}",
        args![id, chosen],
    )?;
    Ok(())
}

/// Those who signed, or of them those who are counted.
fn of(read: &Read, id: SubjectId, counted: bool) -> Result<BTreeSet<i64>> {
    let rows = read.rows(
        "select party_id from surveys_answers where campaign_id = $1 and signed is not null and ($2 = false or counted = 1)",
        args![id, counted],
        |row| row.get(0),
    )?;
    Ok(rows.into_iter().collect())
}
