//! An expression of ours to XPath of a form.

use std::collections::HashMap;

use belfry_xlsform::xpath::{self, Operator as Theirs, XPath};

use super::from_xpath::SAME;
use super::sort::Sort;
use crate::core::Name;
use crate::core::expression::{Expr, Node, Operator, parse};
use crate::core::function::Function;

/// Where an expression stands.
#[derive(Clone, Copy)]
pub struct Here<'a> {
    /// The sort of every name.
    pub sorts: &'a HashMap<Name, Sort>,
    /// The innermost repeat around each question, if there is one.
    pub repeats: &'a HashMap<Name, Name>,
    /// What `this` stands for.
    pub own: Option<Sort>,
}

type Written = Result<XPath, String>;

fn whole(node: xpath::Node) -> XPath {
    XPath { at: 0, node }
}

fn call(function: &str, all: Vec<XPath>) -> XPath {
    whole(xpath::Node::Call(function.to_owned(), all))
}

fn text(text: &str) -> XPath {
    whole(xpath::Node::Text(text.to_owned()))
}

/// An expression as XPath. `truth` says that yes or no is needed.
pub fn expression(source: &str, here: Here<'_>, truth: bool) -> Result<String, String> {
    let expr = parse(source).map_err(|why| why.to_string())?;
    let written = if truth { here.truth(&expr) } else { here.write(&expr) };
    written.map(|written| written.to_string())
}

impl Here<'_> {
    fn sort(self, expr: &Expr) -> Option<Sort> {
        match &expr.node {
            Node::This => self.own,
            Node::Name(name) => self.sorts.get(name).copied(),
            _ => None,
        }
    }

    /// A question that is a truth here is a comparison there.
    fn truth(self, expr: &Expr) -> Written {
        let written = self.write(expr)?;
        match self.sort(expr).and_then(Sort::yes) {
            Some(yes) => Ok(binary(Theirs::Equal, written, text(yes))),
            None => Ok(written),
        }
    }

    fn write(self, expr: &Expr) -> Written {
        Ok(match &expr.node {
            Node::Number(number) => whole(xpath::Node::Number(number.to_string())),
            Node::Text(said) if said.contains('\'') && said.contains('"') => {
                return Err("a text with both quotation marks cannot be written in XPath".into());
            }
            Node::Text(said) => text(said),
            Node::Truth(truth) => call(if *truth { "true" } else { "false" }, Vec::new()),
            Node::Empty => text(""),
            Node::This => whole(xpath::Node::This),
            Node::Name(name) => whole(xpath::Node::Answer(name.to_string())),
            Node::Column(column) => whole(xpath::Node::Name(column.clone())),
            Node::Not(inner) => call("not", vec![self.truth(inner)?]),
            Node::Minus(inner) => whole(xpath::Node::Minus(Box::new(self.write(inner)?))),
            Node::Binary(operator, left, right) => self.binary(*operator, left, right)?,
            Node::Call(function, all) => self.call(*function, all)?,
        })
    }

    fn binary(self, operator: Operator, left: &Expr, right: &Expr) -> Written {
        let theirs = match operator {
            Operator::Or => Theirs::Or,
            Operator::And => Theirs::And,
            Operator::Equal => Theirs::Equal,
            Operator::Unequal => Theirs::Unequal,
            Operator::Less => Theirs::Less,
            Operator::LessOrEqual => Theirs::LessOrEqual,
            Operator::Greater => Theirs::Greater,
            Operator::GreaterOrEqual => Theirs::GreaterOrEqual,
            Operator::Plus => Theirs::Plus,
            Operator::Minus => Theirs::Minus,
            Operator::Times => Theirs::Times,
            Operator::Over => Theirs::Div,
            Operator::Modulo => Theirs::Mod,
        };
        if matches!(operator, Operator::Or | Operator::And) {
            return Ok(binary(theirs, self.truth(left)?, self.truth(right)?));
        }
        let side = |own: &Expr, other: &Expr| -> Written {
            let word = match own.node {
                Node::Truth(true) => self.sort(other).and_then(Sort::yes),
                Node::Truth(false) => self.sort(other).and_then(Sort::no),
                _ => None,
            };
            word.map_or_else(|| self.write(own), |word| Ok(text(word)))
        };
        Ok(binary(theirs, side(left, right)?, side(right, left)?))
    }

    fn call(self, function: Function, all: &[Expr]) -> Written {
        let each = || all.iter().map(|one| self.write(one)).collect::<Result<Vec<_>, _>>();
        let lacks = || Err(format!("XLSForm has no function like `{}`", function.name()));
        match function {
            Function::If => Ok(call("if", vec![self.truth(&all[0])?, self.write(&all[1])?, self.write(&all[2])?])),
            Function::Selected => Ok(call("selected", each()?)),
            Function::Coalesce => {
                let mut written = each()?;
                let last = written.pop().unwrap_or_else(|| text(""));
                Ok(written.into_iter().rev().fold(last, |rest, first| call("coalesce", vec![first, rest])))
            }
            Function::Count if all.len() == 1 => {
                let repeat = self.sort(&all[0]) == Some(Sort::Repeat);
                Ok(call(if repeat { "count" } else { "count-non-empty" }, each()?))
            }
            Function::Sum if all.len() > 1 => Err("in XLSForm, sum takes one question of a repeat".into()),
            Function::Position if all.is_empty() => Ok(call("position", vec![whole(xpath::Node::Parent)])),
            Function::EntryOf => match &all[0].node {
                Node::Name(name) => match self.repeats.get(name) {
                    Some(repeat) => {
                        let repeat = whole(xpath::Node::Answer(repeat.to_string()));
                        Ok(call("indexed-repeat", vec![self.write(&all[0])?, repeat, self.write(&all[1])?]))
                    }
                    None => lacks(),
                },
                _ => lacks(),
            },
            Function::Label => match &all[0].node {
                Node::Name(name) => {
                    Ok(call("jr:choice-name", vec![self.write(&all[0])?, text(&format!("${{{name}}}"))]))
                }
                _ => lacks(),
            },
            Function::Matches => {
                let number = |inner: &Expr| match &inner.node {
                    Node::Call(Function::Text, one) if self.sort(&one[0]) == Some(Sort::Number) => self.write(&one[0]),
                    _ => self.write(inner),
                };
                Ok(call("regex", vec![number(&all[0])?, self.write(&all[1])?]))
            }
            other => match SAME.iter().find(|(_, ours, _)| *ours == other) {
                Some((theirs, ..)) => Ok(call(theirs, each()?)),
                None => lacks(),
            },
        }
    }
}

fn binary(operator: Theirs, a: XPath, b: XPath) -> XPath {
    whole(xpath::Node::Binary(operator, Box::new(a), Box::new(b)))
}
