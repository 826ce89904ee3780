//! From counts to what is shown of them, with the list of what is not, and why.

use super::tally::{By, Category, How, Question, Record, grouped};
use crate::disclosure::magnitude::{Middle, middle};
use crate::disclosure::{Shown, alone, cross::cross, join};

/// Why something is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Too few answered at all.
    Few,
    /// Counts of few, or needed so that such cannot be computed; how many cells.
    Cells(usize),
    /// Nearly all said the same.
    Same,
    /// Groups of few are told together.
    Joined,
    /// It cannot be shown in groups without telling of few.
    Groups,
    /// The mean, since one dominates it.
    Dominated,
    /// Middle and spread, since they are too few for them.
    Spread,
    /// Open answers are read by whoever asked only.
    Open,
}

impl Why {
    /// The code in message keys.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Few => "few",
            Self::Cells(_) => "cells",
            Self::Same => "same",
            Self::Joined => "joined",
            Self::Groups => "groups",
            Self::Dominated => "dominated",
            Self::Spread => "spread",
            Self::Open => "open",
        }
    }
}

/// What is shown of a question.
#[derive(Clone, Debug)]
pub struct Told {
    /// The question.
    pub question: Question,
    /// What is shown of each of its categories, where it has any.
    pub shown: Vec<Shown>,
    /// What is shown of its numbers.
    pub middle: Option<Middle>,
    /// The same in groups, where that was asked for.
    pub groups: Option<Groups>,
    /// What is not shown, and why.
    pub why: Vec<Why>,
}

/// A question in groups.
#[derive(Clone, Debug)]
pub struct Groups {
    /// The groups as they are told, with how many are in each.
    pub rows: Vec<(Vec<Category>, u64)>,
    /// The categories as they are told: those withheld stand together.
    pub columns: Vec<Vec<usize>>,
    /// What is shown of each cell.
    pub cells: Vec<Vec<Shown>>,
}

/// Everything that is shown of a survey, in groups or not. `None` where so few answered that nothing is.
#[must_use]
pub fn tell(questions: Vec<Question>, records: &[Record], by: Option<&By<'_>>, least: u64) -> Option<Vec<Told>> {
    if (records.len() as u64) < least {
        return None;
    }
    let split = by.map(|by| Split::of(records, by, least));
    Some(questions.into_iter().map(|question| one(question, records, split.as_ref(), least)).collect())
}

/// Who is in which of the groups that are told.
struct Split {
    rows: Vec<(Vec<Category>, u64)>,
    of: Vec<Option<usize>>,
    joined: bool,
    by: Option<belfry_forms::core::Name>,
}

impl Split {
    fn of(records: &[Record], by: &By<'_>, least: u64) -> Self {
        let (categories, places) = grouped(records, by);
        let mut sizes = vec![0_u64; categories.len()];
        places.iter().flatten().for_each(|at| sizes[*at] += 1);
        let sets: Vec<Vec<usize>> = match by {
            By::Register(..) => join(&sizes, least),
            // Another question is told by itself too: what is withheld there stands together here.
            By::Question(_) => alone(&sizes, least).map(|shown| together(&sizes, &shown)).unwrap_or_default(),
        };
        let row = |set: &Vec<usize>| {
            let size = set.iter().map(|at| sizes[*at]).sum();
            (set.iter().map(|at| categories[*at].clone()).collect(), size)
        };
        let of = |place: &Option<usize>| place.and_then(|at| sets.iter().position(|set| set.contains(&at)));
        Self {
            rows: sets.iter().map(row).collect(),
            of: places.iter().map(of).collect(),
            joined: sets.iter().any(|set| set.len() > 1),
            by: match by {
                By::Question(question) => Some(question.name.clone()),
                By::Register(..) => None,
            },
        }
    }

    fn counts(&self, width: usize, records: &[Record], column: impl Fn(&Record) -> Option<usize>) -> Vec<Vec<u64>> {
        let mut counts = vec![vec![0; width]; self.rows.len()];
        for (record, row) in records.iter().zip(&self.of) {
            if let (Some(row), Some(column)) = (row, column(record)) {
                counts[*row][column] += 1;
            }
        }
        counts
    }
}

/// Sets of categories whose sizes everybody may know: each that is shown by itself, those that are not together, nobody's none.
fn together(sizes: &[u64], shown: &[Shown]) -> Vec<Vec<usize>> {
    let (plain, withheld): (Vec<usize>, Vec<usize>) =
        (0..sizes.len()).partition(|at| shown.get(*at).is_some_and(|shown| shown.count().is_some()));
    let mut sets: Vec<Vec<usize>> = plain.into_iter().filter(|at| sizes[*at] > 0).map(|at| vec![at]).collect();
    if !withheld.is_empty() {
        sets.push(withheld);
    }
    sets
}

