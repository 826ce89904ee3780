//! The value of a typed expression. Total: no input makes it panic, and its steps and texts are limited.
//!
//! What is empty stays empty in arithmetic, counts as no where yes or no is asked, equals only what is empty, and is neither
//! greater nor less than anything. So does what cannot be computed: a division by zero, a day after the year 9999.

use std::cmp::Ordering;

use jiff::Span;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::check::{SlotId, Typed};
use super::expression::Operator;
use super::form::Choice;
use super::name::Language;
use super::publish::Published;
use super::value::{At, Value};

mod call;

/// Steps that settling one set of answers may take.
pub const STEPS: u32 = 5_000_000;
/// Bytes of a computed text.
pub const LONGEST: usize = 32 << 10;

/// The limit of steps or of a text's length was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the form asks for too much computation")]
pub struct TooMuch;

/// Where an expression finds what it refers to.
pub trait Ground {
    /// The value of a slot in one entry, where it is asked and answered.
    fn value(&self, slot: SlotId, at: At) -> Option<&Value>;
    /// The values of a slot in every entry below this one, in order.
    fn values(&self, slot: SlotId, below: At) -> Vec<Value>;
    /// How many entries a repeat has below this one.
    fn entries(&self, slot: SlotId, below: At) -> usize;
    /// Whether a slot is asked in one entry.
    fn is_asked(&self, slot: SlotId, at: At) -> bool;
}

/// Nothing is answered.
pub struct Bare;

impl Ground for Bare {
    fn value(&self, _: SlotId, _: At) -> Option<&Value> {
        None
    }
    fn values(&self, _: SlotId, _: At) -> Vec<Value> {
        Vec::new()
    }
    fn entries(&self, _: SlotId, _: At) -> usize {
        0
    }
    fn is_asked(&self, _: SlotId, _: At) -> bool {
        true
    }
}

/// One evaluation.
pub struct Run<'a> {
    /// The form, for lists and scopes.
    pub form: &'a Published,
    /// What is answered.
    pub ground: &'a dyn Ground,
    /// The day and time on which the form is answered.
    pub now: jiff::civil::DateTime,
    /// The reader's language.
    pub language: &'a Language,
    /// In which entries.
    pub at: At,
    /// The answer itself.
    pub this: Option<&'a Value>,
    /// The choice in question.
    pub choice: Option<&'a Choice>,
    /// Steps that are left.
    pub steps: u32,
}

type Evaluated<T> = Result<T, TooMuch>;

impl Run<'_> {
    /// Yes or no; empty is no.
    ///
    /// # Errors
    /// [`TooMuch`].
    pub fn truth(&mut self, typed: &Typed) -> Evaluated<bool> {
        Ok(matches!(self.value(typed)?, Some(Value::Truth(true))))
    }

    /// A number; an amount of money counts as one.
    ///
    /// # Errors
    /// [`TooMuch`].
    pub fn number(&mut self, typed: &Typed) -> Evaluated<Option<Decimal>> {
        Ok(self.value(typed)?.and_then(|value| value.as_number()))
    }

    fn step(&mut self, cost: usize) -> Evaluated<()> {
        let cost = u32::try_from(cost).unwrap_or(u32::MAX);
        self.steps = self.steps.checked_sub(cost).ok_or(TooMuch)?;
        Ok(())
    }

    /// The value of an expression.
    ///
    /// # Errors
    /// [`TooMuch`].
    pub fn value(&mut self, typed: &Typed) -> Evaluated<Option<Value>> {
        self.step(1)?;
        Ok(match typed {
            Typed::Constant(value) => value.clone(),
            Typed::Answer(slot) => {
                let depth = self.form.slots()[*slot].scope.len();
                self.ground.value(*slot, self.at.outer(depth)).cloned()
            }
            Typed::This => self.this.cloned(),
            Typed::All(..) | Typed::Rows(_) => self.gather(typed)?.into_iter().next(),
            Typed::Entries(slot, shared) => Some(whole(self.ground.entries(*slot, self.at.outer(*shared)))),
            Typed::Position(depth) => self.at.entries().get(*depth).map(|entry| whole(usize::from(*entry) + 1)),
            Typed::ChoiceCode => self.choice.map(|choice| Value::Text(choice.code.clone())),
            Typed::ChoiceColumn(name) => {
                let value = self.choice.and_then(|choice| choice.columns.get(name));
                value.filter(|text| !text.is_empty()).map(|text| Value::Text(text.clone()))
            }
            Typed::Not(inner) => Some(Value::Truth(!self.truth(inner)?)),
            Typed::Minus(inner) => self.number(inner)?.map(|number| Value::Number(-number)),
            Typed::Binary(Operator::Or, a, b) => Some(Value::Truth(self.truth(a)? || self.truth(b)?)),
            Typed::Binary(Operator::And, a, b) => Some(Value::Truth(self.truth(a)? && self.truth(b)?)),
            Typed::Binary(operator, a, b) => {
                let (a, b) = (self.value(a)?, self.value(b)?);
                if operator.compares() {
                    Some(Value::Truth(compare(*operator, a, b)))
                } else {
                    compute(*operator, a, b)
                }
            }
            Typed::Label(list, inner) => {
                let value = self.value(inner)?;
                let said: Vec<&str> = value.iter().flat_map(Value::codes).map(|code| self.said(*list, code)).collect();
                text(said.join(", "))?
            }
            Typed::Matches(inner, pattern) => {
                let value = self.value(inner)?;
                let read = value.as_ref().and_then(Value::as_str);
                self.step(read.map_or(0, str::len) / 16)?;
                Some(Value::Truth(read.is_some_and(|text| pattern.is_match(text))))
            }
            Typed::Call(function, all) => self.call(*function, all)?,
        })
    }

    fn said<'c>(&'c self, list: u16, code: &'c str) -> &'c str {
        match self.form.choice(list, code) {
            Some(choice) => choice.label.said(self.language, &self.form.form().languages),
            None => code,
        }
    }

    /// Every value of an expression that gives many; one of others; what is empty is left out.
    fn gather(&mut self, typed: &Typed) -> Evaluated<Vec<Value>> {
        let values = match typed {
            Typed::All(slot, shared) => self.ground.values(*slot, self.at.outer(*shared)),
            Typed::Rows(slots) => {
                let here = slots.iter().map(|slot| (*slot, self.at.outer(self.form.slots()[*slot].scope.len())));
                here.filter_map(|(slot, at)| self.ground.value(slot, at)).cloned().collect()
            }
            other => self.value(other)?.into_iter().collect(),
        };
        self.step(values.len())?;
        Ok(values)
    }
}

