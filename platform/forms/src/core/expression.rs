//! The expression language: what it is made of, how it is parsed and printed.
//!
//! ```text
//! or       and ("or" and)*                       loosest
//! and      not ("and" not)*
//! not      "not" not | compare
//! compare  sum (("=" | "!=" | "<" | "<=" | ">" | ">=") sum)?
//! sum      product (("+" | "-") product)*
//! product  minus (("*" | "/" | "mod") minus)*
//! minus    "-" minus | primary
//! primary  12.5 | "text" | true | false | empty | this | name | choice.column | function(…) | (or)
//! ```
//!
//! A name that is more than letters, digits and `_` stands in backticks: `` `q-1.b` ``. `this` is the answer itself, in a
//! constraint or score; `choice.column` belongs to a filter. `empty` is the answer that is not there.

mod lex;
mod parse;
mod print;

use rust_decimal::Decimal;

use super::function::Function;
use super::name::Name;

pub use parse::parse;

/// Bytes of an expression.
pub const LONGEST: usize = 16 << 10;
/// Parentheses within parentheses, calls within calls.
pub const NESTED: usize = 40;
/// Operators upon operators. A long `or` is a tall tree.
pub const TALLEST: usize = 250;

/// An expression, with the place of each of its parts.
#[derive(Clone, Debug)]
pub struct Expr {
    /// Byte offset in its text.
    pub at: usize,
    /// What it is.
    pub node: Node,
}

/// Equal when they mean the same, wherever they stand.
impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        self.node == other.node
    }
}

/// What an expression is.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A number that is not negative.
    Number(Decimal),
    /// A text in quotation marks.
    Text(String),
    /// `true`, `false`
    Truth(bool),
    /// `empty`
    Empty,
    /// `this`
    This,
    /// The answer to a question.
    Name(Name),
    /// `choice.column`
    Column(String),
    /// `not x`
    Not(Box<Expr>),
    /// `-x`
    Minus(Box<Expr>),
    /// `a + b`
    Binary(Operator, Box<Expr>, Box<Expr>),
    /// `f(a, b)`
    Call(Function, Vec<Expr>),
}

/// What stands between two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
    /// `/`
    Over,
    /// `mod`: the remainder, with the sign of what is divided
    Modulo,
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
        Self::Over,
        Self::Modulo,
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
            Self::Over => "/",
            Self::Modulo => "mod",
        }
    }

    /// How tightly it binds; greater is tighter. `not` is 3, a minus sign 7, what stands alone 8.
    fn strength(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Equal | Self::Unequal | Self::Less | Self::LessOrEqual | Self::Greater | Self::GreaterOrEqual => 4,
            Self::Plus | Self::Minus => 5,
            Self::Times | Self::Over | Self::Modulo => 6,
        }
    }

    /// Whether it compares.
    #[must_use]
    pub fn compares(self) -> bool {
        self.strength() == 4
    }
}

impl Expr {
    /// Calls `see` with every part, the whole first.
    pub fn walk(&self, see: &mut dyn FnMut(&Self)) {
        see(self);
        match &self.node {
            Node::Not(inner) | Node::Minus(inner) => inner.walk(see),
            Node::Binary(_, left, right) => {
                left.walk(see);
                right.walk(see);
            }
            Node::Call(_, all) => all.iter().for_each(|one| one.walk(see)),
            _ => {}
        }
    }

    /// Every name in it, with its offset, in order.
    #[must_use]
    pub fn names(&self) -> Vec<(usize, &Name)> {
        fn collect<'a>(expr: &'a Expr, all: &mut Vec<(usize, &'a Name)>) {
            match &expr.node {
                Node::Name(name) => all.push((expr.at, name)),
                Node::Not(inner) | Node::Minus(inner) => collect(inner, all),
                Node::Binary(_, left, right) => {
                    collect(left, all);
                    collect(right, all);
                }
                Node::Call(_, inner) => inner.iter().for_each(|one| collect(one, all)),
                _ => {}
            }
        }
        let mut all = Vec::new();
        collect(self, &mut all);
        all
    }
}

/// An expression was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("at character {at}: {reason}")]
pub struct Unreadable {
    /// Byte offset.
    pub at: usize,
    /// Why.
    pub reason: Reason,
}

