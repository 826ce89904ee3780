//! From the parsed to the typed tree: every name known, every type fitting.

use std::collections::HashMap;

use jiff::civil::{Date, DateTime, Time};
use regex::Regex;
use rust_decimal::Decimal;

use super::expression::{Expr, Node, Operator};
use super::function::Function;
use super::name::Name;
use super::value::{Type, Value};

mod call;

/// The number of a slot in a published form.
pub type SlotId = usize;

/// A typed expression: what [`super::evaluate`] computes.
#[derive(Clone, Debug)]
pub enum Typed {
    /// Always this; `None` is empty.
    Constant(Option<Value>),
    /// The answer of a slot, in the entry at hand.
    Answer(SlotId),
    /// The answers of a slot in all entries below the outermost so many at hand.
    All(SlotId, usize),
    /// The answers of these slots: rows of a matrix.
    Rows(Vec<SlotId>),
    /// How many entries a repeat has, below the outermost so many at hand.
    Entries(SlotId, usize),
    /// Which entry this is, of the repeat at that depth.
    Position(usize),
    /// The answer itself.
    This,
    /// The code of the choice in question.
    ChoiceCode,
    /// A column of the choice in question.
    ChoiceColumn(Name),
    /// Not.
    Not(Box<Typed>),
    /// With the other sign.
    Minus(Box<Typed>),
    /// Two and what stands between.
    Binary(Operator, Box<Typed>, Box<Typed>),
    /// A function.
    Call(Function, Vec<Typed>),
    /// What a code of a list is called.
    Label(u16, Box<Typed>),
    /// Whether a text fits.
    Matches(Box<Typed>, Regex),
}

/// A type, and whether there may be many of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinded {
    /// Of what.
    pub kind: Type,
    /// Answers of several entries or rows: only what gathers takes them.
    pub many: bool,
}

const fn one(kind: Type) -> Kinded {
    Kinded { kind, many: false }
}

/// An expression does not fit where it stands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("at character {at}: {reason}")]
pub struct Misfit {
    /// Byte offset.
    pub at: usize,
    /// Why.
    pub reason: Why,
}

/// Why an expression does not fit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Nothing of that name.
    #[error("there is nothing called `{0}`")]
    Unknown(String),
    /// A note, a group: nothing is answered there.
    #[error("`{0}` has no answer")]
    NoAnswer(Name),
    /// Another type.
    #[error("{wanted} was expected, this is {found}")]
    Type {
        /// What would fit.
        wanted: String,
        /// What is there.
        found: Type,
    },
    /// Two that cannot be compared.
    #[error("{0} cannot be compared with {1}")]
    Compare(Type, Type),
    /// A code that is not in the list.
    #[error("`{code}` is none of the choices of `{list}`")]
    Code {
        /// What was written.
        code: String,
        /// The list.
        list: Name,
    },
    /// Many answers where one is needed.
    #[error("there are several answers to `{0}` here; sum, min, max, mean, count, join or entry make one of them")]
    Many(String),
    /// `this` outside of a constraint or score.
    #[error("`this` has no meaning here")]
    This,
    /// `choice` outside of a filter.
    #[error("`choice` has no meaning outside of a filter")]
    Choice,
    /// A column that the list lacks.
    #[error("the choices have no column `{0}`")]
    Column(String),
    /// A pattern that is no regular expression, or too large a one.
    #[error("this is no pattern: {0}")]
    Pattern(String),
    /// A constant where only one can be understood.
    #[error("{0} has to be written out here")]
    Written(&'static str),
    /// `position` outside of repeats.
    #[error("there is no repeat around this")]
    NoRepeat,
    /// A date that is none.
    #[error("`{0}` is no date")]
    NoDate(String),
}

/// What a name stands for.
#[derive(Clone, Debug)]
pub struct Known {
    /// Its slot.
    pub slot: SlotId,
    /// What it is.
    pub what: What,
    /// The repeats around it, outermost first.
    pub scope: Vec<SlotId>,
}

/// What a slot is, for those who refer to it.
#[derive(Clone, Debug)]
pub enum What {
    /// Something with an answer of this type.
    Answer(Type),
    /// A matrix, by its rows.
    Rows(Vec<SlotId>, Type),
    /// A repeat.
    Repeat,
    /// Something without an answer.
    Silent,
}

/// The codes of one list.
#[derive(Clone, Debug)]
pub struct Codes {
    /// Its name.
    pub name: Name,
    /// Its codes.
    pub codes: std::collections::HashSet<String>,
    /// Its columns.
    pub columns: std::collections::HashSet<Name>,
}

/// Where an expression stands.
#[derive(Clone, Copy, Debug)]
pub struct Here<'a> {
    /// Everything that has a name.
    pub names: &'a HashMap<Name, Known>,
    /// Every list.
    pub lists: &'a [Codes],
    /// The repeats around the expression.
    pub scope: &'a [SlotId],
    /// The type of `this`.
    pub this: Option<Type>,
    /// The list whose choices are filtered.
    pub choice: Option<u16>,
}

