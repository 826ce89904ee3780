//! Where others of one's sector stand: the mean and the quartiles of assessments by the same version of a framework, as far as they tell of
//! nobody.
//!
//! A signed assessment enters the figures of its sector together with those of at least as many organisations as the threshold: so every
//! time a figure changes, that many changed it at once, and each sector that is counted at all is of that many. All figures are of one
//! sector or of all that are counted; there is nothing else to take away from each other (decision 0019).

use std::collections::{BTreeMap, HashMap, HashSet};

use belfry_catalogue::Framework;
use belfry_contracts::assess::AssessmentSigned;
use belfry_kernel::{OrganisationId, SubjectId};
use belfry_store::job::Job;
use belfry_store::{Db, Key, Read, Result, args};
use belfry_web::House;
use belfry_web::area::JobProblem;
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

use super::entry::Entry;
use super::result::{Entries, outcome};
use super::store::Assessment;
use crate::disclosure::LEAST;
use crate::disclosure::magnitude::{Middle, middle};

/// Counts a sector's assessments once there are enough.
pub const JOB: &str = "surveys.assess-count";

/// What is told of others.
#[derive(Clone, Debug, PartialEq)]
pub struct Peers {
    /// How many organisations.
    pub n: usize,
    /// Whether they are of one's own sector; otherwise of all.
    pub of_sector: bool,
    /// Of the whole result, in shares.
    pub overall: Middle,
    /// The mean of each axis of the picture; none where it would tell of few.
    pub axes: Vec<Option<f64>>,
}

/// The job: after each signature.
///
/// # Errors
/// [`JobProblem`]
pub fn run(house: &House, job: &Job) -> std::result::Result<String, JobProblem> {
    let fact: AssessmentSigned =
        serde_json::from_str(&job.payload).map_err(|error| JobProblem::Never(error.to_string()))?;
    Ok(serde_json::json!({ "counted": settle(&house.db, fact.assessment)? }).to_string())
}

/// Counts what waits in the sector of a signed assessment, if it is of enough organisations; how many assessments.
///
/// # Errors
/// Those of the database.
pub fn settle(db: &Db, signed: SubjectId) -> Result<u64> {
    let tx = db.write(Key::SYSTEM)?;
    let waiting: Vec<(i64, OrganisationId)> = tx.rows(
        "select a.id, a.owner_id from surveys_assessments a join surveys_assessments b on b.id = $1 \
         where a.framework = b.framework and a.version = b.version and a.sector = b.sector and a.state = 'signed' and a.counted = 0",
        args![signed],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let owners: HashSet<OrganisationId> = waiting.iter().map(|(_, owner)| *owner).collect();
    if (owners.len() as u64) < LEAST {
        return Ok(0);
    }
    let ids: Vec<i64> = waiting.iter().map(|(id, _)| *id).collect();
    let counted =
        tx.execute("update surveys_assessments set counted = $1 where id in {ints $2}", args![signed, ids])?;
    tx.commit()?;
    Ok(counted)
}

/// One organisation's newest that is counted.
struct Counted {
    id: SubjectId,
    sector: String,
}

fn counted(read: &Read, framework: &Framework) -> Result<Vec<Counted>> {
    read.rows(
        "select a.id, a.sector from surveys_assessments a where a.framework = $1 and a.version = $2 and a.counted > 0 \
         and not exists (select 1 from surveys_assessments b where b.framework = a.framework and b.version = a.version \
         and b.sector = a.sector and b.owner_id = a.owner_id and b.counted > 0 and b.id > a.id)",
        args![&framework.name, &framework.version],
        |row| Ok(Counted { id: row.get(0)?, sector: row.get(1)? }),
    )
}

/// What is told to an organisation of others; none where that would be of few. In the program's own picture.
///
/// # Errors
/// Those of the database.
pub fn told(read: &Read, assessment: &Assessment, framework: &Framework) -> Result<Option<Peers>> {
    let all = counted(read, framework)?;
    if all.len() as u64 <= LEAST {
        return Ok(None);
    }
    let sector: String = read.one(
        "select coalesce(o.sector, '') from identity_organisations o where o.id = $1",
        args![assessment.owner],
        |row| row.get(0),
    )?;
    // One of them may be the reader's own: without it there must be enough, too.
    let of_sector = all.iter().filter(|one| one.sector == sector).count() as u64 > LEAST;
    let chosen: Vec<&Counted> = all.iter().filter(|one| !of_sector || one.sector == sector).collect();
    let said = levels(read, &chosen.iter().map(|one| one.id.0).collect::<Vec<_>>())?;
    let mut overall: Vec<(&str, f64)> = Vec::new();
    let mut axes: Vec<Vec<(&str, f64)>> = Vec::new();
    for one in &chosen {
        let outcome = outcome(framework, said.get(&one.id).unwrap_or(&Entries::new()), assessment.aim, None);
        axes.resize(outcome.axes.len(), Vec::new());
        overall.extend(outcome.overall.now.map(|share| (one.sector.as_str(), share)));
        for (axis, part) in axes.iter_mut().zip(&outcome.axes) {
            axis.extend(part.now.map(|share| (one.sector.as_str(), share)));
        }
    }
    let Some(whole) = figure(&overall) else { return Ok(None) };
    let mean = |values: &Vec<(&str, f64)>| figure(values).and_then(|middle| middle.mean).and_then(|mean| mean.to_f64());
    Ok(Some(Peers { n: chosen.len(), of_sector, overall: whole, axes: axes.iter().map(mean).collect() }))
}

/// The middle of shares by sector: a sector of which few have the value is left out, since the figures of the others could be taken
/// away. Where everybody has the same it is known of each, and nothing is told.
fn figure(values: &[(&str, f64)]) -> Option<Middle> {
    let mut by_sector: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    values.iter().for_each(|(sector, share)| by_sector.entry(sector).or_default().push(*share));
    by_sector.retain(|_, shares| shares.len() as u64 >= LEAST);
    let kept: Vec<Decimal> = by_sector.values().flatten().filter_map(|share| Decimal::from_f64(*share)).collect();
    let same = kept.windows(2).all(|two| two[0] == two[1]);
    if same { None } else { middle(&kept, LEAST + 1) }
}

fn levels(read: &Read, ids: &[i64]) -> Result<HashMap<SubjectId, Entries>> {
    let mut all: HashMap<SubjectId, Entries> = HashMap::new();
    read.each(
        "select assessment_id, code, level, weight from surveys_assess_items where assessment_id in {ints $1}",
        args![ids.to_vec()],
        |row| {
            let entry = Entry { level: row.get(2)?, weight: row.get(3)?, ..Entry::default() };
            all.entry(row.get(0)?).or_default().insert(row.get(1)?, entry);
            Ok(true)
        },
    )?;
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::figure;

    #[test]
    fn few_or_equal_values_make_no_figure() {
        assert_eq!(figure(&[("energy", 0.5); 5]), None);
        assert_eq!(figure(&[("energy", 0.5); 8]), None, "all the same: known of each");
        let six = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6].map(|share| ("energy", share));
        assert!(figure(&six).is_some_and(|middle| middle.mean.is_some() && middle.quartiles.is_none()));
        assert_eq!(figure(&six[..5]), None);
    }

    #[test]
    fn a_sector_of_few_is_left_out_of_the_whole() {
        let mut values: Vec<(&str, f64)> = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6].map(|share| ("energy", share)).to_vec();
        let alone = figure(&values);
        values.push(("health", 1.0));
        assert_eq!(figure(&values), alone);
    }
}
