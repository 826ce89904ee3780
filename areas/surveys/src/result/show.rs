//! The page of what came out.

use std::collections::BTreeMap;

use askama::Template;
use belfry_documents::chart::{Category as Bar, Chart, Counts, Series, Tile, TileRow, Tiles};
use belfry_forms::core::version::{Fate, compare};
use belfry_kernel::{Problem, SubjectId};
use belfry_store::{Key, scope};
use belfry_web::components::Choice;
use belfry_web::{Audience, Page, Reply, Visit};
use belfry_words::Words;

use super::load::{self, Outcome};
use super::tally::{Category, share};
use super::told::{Told, Why};
use crate::access::{Inspect, Read};
use crate::campaign::{State, Unit, store, url};
use crate::disclosure::Shown;

/// Waves that a trend goes back.
const WAVES: usize = 6;

/// One question on the page.
struct Part {
    id: String,
    title: String,
    chart: Option<Chart>,
    groups: Option<Chart>,
    trend: Option<Trend>,
    middle: Vec<(String, String)>,
    why: Vec<String>,
}

/// A question over the waves of its series: for each category its share in each.
#[derive(Clone, Default)]
struct Trend {
    waves: Vec<String>,
    rows: Vec<(String, Vec<String>)>,
}

#[derive(Template)]
#[template(path = "result/show.html")]
struct Body {
    t: Words,
    here: String,
    by: Vec<Choice>,
    stats: Vec<(String, String)>,
    left_out: String,
    parts: Vec<Part>,
    nothing: bool,
    closed: bool,
    csv: String,
    xlsx: String,
    dictionary: String,
    raw: String,
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let t = visit.t();
    let by = visit.query("by").to_owned();
    let outcome = load::outcome(visit, &by)?;
    let read = visit.read()?;
    let label = scope::label(&read, outcome.subject.label_id)?;
    let names = belfry_identity::organisation::names(&read, &[outcome.subject.owner])?;
    let inspects = visit.may::<Inspect>(Some(&outcome.subject));
    drop(read);
    let trends = trends(visit, &outcome)?;
    let here = url(&outcome.subject);
    let query = if outcome.by.is_empty() { String::new() } else { format!("by={}", outcome.by) };
    let (csv, xlsx) = belfry_web::table::links(&format!("{here}/results"), &query);
    let not_counted = usize::try_from(outcome.answered).unwrap_or(0).saturating_sub(outcome.counted);
    let told = outcome.told.as_deref().unwrap_or_default();
    let part = |(at, told): (usize, &Told)| part(&t, at, told, &outcome, trends.get(told.question.name.as_str()));
    let body = Body {
        by: outcome
            .splits
            .iter()
            .map(|(code, words)| Choice::new(code.as_str(), words.as_str(), &outcome.by))
            .collect(),
        stats: stats(&t, &outcome),
        left_out: if not_counted > 0 && outcome.told.is_some() {
            t.n("surveys-result-left-out", not_counted)
        } else {
            String::new()
        },
        parts: told.iter().enumerate().map(part).collect(),
        nothing: outcome.told.is_none(),
        closed: outcome.campaign.state == State::Closed,
        csv,
        xlsx,
        dictionary: format!("{here}/dictionary.csv"),
        raw: if inspects { format!("{here}/answers") } else { String::new() },
        here: format!("{here}/results"),
        t: t.clone(),
    };
    // words: surveys-result-reach-{told,closed}
    let audience = Audience {
        owner: names.get(&outcome.subject.owner).map(|name| name.name.clone()).unwrap_or_default(),
        reach: t.s(if outcome.campaign.state == State::Told {
            "surveys-result-reach-told"
        } else {
            "surveys-result-reach-closed"
        }),
        tlp: label.tlp.code().to_owned(),
        href: String::new(),
    };
    Ok(Page::new(t.s("surveys-result-title"), body)
        .lead(t.n("surveys-result-lead", outcome.campaign.plan.least))
        .crumb(t.s("surveys-nav"), "/surveys")
        .crumb(outcome.subject.title.as_str(), here)
        .audience(audience)
        .into())
}

/// Who answered, of how many. By an open link nobody knows of how many.
fn stats(t: &Words, outcome: &Outcome) -> Vec<(String, String)> {
    let mut stats = vec![(t.s("surveys-answered"), t.number(outcome.answered))];
    if outcome.campaign.plan.unit == Unit::Link {
        stats.push((t.s("surveys-population"), t.s("surveys-population-unknown")));
        return stats;
    }
    let invited = outcome.campaign.invited;
    stats.push((t.s("surveys-invited"), t.number(invited)));
    stats.push((t.s("surveys-rate"), t.percent(outcome.answered as f64 / invited.max(1) as f64)));
    stats
}

/// A count as it is read.
#[must_use]
pub fn said(t: &Words, shown: Shown) -> String {
    match shown {
        Shown::Count(n) => t.number(n),
        Shown::Withheld => t.s("surveys-result-withheld"),
        Shown::Nearly => t.s("surveys-result-nearly"),
        Shown::Hardly => t.s("surveys-result-hardly"),
    }
}

// words: surveys-why-{few,cells,same,joined,groups,dominated,spread,open}

/// Why something is not shown, in words.
#[must_use]
pub fn why(t: &Words, why: Why, least: i64) -> String {
    let key = format!("surveys-why-{}", why.code());
    let cells = if let Why::Cells(n) = why { n } else { 0 };
    t.a(&key, [("n", least.into()), ("cells", cells.into())])
}

