//! Patterns as text. What `parse` read, this writes so that `parse` reads the same tree again.

use super::{Comparison, ObjectPath, Observation, Operator, Pattern, Qualifier, Step, Test, Value};
use std::fmt::{self, Display, Formatter};

/// The pattern `[path = 'value']`.
#[must_use]
pub fn comparison(path: &ObjectPath, value: &Value) -> String {
    format!("[{path} = {value}]")
}

impl Display for Pattern {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.observation.fmt(f)
    }
}

impl Display for Observation {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Compare(inner) => write!(f, "[{inner}]"),
            Self::And(items) => self.join(f, items, " AND "),
            Self::Or(items) => self.join(f, items, " OR "),
            Self::FollowedBy(items) => self.join(f, items, " FOLLOWEDBY "),
            Self::Qualified(inner, qualifiers) => {
                self.child(f, inner)?;
                qualifiers.iter().try_for_each(|q| write!(f, " {q}"))
            }
        }
    }
}

impl Observation {
    /// How tightly it binds; what binds less tightly than its parent stands in parentheses.
    fn rank(&self) -> u8 {
        match self {
            Self::FollowedBy(_) => 0,
            Self::Or(_) => 1,
            Self::And(_) => 2,
            Self::Qualified(..) => 3,
            Self::Compare(_) => 4,
        }
    }

    fn child(&self, f: &mut Formatter<'_>, child: &Self) -> fmt::Result {
        if child.rank() > self.rank() { child.fmt(f) } else { write!(f, "({child})") }
    }

    fn join(&self, f: &mut Formatter<'_>, items: &[Self], word: &str) -> fmt::Result {
        for (n, item) in items.iter().enumerate() {
            if n > 0 {
                f.write_str(word)?;
            }
            self.child(f, item)?;
        }
        Ok(())
    }
}

impl Display for Qualifier {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::StartStop { start, stop } => write!(f, "START t{} STOP t{}", Quoted(start), Quoted(stop)),
            Self::Within(seconds) => write!(f, "WITHIN {seconds} SECONDS"),
            Self::Repeats(times) => write!(f, "REPEATS {times} TIMES"),
        }
    }
}

impl Display for Comparison {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (items, word) = match self {
            Self::Test(test) => return test.fmt(f),
            Self::And(items) => (items, " AND "),
            Self::Or(items) => (items, " OR "),
        };
        for (n, item) in items.iter().enumerate() {
            if n > 0 {
                f.write_str(word)?;
            }
            match (self, item) {
                (_, Self::Test(_)) | (Self::Or(_), Self::And(_)) => item.fmt(f)?,
                _ => write!(f, "({item})")?,
            }
        }
        Ok(())
    }
}

impl Display for Test {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let not = if self.negated { "NOT " } else { "" };
        if self.operator == Operator::Exists {
            return write!(f, "{not}EXISTS {}", self.path);
        }
        write!(f, "{} {not}", self.path)?;
        match &self.operator {
            Operator::Equal(v) => write!(f, "= {v}"),
            Operator::NotEqual(v) => write!(f, "!= {v}"),
            Operator::Less(v) => write!(f, "< {v}"),
            Operator::LessOrEqual(v) => write!(f, "<= {v}"),
            Operator::Greater(v) => write!(f, "> {v}"),
            Operator::GreaterOrEqual(v) => write!(f, ">= {v}"),
            Operator::In(values) => {
                f.write_str("IN (")?;
                for (n, value) in values.iter().enumerate() {
                    write!(f, "{}{value}", if n > 0 { ", " } else { "" })?;
                }
                f.write_str(")")
            }
            Operator::Like(text) => write!(f, "LIKE {}", Quoted(text)),
            Operator::Matches(text) => write!(f, "MATCHES {}", Quoted(text)),
            Operator::IsSubset(text) => write!(f, "ISSUBSET {}", Quoted(text)),
            Operator::IsSuperset(text) => write!(f, "ISSUPERSET {}", Quoted(text)),
            Operator::Exists => Ok(()),
        }
    }
}

impl Display for ObjectPath {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.object)?;
        for (n, step) in self.steps.iter().enumerate() {
            if n == 0 {
                f.write_str(":")?;
            } else if matches!(step, Step::Key(_)) {
                f.write_str(".")?;
            }
            match step {
                Step::Key(key) if is_plain(key) => f.write_str(key)?,
                Step::Key(key) => Quoted(key).fmt(f)?,
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Any => f.write_str("[*]")?,
            }
        }
        Ok(())
    }
}

impl Display for Value {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => Quoted(text).fmt(f),
            Self::Integer(n) => n.fmt(f),
            // The grammar has no exponent and wants a point.
            Self::Float(x) if x.fract() == 0.0 => write!(f, "{x:.1}"),
            Self::Float(x) => x.fmt(f),
            Self::Boolean(b) => b.fmt(f),
            Self::Hex(text) => write!(f, "h{}", Quoted(text)),
            Self::Binary(text) => write!(f, "b{}", Quoted(text)),
            Self::Timestamp(text) => write!(f, "t{}", Quoted(text)),
        }
    }
}

/// A key that needs no quotation marks, and is no word of the language.
fn is_plain(key: &str) -> bool {
    const WORDS: [&str; 19] = [
        "AND",
        "OR",
        "NOT",
        "FOLLOWEDBY",
        "LIKE",
        "MATCHES",
        "ISSUPERSET",
        "ISSUBSET",
        "EXISTS",
        "LAST",
        "IN",
        "START",
        "STOP",
        "SECONDS",
        "true",
        "false",
        "WITHIN",
        "REPEATS",
        "TIMES",
    ];
    let first = key.bytes().next();
    first.is_some_and(|b| b.is_ascii_alphabetic() || b == b'_')
        && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        && !WORDS.contains(&key)
}

/// Text between quotation marks, with the two escapes that there are.
struct Quoted<'a>(&'a str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("'")?;
        let mut rest = self.0;
        while let Some(at) = rest.find(['\'', '\\']) {
            write!(f, "{}\\{}", &rest[..at], &rest[at..=at])?;
            rest = &rest[at + 1..];
        }
        write!(f, "{rest}'")
    }
}
