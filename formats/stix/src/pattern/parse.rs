//! Recursive descent, one token ahead, with a cap on its depth.

use super::lex::{Lexer, Token};
use super::{
    Comparison, Limits, ObjectPath, Observation, Operator, Pattern, PatternError, PatternReason, Qualifier, Step, Test,
    Value,
};

/// Parses a pattern.
///
/// # Errors
/// Where and why it does not fit the grammar of section 9, or exceeds the limits.
pub fn parse(text: &str, limits: &Limits) -> Result<Pattern, PatternError> {
    if text.len() > limits.bytes {
        return Err(PatternError { reason: PatternReason::TooLong, at: limits.bytes });
    }
    let mut lexer = Lexer::new(text);
    let (at, token) = lexer.next()?;
    let mut parser = Parser { lexer, token, at, room: limits.depth };
    let observation = parser.observations()?;
    if parser.token != Token::End {
        return parser.fail(PatternReason::TrailingData);
    }
    Ok(Pattern { observation })
}

struct Parser<'a> {
    lexer: Lexer<'a>,
    token: Token<'a>,
    at: usize,
    room: usize,
}

type Parsed<T> = Result<T, PatternError>;

impl<'a> Parser<'a> {
    fn fail<T>(&self, reason: PatternReason) -> Parsed<T> {
        Err(PatternError { reason, at: self.at })
    }