fn hidden<'a>(cells: impl Iterator<Item = &'a Shown>) -> usize {
    cells.filter(|shown| **shown == Shown::Withheld).count()
}

fn one(question: Question, records: &[Record], split: Option<&Split>, least: u64) -> Told {
    let mut told = Told { question, shown: Vec::new(), middle: None, groups: None, why: Vec::new() };
    match told.question.how.clone() {
        How::Open => told.why.push(Why::Open),
        How::Number => number(&mut told, records, least),
        How::One(_) => {
            let counts = told.question.counts(records);
            match alone(&counts, least) {
                None => told.why.push(Why::Few),
                Some(shown) => told.shown = shown,
            }
            if let Some(split) = split.filter(|split| split.by.as_ref() != Some(&told.question.name)) {
                exclusive(&mut told, records, split, &counts, least);
            }
        }
        How::Several(categories) => several(&mut told, records, split, &categories, least),
    }
    note(&mut told);
    told
}

fn number(told: &mut Told, records: &[Record], least: u64) {
    let numbers = told.question.numbers(records);
    // Who gave none is told too: then those, and those who did, are enough.
    let missing = records.len() as u64 - numbers.len() as u64;
    match middle(&numbers, least).filter(|_| missing == 0 || missing >= least) {
        None => told.why.push(Why::Few),
        Some(middle) => {
            told.why.extend(middle.mean.is_none().then_some(Why::Dominated));
            told.why.extend(middle.quartiles.is_none().then_some(Why::Spread));
            told.middle = Some(middle);
        }
    }
}

fn exclusive(told: &mut Told, records: &[Record], split: &Split, counts: &[u64], least: u64) {
    let columns = together(counts, &told.shown);
    if told.shown.is_empty() || columns.len() < 2 || split.rows.len() < 2 {
        told.why.push(Why::Groups);
        return;
    }
    let column = |record: &Record| {
        let at = told.question.category(record)?;
        columns.iter().position(|set| set.contains(&at))
    };
    let counts = split.counts(columns.len(), records, column);
    // Of two questions there is one table, whichever is asked for first: two that withhold different cells would tell of each other's.
    let turned = split.by.as_ref().is_some_and(|by| *by > told.question.name);
    let cells =
        if turned { cross(&transposed(&counts), least).map(|cells| transposed(&cells)) } else { cross(&counts, least) };
    match cells {
        Some(cells) => told.groups = Some(Groups { rows: split.rows.clone(), columns, cells }),
        None => told.why.push(Why::Groups),
    }
    told.why.extend(split.joined.then_some(Why::Joined));
}

fn transposed<T: Copy>(table: &[Vec<T>]) -> Vec<Vec<T>> {
    let width = table.first().map_or(0, Vec::len);
    (0..width).map(|column| table.iter().map(|row| row[column]).collect()).collect()
}

/// Each category by itself: chosen or not.
fn several(told: &mut Told, records: &[Record], split: Option<&Split>, categories: &[Category], least: u64) {
    let mut columns = Vec::new();
    let mut cells: Vec<Vec<Shown>> = split.map_or_else(Vec::new, |split| vec![Vec::new(); split.rows.len()]);
    for (at, category) in categories.iter().enumerate() {
        let question = &told.question;
        let chosen = records.iter().filter(|record| question.chose(record, &category.code)).count() as u64;
        let pair = alone(&[chosen, records.len() as u64 - chosen], least);
        let shown = pair.map_or(Shown::Withheld, |pair| pair[0]);
        told.shown.push(shown);
        let Some(split) = split.filter(|split| shown.count().is_some() && split.rows.len() > 1) else { continue };
        let column = |record: &Record| Some(usize::from(!question.chose(record, &category.code)));
        if let Some(pairs) = cross(&split.counts(2, records, column), least) {
            columns.push(vec![at]);
            cells.iter_mut().zip(pairs).for_each(|(row, pair)| row.push(pair[0]));
        }
    }
    let Some(split) = split else { return };
    if columns.is_empty() {
        told.why.push(Why::Groups);
    } else {
        told.groups = Some(Groups { rows: split.rows.clone(), columns, cells });
        told.why.extend(split.joined.then_some(Why::Joined));
    }
}

/// What is withheld of it, counted.
fn note(told: &mut Told) {
    let in_groups = told.groups.iter().flat_map(|groups| groups.cells.iter().flatten());
    let cells = hidden(told.shown.iter()) + hidden(in_groups.clone());
    told.why.extend((cells > 0).then_some(Why::Cells(cells)));
    let bands = told.shown.iter().chain(in_groups).any(|shown| matches!(shown, Shown::Nearly | Shown::Hardly));
    told.why.extend(bands.then_some(Why::Same));
}
