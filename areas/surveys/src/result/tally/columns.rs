//! What everybody answered, a column for each question that is counted: of a million answers, nothing is held but the numbers of what was
//! chosen. Each set of answers is read once, as the text that is kept, and only where something of it is counted.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use belfry_forms::core::form::Kind;
use belfry_forms::core::publish::{Asked, Slot};
use belfry_forms::core::{Name, Published, Type};
use rust_decimal::Decimal;

use crate::answer::kept::{self, Amount, Said};

/// Nothing was answered.
const NONE: u16 = u16::MAX;

/// The answers to one question, in the order of those who gave them.
#[derive(Clone, Debug)]
pub(super) enum Column {
    /// One code each; codes that the form does not list are added as they are met.
    One { codes: Vec<String>, known: HashMap<String, u16>, open: bool, rows: Vec<u16> },
    /// Several codes each: where each row's begin, and all of them.
    Several { known: HashMap<String, u16>, begins: Vec<u32>, chosen: Vec<u16> },
    /// The same, of what whoever asked has read: its codes by the number of the answer.
    Coded { of: Coded, begins: Vec<u32>, chosen: Vec<u16> },
    /// A number each.
    Numbers(Vec<Option<Decimal>>),
}

/// Codes that whoever asked gave to what was written.
#[derive(Clone, Debug, Default)]
pub struct Coded {
    /// The codes with their texts.
    pub book: Vec<(String, String)>,
    /// Places in the book, by the number of the answer.
    pub given: HashMap<i64, Vec<u16>>,
}

/// All columns, and what the register knows of those who answered.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    pub(super) columns: Vec<Column>,
    names: HashMap<String, usize>,
    /// Those that are read.
    wanted: HashMap<String, usize>,
    count: usize,
    /// Kind, sector, country, region: a code for each who answered. Nothing of those whom nobody knows.
    pub groups: BTreeMap<&'static str, Vec<String>>,
}

impl Column {
    fn listed<'a>(codes: impl Iterator<Item = &'a str>, open: bool) -> Self {
        let codes: Vec<String> = codes.map(str::to_owned).collect();
        let known = (0_u16..).zip(&codes).map(|(at, code)| (code.clone(), at)).collect();
        Self::One { codes, known, open, rows: Vec::new() }
    }

    /// A row that says nothing yet.
    fn begin(&mut self) {
        match self {
            Self::One { rows, .. } => rows.push(NONE),
            Self::Several { begins, chosen, .. } | Self::Coded { begins, chosen, .. } => {
                begins.push(u32::try_from(chosen.len()).unwrap_or(u32::MAX))
            }
            Self::Numbers(rows) => rows.push(None),
        }
    }

    /// What the last row says.
    fn put(&mut self, said: Said<'_>) {
        match (self, said) {
            (Self::One { rows, known, codes, open }, said) => {
                let text = code(said);
                let at = match known.get(text.as_ref()) {
                    Some(at) => *at,
                    None if *open && !text.is_empty() && codes.len() < usize::from(NONE) => {
                        let at = codes.len() as u16;
                        codes.push(text.clone().into_owned());
                        known.insert(text.into_owned(), at);
                        at
                    }
                    None => NONE,
                };
                rows.last_mut().into_iter().for_each(|row| *row = at);
            }
            (Self::Several { known, chosen, .. }, Said::Codes(codes)) => {
                chosen.extend(codes.iter().filter_map(|code| known.get(code.0.as_ref())));
            }
            (Self::Numbers(rows), Said::Number(number) | Said::Money(Amount { amount: number, .. })) => {
                rows.last_mut().into_iter().for_each(|row| *row = Some(number));
            }
            _ => {}
        }
    }
}

/// A column for a question that is counted.
fn column(form: &Published, slot: &Slot) -> Option<Column> {
    let kind = match &slot.asked {
        Asked::Question(question) => Some(&question.kind),
        Asked::Row(_) => None,
        Asked::Group(_) | Asked::Repeat(_) => return None,
    };
    let list = |list: u16| form.choices(list).iter().map(|choice| choice.code.as_str());
    match (kind, slot.kind) {
        _ if !slot.scope.is_empty() => None,
        (Some(Kind::Consent | Kind::Rank(_)), _) => None,
        (Some(Kind::Scale { from, to, step }), _) => Some(match super::steps(*from, *to, *step) {
            Some(steps) => Column::listed(steps.iter().map(String::as_str), false),
            None => Column::Numbers(Vec::new()),
        }),
        (Some(Kind::File { .. }), _) => Some(Column::listed(["yes"].into_iter(), false)),
        (Some(Kind::Country | Kind::Region | Kind::Sector), _) => Some(Column::listed(std::iter::empty(), true)),
        (_, Some(Type::Code(codes))) => Some(Column::listed(list(codes), false)),
        (_, Some(Type::Codes(codes))) => {
            let known = (0_u16..).zip(list(codes)).map(|(at, code)| (code.to_owned(), at)).collect();
            Some(Column::Several { known, begins: Vec::new(), chosen: Vec::new() })
        }
        (_, Some(Type::Truth)) => Some(Column::listed(["yes", "no"].into_iter(), false)),
        (Some(Kind::Money { currencies }), _) if currencies.len() > 1 => None,
        (_, Some(Type::Number)) => Some(Column::Numbers(Vec::new())),
        _ => None,
    }
}

