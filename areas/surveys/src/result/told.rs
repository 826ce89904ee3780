//! From counts to what is shown of them, with the list of what is not, and why.

use super::tally::{By, Category, Columns, How, Question, grouped};
use crate::disclosure::magnitude::{Middle, grouped as by_group, middle};
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
    /// Means of groups of few, or needed so that such cannot be computed; how many groups.
    Means(usize),
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
            Self::Means(_) => "means",
            Self::Spread => "spread",
            Self::Open => "open",
        }
    }
}

/// A group as it is told: the categories that stand together, and how many are in them.
pub type Group = (Vec<Category>, u64);

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
    /// Its numbers in groups, where that was asked for: each group as it is told, with how many are in it.
    pub middles: Vec<(Group, Option<Middle>)>,
    /// What is not shown, and why.
    pub why: Vec<Why>,
}

/// A question in groups.
#[derive(Clone, Debug)]
pub struct Groups {
    /// The groups as they are told.
    pub rows: Vec<Group>,
    /// The categories as they are told: those withheld stand together.
    pub columns: Vec<Vec<usize>>,
    /// What is shown of each cell.
    pub cells: Vec<Vec<Shown>>,
}

/// Everything that is shown of a survey, in groups or not. `None` where so few answered that nothing is.
#[must_use]
pub fn tell(questions: Vec<Question>, columns: &Columns, by: Option<&By<'_>>, least: u64) -> Option<Vec<Told>> {
    if (columns.len() as u64) < least {
        return None;
    }
    let split = by.map(|by| Split::of(columns, by, least));
    Some(questions.into_iter().map(|question| one(question, columns, split.as_ref(), least)).collect())
}

/// Who is in which of the groups that are told.
struct Split {
    rows: Vec<Group>,
    of: Vec<Option<usize>>,
    joined: bool,
    by: Option<belfry_forms::core::Name>,
}

impl Split {
    fn of(columns: &Columns, by: &By<'_>, least: u64) -> Self {
        let (categories, places) = grouped(columns, by);
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

    /// Counts by group and by the column in which each is.
    fn counts(&self, width: usize, columns: impl Iterator<Item = Option<usize>>) -> Vec<Vec<u64>> {
        let mut counts = vec![vec![0; width]; self.rows.len()];
        for (row, column) in self.of.iter().zip(columns) {
            if let (Some(row), Some(column)) = (row, column) {
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

fn one(question: Question, columns: &Columns, split: Option<&Split>, least: u64) -> Told {
    let mut told =
        Told { question, shown: Vec::new(), middle: None, groups: None, middles: Vec::new(), why: Vec::new() };
    match told.question.how.clone() {
        How::Open => told.why.push(Why::Open),
        How::Number => number(&mut told, columns, split, least),
        How::One(_) => {
            let counts = told.question.counts(columns);
            match alone(&counts, least) {
                None => told.why.push(Why::Few),
                Some(shown) => told.shown = shown,
            }
            if let Some(split) = split.filter(|split| split.by.as_ref() != Some(&told.question.name)) {
                exclusive(&mut told, columns, split, &counts, least);
            }
        }
        How::Several(categories) => several(&mut told, columns, split, categories.len(), least),
    }
    note(&mut told);
    told
}

fn number(told: &mut Told, columns: &Columns, split: Option<&Split>, least: u64) {
    let all = told.question.numbers(columns);
    let numbers: Vec<_> = all.iter().copied().flatten().collect();
    // Who gave none is told too: then those, and those who did, are enough.
    let missing = all.len() as u64 - numbers.len() as u64;
    let Some(whole) = middle(&numbers, least).filter(|_| missing == 0 || missing >= least) else {
        told.why.push(Why::Few);
        return;
    };
    told.why.extend(whole.mean.is_none().then_some(Why::Dominated));
    told.why.extend(whole.quartiles.is_none().then_some(Why::Spread));
    told.middle = Some(whole);
    let Some(split) = split.filter(|split| split.rows.len() > 1) else { return };
    let mut groups = vec![Vec::new(); split.rows.len()];
    for (number, row) in all.iter().zip(&split.of) {
        row.iter().for_each(|row| groups[*row].push(*number));
    }
    told.middles =
        by_group(&groups, least).into_iter().zip(&split.rows).map(|(middle, row)| (row.clone(), middle)).collect();
    let hidden = told.middles.iter().filter(|(_, middle)| middle.is_none_or(|middle| middle.mean.is_none())).count();
    told.why.extend((hidden > 0).then_some(Why::Means(hidden)));
    told.why.extend(split.joined.then_some(Why::Joined));
}

fn exclusive(told: &mut Told, columns: &Columns, split: &Split, counts: &[u64], least: u64) {
    let sets = together(counts, &told.shown);
    if told.shown.is_empty() || sets.len() < 2 || split.rows.len() < 2 {
        told.why.push(Why::Groups);
        return;
    }
    let set = |at: Option<usize>| sets.iter().position(|set| at.is_some_and(|at| set.contains(&at)));
    let of: Vec<Option<usize>> = (0..counts.len()).map(|at| set(Some(at))).collect();
    let placed = told.question.placed(columns);
    let counts = split.counts(sets.len(), placed.into_iter().map(|at| at.and_then(|at| of[at])));
    // Of two questions there is one table, whichever is asked for first: two that withhold different cells would tell of each other's.
    let turned = split.by.as_ref().is_some_and(|by| *by > told.question.name);
    let cells =
        if turned { cross(&transposed(&counts), least).map(|cells| transposed(&cells)) } else { cross(&counts, least) };
    match cells {
        Some(cells) => told.groups = Some(Groups { rows: split.rows.clone(), columns: sets, cells }),
        None => told.why.push(Why::Groups),
    }
    told.why.extend(split.joined.then_some(Why::Joined));
}

fn transposed<T: Copy>(table: &[Vec<T>]) -> Vec<Vec<T>> {
    let width = table.first().map_or(0, Vec::len);
    (0..width).map(|column| table.iter().map(|row| row[column]).collect()).collect()
}

/// Each category by itself: chosen or not.
fn several(told: &mut Told, columns: &Columns, split: Option<&Split>, width: usize, least: u64) {
    let all = columns.len() as u64;
    let chosen = told.question.chosen(columns, 1, |_| Some(0)).pop().unwrap_or_default();
    let pair = |n: &u64| alone(&[*n, all - n], least).map_or(Shown::Withheld, |pair| pair[0]);
    told.shown = chosen.iter().map(pair).collect();
    let Some(split) = split else { return };
    let sizes: Vec<u64> =
        split.counts(1, std::iter::repeat_n(Some(0), columns.len())).into_iter().map(|row| row[0]).collect();
    let counts = told.question.chosen(columns, split.rows.len(), |row| split.of[row]);
    let mut shown = Vec::new();
    let mut cells: Vec<Vec<Shown>> = vec![Vec::new(); split.rows.len()];
    for at in (0..width).filter(|at| told.shown[*at].count().is_some() && split.rows.len() > 1) {
        let pairs: Vec<Vec<u64>> = counts.iter().zip(&sizes).map(|(row, size)| vec![row[at], size - row[at]]).collect();
        if let Some(pairs) = cross(&pairs, least) {
            shown.push(vec![at]);
            cells.iter_mut().zip(pairs).for_each(|(row, pair)| row.push(pair[0]));
        }
    }
    if shown.is_empty() {
        told.why.push(Why::Groups);
    } else {
        told.groups = Some(Groups { rows: split.rows.clone(), columns: shown, cells });
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
