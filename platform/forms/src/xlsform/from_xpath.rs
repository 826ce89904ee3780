//! XPath of a form to an expression of ours.

use std::collections::HashMap;

use belfry_xlsform::Told;
use belfry_xlsform::xpath::{self, Operator as Theirs, XPath};
use rust_decimal::Decimal;

use super::sort::Sort;
use crate::core::Name;
use crate::core::expression::{Expr, Node, Operator};
use crate::core::function::Function;

/// Where an expression stands.
#[derive(Clone, Copy)]
pub struct Here<'a> {
    /// The sort of every name.
    pub sorts: &'a HashMap<Name, Sort>,
    /// What `.` stands for.
    pub own: Option<Sort>,
    /// Whether bare names are columns of choices.
    pub filter: bool,
}

/// Why not, with its place.
pub type Refused = Told;

/// An expression of ours as text. `truth` says that yes or no is needed.
pub fn expression(text: &str, here: Here<'_>, truth: bool) -> Result<String, Refused> {
    let read = xpath::parse(text).map_err(unreadable)?;
    let mapped = if truth { here.truth(&read) } else { here.map(&read) };
    mapped.map(|expr| expr.to_string())
}

/// A calculation: `once(…)` around it says that it stays.
pub fn calculation(text: &str, here: Here<'_>) -> Result<(String, bool), Refused> {
    let read = xpath::parse(text).map_err(unreadable)?;
    match &read.node {
        xpath::Node::Call(name, all) if name == "once" && all.len() == 1 => Ok((here.map(&all[0])?.to_string(), true)),
        _ => Ok((here.map(&read)?.to_string(), false)),
    }
}

fn unreadable(why: xpath::Unreadable) -> Refused {
    Told { at: Some(why.at), ..Told::new(why.reason.key(), "{}", &[&why.reason.to_string()]) }
}

fn refuse<T>(at: usize, key: &'static str, english: &'static str, with: &[&str]) -> Result<T, Refused> {
    Err(Told { at: Some(at), ..Told::new(key, english, with) })
}

fn name(at: usize, text: &str) -> Result<Name, Refused> {
    Name::parse(text).map_or_else(|| refuse(at, "no-name", "`{}` is no name", &[text]), Ok)
}

type Mapped = Result<Expr, Refused>;