/// Categories that are told together.
#[must_use]
pub fn joined(t: &Words, categories: &[&Category]) -> String {
    t.list(&categories.iter().map(|one| one.label.as_str()).collect::<Vec<_>>())
}

fn part(t: &Words, at: usize, told: &Told, outcome: &Outcome, trend: Option<&Trend>) -> Part {
    let middle = told.middle.iter().flat_map(|middle| {
        let mut facts = Vec::new();
        if let Some([low, half, high]) = middle.quartiles {
            facts.push((t.s("surveys-result-median"), half.to_string()));
            facts.push((t.s("surveys-result-quartiles"), format!("{low} – {high}")));
        }
        facts.extend(middle.mean.map(|mean| (t.s("surveys-result-mean"), mean.to_string())));
        facts
    });
    Part {
        id: format!("q-{at}"),
        title: told.question.label.clone(),
        chart: chart(t, told, outcome.counted as u64),
        groups: groups(t, told, outcome),
        trend: trend.cloned(),
        middle: middle.collect(),
        why: told.why.iter().map(|one| why(t, *one, outcome.campaign.plan.least)).collect(),
    }
}

fn labels(told: &Told) -> Vec<&Category> {
    use super::tally::How;
    match &told.question.how {
        How::One(categories) | How::Several(categories) => categories.iter().collect(),
        How::Number | How::Open => Vec::new(),
    }
}

/// The distribution, where there is one.
fn chart(t: &Words, told: &Told, all: u64) -> Option<Chart> {
    let labels = labels(told);
    if told.shown.is_empty() || labels.is_empty() {
        return None;
    }
    let counts = Counts {
        title: t.s("surveys-result-distribution"),
        of: t.s("surveys-result-answer"),
        categories: labels.iter().map(|one| Bar { label: one.label.clone(), ..Bar::default() }).collect(),
        series: vec![Series {
            label: t.s("surveys-result-count"),
            values: told.shown.iter().map(|shown| shown.count().unwrap_or(0)).collect(),
        }],
    };
    let mut chart = counts.bars(t);
    chart.summary = t.n("surveys-result-summary", all);
    chart.foot = Vec::new();
    chart.head.push(t.s("surveys-result-share"));
    for (line, shown) in chart.rows.iter_mut().zip(&told.shown) {
        if let Some(cell) = line.cells.first_mut() {
            cell.said = said(t, *shown);
        }
        let percent = shown.count().map(|n| t.percent(share(n, all))).unwrap_or_default();
        line.cells.push(belfry_documents::chart::Cell { said: percent, ..Default::default() });
    }
    Some(chart)
}

/// The same in groups.
fn groups(t: &Words, told: &Told, outcome: &Outcome) -> Option<Chart> {
    let groups = told.groups.as_ref()?;
    let labels = labels(told);
    let column =
        |set: &Vec<usize>| joined(t, &set.iter().filter_map(|at| labels.get(*at).copied()).collect::<Vec<_>>());
    let tile = |shown: &Shown| Tile { n: shown.count().unwrap_or(0), href: String::new() };
    let of =
        outcome.splits.iter().find(|(code, _)| *code == outcome.by).map(|(_, words)| words.clone()).unwrap_or_default();
    let rows = groups.rows.iter().zip(&groups.cells).map(|((categories, _), cells)| TileRow {
        label: joined(t, &categories.iter().collect::<Vec<_>>()),
        tiles: cells.iter().map(tile).collect(),
    });
    let tiles = Tiles {
        title: t.a("surveys-result-by", [("by", of.as_str().into())]),
        of,
        columns: groups.columns.iter().map(column).collect(),
        rows: rows.collect(),
    };
    let mut chart = tiles.heat(t);
    chart.summary = t.n("surveys-result-summary", outcome.counted);
    chart.foot = Vec::new();
    for ((line, cells), (_, size)) in chart.rows.iter_mut().zip(&groups.cells).zip(&groups.rows) {
        for (cell, shown) in line.cells.iter_mut().zip(cells) {
            cell.said = said(t, *shown);
        }
        if let Some(last) = line.cells.last_mut() {
            last.said = t.number(*size);
        }
    }
    Some(chart)
}

/// Trends by the names of questions.
type Trends = BTreeMap<String, Trend>;

/// The questions over the waves that are shown, as far as they are the same questions. Each wave tells what it tells by itself: nothing is
/// computed over two.
fn trends(visit: &Visit<Read>, outcome: &Outcome) -> Result<Trends, Problem> {
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
        let earlier = load::of(&read, &t, subject, campaign, "")?;
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

fn add(t: &Words, trend: &mut Trend, wave: i64, told: &Told, all: usize) {
    let before = trend.waves.len();
    trend.waves.push(t.n("surveys-wave-n", wave));
    for (category, shown) in labels(told).into_iter().zip(&told.shown) {
        let words = match shown.count() {
            Some(n) => t.percent(share(n, all as u64)),
            None => said(t, *shown),
        };
        let at = trend.rows.iter().position(|(label, _)| *label == category.label).unwrap_or_else(|| {
            trend.rows.push((category.label.clone(), Vec::new()));
            trend.rows.len() - 1
        });
        // A category that an earlier wave did not have stands empty there.
        trend.rows[at].1.resize(before, String::new());
        trend.rows[at].1.push(words);
    }
    trend.rows.iter_mut().for_each(|(_, cells)| cells.resize(before + 1, String::new()));
}
