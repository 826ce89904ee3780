//! What nobody could ever be asked: conditions that no answers fulfil together.
//!
//! A condition is looked at as far as it is a conjunction of plain comparisons of one answer with a constant, together with the
//! conditions of what is around it and of the questions whose answers it asks for. Two of them that exclude each other make the
//! question unreachable. What is more involved is not refused.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use super::check::{SlotId, Typed};
use super::expression::Operator;
use super::form::Kind;
use super::function::Function;
use super::publish::{Fault, Part, Published, Reason};
use super::value::Value;

/// Adds a fault for each outermost slot that cannot be reached.
pub(super) fn check(form: &Published, faults: &mut Vec<Fault>) {
    let mut never: HashSet<SlotId> = HashSet::new();
    for (id, slot) in form.slots().iter().enumerate() {
        if slot.parent.is_some_and(|parent| never.contains(&parent)) {
            never.insert(id);
        } else if slot.rules.relevance.is_some() && Wanted::new(form).asks(id).is_err() {
            never.insert(id);
            faults.push(Fault { element: slot.name.clone(), part: Part::Relevance, reason: Reason::Unreachable });
        }
    }
}

/// Two wishes exclude each other.
struct Never;

/// What has to hold of one answer.
#[derive(Default)]
struct Wish {
    is: Option<Value>,
    is_not: Vec<Value>,
    empty: Option<bool>,
    low: Option<(Decimal, bool)>,
    high: Option<(Decimal, bool)>,
}

struct Wanted<'a> {
    form: &'a Published,
    seen: HashSet<SlotId>,
    wishes: HashMap<SlotId, Wish>,
}

impl<'a> Wanted<'a> {
    fn new(form: &'a Published) -> Self {
        Self { form, seen: HashSet::new(), wishes: HashMap::new() }
    }

    /// Wants a slot to be asked, and so everything around it.
    fn asks(&mut self, id: SlotId) -> Result<(), Never> {
        if !self.seen.insert(id) {
            return Ok(());
        }
        let form = self.form;
        let slot = &form.slots()[id];
        for around in slot.parent.iter().chain(&slot.matrix) {
            self.asks(*around)?;
        }
        slot.rules.relevance.as_ref().map_or(Ok(()), |relevance| self.wants(relevance, true))
    }

