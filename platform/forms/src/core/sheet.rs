//! A whole set of answers settled: what is asked in which entry, what is computed, how many entries there are.
//!
//! Each slot is settled once, after all that it depends on; so the result does not depend on the order of answering.

use jiff::civil::DateTime;

use super::check::{SlotId, Typed};
use super::evaluate::{Ground, Run, STEPS, TooMuch};
use super::form::{Choice, Kind, MOST_ENTRIES};
use super::name::{Language, Text};
use super::publish::{Asked, Published, Slot};
use super::value::{Answers, At, Place, Type, Value};

/// Cells of one sheet: slots times entries.
const MOST: usize = 200_000;

/// When, and by whom, a form is answered.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The day and time there.
    pub now: DateTime,
    /// The reader's language.
    pub language: &'a Language,
}

/// One slot in one entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Whether it is asked at all.
    pub asked: bool,
    /// Its value, answered or computed; nothing where it is not asked.
    pub value: Option<Value>,
    /// Of a repeat, how many entries.
    pub entries: u16,
}

/// A settled set of answers.
#[derive(Clone, Debug)]
pub struct Sheet<'a> {
    form: &'a Published,
    reading: Reading<'a>,
    cells: Vec<Vec<(At, Cell)>>,
}

impl Ground for Sheet<'_> {
    fn value(&self, slot: SlotId, at: At) -> Option<&Value> {
        self.cell(slot, at)?.value.as_ref()
    }

    fn values(&self, slot: SlotId, below: At) -> Vec<Value> {
        let inside = self.cells[slot].iter().filter(|(at, _)| at.outer(below.depth()) == below);
        inside.filter_map(|(_, cell)| cell.value.clone()).collect()
    }

    fn is_asked(&self, slot: SlotId, at: At) -> bool {
        Self::is_asked(self, slot, at)
    }

    fn entries(&self, slot: SlotId, below: At) -> usize {
        let inside = self.cells[slot].iter().filter(|(at, _)| at.outer(below.depth()) == below);
        inside.map(|(_, cell)| usize::from(cell.entries)).sum()
    }
}

impl<'a> Sheet<'a> {
    /// Settles answers.
    ///
    /// # Errors
    /// [`TooMuch`] where the form asks for more computation than one sheet may take.
    pub fn settle(form: &'a Published, answers: &Answers, reading: Reading<'a>) -> Result<Self, TooMuch> {
        let cells = vec![Vec::new(); form.slots().len()];
        let mut sheet = Self { form, reading, cells };
        let (mut steps, mut room) = (STEPS, MOST);
        for id in form.order() {
            let ats = sheet.ats(*id);
            room = room.checked_sub(ats.len()).ok_or(TooMuch)?;
            let mut settled = Vec::with_capacity(ats.len());
            for at in ats {
                let mut run = sheet.run(at, steps);
                settled.push((at, one(&mut run, *id, answers)?));
                steps = run.steps;
            }
            sheet.cells[*id] = settled;
        }
        Ok(sheet)
    }

