//! From answers to counts. Every question splits all who answered the survey: those who did not answer it are one of its categories. So
//! the sums of a question are the same wherever it stands, and nothing can be taken from one table by another.

mod columns;

use belfry_forms::core::form::Kind;
use belfry_forms::core::publish::{Asked, Slot};
use belfry_forms::core::{Language, Name, Published, Type};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use columns::Column;
pub use columns::{Coded, Columns};

/// Steps of a scale that are counted one by one.
const STEPS: usize = 21;

/// A question as it is counted.
#[derive(Clone, Debug)]
pub struct Question {
    /// Its name.
    pub name: Name,
    /// As it is asked.
    pub label: String,
    /// The heading of its page; empty for none.
    pub part: String,
    /// How.
    pub how: How,
}

/// How a question is counted.
#[derive(Clone, Debug)]
pub enum How {
    /// By answers that exclude each other.
    One(Vec<Category>),
    /// By answers that do not; each is a question of its own, yes or no.
    Several(Vec<Category>),
    /// By the middle of numbers.
    Number,
    /// Not at all: open answers, what is asked several times.
    Open,
}

/// An answer that can be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Its code; empty for "not answered".
    pub code: String,
    /// As it is read.
    pub label: String,
}

/// Words that the form does not have.
pub struct Words<'a> {
    /// Those of the reader.
    pub t: &'a belfry_words::Words,
    /// The language of the questions.
    pub language: &'a Language,
    /// "Yes", "No", "Not answered".
    pub yes_no_none: [String; 3],
    /// That a file was handed in.
    pub handed: String,
    /// The name of a code of the register, by its kind.
    pub named: &'a dyn Fn(&Kind, &str) -> String,
}

/// Every question that has an answer, in the order of the form.
#[must_use]
pub fn questions(form: &Published, columns: &Columns, words: &Words<'_>) -> Vec<Question> {
    let counted = form.slots().iter().filter(|slot| slot.kind.is_some() && slot.is_shown());
    counted.filter_map(|slot| question(form, slot, columns, words)).collect()
}

fn question(form: &Published, slot: &Slot, columns: &Columns, words: &Words<'_>) -> Option<Question> {
    let languages = &form.form().languages;
    let said = |text: &belfry_forms::core::Text| text.said(words.language, languages).to_owned();
    let mut label = said(slot.label());
    if let Some(matrix) = slot.matrix {
        label = words.t.labelled(&said(form.slots()[matrix].label()), &label);
    }
    let kind = match &slot.asked {
        Asked::Question(question) => Some(&question.kind),
        Asked::Row(_) => None,
        Asked::Group(_) | Asked::Repeat(_) => return None,
    };
    let none = Category { code: String::new(), label: words.yes_no_none[2].clone() };
    let listed = |list: u16| -> Vec<Category> {
        let category = |choice: &belfry_forms::core::form::Choice| Category {
            code: choice.code.clone(),
            label: said(&choice.label),
        };
        form.choices(list).iter().map(category).collect()
    };
    let how = match (columns.column(&slot.name), kind, slot.kind) {
        (Some(Column::Several { .. }), _, Some(Type::Codes(list))) => How::Several(listed(list)),
        (Some(Column::Coded { of, .. }), ..) => {
            let category = |(code, label): &(String, String)| Category { code: code.clone(), label: label.clone() };
            How::Several(of.book.iter().map(category).collect())
        }
        (Some(Column::Numbers(_)), ..) => How::Number,
        (Some(Column::One { .. }), _, Some(Type::Code(list))) => {
            How::One(listed(list).into_iter().chain([none]).collect())
        }
        (Some(column @ Column::One { .. }), kind, _) => {
            let [yes, no, _] = &words.yes_no_none;
            let label = |code: &String| match (kind, code.as_str()) {
                (Some(kind @ (Kind::Country | Kind::Region | Kind::Sector)), code) => (words.named)(kind, code),
                (_, "yes") if slot.kind == Some(Type::Truth) => yes.clone(),
                (Some(Kind::File { .. }), _) => words.handed.clone(),
                (_, "no") if slot.kind == Some(Type::Truth) => no.clone(),
                (_, code) => code.to_owned(),
            };
            let category = |code: &String| Category { label: label(code), code: code.clone() };
            How::One(column.codes().iter().map(category).chain([none]).collect())
        }
        _ => How::Open,
    };
    let page = form.pages().get(slot.page).and_then(|slots| slots.first()).map(|first| &form.slots()[*first]);
    let part = page.filter(|first| matches!(first.asked, Asked::Group(_))).map(|first| said(first.label()));
    Some(Question { name: slot.name.clone(), label, part: part.unwrap_or_default(), how })
}