fn whole(number: usize) -> Value {
    Value::Number(Decimal::from(number))
}

/// A computed text; empty is none.
fn text(text: String) -> Evaluated<Option<Value>> {
    match text.len() {
        0 => Ok(None),
        long if long > LONGEST => Err(TooMuch),
        _ => Ok(Some(Value::Text(text))),
    }
}

fn compare(operator: Operator, a: Option<Value>, b: Option<Value>) -> bool {
    let order = match (&a, &b) {
        (None, None) => return operator == Operator::Equal,
        (None, _) | (_, None) => return operator == Operator::Unequal,
        (Some(a), Some(b)) => match (a, b) {
            (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
            (Value::Time(a), Value::Time(b)) => Some(a.cmp(b)),
            (Value::Moment(a), Value::Moment(b)) => Some(a.cmp(b)),
            (Value::Truth(a), Value::Truth(b)) => Some(a.cmp(b)),
            _ => match (a.as_number(), b.as_number(), a.as_str(), b.as_str()) {
                (Some(a), Some(b), ..) => Some(a.cmp(&b)),
                (_, _, Some(a), Some(b)) => Some(a.cmp(b)),
                _ => None,
            },
        },
    };
    match operator {
        Operator::Equal => order == Some(Ordering::Equal),
        Operator::Unequal => order != Some(Ordering::Equal),
        Operator::Less => order == Some(Ordering::Less),
        Operator::LessOrEqual => matches!(order, Some(Ordering::Less | Ordering::Equal)),
        Operator::Greater => order == Some(Ordering::Greater),
        _ => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
    }
}

fn compute(operator: Operator, a: Option<Value>, b: Option<Value>) -> Option<Value> {
    match (operator, a?, b?) {
        (Operator::Minus, Value::Date(a), Value::Date(b)) => Some(Value::Number(days(b, a))),
        (Operator::Plus, Value::Date(date), Value::Number(n))
        | (Operator::Plus, Value::Number(n), Value::Date(date)) => add_days(date, n),
        (Operator::Minus, Value::Date(date), Value::Number(n)) => add_days(date, -n),
        (operator, a, b) => {
            let (a, b) = (a.as_number()?, b.as_number()?);
            let number = match operator {
                Operator::Plus => a.checked_add(b),
                Operator::Minus => a.checked_sub(b),
                Operator::Times => a.checked_mul(b),
                Operator::Over => a.checked_div(b),
                _ => a.checked_rem(b),
            };
            number.map(Value::Number)
        }
    }
}

/// Whole days from one to another.
fn days(from: Date, to: Date) -> Decimal {
    Decimal::from(from.until(to).map_or(0, |span| span.get_days()))
}

fn add_days(date: Date, days: Decimal) -> Option<Value> {
    let days = i64::try_from(days.trunc()).ok()?;
    let span = Span::new().try_days(days).ok()?;
    date.checked_add(span).ok().map(Value::Date)
}
