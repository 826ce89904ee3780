//! The patterning language of STIX 2.1 section 9: a syntax tree, its parser, its writer, and the plain values in it.
//!
//! A pattern comes from outside and is a small program: the parser caps its length and depth, and nothing here evaluates it.

mod lex;
mod parse;
mod reduce;
mod write;

pub use parse::parse;
pub use reduce::{Loss, Reduced, observables};
pub use write::comparison;

/// A whole pattern.
#[derive(Debug, Clone, PartialEq)]
pub struct Pattern {
    /// Its outermost observation expression.
    pub observation: Observation,
}

/// An observation expression (section 9.5).
#[derive(Debug, Clone, PartialEq)]
pub enum Observation {
    /// `[ … ]`
    Compare(Comparison),
    /// All of them, in any order; at least two.
    And(Vec<Observation>),
    /// One of them; at least two.
    Or(Vec<Observation>),
    /// All of them, in this order; at least two.
    FollowedBy(Vec<Observation>),
    /// With qualifiers; at least one.
    Qualified(Box<Observation>, Vec<Qualifier>),
}

/// A qualifier (section 9.5.1).
#[derive(Debug, Clone, PartialEq)]
pub enum Qualifier {
    /// `START t'…' STOP t'…'`, the instants as written.
    StartStop {
        /// From.
        start: String,
        /// Until.
        stop: String,
    },
    /// `WITHIN n SECONDS`
    Within(f64),
    /// `REPEATS n TIMES`
    Repeats(u32),
}

/// A comparison expression (section 9.6).
#[derive(Debug, Clone, PartialEq)]
pub enum Comparison {
    /// One test of one property.
    Test(Test),
    /// All of them; at least two.
    And(Vec<Comparison>),
    /// One of them; at least two.
    Or(Vec<Comparison>),
}

/// One test of one property.
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// Which property.
    pub path: ObjectPath,
    /// Whether `NOT` stands before the operator.
    pub negated: bool,
    /// Operator and what it compares with.
    pub operator: Operator,
}

/// The comparison operators (section 9.6.1).
#[derive(Debug, Clone, PartialEq)]
pub enum Operator {
    /// `=`
    Equal(Value),
    /// `!=`
    NotEqual(Value),
    /// `<`
    Less(Value),
    /// `<=`
    LessOrEqual(Value),
    /// `>`
    Greater(Value),
    /// `>=`
    GreaterOrEqual(Value),
    /// `IN ( … )`
    In(Vec<Value>),
    /// `LIKE`, with `%` and `_`
    Like(String),
    /// `MATCHES`, a PCRE
    Matches(String),
    /// `ISSUBSET`, a CIDR
    IsSubset(String),
    /// `ISSUPERSET`, a CIDR
    IsSuperset(String),
    /// `EXISTS`
    Exists,
}

/// A constant (section 9.4).
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `'…'`
    Text(String),
    /// `42`
    Integer(i64),
    /// `4.2`
    Float(f64),
    /// `true`, `false`
    Boolean(bool),
    /// `h'…'`: hexadecimal digits, an even number
    Hex(String),
    /// `b'…'`: base64
    Binary(String),
    /// `t'…'`: RFC 3339 in UTC, as written
    Timestamp(String),
}

/// An object path (section 9.7): `file:hashes.'SHA-256'`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectPath {
    /// The object's type, `file`.
    pub object: String,
    /// The steps from there, at least one; the first is a key.
    pub steps: Vec<Step>,
}

/// One step of an object path.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// A property, or a key of a dictionary.
    Key(String),
    /// `[3]`
    Index(u32),
    /// `[*]`
    Any,
}

impl ObjectPath {
    /// A path of keys.
    #[must_use]
    pub fn new(object: &str, keys: &[&str]) -> Self {
        Self { object: object.to_owned(), steps: keys.iter().map(|k| Step::Key((*k).to_owned())).collect() }
    }
}

/// What a parser accepts.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of the pattern.
    pub bytes: usize,
    /// Parentheses within parentheses.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 1 << 20, depth: 64 }
    }
}

/// A pattern was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("byte {at} of the pattern: {reason}")]
pub struct PatternError {
    /// What kind of refusal.
    pub reason: PatternReason,
    /// Offset in bytes.
    pub at: usize,
}

/// The kinds of refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PatternReason {
    /// Longer than the limit.
    #[error("it is too long")]
    TooLong,
    /// Nested deeper than the limit.
    #[error("it is nested too deeply")]
    TooDeep,
    /// A character that no token begins with.
    #[error("a character that has no meaning here")]
    Character,
    /// A quotation or comment without an end.
    #[error("a quotation or comment without an end")]
    Unterminated,
    /// A number that does not fit, malformed hexadecimal, base64 or time.
    #[error("a malformed constant")]
    Constant,
    /// An expression was expected.
    #[error("an observation in square brackets was expected")]
    ExpectedObservation,
    /// An object path was expected.
    #[error("an object path was expected")]
    ExpectedPath,
    /// An operator was expected.
    #[error("a comparison operator was expected")]
    ExpectedOperator,
    /// A constant was expected.
    #[error("a constant of another kind was expected")]
    ExpectedConstant,
    /// A bracket, a comma or a keyword was expected.
    #[error("a bracket, comma or keyword was expected")]
    ExpectedToken,
    /// Something follows the end.
    #[error("something follows the end of the pattern")]
    TrailingData,
}