    /// The form.
    #[must_use]
    pub fn form(&self) -> &'a Published {
        self.form
    }

    /// When, and by whom.
    #[must_use]
    pub fn reading(&self) -> Reading<'a> {
        self.reading
    }

    /// One slot in one entry, if there is such an entry.
    #[must_use]
    pub fn cell(&self, slot: SlotId, at: At) -> Option<&Cell> {
        let cells = &self.cells[slot];
        let found = cells.binary_search_by(|(here, _)| here.cmp(&at)).ok()?;
        Some(&cells[found].1)
    }

    /// Every entry of a slot.
    #[must_use]
    pub fn cells(&self, slot: SlotId) -> &[(At, Cell)] {
        &self.cells[slot]
    }

    /// Whether a slot is asked in an entry.
    #[must_use]
    pub fn is_asked(&self, slot: SlotId, at: At) -> bool {
        self.cell(slot, at).is_some_and(|cell| cell.asked)
    }

    /// In which entries a slot stands, in order.
    fn ats(&self, slot: SlotId) -> Vec<At> {
        match self.form.slots()[slot].scope.last() {
            None => vec![At::TOP],
            Some(repeat) => {
                let inside = |(at, cell): &(At, Cell)| {
                    let at = *at;
                    (0..cell.entries).filter_map(move |entry| at.inside(entry))
                };
                self.cells[*repeat].iter().flat_map(inside).collect()
            }
        }
    }

    pub(super) fn run(&self, at: At, steps: u32) -> Run<'_> {
        let Reading { now, language } = self.reading;
        Run { form: self.form, ground: self, now, language, at, this: None, choice: None, steps }
    }

    /// The truth of an expression in an entry; nothing said is `otherwise`, too much is no.
    pub(super) fn truth(&self, typed: Option<&Typed>, at: At, otherwise: bool) -> bool {
        typed.map_or(otherwise, |typed| self.run(at, STEPS).truth(typed).unwrap_or(false))
    }

    /// Whether an answer is due.
    #[must_use]
    pub fn is_required(&self, slot: SlotId, at: At) -> bool {
        let slot = &self.form.slots()[slot];
        match (&slot.asked, slot.matrix) {
            (Asked::Row(_), Some(matrix)) => self.is_required(matrix, at),
            _ => self.truth(slot.rules.required.as_ref(), at, false),
        }
    }

    /// The choices that are offered.
    #[must_use]
    pub fn offered(&self, slot: SlotId, at: At) -> Vec<&'a Choice> {
        let form = self.form;
        let slot = &form.slots()[slot];
        let (Some(Type::Code(list) | Type::Codes(list)), rules) = (slot.kind, &slot.rules) else { return Vec::new() };
        let choices = form.choices(list).iter();
        let Some(filter) = &rules.filter else { return choices.collect() };
        let mut run = self.run(at, STEPS);
        choices
            .filter(|choice| {
                run.choice = Some(choice);
                run.truth(filter).unwrap_or(false)
            })
            .collect()
    }

    /// What stands in a field before anybody answers.
    #[must_use]
    pub fn default(&self, slot: SlotId, at: At) -> Option<Value> {
        let slot = &self.form.slots()[slot];
        let typed = slot.rules.default.as_ref()?;
        self.run(at, STEPS).value(typed).ok().flatten().map(|value| as_kind(slot, value))
    }

    /// A text in the reader's language, with the answers that it names.
    #[must_use]
    pub fn say(&self, text: &Text, at: At) -> String {
        let said = text.said(self.reading.language, &self.form.form().languages);
        if !said.contains("${") {
            return said.to_owned();
        }
        let (mut out, mut rest) = (String::with_capacity(said.len()), said);
        while let Some((before, after)) = rest.split_once("${") {
            out.push_str(before);
            let Some((name, behind)) = after.split_once('}') else { break };
            let slot = super::Name::parse(name.trim()).and_then(|name| self.form.slot(&name));
            out.push_str(&slot.map_or_else(String::new, |slot| self.told(slot, at)));
            rest = behind;
        }
        out.push_str(rest);
        out
    }

    /// An answer as it is read: choices by what they are called.
    #[must_use]
    pub fn told(&self, slot: SlotId, at: At) -> String {
        let of = &self.form.slots()[slot];
        let Some(value) = self.value(slot, at.outer(of.scope.len())) else { return String::new() };
        match of.kind {
            Some(Type::Code(list) | Type::Codes(list)) => {
                let label = |code: &String| match self.form.choice(list, code) {
                    Some(choice) => choice.label.said(self.reading.language, &self.form.form().languages).to_owned(),
                    None => code.clone(),
                };
                value.codes().iter().map(label).collect::<Vec<_>>().join(", ")
            }
            _ => value.to_string(),
        }
    }

    /// What is kept of it: what is asked, with what was computed; nothing else.
    #[must_use]
    pub fn answers(&self) -> Answers {
        let mut answers = Answers::default();
        for (slot, cells) in self.form.slots().iter().zip(&self.cells) {
            for (at, cell) in cells.iter().filter(|(_, cell)| cell.asked) {
                let place = || Place { name: slot.name.clone(), at: *at };
                match &slot.asked {
                    Asked::Repeat(_) if slot.rules.count.is_none() => {
                        answers.entries.insert(place(), cell.entries);
                    }
                    _ => answers.put(place(), cell.value.clone()),
                }
            }
        }
        answers
    }
}

