//! Expressions as text: what [`super::parse()`] reads back to the same tree.

use std::fmt;

use super::{Expr, Node};
use crate::core::function::Function;

const WORDS: [&str; 8] = ["and", "or", "not", "mod", "true", "false", "empty", "this"];

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.node {
            Node::Number(number) => number.fmt(f),
            Node::Text(text) => write!(f, "\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
            Node::Truth(truth) => truth.fmt(f),
            Node::Empty => f.write_str("empty"),
            Node::This => f.write_str("this"),
            Node::Name(name) if is_plain(name.as_str()) => f.write_str(name.as_str()),
            Node::Name(name) => write!(f, "`{name}`"),
            Node::Column(column) => write!(f, "choice.{column}"),
            Node::Not(inner) => {
                f.write_str("not ")?;
                within(f, inner, 3)
            }
            Node::Minus(inner) => {
                f.write_str("-")?;
                within(f, inner, 7)
            }
            Node::Binary(operator, left, right) => {
                let own = operator.strength();
                within(f, left, if operator.compares() { own + 1 } else { own })?;
                write!(f, " {} ", operator.sign())?;
                within(f, right, own + 1)
            }
            Node::Call(function, all) => call(f, *function, all),
        }
    }
}

fn call(f: &mut fmt::Formatter<'_>, function: Function, all: &[Expr]) -> fmt::Result {
    write!(f, "{}(", function.name())?;
    for (n, one) in all.iter().enumerate() {
        write!(f, "{}{one}", if n == 0 { "" } else { ", " })?;
    }
    f.write_str(")")
}

fn is_plain(name: &str) -> bool {
    !WORDS.contains(&name) && name != "choice" && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

fn strength(expr: &Expr) -> u8 {
    match &expr.node {
        Node::Not(_) => 3,
        Node::Minus(_) => 7,
        Node::Binary(operator, ..) => operator.strength(),
        _ => 8,
    }
}

/// In parentheses where it binds less tightly than its place needs.
fn within(f: &mut fmt::Formatter<'_>, expr: &Expr, least: u8) -> fmt::Result {
    if strength(expr) < least { write!(f, "({expr})") } else { write!(f, "{expr}") }
}
