//! Tokens of an expression.

use rust_decimal::Decimal;

use super::{Reason, Unreadable};

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'a> {
    /// A keyword, a function, a name: letters, digits and `_`.
    Word(&'a str),
    /// A name in backticks.
    Quoted(&'a str),
    Number(Decimal),
    Text(String),
    /// Punctuation.
    Mark(&'static str),
    End,
}

const MARKS: [&str; 14] = ["!=", "<=", ">=", "=", "<", ">", "+", "-", "*", "/", "(", ")", ",", "."];

/// The token at or after `from`, where it begins, and where it ends.
pub(super) fn token(text: &str, from: usize) -> Result<(usize, Token<'_>, usize), Unreadable> {
    let rest = &text[from..];
    let rest = rest.trim_start();
    let at = text.len() - rest.len();
    let fail = |reason| Err(Unreadable { at, reason });
    let Some(first) = rest.chars().next() else { return Ok((at, Token::End, at)) };
    let run = |fits: fn(u8) -> bool| rest.bytes().position(|b| !fits(b)).unwrap_or(rest.len());
    match first {
        'a'..='z' | 'A'..='Z' | '_' => {
            let end = run(|b| b.is_ascii_alphanumeric() || b == b'_');
            Ok((at, Token::Word(&rest[..end]), at + end))
        }
        '0'..='9' => {
            let mut end = run(|b| b.is_ascii_digit());
            if rest[end..].starts_with('.') && rest[end + 1..].starts_with(|c: char| c.is_ascii_digit()) {
                end += 1 + rest[end + 1..].bytes().position(|b| !b.is_ascii_digit()).unwrap_or(rest.len() - end - 1);
            }
            match Decimal::from_str_exact(&rest[..end]) {
                Ok(number) => Ok((at, Token::Number(number), at + end)),
                Err(_) => fail(Reason::Number),
            }
        }
        '`' => match rest[1..].find('`') {
            Some(end) => Ok((at, Token::Quoted(&rest[1..=end]), at + end + 2)),
            None => fail(Reason::Unterminated),
        },
        '"' => match quoted(rest) {
            Some((value, end)) => Ok((at, Token::Text(value), at + end)),
            None => fail(Reason::Unterminated),
        },
        _ => match MARKS.into_iter().find(|mark| rest.starts_with(mark)) {
            Some(mark) => Ok((at, Token::Mark(mark), at + mark.len())),
            None => fail(Reason::Character(first)),
        },
    }
}

/// `"…"` with `\"` and `\\`; the value, and where it ends.
fn quoted(rest: &str) -> Option<(String, usize)> {
    let mut value = String::new();
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => {
                if c != '"' && c != '\\' {
                    value.push('\\');
                }
                value.push(c);
                escaped = false;
            }
            '\\' => escaped = true,
            '"' => return Some((value, at + 1)),
            _ => value.push(c),
        }
    }
    None
}