impl Columns {
    /// Empty ones for the questions of a form; only those that `wants` says are filled.
    #[must_use]
    pub fn of(form: &Published, wants: impl Fn(&Name) -> bool) -> Self {
        let mut all = Self::default();
        for slot in form.slots().iter().filter(|slot| slot.kind.is_some() && slot.is_shown()) {
            if let Some(column) = column(form, slot) {
                if wants(&slot.name) {
                    all.wanted.insert(slot.name.to_string(), all.columns.len());
                }
                all.names.insert(slot.name.to_string(), all.columns.len());
                all.columns.push(column);
            }
        }
        all
    }

    /// Those who answered.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether nobody answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// A question that is open, by the codes that its answers were given.
    pub fn code(&mut self, name: &Name, of: Coded) {
        self.names.insert(name.to_string(), self.columns.len());
        self.wanted.insert(name.to_string(), self.columns.len());
        self.columns.push(Column::Coded { of, begins: Vec::new(), chosen: Vec::new() });
    }

    /// Takes in what somebody answered, as it is kept, under its number.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn take(&mut self, number: i64, kept: &str) -> serde_json::Result<()> {
        self.count += 1;
        for at in self.wanted.values() {
            let column = &mut self.columns[*at];
            column.begin();
            if let Column::Coded { of, chosen, .. } = column {
                chosen.extend(of.given.get(&number).into_iter().flatten());
            }
        }
        kept::each(kept, &self.wanted, |at, said| self.columns[at].put(said))
    }

    /// Ends the reading: codes that were met stand in their own order, not in that of those who gave them.
    pub fn settle(&mut self) {
        for column in &mut self.columns {
            let Column::One { codes, known, open: true, rows } = column else { continue };
            let mut order: Vec<u16> = (0..codes.len() as u16).collect();
            order.sort_by(|a, b| codes[usize::from(*a)].cmp(&codes[usize::from(*b)]));
            let mut place = vec![NONE; codes.len()];
            (0_u16..).zip(&order).for_each(|(at, old)| place[usize::from(*old)] = at);
            rows.iter_mut().filter(|row| **row != NONE).for_each(|row| *row = place[usize::from(*row)]);
            codes.sort_unstable();
            *known = (0_u16..).zip(codes.iter()).map(|(at, code)| (code.clone(), at)).collect();
        }
    }

    /// What the register knows of the next who answered.
    pub fn know(&mut self, group: &'static str, code: String) {
        self.groups.entry(group).or_default().push(code);
    }

    pub(super) fn column(&self, name: &Name) -> Option<&Column> {
        self.names.get(name.as_str()).map(|at| &self.columns[*at])
    }
}

impl Column {
    /// The codes of a column of one code each.
    pub(super) fn codes(&self) -> &[String] {
        match self {
            Self::One { codes, .. } => codes,
            _ => &[],
        }
    }

    /// Which code each row has; none for no answer.
    pub(super) fn one(&self, row: usize) -> Option<usize> {
        match self {
            Self::One { rows, .. } => rows.get(row).filter(|at| **at != NONE).map(|at| usize::from(*at)),
            _ => None,
        }
    }

    /// The codes that a row has chosen.
    pub(super) fn several(&self, row: usize) -> &[u16] {
        let (Self::Several { begins, chosen, .. } | Self::Coded { begins, chosen, .. }) = self else { return &[] };
        let begin = begins.get(row).map_or(chosen.len(), |at| *at as usize);
        let end = begins.get(row + 1).map_or(chosen.len(), |at| *at as usize);
        &chosen[begin..end]
    }

    /// The number of a row.
    pub(super) fn number(&self, row: usize) -> Option<Decimal> {
        match self {
            Self::Numbers(rows) => rows.get(row).copied().flatten(),
            _ => None,
        }
    }
}

/// As it is counted.
fn code(said: Said<'_>) -> Cow<'_, str> {
    match said {
        Said::Truth(true) | Said::File(_) => "yes".into(),
        Said::Truth(false) => "no".into(),
        Said::Text(text) | Said::Code(text) => text.0,
        Said::Number(number) => number.normalize().to_string().into(),
        Said::Codes(_) | Said::Money(_) | Said::Date(_) => "".into(),
    }
}
