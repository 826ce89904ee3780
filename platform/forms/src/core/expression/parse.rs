//! Recursive descent, one token ahead, with caps on nesting and height.

use super::lex::{Token, token};
use super::{Expr, LONGEST, NESTED, Node, Operator, Reason, TALLEST, Unreadable};
use crate::core::function::Function;
use crate::core::name::Name;

type Parsed<T> = Result<T, Unreadable>;

/// Parses an expression.
///
/// # Errors
/// Where and why it is none.
pub fn parse(text: &str) -> Parsed<Expr> {
    if text.len() > LONGEST {
        return Err(Unreadable { at: 0, reason: Reason::TooLong });
    }
    let (at, first, end) = token(text, 0)?;
    let mut parser = Parser { text, token: first, at, end, nested: 0 };
    let (expr, _) = parser.binary(1)?;
    match parser.token {
        Token::End => Ok(expr),
        _ => parser.fail(Reason::Trailing),
    }
}

struct Parser<'a> {
    text: &'a str,
    token: Token<'a>,
    at: usize,
    end: usize,
    nested: usize,
}

/// An expression with the height of its tree.
type Tall = (Expr, usize);

impl<'a> Parser<'a> {
    fn fail<T>(&self, reason: Reason) -> Parsed<T> {
        Err(Unreadable { at: self.at, reason })
    }

    fn advance(&mut self) -> Parsed<Token<'a>> {
        let (at, next, end) = token(self.text, self.end)?;
        (self.at, self.end) = (at, end);
        Ok(std::mem::replace(&mut self.token, next))
    }

    fn takes(&mut self, mark: &'static str) -> Parsed<bool> {
        let is = self.token == Token::Mark(mark);
        if is {
            self.advance()?;
        }
        Ok(is)
    }

    fn tall(&self, at: usize, node: Node, below: usize) -> Parsed<Tall> {
        if below >= TALLEST {
            return Err(Unreadable { at, reason: Reason::TooDeep });
        }
        Ok((Expr { at, node }, below + 1))
    }

    /// The operator at hand, if there is one.
    fn operator(&self) -> Option<Operator> {
        let sign = match self.token {
            Token::Mark(mark) => mark,
            Token::Word(word) => word,
            _ => return None,
        };
        Operator::ALL.into_iter().find(|operator| operator.sign() == sign)
    }

    /// What binds at least as tightly as `strength`.
    fn binary(&mut self, strength: u8) -> Parsed<Tall> {
        let negated = strength <= 3 && self.token == Token::Word("not");
        let mut left = if negated {
            let at = self.at;
            self.advance()?;
            let (inner, below) = self.inside(|parser| parser.binary(3))?;
            self.tall(at, Node::Not(Box::new(inner)), below)?
        } else {
            self.minus()?
        };
        // After a `not`, only what is looser may follow: `not a = b` has taken the comparison already.
        let mut most = if negated { 2 } else { u8::MAX };
        while let Some(operator) = self.operator() {
            let own = operator.strength();
            if own < strength || own > most {
                break;
            }
            let at = self.at;
            self.advance()?;
            let (right, height) = self.inside(|parser| parser.binary(own + 1))?;
            let below = left.1.max(height);
            left = self.tall(at, Node::Binary(operator, Box::new(left.0), Box::new(right)), below)?;
            most = if operator.compares() { own - 1 } else { own };
        }
        Ok(left)
    }

    fn inside<T>(&mut self, work: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.nested >= NESTED {
            return self.fail(Reason::TooDeep);
        }
        self.nested += 1;
        let result = work(self);
        self.nested -= 1;
        result
    }

    fn minus(&mut self) -> Parsed<Tall> {
        let at = self.at;
        if !self.takes("-")? {
            return self.primary();
        }
        let (inner, below) = self.inside(Self::minus)?;
        self.tall(at, Node::Minus(Box::new(inner)), below)
    }

    fn primary(&mut self) -> Parsed<Tall> {
        let at = self.at;
        let node = match self.token.clone() {
            Token::Number(number) => Node::Number(number),
            Token::Text(text) => Node::Text(text),
            Token::Quoted(word) => match Name::parse(word) {
                Some(name) => Node::Name(name),
                None => return self.fail(Reason::Expected("a name")),
            },
            Token::Word("true") => Node::Truth(true),
            Token::Word("false") => Node::Truth(false),
            Token::Word("empty") => Node::Empty,
            Token::Word("this") => Node::This,
            Token::Word("and" | "or" | "not" | "mod") | Token::End => {
                return self.fail(Reason::Expected("a value"));
            }
            Token::Word(word) => return self.word(word),
            Token::Mark("(") => {
                self.advance()?;
                let inner = self.inside(|parser| parser.binary(1))?;
                self.wants(")", "a closing parenthesis")?;
                return Ok(inner);
            }
            Token::Mark(_) => return self.fail(Reason::Expected("a value")),
        };
        self.advance()?;
        Ok((Expr { at, node }, 1))
    }

    fn wants(&mut self, mark: &'static str, what: &'static str) -> Parsed<()> {
        if self.takes(mark)? { Ok(()) } else { self.fail(Reason::Expected(what)) }
    }

    /// A function, a column, or a name.
    fn word(&mut self, word: &'a str) -> Parsed<Tall> {
        let at = self.at;
        self.advance()?;
        if self.token == Token::Mark("(") {
            return self.call(at, word);
        }
        if word == "choice" && self.takes(".")? {
            let Token::Word(column) = self.token else { return self.fail(Reason::Expected("a column")) };
            self.advance()?;
            return Ok((Expr { at, node: Node::Column(column.to_owned()) }, 1));
        }
        match Name::parse(word) {
            Some(name) => Ok((Expr { at, node: Node::Name(name) }, 1)),
            None => Err(Unreadable { at, reason: Reason::Expected("a name") }),
        }
    }

    fn call(&mut self, at: usize, word: &str) -> Parsed<Tall> {
        let Some(function) = Function::parse(word) else {
            return Err(Unreadable { at, reason: Reason::Function(word.to_owned()) });
        };
        self.advance()?;
        let (mut all, mut below) = (Vec::new(), 0);
        if !self.takes(")")? {
            loop {
                let (one, height) = self.inside(|parser| parser.binary(1))?;
                below = below.max(height);
                all.push(one);
                if self.takes(")")? {
                    break;
                }
                self.wants(",", "a comma or a closing parenthesis")?;
            }
        }
        if all.len() < function.least() || all.len() > function.most() {
            return Err(Unreadable { at, reason: Reason::Arguments(function.name(), function.arguments()) });
        }
        self.tall(at, Node::Call(function, all), below)
    }
}
