//! Expressions of XLSForm: XPath 1.0 as far as forms use it.
//!
//! `${name}` stands for an answer, `.` for the answer itself, a bare name in a `choice_filter` for a column of the choices. Paths
//! (`/data/x`, `../x`, predicates) are not read: forms refer to answers by name.

mod parse;
mod print;

pub use parse::parse;

/// Bytes of an expression.
pub const LONGEST: usize = 16 << 10;
/// Parentheses within parentheses.
pub const NESTED: usize = 40;
/// Operators upon operators.
pub const TALLEST: usize = 250;

/// An expression, with the place of each of its parts.
#[derive(Clone, Debug)]
pub struct XPath {
    /// Byte offset.
    pub at: usize,
    /// What it is.
    pub node: Node,
}

/// Equal when they mean the same, wherever they stand.
impl PartialEq for XPath {
    fn eq(&self, other: &Self) -> bool {
        self.node == other.node
    }
}

/// What an expression is.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// Digits, perhaps with a point.
    Number(String),
    /// In either quotation marks.
    Text(String),
    /// `${name}`
    Answer(String),
    /// A bare name.
    Name(String),
    /// `.`
    This,
    /// `..`, as the argument of `position`
    Parent,
    /// `-x`
    Minus(Box<XPath>),
    /// `a = b`
    Binary(Operator, Box<XPath>, Box<XPath>),
    /// `f(a, b)`, also with a prefix: `jr:choice-name`
    Call(String, Vec<XPath>),
}

/// What stands between two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `or`
    Or,
    /// `and`
    And,
    /// `=`
    Equal,
    /// `!=`
    Unequal,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `div`
    Div,
    /// `mod`
    Mod,
}

impl Operator {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Or,
        Self::And,
        Self::Equal,
        Self::Unequal,
        Self::Less,
        Self::LessOrEqual,
        Self::Greater,
        Self::GreaterOrEqual,
        Self::Plus,
        Self::Minus,
        Self::Times,
        Self::Div,
        Self::Mod,
    ];

    /// As it is written.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Or => "or",
            Self::And => "and",
            Self::Equal => "=",
            Self::Unequal => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Times => "*",
            Self::Div => "div",
            Self::Mod => "mod",
        }
    }

    /// How tightly it binds (XPath 1.0, 3.4 and 3.5); greater is tighter. A minus sign is 7, what stands alone 8.
    fn strength(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Equal | Self::Unequal => 3,
            Self::Less | Self::LessOrEqual | Self::Greater | Self::GreaterOrEqual => 4,
            Self::Plus | Self::Minus => 5,
            Self::Times | Self::Div | Self::Mod => 6,
        }
    }
}

/// An expression was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("at character {at}: {reason}")]
pub struct Unreadable {
    /// Byte offset.
    pub at: usize,
    /// Why.
    pub reason: Why,
}

/// Why an expression was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "each says what it is")]
pub enum Why {
    #[error("the expression is too long")]
    TooLong,
    #[error("the expression is nested too deeply")]
    TooDeep,
    #[error("paths are not supported; refer to an answer as ${{name}}")]
    Path,
    #[error("something follows the end of the expression")]
    Trailing,
    #[error("this is no name")]
    Name,
    #[error("a closing brace is missing")]
    Brace,
    #[error("a quotation mark is missing")]
    Quote,
    #[error("this character has no meaning here")]
    Character,
    #[error("a closing parenthesis was expected")]
    Parenthesis,
    #[error("a value was expected")]
    Value,
    #[error("a comma or a closing parenthesis was expected")]
    Comma,
}

impl Why {
    /// Which sentence, so that it can be said in other languages too.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::TooLong => "expression-long",
            Self::TooDeep => "expression-deep",
            Self::Path => "expression-path",
            Self::Trailing => "expression-trailing",
            Self::Name => "expression-name",
            Self::Brace => "expression-brace",
            Self::Quote => "expression-quote",
            Self::Character => "expression-character",
            Self::Parenthesis => "expression-parenthesis",
            Self::Value => "expression-value",
            Self::Comma => "expression-comma",
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn leaf() -> impl Strategy<Value = Node> {
        prop_oneof![
            "(0|[1-9][0-9]{0,4})(\\.[0-9]{1,3})?".prop_map(Node::Number),
            "[a-zé \"]{0,8}".prop_map(Node::Text),
            "[a-z' ]{0,8}".prop_map(Node::Text),
            "[a-zA-Z_][a-z0-9_-]{0,6}".prop_map(Node::Answer),
            "[a-z]{4,7}".prop_map(Node::Name),
            Just(Node::This),
        ]
    }

    fn expression() -> impl Strategy<Value = XPath> {
        let whole = |node| XPath { at: 0, node };
        leaf().prop_map(whole).prop_recursive(5, 50, 3, move |inner| {
            prop_oneof![
                inner.clone().prop_map(|one| Node::Minus(Box::new(one))),
                (0usize..13, inner.clone(), inner.clone()).prop_map(|(n, a, b)| Node::Binary(
                    Operator::ALL[n],
                    Box::new(a),
                    Box::new(b)
                )),
                ("[a-z][a-z-]{0,8}[a-z]|jr:choice-name", proptest::collection::vec(inner, 0..3))
                    .prop_map(|(name, all)| Node::Call(name, all)),
            ]
            .prop_map(whole)
        })
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(expr in expression()) {
            let text = expr.to_string();
            let again = parse(&text);
            prop_assert_eq!(again.as_ref(), Ok(&expr), "{}", text);
        }
    }

    #[test]
    fn what_forms_write_is_read() {
        for text in [
            "${age} >= 18 and selected(${sector}, 'energy')",
            ". > 0 and . <= ${total}",
            "(today() - ${born}) div 365.25",
            "country = ${country} or not(${x} != 'a')",
            "position(..)",
            "indexed-repeat(${pay}, ${staff}, 1) + -3",
            "jr:choice-name(${a}, '${a}')",
            "if(count-selected(.) * 2 mod 3 = 1, \"it's\", 'x')",
        ] {
            assert_eq!(parse(text).map(|read| read.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn paths_and_leftovers_are_refused() {
        for (text, at, reason) in [
            ("/data/x = 1", 0, Why::Path),
            ("../x = 1", 2, Why::Path),
            ("${a", 0, Why::Brace),
            ("'a", 0, Why::Quote),
            ("1 +", 3, Why::Value),
            ("f(1", 3, Why::Comma),
            ("1 2", 2, Why::Trailing),
            ("${a b}", 0, Why::Name),
        ] {
            assert_eq!(parse(text).map(|_| ()), Err(Unreadable { at, reason }), "{text}");
        }
    }
}
