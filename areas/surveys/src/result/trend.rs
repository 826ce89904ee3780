//! A question over the waves of its series.

use std::collections::BTreeMap;

use belfry_forms::core::Name;
use belfry_forms::core::version::{Fate, compare};
use belfry_kernel::{Problem, SubjectId};
use belfry_store::{Key, Read as Picture};
use belfry_web::Visit;
use belfry_words::Words;

use super::drawn::{Table, figures, labels, said};
use super::load::{self, Outcome};
use super::tally::share;
use super::told::Told;
use crate::access::Read;
use crate::campaign::store::{self, Campaign};

/// Waves that a trend goes back.
const WAVES: usize = 6;

/// For each category of a question its share in each wave.
#[derive(Clone, Default)]
pub struct Trend {
    waves: Vec<String>,
    rows: Vec<(String, Vec<String>)>,
}

impl Trend {
    /// As a table.
    #[must_use]
    pub fn table(&self, t: &Words) -> Table {
        let row =
            |(label, cells): &(String, Vec<String>)| [label.clone()].into_iter().chain(cells.iter().cloned()).collect();
        Table {
            title: t.s("surveys-result-trend"),
            head: [t.s("surveys-result-answer")].into_iter().chain(self.waves.iter().cloned()).collect(),
            rows: self.rows.iter().map(row).collect(),
        }
    }
}

/// Trends by the names of questions.
pub type Trends = BTreeMap<String, Trend>;

/// The questions over the waves that are shown, as far as they are the same questions. Each wave tells what it tells by itself: nothing is
/// computed over two.
///
/// # Errors
/// Those of the database.
pub fn trends(visit: &Visit<Read>, outcome: &Outcome, only: Option<&str>) -> Result<Trends, Problem> {
    let mut trends = Trends::new();
    let first: SubjectId = outcome.campaign.first.unwrap_or(outcome.subject.id);
    if outcome.campaign.wave < 2 || outcome.told.is_none() {
        return Ok(trends);
    }
    let t = visit.t();
    let mut waves = store::waves(&*visit.read()?, first)?;
    visit.close();
    waves.retain(|(subject, campaign)| {
        campaign.wave < outcome.campaign.wave && load::shows(visit, subject, campaign.state)
    });
    let skip = waves.len().saturating_sub(WAVES - 1);
    let read = visit.house().db.read(Key::SYSTEM)?;
    for (subject, campaign) in waves.into_iter().skip(skip) {
        let wave = campaign.wave;
        // What the one question was called then.
        let before = match only {
            Some(only) => match called(&read, &campaign, outcome, only)? {
                None => continue,
                before => before,
            },
            None => None,
        };
        let earlier = load::of(&read, &t, (subject, campaign), "", before.as_ref().map(Name::as_str))?;
        let mapping = compare(&earlier.form, &outcome.form);
        for told in earlier.told.iter().flatten() {
            let name = match mapping.old.get(&told.question.name) {
                Some(Fate::Same) => told.question.name.clone(),
                Some(Fate::Renamed(name)) => name.clone(),
                _ => continue,
            };
            add(&t, trends.entry(name.to_string()).or_default(), wave, told, earlier.counted);
        }
    }
    for told in outcome.told.iter().flatten() {
        if let Some(trend) = trends.get_mut(told.question.name.as_str()) {
            add(&t, trend, outcome.campaign.wave, told, outcome.counted);
        }
    }
    trends.retain(|_, trend| !trend.rows.is_empty());
    Ok(trends)
}

/// What a question of the last wave was called in an earlier one, if it is the same.
fn called(read: &Picture, campaign: &Campaign, outcome: &Outcome, name: &str) -> Result<Option<Name>, Problem> {
    let Some(form) = store::form(read, &campaign.plan)? else { return Ok(None) };
    let is = |(old, fate): (&Name, &Fate)| match fate {
        Fate::Same if old.as_str() == name => Some(old.clone()),
        Fate::Renamed(new) if new.as_str() == name => Some(old.clone()),
        _ => None,
    };
    Ok(compare(&form, &outcome.form).old.iter().find_map(is))
}

fn add(t: &Words, trend: &mut Trend, wave: i64, told: &Told, all: usize) {
    let before = trend.waves.len();
    trend.waves.push(t.n("surveys-wave-n", wave));
    let shares = labels(told).into_iter().zip(&told.shown).map(|(category, shown)| {
        let words = shown.count().map_or_else(|| said(t, *shown), |n| t.percent(share(n, all as u64)));
        (category.label.clone(), words)
    });
    for (of, words) in shares.chain(told.middle.iter().flat_map(|middle| figures(t, middle))) {
        let at = trend.rows.iter().position(|(label, _)| *label == of).unwrap_or_else(|| {
            trend.rows.push((of, Vec::new()));
            trend.rows.len() - 1
        });
        // A category that an earlier wave did not have stands empty there.
        trend.rows[at].1.resize(before, String::new());
        trend.rows[at].1.push(words);
    }
    trend.rows.iter_mut().for_each(|(_, cells)| cells.resize(before + 1, String::new()));
}
