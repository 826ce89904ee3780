//! Tokens of a pattern.

use super::{PatternError, PatternReason, Value};

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token<'a> {
    /// A keyword, a type, a key: `[A-Za-z_][A-Za-z0-9_-]*`.
    Word(&'a str),
    Constant(Value),
    /// One or two characters of punctuation.
    Mark(&'static str),
    End,
}

pub(super) struct Lexer<'a> {
    text: &'a str,
    pub(super) at: usize,
}

const MARKS: [&str; 16] = ["==", "!=", "<>", "<=", ">=", "=", "<", ">", "[", "]", "(", ")", ":", ".", ",", "*"];

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    fn fail<T>(&self, reason: PatternReason) -> Result<T, PatternError> {
        Err(PatternError { reason, at: self.at })
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// White space, `/* … */` and `// …`.
    fn skip(&mut self) -> Result<(), PatternError> {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start();
            self.at += rest.len() - trimmed.len();
            if let Some(comment) = trimmed.strip_prefix("/*") {
                match comment.find("*/") {
                    Some(n) => self.at += n + 4,
                    None => return self.fail(PatternReason::Unterminated),
                }
            } else if trimmed.starts_with("//") {
                self.at += trimmed.find(['\n', '\r']).unwrap_or(trimmed.len());
            } else {
                return Ok(());
            }
        }
    }

    /// Skips what has no meaning, so that `at` is where the next token begins.
    pub(super) fn next(&mut self) -> Result<(usize, Token<'a>), PatternError> {
        self.skip()?;
        let start = self.at;
        let rest = self.rest();
        let Some(first) = rest.bytes().next() else {
            return Ok((start, Token::End));
        };
        let token = match first {
            b'\'' => Token::Constant(Value::Text(self.quoted()?)),
            b't' | b'h' | b'b' if rest.as_bytes().get(1) == Some(&b'\'') => {
                self.at += 1;
                Token::Constant(self.typed(first)?)
            }
            b'A'..=b'Z' | b'a'..=b'z' | b'_' => {
                let end = rest
                    .bytes()
                    .position(|b| !(b.is_ascii_alphanumeric() || b == b'_' || b == b'-'))
                    .unwrap_or(rest.len());
                self.at += end;
                Token::Word(&rest[..end])
            }
            b'0'..=b'9' | b'-' | b'+' => Token::Constant(self.number()?),
            _ => match MARKS.into_iter().find(|m| rest.starts_with(m)) {
                Some(mark) => {
                    self.at += mark.len();
                    Token::Mark(mark)
                }
                None => return self.fail(PatternReason::Character),
            },
        };
        Ok((start, token))
    }

    /// `'…'` with `\'` and `\\`.
    fn quoted(&mut self) -> Result<String, PatternError> {
        let mut text = String::new();
        let mut escaped = false;
        for (n, c) in self.rest().char_indices().skip(1) {
            match c {
                _ if escaped => {
                    // Other escapes are not defined; keep both characters, as written by tools that do not escape.
                    if c != '\'' && c != '\\' {
                        text.push('\\');
                    }
                    text.push(c);
                    escaped = false;
                }
                '\\' => escaped = true,
                '\'' => {
                    self.at += n + 1;
                    return Ok(text);
                }
                _ => text.push(c),
            }
        }
        self.fail(PatternReason::Unterminated)
    }

    /// The quotation after `t`, `h` or `b`.
    fn typed(&mut self, sort: u8) -> Result<Value, PatternError> {
        let start = self.at;
        let text = self.quoted()?;
        let (fits, value) = match sort {
            b't' => (text.parse::<jiff::Timestamp>().is_ok() && text.ends_with('Z'), Value::Timestamp(text)),
            b'h' => (text.len().is_multiple_of(2) && text.bytes().all(|b| b.is_ascii_hexdigit()), Value::Hex(text)),
            _ => (is_base64(&text), Value::Binary(text)),
        };
        if fits {
            return Ok(value);
        }
        self.at = start;
        self.fail(PatternReason::Constant)
    }

    fn number(&mut self) -> Result<Value, PatternError> {
        let rest = self.rest();
        let digits = |from: usize| {
            let tail = rest.get(from..).unwrap_or_default();
            tail.bytes().take_while(u8::is_ascii_digit).count()
        };
        let sign = usize::from(!rest.as_bytes()[0].is_ascii_digit());
        let whole = digits(sign);
        let mut end = sign + whole;
        let mut is_float = false;
        if rest.as_bytes().get(end) == Some(&b'.') && digits(end + 1) > 0 {
            end += 1 + digits(end + 1);
            is_float = true;
        }
        let value = if whole == 0 {
            None
        } else if is_float {
            rest[..end].parse().ok().filter(|f: &f64| f.is_finite()).map(Value::Float)
        } else {
            rest[..end].parse().ok().map(Value::Integer)
        };
        match value {
            Some(value) => {
                self.at += end;
                Ok(value)
            }
            None => self.fail(PatternReason::Constant),
        }
    }
}

fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && text.len() - body.len() <= 2
        && body.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+' || b == b'/')
}
