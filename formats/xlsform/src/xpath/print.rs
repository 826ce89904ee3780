//! Expressions as text: what [`super::parse()`] reads back to the same tree.

use std::fmt;

use super::{Node, XPath};

impl fmt::Display for XPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.node {
            Node::Number(digits) => f.write_str(digits),
            Node::Text(text) => quoted(f, text),
            Node::Answer(name) => write!(f, "${{{name}}}"),
            Node::Name(name) => f.write_str(name),
            Node::This => f.write_str("."),
            Node::Parent => f.write_str(".."),
            Node::Minus(inner) => {
                f.write_str("-")?;
                within(f, inner, 7)
            }
            Node::Binary(operator, left, right) => {
                within(f, left, operator.strength())?;
                write!(f, " {} ", operator.sign())?;
                within(f, right, operator.strength() + 1)
            }
            Node::Call(name, all) => {
                write!(f, "{name}(")?;
                for (n, one) in all.iter().enumerate() {
                    write!(f, "{}{one}", if n == 0 { "" } else { ", " })?;
                }
                f.write_str(")")
            }
        }
    }
}

/// XPath has no escapes: a text with both quotation marks is put together of pieces.
fn quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    if !text.contains('\'') {
        return write!(f, "'{text}'");
    }
    if !text.contains('"') {
        return write!(f, "\"{text}\"");
    }
    f.write_str("concat(")?;
    for (n, piece) in text.split('\'').enumerate() {
        write!(f, "{}'{piece}'", if n == 0 { "" } else { ", \"'\", " })?;
    }
    f.write_str(")")
}

fn within(f: &mut fmt::Formatter<'_>, inner: &XPath, least: u8) -> fmt::Result {
    let strength = match &inner.node {
        Node::Minus(_) => 7,
        Node::Binary(operator, ..) => operator.strength(),
        _ => 8,
    };
    if strength < least { write!(f, "({inner})") } else { write!(f, "{inner}") }
}