    /// Wants an expression to be true, or not to be.
    fn wants(&mut self, typed: &Typed, truth: bool) -> Result<(), Never> {
        if typed.is_constant() {
            let is = self.form.constant(typed) == Some(Value::Truth(true));
            return if is == truth { Ok(()) } else { Err(Never) };
        }
        match typed {
            Typed::Not(inner) => self.wants(inner, !truth),
            Typed::Binary(Operator::And, a, b) if truth => {
                self.wants(a, true)?;
                self.wants(b, true)
            }
            Typed::Binary(Operator::Or, a, b) if !truth => {
                self.wants(a, false)?;
                self.wants(b, false)
            }
            Typed::Answer(slot) if truth => self.equal(*slot, Value::Truth(true)),
            Typed::Answer(slot) => self.unequal(*slot, Value::Truth(true)),
            Typed::Binary(operator, a, b) if operator.compares() => match (&**a, &**b) {
                (Typed::Answer(slot), constant) if constant.is_constant() => {
                    self.compared(*slot, *operator, constant, truth)
                }
                (constant, Typed::Answer(slot)) if constant.is_constant() => {
                    self.compared(*slot, mirrored(*operator), constant, truth)
                }
                _ => Ok(()),
            },
            Typed::Call(Function::Selected, all) => match (&all[0], &all[1]) {
                (Typed::Answer(slot), constant) if constant.is_constant() => {
                    let several = matches!(self.form.slots()[*slot].kind, Some(super::value::Type::Codes(_)));
                    match self.form.constant(constant) {
                        None if truth => Err(Never),
                        _ if several && truth => self.answered(*slot),
                        _ if several => Ok(()),
                        Some(code) if truth => self.equal(*slot, code),
                        Some(code) => self.unequal(*slot, code),
                        None => Ok(()),
                    }
                }
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }

    fn compared(&mut self, slot: SlotId, operator: Operator, constant: &Typed, truth: bool) -> Result<(), Never> {
        let value = self.form.constant(constant);
        match (operator, value) {
            (Operator::Equal, None) | (Operator::Unequal, None) => {
                if (operator == Operator::Equal) == truth {
                    self.empty(slot, true)
                } else {
                    self.answered(slot)
                }
            }
            (Operator::Equal, Some(value)) if truth => self.equal(slot, value),
            (Operator::Unequal, Some(value)) if !truth => self.equal(slot, value),
            (Operator::Equal | Operator::Unequal, Some(value)) => self.unequal(slot, value),
            (_, None) => {
                if truth {
                    Err(Never)
                } else {
                    Ok(())
                }
            }
            // What is not less may be empty as well: nothing follows from it.
            (operator, Some(value)) if truth => match value.as_number() {
                Some(number) => self.bounded(slot, operator, number),
                None => self.answered(slot),
            },
            _ => Ok(()),
        }
    }

    /// The answer is there, and so its question is asked.
    fn answered(&mut self, slot: SlotId) -> Result<(), Never> {
        self.empty(slot, false)?;
        self.asks(slot)
    }

    fn empty(&mut self, slot: SlotId, empty: bool) -> Result<(), Never> {
        let wish = self.wishes.entry(slot).or_default();
        match wish.empty {
            Some(before) if before != empty => Err(Never),
            _ => {
                wish.empty = Some(empty);
                Ok(())
            }
        }
    }

    fn equal(&mut self, slot: SlotId, value: Value) -> Result<(), Never> {
        self.answered(slot)?;
        if let Some(number) = value.as_number() {
            self.bounded(slot, Operator::GreaterOrEqual, number)?;
            self.bounded(slot, Operator::LessOrEqual, number)?;
        }
        let wish = self.wishes.entry(slot).or_default();
        if wish.is_not.iter().any(|other| same(other, &value)) || wish.is.as_ref().is_some_and(|is| !same(is, &value)) {
            return Err(Never);
        }
        wish.is = Some(value);
        Ok(())
    }

    fn unequal(&mut self, slot: SlotId, value: Value) -> Result<(), Never> {
        let wish = self.wishes.entry(slot).or_default();
        if wish.is.as_ref().is_some_and(|is| same(is, &value)) {
            return Err(Never);
        }
        wish.is_not.push(value);
        Ok(())
    }

    fn bounded(&mut self, slot: SlotId, operator: Operator, number: Decimal) -> Result<(), Never> {
        self.answered(slot)?;
        let kind = self.form.slots()[slot].question().map(|question| &question.kind);
        let wish = self.wishes.entry(slot).or_default();
        if let Some(Kind::Scale { from, to, .. }) = kind {
            wish.low.get_or_insert((*from, true));
            wish.high.get_or_insert((*to, true));
        }
        let tighter = |old: Option<(Decimal, bool)>, closed: bool, better: Ordering| match old {
            Some((kept, was)) if number.cmp(&kept) == better.reverse() || number == kept && !was => Some((kept, was)),
            _ => Some((number, closed)),
        };
        match operator {
            Operator::Greater => wish.low = tighter(wish.low, false, Ordering::Greater),
            Operator::GreaterOrEqual => wish.low = tighter(wish.low, true, Ordering::Greater),
            Operator::Less => wish.high = tighter(wish.high, false, Ordering::Less),
            _ => wish.high = tighter(wish.high, true, Ordering::Less),
        }
        match (wish.low, wish.high) {
            (Some((low, a)), Some((high, b))) if low > high || low == high && !(a && b) => Err(Never),
            _ => Ok(()),
        }
    }
}

fn same(a: &Value, b: &Value) -> bool {
    match (a.as_str(), b.as_str(), a.as_number(), b.as_number()) {
        (Some(a), Some(b), ..) => a == b,
        (_, _, Some(a), Some(b)) => a == b,
        _ => a == b,
    }
}

fn mirrored(operator: Operator) -> Operator {
    match operator {
        Operator::Less => Operator::Greater,
        Operator::LessOrEqual => Operator::GreaterOrEqual,
        Operator::Greater => Operator::Less,
        Operator::GreaterOrEqual => Operator::LessOrEqual,
        other => other,
    }
}
