//! What is wrong with answers, question by question.

use rust_decimal::Decimal;

use super::check::SlotId;
use super::evaluate::STEPS;
use super::form::{Kind, MOST_ENTRIES};
use super::publish::Asked;
use super::sheet::{Sheet, is_of_kind};
use super::value::{Answers, At, Place, Type, Value};

/// Characters of a line of text.
pub const LINE: usize = 1_000;
/// Characters of a long text.
pub const LONG: usize = 50_000;

/// Something is wrong at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Where.
    pub place: Place,
    /// What.
    pub reason: Reason,
}

/// What can be wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Reason {
    /// An answer is due.
    #[error("an answer is due")]
    Required,
    /// It does not fulfil the constraint; the question may say what is wanted.
    #[error("the answer does not fulfil what is asked of it")]
    Constraint,
    /// Not what the question asks for.
    #[error("this is no answer of the kind that is asked for")]
    WrongKind,
    /// Not among the choices that are offered.
    #[error("this choice is not offered")]
    NotOffered,
    /// Not a whole number.
    #[error("a whole number is asked for")]
    NotWhole,
    /// Outside of the scale, or between its steps.
    #[error("this is not on the scale")]
    OffScale,
    /// Longer than a text may be.
    #[error("the text is too long")]
    TooLong,
    /// A rank that leaves something out or names it twice.
    #[error("each of the choices has one place")]
    NotARank,
    /// A currency that is not offered.
    #[error("this currency is not offered")]
    Currency,
    /// What one has to agree to.
    #[error("without agreement one cannot go on")]
    NotAgreed,
    /// Fewer entries than there have to be.
    #[error("there are too few entries")]
    TooFew,
    /// More entries than there may be.
    #[error("there are too many entries")]
    TooMany,
    /// There is no such place in the form.
    #[error("the form has no such question")]
    Unknown,
}

impl Sheet<'_> {
    /// Everything that is wrong, in the order of the form; answers at places that the form does not have come last.
    #[must_use]
    pub fn complaints(&self, answers: &Answers) -> Vec<Complaint> {
        let mut all = Vec::new();
        for (id, slot) in self.form().slots().iter().enumerate() {
            for (at, _) in self.cells(id) {
                if let Some(reason) = self.complaint(id, *at, answers) {
                    all.push(Complaint { place: Place { name: slot.name.clone(), at: *at }, reason });
                }
            }
        }
        let strange = |place: &&Place| {
            let slot = self.form().slot(&place.name);
            slot.is_none_or(|slot| self.form().slots()[slot].scope.len() != place.at.depth())
        };
        let places = answers.values.keys().chain(answers.entries.keys()).filter(strange);
        all.extend(places.map(|place| Complaint { place: place.clone(), reason: Reason::Unknown }));
        all
    }

    /// What is wrong at one place.
    #[must_use]
    pub fn complaint(&self, id: SlotId, at: At, answers: &Answers) -> Option<Reason> {
        let form = self.form();
        let slot = &form.slots()[id];
        let cell = self.cell(id, at).filter(|cell| cell.asked)?;
        let place = Place { name: slot.name.clone(), at };
        if let Asked::Repeat(repeat) = &slot.asked {
            let given = answers.entries.get(&place).copied().unwrap_or(cell.entries);
            return match () {
                () if slot.rules.count.is_some() => None,
                () if given < repeat.min => Some(Reason::TooFew),
                () if given > repeat.max.unwrap_or(MOST_ENTRIES) => Some(Reason::TooMany),
                () => None,
            };
        }
        if !slot.is_answered() {
            return None;
        }
        if answers.values.get(&place).is_some_and(|given| !is_of_kind(slot, given)) {
            return Some(Reason::WrongKind);
        }
        let kind = slot.question().map(|question| &question.kind);
        let Some(value) = &cell.value else {
            let due = matches!(kind, Some(Kind::Consent)) || self.is_required(id, at);
            return due.then_some(if matches!(kind, Some(Kind::Consent)) {
                Reason::NotAgreed
            } else {
                Reason::Required
            });
        };
        let wrong = match kind {
            Some(kind) => own(kind, value),
            None => None,
        };
        wrong.or_else(|| self.chosen(id, at, value)).or_else(|| self.constrained(id, at, value))
    }

    fn chosen(&self, id: SlotId, at: At, value: &Value) -> Option<Reason> {
        let slot = &self.form().slots()[id];
        let (Some(Type::Code(list) | Type::Codes(list)), codes) = (slot.kind, value.codes()) else { return None };
        let offered = slot.rules.filter.as_ref().map(|_| self.offered(id, at));
        let there = |code: &String| match &offered {
            Some(offered) => offered.iter().any(|choice| choice.code == *code),
            None => self.form().choice(list, code).is_some(),
        };
        if !codes.iter().all(there) {
            return Some(Reason::NotOffered);
        }
        let twice = codes.iter().enumerate().any(|(n, code)| codes[..n].contains(code));
        let rank = matches!(slot.question().map(|question| &question.kind), Some(Kind::Rank(_)));
        let all = offered.map_or_else(|| self.form().choices(list).len(), |offered| offered.len());
        if rank && (twice || codes.len() != all) {
            return Some(Reason::NotARank);
        }
        twice.then_some(Reason::WrongKind)
    }

    fn constrained(&self, id: SlotId, at: At, value: &Value) -> Option<Reason> {
        let constraint = self.form().slots()[id].rules.constraint.as_ref()?;
        let mut run = self.run(at, STEPS);
        run.this = Some(value);
        (!run.truth(constraint).unwrap_or(false)).then_some(Reason::Constraint)
    }
}

/// What the kind of a question says of an answer.
fn own(kind: &Kind, value: &Value) -> Option<Reason> {
    let long = |most: usize| value.as_str().is_some_and(|text| text.chars().nth(most).is_some());
    match (kind, value) {
        (Kind::Text, _) if long(LINE) => Some(Reason::TooLong),
        (Kind::LongText, _) if long(LONG) => Some(Reason::TooLong),
        (Kind::Whole, Value::Number(number)) if !number.fract().is_zero() => Some(Reason::NotWhole),
        (Kind::Scale { from, to, step }, Value::Number(number)) => {
            let off = number < from || number > to || !steps(*number, *from, *step).fract().is_zero();
            off.then_some(Reason::OffScale)
        }
        (Kind::Money { currencies }, Value::Money(money)) if !currencies.contains(&money.currency) => {
            Some(Reason::Currency)
        }
        (Kind::Consent, Value::Truth(false)) => Some(Reason::NotAgreed),
        (Kind::Country, Value::Text(code)) if !(code.len() == 2 && upper(code)) => Some(Reason::WrongKind),
        (Kind::Region, Value::Text(code)) if !((3..=5).contains(&code.len()) && upper(code)) => Some(Reason::WrongKind),
        _ => None,
    }
}

fn upper(code: &str) -> bool {
    code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

fn steps(number: Decimal, from: Decimal, step: Decimal) -> Decimal {
    number.checked_sub(from).and_then(|far| far.checked_div(step)).unwrap_or(Decimal::new(5, 1))
}