impl Here<'_> {
    fn map(self, theirs: &XPath) -> Mapped {
        let at = theirs.at;
        let node = match &theirs.node {
            xpath::Node::Number(digits) => match Decimal::from_str_exact(digits) {
                Ok(number) => Node::Number(number),
                Err(_) => return refuse(at, "digits", "this number has too many digits", &[]),
            },
            xpath::Node::Text(text) if text.is_empty() => Node::Empty,
            xpath::Node::Text(text) => Node::Text(text.clone()),
            xpath::Node::Answer(text) => Node::Name(name(at, text)?),
            xpath::Node::This => Node::This,
            xpath::Node::Name(column) if self.filter => Node::Column(column.clone()),
            xpath::Node::Name(word) => {
                return refuse(
                    at,
                    "alone",
                    "`{}` stands alone; an answer is ${{}}, a text is '{}'",
                    &[word, word, word],
                );
            }
            xpath::Node::Parent => return refuse(at, "parent", "`..` is supported in position(..) only", &[]),
            xpath::Node::Minus(inner) => Node::Minus(Box::new(self.number(inner)?)),
            xpath::Node::Binary(operator, left, right) => return self.binary(at, *operator, left, right),
            xpath::Node::Call(function, all) => return self.call(at, function, all),
        };
        Ok(Expr { at, node })
    }

    /// The sort of a plain answer.
    fn sort(self, theirs: &XPath) -> Option<Sort> {
        match &theirs.node {
            xpath::Node::This => self.own,
            xpath::Node::Answer(text) => Name::parse(text).and_then(|name| self.sorts.get(&name)).copied(),
            _ => None,
        }
    }

    /// Where a number is needed: choices count as their codes.
    fn number(self, theirs: &XPath) -> Mapped {
        let mapped = self.map(theirs)?;
        Ok(match (self.sort(theirs), mapped.node) {
            (Some(Sort::Choice), node) => {
                let inner = Expr { at: theirs.at, node };
                Expr { at: theirs.at, node: Node::Call(Function::Number, vec![inner]) }
            }
            (_, Node::Text(text)) => match Decimal::from_str_exact(text.trim()) {
                Ok(number) if !number.is_sign_negative() => Expr { at: theirs.at, node: Node::Number(number) },
                _ => Expr { at: theirs.at, node: Node::Text(text) },
            },
            (_, node) => Expr { at: theirs.at, node },
        })
    }

    /// Where yes or no is needed. There any answer at all would be yes, even `no`.
    fn truth(self, theirs: &XPath) -> Mapped {
        match theirs.node {
            xpath::Node::Answer(_) | xpath::Node::This => {
                refuse(theirs.at, "neither", "an answer alone is neither yes nor no; compare it with something", &[])
            }
            _ => self.map(theirs),
        }
    }

    fn binary(self, at: usize, operator: Theirs, left: &XPath, right: &XPath) -> Mapped {
        let ours = match operator {
            Theirs::Or => Operator::Or,
            Theirs::And => Operator::And,
            Theirs::Equal => Operator::Equal,
            Theirs::Unequal => Operator::Unequal,
            Theirs::Less => Operator::Less,
            Theirs::LessOrEqual => Operator::LessOrEqual,
            Theirs::Greater => Operator::Greater,
            Theirs::GreaterOrEqual => Operator::GreaterOrEqual,
            Theirs::Plus => Operator::Plus,
            Theirs::Minus => Operator::Minus,
            Theirs::Times => Operator::Times,
            Theirs::Div => Operator::Over,
            Theirs::Mod => Operator::Modulo,
        };
        let (a, b) = match ours {
            Operator::Or | Operator::And => (self.truth(left)?, self.truth(right)?),
            Operator::Equal | Operator::Unequal => return self.equality(at, ours, left, right),
            _ => (self.number(left)?, self.number(right)?),
        };
        Ok(Expr { at, node: Node::Binary(ours, Box::new(a), Box::new(b)) })
    }

    /// `= 'yes'` of a question that is a truth here is the question itself.
    fn equality(self, at: usize, operator: Operator, left: &XPath, right: &XPath) -> Mapped {
        let (mut a, mut b) = (self.map(left)?, self.map(right)?);
        for (sort, literal) in [(self.sort(left), &mut b), (self.sort(right), &mut a)] {
            let Some(sort) = sort else { continue };
            literal.node = match (sort, std::mem::replace(&mut literal.node, Node::Empty)) {
                (Sort::Choice, Node::Number(number)) => Node::Text(number.to_string()),
                (Sort::Number, Node::Text(text)) => match Decimal::from_str_exact(text.trim()) {
                    Ok(number) if !number.is_sign_negative() => Node::Number(number),
                    _ => Node::Text(text),
                },
                (sort, Node::Text(text)) if sort.yes() == Some(&text) => Node::Truth(true),
                (sort, Node::Text(text)) if sort.no() == Some(&text) => Node::Truth(false),
                (_, node) => node,
            };
        }
        if operator == Operator::Equal {
            if b.node == Node::Truth(true) && self.sort(left).is_some() {
                return Ok(a);
            }
            if a.node == Node::Truth(true) && self.sort(right).is_some() {
                return Ok(b);
            }
        }
        Ok(Expr { at, node: Node::Binary(operator, Box::new(a), Box::new(b)) })
    }

    fn call(self, at: usize, function: &str, all: &[XPath]) -> Mapped {
        let count = |wanted: std::ops::RangeInclusive<usize>| -> Result<(), Refused> {
            if wanted.contains(&all.len()) {
                Ok(())
            } else {
                refuse(at, "arguments", "`{}` takes another number of values", &[function])
            }
        };
        let each = || all.iter().map(|one| self.map(one)).collect::<Result<Vec<_>, _>>();
        let ours = |function: Function, all: Vec<Expr>| Ok(Expr { at, node: Node::Call(function, all) });
        match function {
            "true" | "false" => {
                count(0..=0)?;
                Ok(Expr { at, node: Node::Truth(function == "true") })
            }
            "not" => {
                count(1..=1)?;
                Ok(Expr { at, node: Node::Not(Box::new(self.truth(&all[0])?)) })
            }
            "if" => {
                count(3..=3)?;
                ours(Function::If, vec![self.truth(&all[0])?, self.map(&all[1])?, self.map(&all[2])?])
            }
            "selected" => {
                count(2..=2)?;
                let code = self.map(&all[1])?;
                let code = match code.node {
                    Node::Number(number) => Expr { at: code.at, node: Node::Text(number.to_string()) },
                    node => Expr { at: code.at, node },
                };
                ours(Function::Selected, vec![self.map(&all[0])?, code])
            }
            "coalesce" => {
                count(2..=2)?;
                let (first, second) = (self.map(&all[0])?, self.map(&all[1])?);
                let mut flat = vec![first];
                match second.node {
                    Node::Call(Function::Coalesce, rest) => flat.extend(rest),
                    node => flat.push(Expr { at: second.at, node }),
                }
                ours(Function::Coalesce, flat)
            }
            "count" | "count-non-empty" => {
                count(1..=1)?;
                let repeat = self.sort(&all[0]) == Some(Sort::Repeat);
                if repeat != (function == "count") {
                    return refuse(at, "count", "count takes a repeat, count-non-empty a question in one", &[]);
                }
                ours(Function::Count, each()?)
            }
            "position" => match all {
                [XPath { node: xpath::Node::Parent, .. }] => ours(Function::Position, Vec::new()),
                _ => refuse(at, "position", "position takes `..` only", &[]),
            },
            "indexed-repeat" => {
                count(3..=3)?;
                if self.sort(&all[1]) != Some(Sort::Repeat) {
                    return refuse(all[1].at, "no-repeat", "this is no repeat", &[]);
                }
                ours(Function::EntryOf, vec![self.map(&all[0])?, self.number(&all[2])?])
            }
            "jr:choice-name" => {
                count(2..=2)?;
                let quoted = match (&all[0].node, &all[1].node) {
                    (xpath::Node::Answer(name), xpath::Node::Text(text)) => text.trim() == format!("${{{name}}}"),
                    _ => false,
                };
                if !quoted {
                    return refuse(
                        at,
                        "choice-name",
                        "jr:choice-name takes the same question twice: (${q}, '${q}')",
                        &[],
                    );
                }
                ours(Function::Label, vec![self.map(&all[0])?])
            }
            "regex" => {
                count(2..=2)?;
                let mut text = self.map(&all[0])?;
                if self.sort(&all[0]) == Some(Sort::Number) {
                    text = Expr { at: text.at, node: Node::Call(Function::Text, vec![text]) };
                }
                ours(Function::Matches, vec![text, self.map(&all[1])?])
            }
            "once" => refuse(at, "once", "once stands around a whole calculation only", &[]),
            "pulldata" => {
                refuse(at, "pulldata", "pulldata reads another file; put the data into the sheet choices", &[])
            }
            "random" | "uuid" => {
                refuse(at, "random", "`{}` gives something else each time; that cannot be checked", &[function])
            }
            other => match SAME.iter().find(|(theirs, ..)| *theirs == other) {
                Some((_, function, numbers)) => {
                    let all = all.iter().map(|one| if *numbers { self.number(one) } else { self.map(one) });
                    let all = all.collect::<Result<Vec<_>, _>>()?;
                    if all.len() < function.least() || all.len() > function.most() {
                        return refuse(at, "arguments", "`{}` takes another number of values", &[other]);
                    }
                    ours(*function, all)
                }
                None => refuse(at, "no-function", "there is no counterpart to the function `{}`", &[other]),
            },
        }
    }
}

/// Functions that differ in name only, and whether they work on numbers.
pub const SAME: &[(&str, Function, bool)] = &[
    ("count-selected", Function::CountSelected, false),
    ("selected-at", Function::SelectedAt, false),
    ("sum", Function::Sum, false),
    ("min", Function::Min, true),
    ("max", Function::Max, true),
    ("join", Function::Join, false),
    ("today", Function::Today, false),
    ("now", Function::Now, false),
    ("int", Function::Int, true),
    ("round", Function::Round, true),
    ("floor", Function::Floor, true),
    ("ceiling", Function::Ceiling, true),
    ("abs", Function::Abs, true),
    ("number", Function::Number, false),
    ("string", Function::Text, false),
    ("string-length", Function::Length, false),
    ("substr", Function::Substring, false),
    ("concat", Function::Concat, false),
    ("contains", Function::Contains, false),
    ("starts-with", Function::StartsWith, false),
    ("ends-with", Function::EndsWith, false),
    ("date", Function::Date, false),
    ("format-date", Function::FormatDate, false),
];
