//! Statement texts: written once, in the dialect that both databases share.
//!
//! A statement is a `&'static str`, or a [`Sql`] that joins such strings and numbers its arguments. Text from outside never
//! becomes SQL. Three marks stand for what the dialects say differently: `{ints $n}`, `{texts $n}` and `{uuids $n}` turn a
//! list argument into a sub-select.

use crate::Value;

/// Room for a usual statement, in bytes.
const USUAL: usize = 512;

/// A statement in the making.
#[derive(Clone, Debug, Default)]
pub struct Sql<'a> {
    text: String,
    args: Vec<Value<'a>>,
}

impl<'a> Sql<'a> {
    /// Begins with a piece of SQL. `?` in a piece stands for the next of its arguments.
    pub fn new(piece: &'static str, args: impl IntoIterator<Item = Value<'a>>) -> Self {
        Self { text: String::with_capacity(USUAL), args: Vec::with_capacity(8) }.and(piece, args)
    }

    /// Adds a piece. Each `?` in it takes the next argument of `args`.
    #[must_use]
    pub fn and(mut self, piece: &'static str, args: impl IntoIterator<Item = Value<'a>>) -> Self {
        self.push(piece, args);
        self
    }

    /// Adds a piece in place.
    pub fn push(&mut self, piece: &'static str, args: impl IntoIterator<Item = Value<'a>>) {
        use std::fmt::Write;
        let mut args = args.into_iter();
        for (n, part) in piece.split('?').enumerate() {
            if n > 0 {
                if let Some(arg) = args.next() {
                    self.args.push(arg);
                }
                let _ = write!(self.text, "${}", self.args.len());
            }
            self.text.push_str(part);
        }
        if !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    /// Adds another statement's text and arguments behind this one's.
    pub fn append(&mut self, other: &Self) {
        use std::fmt::Write;
        let shift = self.args.len();
        let mut rest = other.text.as_str();
        self.text.reserve(rest.len() + 16);
        while let Some(at) = rest.find('$') {
            self.text.push_str(&rest[..=at]);
            rest = &rest[at + 1..];
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let number: usize = rest[..digits].parse().unwrap_or(0);
            let _ = write!(self.text, "{}", number + shift);
            rest = &rest[digits..];
        }
        self.text.push_str(rest);
        self.args.extend(other.args.iter().cloned());
    }

    /// Whether nothing was added yet.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// What can be run: a fixed text with its arguments, or a [`Sql`].
pub trait Statement {
    /// The text, with `$n` parameters.
    fn text(&self) -> &str;
    /// The arguments it carries itself.
    fn own_args(&self) -> &[Value<'_>] {
        &[]
    }
}

impl Statement for &'static str {
    fn text(&self) -> &str {
        self
    }
}

impl Statement for Sql<'_> {
    fn text(&self) -> &str {
        &self.text
    }

    fn own_args(&self) -> &[Value<'_>] {
        &self.args
    }
}

/// Replaces the list marks by what SQLite understands.
pub(crate) fn for_sqlite(text: &str) -> std::borrow::Cow<'_, str> {
    marks(text, |kind, arg| match kind {
        "uuids" => format!("(select unhex(value) from json_each({arg}))"),
        _ => format!("(select value from json_each({arg}))"),
    })
}

/// Replaces the list marks by what PostgreSQL understands.
pub(crate) fn for_postgres(text: &str) -> std::borrow::Cow<'_, str> {
    marks(text, |kind, arg| match kind {
        "ints" => format!("(select unnest({arg}::bigint[]))"),
        "uuids" => format!("(select unnest({arg}::uuid[]))"),
        _ => format!("(select unnest({arg}::text[]))"),
    })
}

fn marks(text: &str, write: impl Fn(&str, &str) -> String) -> std::borrow::Cow<'_, str> {
    if !text.contains('{') {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((mark, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            break;
        };
        match mark.split_once(' ') {
            Some((kind @ ("ints" | "texts" | "uuids"), arg)) => out.push_str(&write(kind, arg)),
            _ => {
                out.push('{');
                out.push_str(mark);
                out.push('}');
            }
        }
        rest = tail;
    }
    out.push_str(rest);
    out.into()
}

/// A pattern for `like ? escape '!'` that finds what begins with a text.
pub fn beginning_of(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    for c in text.chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

/// A pattern for `like ? escape '!'` that finds a text anywhere, whatever its case; what it is compared with is lower case.
pub fn part_of(text: &str) -> String {
    let mut pattern = beginning_of(&text.to_lowercase());
    pattern.insert(0, '%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_for_has_no_wildcards_of_its_own() {
        assert_eq!(beginning_of("a_b"), "a!_b%");
        assert_eq!(part_of("50 % OFF!"), "%50 !% off!!%");
    }

    #[test]
    fn pieces_number_their_arguments_and_are_renumbered_when_appended() {
        let mut all = Sql::new("select * from t where a = ?", [Value::from(1_i64)]);
        let part = Sql::new("and b = ?", ["x".into()]).and("and c in {ints ?}", [Value::Ints(vec![1, 2])]);
        all.append(&part);
        assert_eq!(all.text(), "select * from t where a = $1 and b = $2 and c in {ints $3} ");
        assert_eq!(all.own_args().len(), 3);
        assert!(for_sqlite(all.text()).contains("json_each($3)"));
        assert!(for_postgres(all.text()).contains("unnest($3::bigint[])"));
    }
}
