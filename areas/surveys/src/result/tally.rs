//! From answers to counts. Every question splits all who answered the survey: those who did not answer it are one of its categories. So
//! the sums of a question are the same wherever it stands, and nothing can be taken from one table by another.

use std::collections::BTreeMap;

use belfry_forms::core::form::Kind;
use belfry_forms::core::publish::{Asked, Slot};
use belfry_forms::core::{Answers, Language, Name, Place, Published, Type, Value};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Steps of a scale that are counted one by one.
const STEPS: usize = 21;

/// A question as it is counted.
#[derive(Clone, Debug)]
pub struct Question {
    /// Its name.
    pub name: Name,
    /// As it is asked.
    pub label: String,
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
    /// Not at all: open answers, files, what is asked several times.
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

/// One who answered.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// The answers.
    pub answers: Answers,
    /// What the register knows of him, by the name of the group: kind, sector, country. Nothing of anonymous answers.
    pub groups: BTreeMap<&'static str, String>,
}

/// Words that the form does not have.
pub struct Words<'a> {
    /// The language of the questions.
    pub language: &'a Language,
    /// "Yes", "No", "Not answered".
    pub yes_no_none: [String; 3],
    /// The name of a code of the register, by its kind.
    pub named: &'a dyn Fn(&Kind, &str) -> String,
}

/// Every question that has an answer, in the order of the form.
#[must_use]
pub fn questions(form: &Published, records: &[Record], words: &Words<'_>) -> Vec<Question> {
    let counted = form.slots().iter().filter(|slot| slot.kind.is_some() && slot.is_shown());
    counted.filter_map(|slot| question(form, slot, records, words)).collect()
}

fn question(form: &Published, slot: &Slot, records: &[Record], words: &Words<'_>) -> Option<Question> {
    let languages = &form.form().languages;
    let said = |text: &belfry_forms::core::Text| text.said(words.language, languages).to_owned();
    let mut label = said(slot.label());
    if let Some(matrix) = slot.matrix {
        label = format!("{}: {label}", said(form.slots()[matrix].label()));
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
    let how = match (kind, slot.kind) {
        _ if !slot.scope.is_empty() => How::Open,
        (Some(Kind::Consent | Kind::Rank(_)), _) => How::Open,
        (Some(Kind::Scale { from, to, step }), _) => steps(*from, *to, *step, &none),
        (Some(kind @ (Kind::Country | Kind::Sector)), _) => How::One(met(slot, kind, records, words, none)),
        (_, Some(Type::Code(list))) => How::One(listed(list).into_iter().chain([none]).collect()),
        (_, Some(Type::Codes(list))) => How::Several(listed(list)),
        (_, Some(Type::Truth)) => {
            let [yes, no, _] = words.yes_no_none.clone();
            let two = [("yes", yes), ("no", no)].map(|(code, label)| Category { code: code.into(), label });
            How::One(two.into_iter().chain([none]).collect())
        }
        (Some(Kind::Money { currencies }), _) if currencies.len() > 1 => How::Open,
        (_, Some(Type::Number)) => How::Number,
        _ => How::Open,
    };
    Some(Question { name: slot.name.clone(), label, how })
}

fn steps(from: Decimal, to: Decimal, step: Decimal, none: &Category) -> How {
    let mut all = Vec::new();
    let mut at = from;
    while at <= to && all.len() <= STEPS {
        let code = at.normalize().to_string();
        all.push(Category { label: code.clone(), code });
        at += step;
    }
    if all.len() > STEPS {
        return How::Number;
    }
    all.push(none.clone());
    How::One(all)
}

/// The codes that were answered, for questions without a list.
fn met(slot: &Slot, kind: &Kind, records: &[Record], words: &Words<'_>, none: Category) -> Vec<Category> {
    let place = Place::top(slot.name.clone());
    let mut codes: Vec<String> =
        records.iter().filter_map(|record| record.answers.values.get(&place)).map(ToString::to_string).collect();
    codes.sort_unstable();
    codes.dedup();
    let category = |code: String| Category { label: (words.named)(kind, &code), code };
    codes.into_iter().map(category).chain([none]).collect()
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

    /// Which category a record is in.
    #[must_use]
    pub fn category(&self, record: &Record) -> Option<usize> {
        let categories = self.categories()?;
        let value = record.answers.values.get(&Place::top(self.name.clone())).map(Value::to_string).unwrap_or_default();
        // What is no longer offered counts as not answered, which is the last.
        categories.iter().position(|one| one.code == value).or(categories.len().checked_sub(1))
    }

    /// How many are in each category.
    #[must_use]
    pub fn counts(&self, records: &[Record]) -> Vec<u64> {
        let mut counts = vec![0; self.categories().map_or(0, <[Category]>::len)];
        records.iter().filter_map(|record| self.category(record)).for_each(|at| counts[at] += 1);
        counts
    }

    /// Whether a record has chosen a category, among several.
    #[must_use]
    pub fn chose(&self, record: &Record, code: &str) -> bool {
        let value = record.answers.values.get(&Place::top(self.name.clone()));
        value.is_some_and(|value| value.codes().iter().any(|chosen| chosen == code))
    }

    /// The numbers that were given.
    #[must_use]
    pub fn numbers(&self, records: &[Record]) -> Vec<Decimal> {
        let place = Place::top(self.name.clone());
        records.iter().filter_map(|record| record.answers.values.get(&place)?.as_number()).collect()
    }
}

/// The groups of a question or of something that the register knows: the category of each record.
#[must_use]
pub fn grouped(records: &[Record], by: &By<'_>) -> (Vec<Category>, Vec<Option<usize>>) {
    match by {
        By::Question(question) => {
            let categories = question.categories().map(<[Category]>::to_vec).unwrap_or_default();
            (categories, records.iter().map(|record| question.category(record)).collect())
        }
        By::Register(name, named) => {
            let mut codes: Vec<String> =
                records.iter().map(|record| record.groups.get(name).cloned().unwrap_or_default()).collect();
            let of: Vec<String> = codes.clone();
            codes.sort_unstable();
            codes.dedup();
            let places = of.iter().map(|code| codes.iter().position(|other| other == code)).collect();
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