/// The codes of a scale's steps; none where there are too many to count one by one.
fn steps(from: Decimal, to: Decimal, step: Decimal) -> Option<Vec<String>> {
    let mut all = Vec::new();
    let mut at = from;
    while at <= to && all.len() <= STEPS {
        all.push(at.normalize().to_string());
        at += step;
    }
    (all.len() <= STEPS).then_some(all)
}

impl Question {
    /// The categories that exclude each other, if they do.
    #[must_use]
    pub fn categories(&self) -> Option<&[Category]> {
        match &self.how {
            How::One(categories) => Some(categories),
            _ => None,
        }
    }

    /// Which category each is in.
    #[must_use]
    pub fn placed(&self, columns: &Columns) -> Vec<Option<usize>> {
        // Not answered, or what is no longer offered, is the last.
        let last = self.categories().and_then(|categories| categories.len().checked_sub(1));
        let Some(column) = columns.column(&self.name) else { return vec![last; columns.len()] };
        (0..columns.len()).map(|row| column.one(row).or(last)).collect()
    }

    /// How many are in each category.
    #[must_use]
    pub fn counts(&self, columns: &Columns) -> Vec<u64> {
        let mut counts = vec![0; self.categories().map_or(0, <[Category]>::len)];
        self.placed(columns).into_iter().flatten().for_each(|at| counts[at] += 1);
        counts
    }

    /// How many have chosen each category, among several; in each of the groups in which `of` says who is.
    #[must_use]
    pub fn chosen(&self, columns: &Columns, groups: usize, of: impl Fn(usize) -> Option<usize>) -> Vec<Vec<u64>> {
        let width = if let How::Several(categories) = &self.how { categories.len() } else { 0 };
        let mut counts = vec![vec![0; width]; groups];
        let Some(column) = columns.column(&self.name) else { return counts };
        for row in 0..columns.len() {
            if let Some(group) = of(row) {
                column.several(row).iter().for_each(|at| counts[group][usize::from(*at)] += 1);
            }
        }
        counts
    }

    /// The number that each gave.
    #[must_use]
    pub fn numbers(&self, columns: &Columns) -> Vec<Option<Decimal>> {
        let column = columns.column(&self.name);
        (0..columns.len()).map(|row| column.and_then(|column| column.number(row))).collect()
    }
}

/// The groups of a question or of something that the register knows: the category of each who answered.
#[must_use]
pub fn grouped(columns: &Columns, by: &By<'_>) -> (Vec<Category>, Vec<Option<usize>>) {
    match by {
        By::Question(question) => {
            let categories = question.categories().map(<[Category]>::to_vec).unwrap_or_default();
            (categories, question.placed(columns))
        }
        By::Register(name, named) => {
            let of = columns.groups.get(name).cloned().unwrap_or_default();
            let mut codes = of.clone();
            codes.sort_unstable();
            codes.dedup();
            let places = of.iter().map(|code| codes.binary_search(code).ok()).collect();
            let categories = codes.into_iter().map(|code| Category { label: named(&code), code }).collect();
            (categories, places)
        }
    }
}

/// By what a question is split.
pub enum By<'a> {
    /// By another question.
    Question(&'a Question),
    /// By what the register knows, and how its codes are named.
    Register(&'static str, &'a dyn Fn(&str) -> String),
}

/// A share between 0 and 1.
#[must_use]
pub fn share(n: u64, all: u64) -> f64 {
    (Decimal::from(n) / Decimal::from(all.max(1))).to_f64().unwrap_or_default()
}