    fn advance(&mut self) -> Parsed<Token<'a>> {
        let (at, token) = self.lexer.next()?;
        self.at = at;
        Ok(std::mem::replace(&mut self.token, token))
    }

    /// Takes the token if it is this one.
    fn takes(&mut self, wanted: &Token<'static>) -> Parsed<bool> {
        let is = self.token == *wanted;
        if is {
            self.advance()?;
        }
        Ok(is)
    }

    fn takes_word(&mut self, word: &'static str) -> Parsed<bool> {
        self.takes(&Token::Word(word))
    }

    fn takes_mark(&mut self, mark: &'static str) -> Parsed<bool> {
        self.takes(&Token::Mark(mark))
    }

    fn wants(&mut self, wanted: &Token<'static>) -> Parsed<()> {
        if self.takes(wanted)? { Ok(()) } else { self.fail(PatternReason::ExpectedToken) }
    }

    /// One or more items with a word between them.
    fn list<T>(&mut self, word: &'static str, item: fn(&mut Self) -> Parsed<T>, join: fn(Vec<T>) -> T) -> Parsed<T> {
        let first = item(self)?;
        if self.token != Token::Word(word) {
            return Ok(first);
        }
        let mut items = vec![first];
        while self.takes_word(word)? {
            items.push(item(self)?);
        }
        Ok(join(items))
    }

    /// What stands in parentheses, one level deeper.
    fn deeper<T>(&mut self, inner: fn(&mut Self) -> Parsed<T>) -> Parsed<T> {
        self.room = match self.room.checked_sub(1) {
            Some(room) => room,
            None => return self.fail(PatternReason::TooDeep),
        };
        self.wants(&Token::Mark("("))?;
        let result = inner(self)?;
        self.wants(&Token::Mark(")"))?;
        self.room += 1;
        Ok(result)
    }

    fn observations(&mut self) -> Parsed<Observation> {
        self.list("FOLLOWEDBY", Self::observation_or, Observation::FollowedBy)
    }

    fn observation_or(&mut self) -> Parsed<Observation> {
        self.list("OR", Self::observation_and, Observation::Or)
    }

    fn observation_and(&mut self) -> Parsed<Observation> {
        self.list("AND", Self::observation, Observation::And)
    }

    fn observation(&mut self) -> Parsed<Observation> {
        let inner = if self.token == Token::Mark("(") {
            self.deeper(Self::observations)?
        } else if self.takes_mark("[")? {
            let inner = self.comparisons()?;
            self.wants(&Token::Mark("]"))?;
            Observation::Compare(inner)
        } else {
            return self.fail(PatternReason::ExpectedObservation);
        };
        let mut qualifiers = Vec::new();
        while let Some(qualifier) = self.qualifier()? {
            qualifiers.push(qualifier);
        }
        Ok(if qualifiers.is_empty() { inner } else { Observation::Qualified(Box::new(inner), qualifiers) })
    }

    fn qualifier(&mut self) -> Parsed<Option<Qualifier>> {
        Ok(Some(if self.takes_word("START")? {
            let start = self.instant()?;
            self.wants(&Token::Word("STOP"))?;
            let stop = self.instant()?;
            Qualifier::StartStop { start, stop }
        } else if self.takes_word("WITHIN")? {
            let seconds = match self.token {
                #[expect(clippy::cast_precision_loss, reason = "seconds beyond 2^53 have no meaning")]
                Token::Constant(Value::Integer(n)) if n > 0 => n as f64,
                Token::Constant(Value::Float(f)) if f > 0.0 => f,
                _ => return self.fail(PatternReason::ExpectedConstant),
            };
            self.advance()?;
            self.wants(&Token::Word("SECONDS"))?;
            Qualifier::Within(seconds)
        } else if self.takes_word("REPEATS")? {
            let times = match self.token {
                Token::Constant(Value::Integer(n)) if n > 0 => u32::try_from(n).ok(),
                _ => None,
            };
            let Some(times) = times else {
                return self.fail(PatternReason::ExpectedConstant);
            };
            self.advance()?;
            self.wants(&Token::Word("TIMES"))?;
            Qualifier::Repeats(times)
        } else {
            return Ok(None);
        }))
    }

    /// `t'…'`; STIX 2.0 wrote a plain quotation.
    fn instant(&mut self) -> Parsed<String> {
        if !matches!(self.token, Token::Constant(Value::Timestamp(_))) {
            return self.fail(PatternReason::ExpectedConstant);
        }
        match self.advance()? {
            Token::Constant(Value::Timestamp(text)) => Ok(text),
            _ => self.fail(PatternReason::ExpectedConstant),
        }
    }

    fn comparisons(&mut self) -> Parsed<Comparison> {
        self.list("OR", Self::comparison_and, Comparison::Or)
    }

    fn comparison_and(&mut self) -> Parsed<Comparison> {
        self.list("AND", Self::test, Comparison::And)
    }

    fn test(&mut self) -> Parsed<Comparison> {
        if self.token == Token::Mark("(") {
            return self.deeper(Self::comparisons);
        }
        // `NOT EXISTS path` and `EXISTS path` are the only tests whose operator stands first. A type may also be called `NOT`.
        let negated = self.takes_word("NOT")?;
        if negated || self.token == Token::Word("EXISTS") {
            self.wants(&Token::Word("EXISTS"))?;
            let path = self.path()?;
            return Ok(Comparison::Test(Test { path, negated, operator: Operator::Exists }));
        }
        let path = self.path()?;
        let negated = self.takes_word("NOT")?;
        let operator = self.operator()?;
        Ok(Comparison::Test(Test { path, negated, operator }))
    }

    fn operator(&mut self) -> Parsed<Operator> {
        let build: fn(Value) -> Operator = match self.token {
            Token::Mark("=" | "==") => Operator::Equal,
            Token::Mark("!=" | "<>") => Operator::NotEqual,
            Token::Mark("<") => Operator::Less,
            Token::Mark("<=") => Operator::LessOrEqual,
            Token::Mark(">") => Operator::Greater,
            Token::Mark(">=") => Operator::GreaterOrEqual,
            Token::Word("IN") => {
                self.advance()?;
                return Ok(Operator::In(self.set()?));
            }
            Token::Word(word) => {
                let build: fn(String) -> Operator = match word {
                    "LIKE" => Operator::Like,
                    "MATCHES" => Operator::Matches,
                    "ISSUBSET" => Operator::IsSubset,
                    "ISSUPERSET" => Operator::IsSuperset,
                    _ => return self.fail(PatternReason::ExpectedOperator),
                };
                self.advance()?;
                return Ok(build(self.text()?));
            }
            _ => return self.fail(PatternReason::ExpectedOperator),
        };
        self.advance()?;
        Ok(build(self.value()?))
    }

    fn set(&mut self) -> Parsed<Vec<Value>> {
        self.wants(&Token::Mark("("))?;
        let mut values = Vec::new();
        if self.takes_mark(")")? {
            return Ok(values);
        }
        loop {
            values.push(self.value()?);
            if self.takes_mark(")")? {
                return Ok(values);
            }
            self.wants(&Token::Mark(","))?;
        }
    }

    fn text(&mut self) -> Parsed<String> {
        match self.value()? {
            Value::Text(text) => Ok(text),
            _ => self.fail(PatternReason::ExpectedConstant),
        }
    }

    fn value(&mut self) -> Parsed<Value> {
        let word = match &self.token {
            Token::Word("true") => Some(true),
            Token::Word("false") => Some(false),
            Token::Constant(_) => None,
            _ => return self.fail(PatternReason::ExpectedConstant),
        };
        match (self.advance()?, word) {
            (Token::Constant(value), _) => Ok(value),
            (_, Some(word)) => Ok(Value::Boolean(word)),
            _ => self.fail(PatternReason::ExpectedConstant),
        }
    }

    fn path(&mut self) -> Parsed<ObjectPath> {
        let Token::Word(object) = self.token else {
            return self.fail(PatternReason::ExpectedPath);
        };
        self.advance()?;
        if !self.takes_mark(":")? {
            return self.fail(PatternReason::ExpectedPath);
        }
        let mut steps = vec![self.key()?];
        loop {
            if self.takes_mark(".")? {
                steps.push(self.key()?);
            } else if self.takes_mark("[")? {
                let step = match self.token {
                    Token::Mark("*") => Some(Step::Any),
                    Token::Constant(Value::Integer(n)) => u32::try_from(n).ok().map(Step::Index),
                    _ => None,
                };
                let Some(step) = step else {
                    return self.fail(PatternReason::ExpectedPath);
                };
                self.advance()?;
                self.wants(&Token::Mark("]"))?;
                steps.push(step);
            } else {
                return Ok(ObjectPath { object: object.to_owned(), steps });
            }
        }
    }

    /// A property. Hyphens need quotation marks by the grammar; `hashes.SHA-256` is met so often that it is read too.
    fn key(&mut self) -> Parsed<Step> {
        match self.token {
            Token::Word(word) => {
                self.advance()?;
                Ok(Step::Key(word.to_owned()))
            }
            Token::Constant(Value::Text(_)) => Ok(Step::Key(self.text()?)),
            _ => self.fail(PatternReason::ExpectedPath),
        }
    }
}