type Checked<T> = Result<T, Misfit>;

fn fail<T>(at: usize, reason: Why) -> Checked<T> {
    Err(Misfit { at, reason })
}

impl Here<'_> {
    /// Types an expression that has to give `wanted`.
    ///
    /// # Errors
    /// The first place that does not fit.
    pub fn expect(&self, expr: &Expr, wanted: Type) -> Checked<Typed> {
        let (typed, found) = self.single(expr)?;
        if self.fits(expr, found, wanted)? { Ok(typed) } else { mismatch(expr.at, wanted, found) }
    }

    /// Types an expression, whatever it gives.
    ///
    /// # Errors
    /// The first place that does not fit.
    pub fn single(&self, expr: &Expr) -> Checked<(Typed, Type)> {
        let (typed, found) = self.any(expr)?;
        if found.many {
            return fail(expr.at, Why::Many(expr.to_string()));
        }
        Ok((typed, found.kind))
    }

    /// Whether a value of this type may stand where the other is wanted; a code that is written out must be one.
    fn fits(&self, expr: &Expr, found: Type, wanted: Type) -> Checked<bool> {
        Ok(match (found, wanted) {
            (Type::Nothing, _) => true,
            (Type::Text, Type::Code(list) | Type::Codes(list)) => match &expr.node {
                Node::Text(code) => {
                    self.code(expr.at, code, list)?;
                    true
                }
                _ => matches!(wanted, Type::Code(_)),
            },
            (Type::Code(_), Type::Text) | (Type::Code(_), Type::Code(_)) => true,
            (Type::Code(a), Type::Codes(b)) => a == b,
            (a, b) => a == b,
        })
    }

    fn code(&self, at: usize, code: &str, list: u16) -> Checked<()> {
        let Some(list) = self.lists.get(usize::from(list)) else { return Ok(()) };
        if list.codes.contains(code) {
            Ok(())
        } else {
            fail(at, Why::Code { code: code.to_owned(), list: list.name.clone() })
        }
    }

    fn any(&self, expr: &Expr) -> Checked<(Typed, Kinded)> {
        let at = expr.at;
        Ok(match &expr.node {
            Node::Number(number) => constant(Value::Number(*number), Type::Number),
            Node::Text(text) if text.is_empty() => (Typed::Constant(None), one(Type::Nothing)),
            Node::Text(text) => constant(Value::Text(text.clone()), Type::Text),
            Node::Truth(truth) => constant(Value::Truth(*truth), Type::Truth),
            Node::Empty => (Typed::Constant(None), one(Type::Nothing)),
            Node::This => match self.this {
                Some(kind) => (Typed::This, one(kind)),
                None => return fail(at, Why::This),
            },
            Node::Column(column) => (self.column(at, column)?, one(Type::Text)),
            Node::Name(name) => self.name(at, name)?,
            Node::Not(inner) => (Typed::Not(Box::new(self.expect(inner, Type::Truth)?)), one(Type::Truth)),
            Node::Minus(inner) => (Typed::Minus(Box::new(self.expect(inner, Type::Number)?)), one(Type::Number)),
            Node::Binary(operator, left, right) => self.binary(*operator, left, right)?,
            Node::Call(function, all) => self.call(at, *function, all)?,
        })
    }

    fn column(&self, at: usize, column: &str) -> Checked<Typed> {
        let Some(list) = self.choice else { return fail(at, Why::Choice) };
        if column == "name" {
            return Ok(Typed::ChoiceCode);
        }
        let list = self.lists.get(usize::from(list));
        match Name::parse(column).filter(|name| list.is_some_and(|list| list.columns.contains(name))) {
            Some(name) => Ok(Typed::ChoiceColumn(name)),
            None => fail(at, Why::Column(column.to_owned())),
        }
    }

    fn known(&self, at: usize, name: &Name) -> Checked<&Known> {
        self.names.get(name).ok_or_else(|| Misfit { at, reason: Why::Unknown(name.to_string()) })
    }

    /// How many of the repeats around a slot are around the expression too.
    fn shared(&self, known: &Known) -> usize {
        known.scope.iter().zip(self.scope).take_while(|(a, b)| a == b).count()
    }

    fn name(&self, at: usize, name: &Name) -> Checked<(Typed, Kinded)> {
        let known = self.known(at, name)?;
        let shared = self.shared(known);
        let many = shared < known.scope.len();
        match &known.what {
            What::Answer(kind) if many => Ok((Typed::All(known.slot, shared), Kinded { kind: *kind, many })),
            What::Answer(kind) => Ok((Typed::Answer(known.slot), one(*kind))),
            What::Rows(rows, kind) if !many => Ok((Typed::Rows(rows.clone()), Kinded { kind: *kind, many: true })),
            What::Rows(..) => fail(at, Why::Many(name.to_string())),
            What::Repeat | What::Silent => fail(at, Why::NoAnswer(name.clone())),
        }
    }

    fn binary(&self, operator: Operator, left: &Expr, right: &Expr) -> Checked<(Typed, Kinded)> {
        let joined = |a, b| Typed::Binary(operator, Box::new(a), Box::new(b));
        if matches!(operator, Operator::Or | Operator::And) {
            let typed = joined(self.expect(left, Type::Truth)?, self.expect(right, Type::Truth)?);
            return Ok((typed, one(Type::Truth)));
        }
        if operator.compares() {
            return Ok((self.compare(operator, left, right)?, one(Type::Truth)));
        }
        let (a, of_left) = self.single(left)?;
        let (b, of_right) = self.single(right)?;
        let kind = match (operator, of_left, of_right) {
            (Operator::Minus, Type::Date, Type::Date) => Type::Number,
            (Operator::Plus | Operator::Minus, Type::Date, Type::Number | Type::Nothing)
            | (Operator::Plus, Type::Number | Type::Nothing, Type::Date) => Type::Date,
            _ => {
                for (expr, kind) in [(left, of_left), (right, of_right)] {
                    if !matches!(kind, Type::Number | Type::Nothing) {
                        return mismatch(expr.at, Type::Number, kind);
                    }
                }
                Type::Number
            }
        };
        Ok((joined(a, b), one(kind)))
    }

    fn compare(&self, operator: Operator, left: &Expr, right: &Expr) -> Checked<Typed> {
        let (mut a, of_left) = self.single(left)?;
        let (mut b, of_right) = self.single(right)?;
        let same = |a: Type, b: Type| -> bool {
            match (a, b) {
                (Type::Nothing, _) | (_, Type::Nothing) => true,
                (Type::Text | Type::Code(_), Type::Text) | (Type::Text, Type::Code(_)) => true,
                (Type::Code(a), Type::Code(b)) => self.share_codes(a, b),
                (a, b) => a == b,
            }
        };
        let ordered = |kind| matches!(kind, Type::Number | Type::Date | Type::Time | Type::Moment | Type::Nothing);
        let equality = matches!(operator, Operator::Equal | Operator::Unequal);
        let whole = |kind| matches!(kind, Type::Codes(_) | Type::File);
        // Several choices are compared with nothing only: `selected` asks for one of them.
        let nothing = of_left == Type::Nothing || of_right == Type::Nothing;
        let fine = if equality {
            // A day that is written out as a text is a day.
            self.day(left, of_left, of_right, &mut a)?
                || self.day(right, of_right, of_left, &mut b)?
                || same(of_left, of_right) && (nothing || !whole(of_left))
        } else {
            self.day(left, of_left, of_right, &mut a)?
                || self.day(right, of_right, of_left, &mut b)?
                || same(of_left, of_right) && ordered(of_left) && ordered(of_right)
        };
        if !fine {
            return fail(left.at, Why::Compare(of_left, of_right));
        }
        for (kind, other) in [(of_left, right), (of_right, left)] {
            if let (Type::Code(list), Node::Text(code)) = (kind, &other.node)
                && !code.is_empty()
            {
                self.code(other.at, code, list)?;
            }
        }
        Ok(Typed::Binary(operator, Box::new(a), Box::new(b)))
    }

    /// A text that is written out, beside a date, time or moment, becomes one.
    fn day(&self, expr: &Expr, own: Type, other: Type, typed: &mut Typed) -> Checked<bool> {
        let (Node::Text(text), Type::Text) = (&expr.node, own) else { return Ok(false) };
        let value = match other {
            Type::Date => text.parse().ok().map(Value::Date),
            Type::Time => text.parse().ok().map(Value::Time),
            Type::Moment => text.parse().ok().map(Value::Moment),
            _ => return Ok(false),
        };
        match value {
            Some(value) => *typed = Typed::Constant(Some(value)),
            None => return fail(expr.at, Why::NoDate(text.clone())),
        }
        Ok(true)
    }

    fn share_codes(&self, a: u16, b: u16) -> bool {
        let list = |n: u16| self.lists.get(usize::from(n));
        match (list(a), list(b)) {
            (Some(one), Some(other)) => a == b || one.codes.iter().any(|code| other.codes.contains(code)),
            _ => false,
        }
    }
}

fn constant(value: Value, kind: Type) -> (Typed, Kinded) {
    (Typed::Constant(Some(value)), one(kind))
}

fn mismatch<T>(at: usize, wanted: Type, found: Type) -> Checked<T> {
    fail(at, Why::Type { wanted: wanted.to_string(), found })
}

/// A day by its text.
pub(super) fn date(text: &str) -> Option<Date> {
    text.parse::<DateTime>().map(DateTime::date).ok().or_else(|| text.parse().ok())
}

/// A time by its text: `9:30` is read too.
pub(super) fn time(text: &str) -> Option<Time> {
    text.parse().ok().or_else(|| format!("0{text}").parse().ok())
}

/// A number by its text, exactly.
pub(super) fn number(text: &str) -> Option<Decimal> {
    let text = text.trim();
    (text.len() <= 32).then(|| Decimal::from_str_exact(text).ok()).flatten()
}
