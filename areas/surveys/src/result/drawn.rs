//! What is told of a question, as it is drawn.

use belfry_documents::chart::{Category as Bar, Chart, Counts, Series, Tile, TileRow, Tiles};
use belfry_words::Words;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::load::Outcome;
use super::tally::{Category, How, share};
use super::told::{Group, Told, Why};
use super::trend::Trend;
use crate::disclosure::Shown;
use crate::disclosure::magnitude::Middle;

/// Digits behind the point.
const FRACTION: usize = 6;

/// A table of words: its heading, and rows of which the first cell is a heading.
#[derive(Clone, Default)]
pub struct Table {
    /// What it is about.
    pub title: String,
    /// Headings.
    pub head: Vec<String>,
    /// Rows.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// The heading of a column, from 0.
    #[must_use]
    pub fn heading(&self, column: &usize) -> &str {
        self.head.get(*column).map_or("", String::as_str)
    }
}

/// A question on a page.
pub struct Part {
    /// Its place on the page.
    pub id: String,
    /// As it is asked.
    pub title: String,
    /// The distribution.
    pub chart: Option<Chart>,
    /// The same in groups.
    pub groups: Option<Chart>,
    /// Numbers in groups.
    pub middles: Option<Table>,
    /// Over the waves.
    pub trend: Option<Table>,
    /// Of numbers: middle, middle half, mean.
    pub middle: Vec<(String, String)>,
    /// What is not shown, and why.
    pub why: Vec<String>,
}

/// Draws a question.
#[must_use]
pub fn part(t: &Words, at: usize, told: &Told, outcome: &Outcome, trend: Option<&Trend>) -> Part {
    Part {
        id: format!("q-{at}"),
        title: told.question.label.clone(),
        chart: chart(t, told, outcome.counted as u64),
        groups: groups(t, told, outcome),
        middles: middles(t, told, outcome),
        trend: trend.map(|trend| trend.table(t)),
        middle: told.middle.map(|middle| figures(t, &middle)).unwrap_or_default(),
        why: told.why.iter().map(|one| why(t, *one, outcome.campaign.plan.least)).collect(),
    }
}

/// The one figure of a question that says most: what most said, or the middle of numbers.
#[must_use]
pub fn essential(t: &Words, told: &Told, all: u64) -> String {
    if let Some((label, value)) = told.middle.and_then(|middle| figures(t, &middle).into_iter().next()) {
        return t.a("surveys-result-figure", [("what", label.into()), ("figure", value.into())]);
    }
    let answered = labels(told).into_iter().zip(&told.shown).filter(|(one, _)| !one.code.is_empty());
    let weight = |shown: Shown| match shown {
        Shown::Nearly => Some(u64::MAX),
        shown => shown.count().filter(|n| *n > 0),
    };
    let most = answered.filter_map(|(one, shown)| Some((weight(*shown)?, one, *shown)));
    match most.max_by_key(|(weight, ..)| *weight) {
        Some((_, one, shown)) => {
            let figure = shown.count().map_or_else(|| said(t, shown), |n| t.percent(share(n, all)));
            t.a("surveys-result-figure", [("what", one.label.as_str().into()), ("figure", figure.into())])
        }
        None if told.why.contains(&Why::Open) => t.s("surveys-result-figure-open"),
        None => t.s("surveys-result-withheld"),
    }
}

/// A number in the reader's own writing.
pub(super) fn number(t: &Words, of: Decimal) -> String {
    of.to_f64().map_or_else(|| of.to_string(), |value| t.decimal(value, FRACTION))
}

/// Middle, middle half and mean of numbers, as far as they are told.
pub(super) fn figures(t: &Words, middle: &Middle) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    if let Some([low, half, high]) = middle.quartiles {
        facts.push((t.s("surveys-result-median"), number(t, half)));
        facts.push((t.s("surveys-result-quartiles"), format!("{} – {}", number(t, low), number(t, high))));
    }
    facts.extend(middle.mean.map(|mean| (t.s("surveys-result-mean"), number(t, mean))));
    facts
}

/// How a question's split is called.
fn by(t: &Words, outcome: &Outcome) -> (String, String) {
    let of = outcome.splits.iter().find(|(code, _)| *code == outcome.by).map(|(_, words)| words.clone());
    let of = of.unwrap_or_default();
    (t.a("surveys-result-by", [("by", of.as_str().into())]), of)
}

/// Numbers in groups.
fn middles(t: &Words, told: &Told, outcome: &Outcome) -> Option<Table> {
    if told.middles.is_empty() {
        return None;
    }
    let (title, of) = by(t, outcome);
    let row = |((group, size), middle): &(Group, Option<Middle>)| {
        let quartiles = middle.and_then(|middle| middle.quartiles);
        let hidden = || t.s("surveys-result-withheld");
        vec![
            joined(t, &group.iter().collect::<Vec<_>>()),
            t.number(*size),
            quartiles.map_or_else(hidden, |[_, half, _]| number(t, half)),
            quartiles.map_or_else(hidden, |[low, _, high]| format!("{} – {}", number(t, low), number(t, high))),
            middle.and_then(|middle| middle.mean).map_or_else(hidden, |mean| number(t, mean)),
        ]
    };
    let head = ["group-size", "median", "quartiles", "mean"].map(|what| t.s(&format!("surveys-result-{what}")));
    Some(Table { title, head: [of].into_iter().chain(head).collect(), rows: told.middles.iter().map(row).collect() })
}

// words: surveys-result-{group-size,median,quartiles,mean}

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

// words: surveys-why-{few,cells,same,joined,groups,dominated,means,spread,open}

/// Why something is not shown, in words.
#[must_use]
pub fn why(t: &Words, why: Why, least: i64) -> String {
    let key = format!("surveys-why-{}", why.code());
    let cells = if let Why::Cells(n) | Why::Means(n) = why { n } else { 0 };
    t.a(&key, [("n", least.into()), ("cells", cells.into())])
}

/// Categories that are told together.
#[must_use]
pub fn joined(t: &Words, categories: &[&Category]) -> String {
    t.list(&categories.iter().map(|one| one.label.as_str()).collect::<Vec<_>>())
}

pub(super) fn labels(told: &Told) -> Vec<&Category> {
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
    let (title, of) = by(t, outcome);
    let rows = groups.rows.iter().zip(&groups.cells).map(|((categories, _), cells)| TileRow {
        label: joined(t, &categories.iter().collect::<Vec<_>>()),
        tiles: cells.iter().map(tile).collect(),
    });
    let tiles = Tiles { title, of, columns: groups.columns.iter().map(column).collect(), rows: rows.collect() };
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
