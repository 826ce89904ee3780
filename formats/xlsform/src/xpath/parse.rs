//! Recursive descent, one token ahead, with caps on nesting and height.

use super::{LONGEST, NESTED, Node, Operator, TALLEST, Unreadable, Why, XPath};

type Parsed<T> = Result<T, Unreadable>;

/// Parses an expression.
///
/// # Errors
/// Where and why it is none that forms use.
pub fn parse(text: &str) -> Parsed<XPath> {
    if text.len() > LONGEST {
        return Err(Unreadable { at: 0, reason: Why::TooLong });
    }
    let (at, token, end) = token(text, 0)?;
    let mut parser = Parser { text, token, at, end, nested: 0 };
    let (whole, _) = parser.binary(1)?;
    match parser.token {
        Token::End => Ok(whole),
        Token::Mark("/" | "//" | "[") => parser.fail(Why::Path),
        _ => parser.fail(Why::Trailing),
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Token<'a> {
    Number(&'a str),
    Text(&'a str),
    Answer(&'a str),
    Word(&'a str),
    Mark(&'static str),
    End,
}

const MARKS: [&str; 18] =
    ["//", "..", "!=", "<=", ">=", "=", "<", ">", "+", "-", "*", "/", "(", ")", "[", "]", ",", "."];

fn token(text: &str, from: usize) -> Parsed<(usize, Token<'_>, usize)> {
    let rest = text[from..].trim_start();
    let at = text.len() - rest.len();
    let fail = |reason| Err(Unreadable { at, reason });
    let bytes = rest.as_bytes();
    let Some(first) = bytes.first() else { return Ok((at, Token::End, at)) };
    let run = |from: usize, fits: fn(u8) -> bool| {
        from + bytes[from..].iter().position(|b| !fits(*b)).unwrap_or(bytes.len() - from)
    };
    match first {
        b'$' if rest.starts_with("${") => match rest.find('}') {
            Some(end) if is_name(rest[2..end].trim()) => Ok((at, Token::Answer(rest[2..end].trim()), at + end + 1)),
            Some(_) => fail(Why::Name),
            None => fail(Why::Brace),
        },
        b'\'' | b'"' => match rest[1..].find(char::from(*first)) {
            Some(end) => Ok((at, Token::Text(&rest[1..=end]), at + end + 2)),
            None => fail(Why::Quote),
        },
        b'0'..=b'9' => {
            let mut end = run(0, |b| b.is_ascii_digit());
            if bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
                end = run(end + 1, |b| b.is_ascii_digit());
            }
            Ok((at, Token::Number(&rest[..end]), at + end))
        }
        b'a'..=b'z' | b'A'..=b'Z' | b'_' => {
            let end = run(0, |b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b':' | b'.'));
            Ok((at, Token::Word(&rest[..end]), at + end))
        }
        _ => match MARKS.into_iter().find(|mark| rest.starts_with(mark)) {
            Some(mark) => Ok((at, Token::Mark(mark), at + mark.len())),
            None => fail(Why::Character),
        },
    }
}

fn is_name(text: &str) -> bool {
    text.bytes().next().is_some_and(|b| b.is_ascii_alphabetic() || b == b'_')
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
}

struct Parser<'a> {
    text: &'a str,
    token: Token<'a>,
    at: usize,
    end: usize,
    nested: usize,
}

type Tall = (XPath, usize);

impl<'a> Parser<'a> {
    fn fail<T>(&self, reason: Why) -> Parsed<T> {
        Err(Unreadable { at: self.at, reason })
    }

    fn advance(&mut self) -> Parsed<()> {
        (self.at, self.token, self.end) = token(self.text, self.end)?;
        Ok(())
    }

    fn inside<T>(&mut self, work: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.nested >= NESTED {
            return self.fail(Why::TooDeep);
        }
        self.nested += 1;
        let result = work(self);
        self.nested -= 1;
        result
    }

    fn tall(at: usize, node: Node, below: usize) -> Parsed<Tall> {
        if below >= TALLEST {
            return Err(Unreadable { at, reason: Why::TooDeep });
        }
        Ok((XPath { at, node }, below + 1))
    }

    fn operator(&self) -> Option<Operator> {
        let sign = match self.token {
            Token::Mark(mark) => mark,
            Token::Word(word) => word,
            _ => return None,
        };
        Operator::ALL.into_iter().find(|operator| operator.sign() == sign)
    }

    fn binary(&mut self, strength: u8) -> Parsed<Tall> {
        let mut left = self.minus()?;
        while let Some(operator) = self.operator().filter(|operator| operator.strength() >= strength) {
            let at = self.at;
            self.advance()?;
            let (right, height) = self.inside(|parser| parser.binary(operator.strength() + 1))?;
            let below = left.1.max(height);
            left = Self::tall(at, Node::Binary(operator, Box::new(left.0), Box::new(right)), below)?;
        }
        Ok(left)
    }

    fn minus(&mut self) -> Parsed<Tall> {
        let at = self.at;
        if self.token != Token::Mark("-") {
            return self.primary();
        }
        self.advance()?;
        let (inner, below) = self.inside(Self::minus)?;
        Self::tall(at, Node::Minus(Box::new(inner)), below)
    }

    fn primary(&mut self) -> Parsed<Tall> {
        let at = self.at;
        let node = match self.token {
            Token::Number(digits) => Node::Number(digits.to_owned()),
            Token::Text(text) => Node::Text(text.to_owned()),
            Token::Answer(name) => Node::Answer(name.to_owned()),
            Token::Word(word) => {
                self.advance()?;
                return if self.token == Token::Mark("(") {
                    self.call(at, word)
                } else {
                    Ok((XPath { at, node: Node::Name(word.to_owned()) }, 1))
                };
            }
            Token::Mark(".") => Node::This,
            Token::Mark("..") => Node::Parent,
            Token::Mark("(") => {
                self.advance()?;
                let inner = self.inside(|parser| parser.binary(1))?;
                if self.token != Token::Mark(")") {
                    return self.fail(Why::Parenthesis);
                }
                self.advance()?;
                return Ok(inner);
            }
            Token::Mark("/" | "//") => return self.fail(Why::Path),
            Token::Mark(_) | Token::End => return self.fail(Why::Value),
        };
        self.advance()?;
        Ok((XPath { at, node }, 1))
    }

    fn call(&mut self, at: usize, name: &'a str) -> Parsed<Tall> {
        self.advance()?;
        let (mut all, mut below) = (Vec::new(), 0);
        if self.token == Token::Mark(")") {
            self.advance()?;
        } else {
            loop {
                let (one, height) = self.inside(|parser| parser.binary(1))?;
                below = below.max(height);
                all.push(one);
                match self.token {
                    Token::Mark(",") => self.advance()?,
                    Token::Mark(")") => {
                        self.advance()?;
                        break;
                    }
                    Token::Mark("/" | "//" | "[") => return self.fail(Why::Path),
                    _ => return self.fail(Why::Comma),
                }
            }
        }
        Self::tall(at, Node::Call(name.to_owned(), all), below)
    }
}