/// The kinds of refusal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Longer than [`LONGEST`].
    #[error("the expression is too long")]
    TooLong,
    /// Deeper than [`NESTED`] or taller than [`TALLEST`].
    #[error("the expression is nested too deeply")]
    TooDeep,
    /// A character that nothing begins with.
    #[error("`{0}` has no meaning here")]
    Character(char),
    /// A quotation without an end.
    #[error("a quotation mark is missing")]
    Unterminated,
    /// A number of more than 28 digits, or one that is none.
    #[error("this is no number")]
    Number,
    /// Something else was expected.
    #[error("{0} was expected")]
    Expected(&'static str),
    /// A function that does not exist.
    #[error("there is no function `{0}`")]
    Function(String),
    /// Another number of arguments.
    #[error("`{0}` takes {1}")]
    Arguments(&'static str, String),
    /// Something follows the end.
    #[error("something follows the end of the expression")]
    Trailing,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn leaf() -> impl Strategy<Value = Node> {
        prop_oneof![
            (0i64..1_000_000, 0u32..6).prop_map(|(n, scale)| Node::Number(Decimal::new(n, scale))),
            "[a-z\"\\\\é \n']{0,8}".prop_map(Node::Text),
            any::<bool>().prop_map(Node::Truth),
            Just(Node::Empty),
            Just(Node::This),
            "[a-zA-Z_][a-z0-9_.-]{0,6}".prop_map(|name| Node::Name(Name::parse(&name).unwrap())),
            "[a-z]{1,5}".prop_map(Node::Column),
        ]
    }

    pub(crate) fn expression() -> impl Strategy<Value = Expr> {
        let expr = |node| Expr { at: 0, node };
        leaf().prop_map(expr).prop_recursive(5, 60, 4, move |inner| {
            prop_oneof![
                inner.clone().prop_map(|one| Node::Not(Box::new(one))),
                inner.clone().prop_map(|one| Node::Minus(Box::new(one))),
                (0usize..13, inner.clone(), inner.clone()).prop_map(|(n, a, b)| Node::Binary(
                    Operator::ALL[n],
                    Box::new(a),
                    Box::new(b)
                )),
                (0..Function::ALL.len(), proptest::collection::vec(inner, 4)).prop_map(|(n, mut all)| {
                    let function = Function::ALL[n];
                    all.truncate(function.least().clamp(1, 4));
                    all.truncate(function.most());
                    Node::Call(function, all)
                }),
            ]
            .prop_map(expr)
        })
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(expr in expression()) {
            let text = expr.to_string();
            let again = parse(&text);
            prop_assert_eq!(again.as_ref(), Ok(&expr), "{}", text);
        }

        #[test]
        fn any_text_is_read_or_refused_within_itself(text in "[ -~é]{0,60}") {
            if let Err(why) = parse(&text) {
                prop_assert!(why.at <= text.len() && text.is_char_boundary(why.at));
            }
        }
    }

    #[test]
    fn precedence_is_that_of_the_grammar() {
        for (text, printed) in [
            ("a or b and not c = 1", "a or b and not c = 1"),
            ("(a or b) and c", "(a or b) and c"),
            ("1 - (2 - 3) - 4", "1 - (2 - 3) - 4"),
            ("-(a + 2) * 3", "-(a + 2) * 3"),
            ("`q-1` - 1", "`q-1` - 1"),
            ("if( selected(x,\"a\") ,1,empty)", "if(selected(x, \"a\"), 1, empty)"),
            ("choice.country = country", "choice.country = country"),
        ] {
            assert_eq!(parse(text).unwrap().to_string(), printed);
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let why = |text: &str| parse(text).map(|_| ()).unwrap_err().to_string();
        assert_eq!(why("1 +"), "at character 3: a value was expected");
        assert_eq!(why("a = b = c"), "at character 6: something follows the end of the expression");
        assert_eq!(why("foo(1)"), "at character 0: there is no function `foo`");
        assert_eq!(why("round()"), "at character 0: `round` takes 1 or 2 values");
        assert_eq!(why("\"x"), "at character 0: a quotation mark is missing");
        assert_eq!(why("a ; b"), "at character 2: `;` has no meaning here");
        assert_eq!(why(&"(".repeat(500)), "at character 41: the expression is nested too deeply");
        assert_eq!(why(&vec!["a"; 400].join(" or ")).split(": ").nth(1), Some("the expression is nested too deeply"));
        assert_eq!(why("99999999999999999999999999999999"), "at character 0: this is no number");
    }
}