fn one(run: &mut Run<'_>, id: SlotId, answers: &Answers) -> Result<Cell, TooMuch> {
    let form = run.form;
    let slot = &form.slots()[id];
    let mut cell = Cell { asked: is_around(run, slot), value: None, entries: 0 };
    if let (true, Some(relevance)) = (cell.asked, &slot.rules.relevance) {
        cell.asked = run.truth(relevance)?;
    }
    if !cell.asked {
        return Ok(cell);
    }
    let place = || Place { name: slot.name.clone(), at: run.at };
    if let Asked::Repeat(repeat) = &slot.asked {
        let most = repeat.max.unwrap_or(MOST_ENTRIES).min(MOST_ENTRIES);
        cell.entries = match &slot.rules.count {
            Some(count) => {
                let wanted = run.number(count)?.map_or(0, |number| u16::try_from(number.trunc()).unwrap_or(0));
                wanted.min(most)
            }
            None => answers.entries.get(&place()).copied().unwrap_or(repeat.min).min(most),
        };
        return Ok(cell);
    }
    let given = answers.values.get(&place()).filter(|value| is_of_kind(slot, value)).cloned();
    let question = slot.question();
    cell.value = match (&slot.rules.calculation, &slot.rules.default) {
        (Some(calculation), _) => match given.filter(|_| question.is_some_and(|question| question.once)) {
            Some(given) => Some(given),
            None => run.value(calculation)?.map(|value| as_kind(slot, value)),
        },
        (None, Some(default)) if given.is_none() && !slot.is_answered() => {
            run.value(default)?.map(|value| as_kind(slot, value))
        }
        _ => given,
    };
    Ok(cell)
}

/// Whether what is around a slot is asked.
fn is_around(run: &Run<'_>, slot: &Slot) -> bool {
    let around = slot.matrix.or(slot.parent);
    let Some(around) = around else { return true };
    let depth = run.form.slots()[around].scope.len();
    run.ground.is_asked(around, run.at.outer(depth))
}

/// Whether a value can be an answer of a slot, by its kind alone.
#[must_use]
pub fn is_of_kind(slot: &Slot, value: &Value) -> bool {
    match (slot.kind, value) {
        (Some(Type::Number), Value::Money(_)) => slot.question().is_some_and(|q| matches!(q.kind, Kind::Money { .. })),
        (Some(Type::Number), Value::Number(_)) => {
            !slot.question().is_some_and(|q| matches!(q.kind, Kind::Money { .. }))
        }
        (Some(Type::Truth), Value::Truth(_))
        | (Some(Type::Text), Value::Text(_))
        | (Some(Type::Date), Value::Date(_))
        | (Some(Type::Time), Value::Time(_))
        | (Some(Type::Moment), Value::Moment(_))
        | (Some(Type::Code(_)), Value::Code(_))
        | (Some(Type::Codes(_)), Value::Codes(_))
        | (Some(Type::File), Value::File(_)) => true,
        _ => false,
    }
}

/// A computed value as an answer of the slot: a text becomes a code where codes are.
fn as_kind(slot: &Slot, value: Value) -> Value {
    match (slot.kind, value, slot.question().map(|question| &question.kind)) {
        (Some(Type::Code(_)), Value::Text(text), _) => Value::Code(text),
        (Some(Type::Codes(_)), Value::Text(code) | Value::Code(code), _) => Value::Codes(vec![code]),
        (Some(Type::Text), Value::Code(code), _) => Value::Text(code),
        (Some(Type::Number), Value::Number(amount), Some(Kind::Money { currencies })) => {
            let currency = currencies.first().cloned().unwrap_or_default();
            Value::Money(super::value::Money { amount, currency })
        }
        (_, value, _) => value,
    }
}
