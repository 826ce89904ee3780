//! What functions take and give.

use regex::RegexBuilder;

use super::{Checked, Here, Kinded, Typed, What, Why, date, fail, mismatch, one};
use crate::core::expression::{Expr, Node};
use crate::core::function::Function;
use crate::core::value::{Type, Value};

/// Bytes that a compiled pattern may take.
const PATTERN: usize = 1 << 18;

/// What a text is made of by everything that has one.
const TEXT: Type = Type::Text;

impl Here<'_> {
    pub(super) fn call(&self, at: usize, function: Function, all: &[Expr]) -> Checked<(Typed, Kinded)> {
        use Function as F;
        let plain = |typed: Vec<Typed>, kind: Type| Ok((Typed::Call(function, typed), one(kind)));
        match function {
            F::If => self.branches(function, all),
            F::Coalesce => {
                let (typed, kind) = self.alike(all)?;
                plain(typed, kind)
            }
            F::Selected | F::CountSelected | F::SelectedAt | F::Label => self.chosen(function, all),
            F::Sum | F::Mean => plain(self.gathered(all, |kind| kind == Type::Number)?.0, Type::Number),
            F::Min | F::Max => {
                let (typed, kind) = self.gathered(all, |kind| matches!(kind, Type::Number | Type::Date))?;
                plain(typed, kind)
            }
            F::Count => self.count(function, all),
            F::EntryOf => {
                let (typed, found) = self.any(&all[0])?;
                if !self.is_one_in_each_entry(&all[0]) {
                    return fail(all[0].at, Why::Written("an answer inside of one repeat"));
                }
                plain(vec![typed, self.expect(&all[1], Type::Number)?], found.kind)
            }
            F::Position => self.position(at, all),
            F::Join => {
                let separator = self.expect(&all[0], TEXT)?;
                let (typed, found) = self.any(&all[1])?;
                if found.kind == Type::File {
                    return mismatch(all[1].at, TEXT, found.kind);
                }
                plain(vec![separator, typed], TEXT)
            }
            F::Today => plain(Vec::new(), Type::Date),
            F::Now => plain(Vec::new(), Type::Moment),
            F::Int | F::Round | F::Floor | F::Ceiling | F::Abs => {
                plain(self.each(all, &[Type::Number, Type::Number])?, Type::Number)
            }
            F::Number => {
                let (typed, kind) = self.single(&all[0])?;
                match kind {
                    Type::Number | Type::Text | Type::Code(_) | Type::Nothing | Type::Truth => {
                        plain(vec![typed], Type::Number)
                    }
                    other => mismatch(all[0].at, TEXT, other),
                }
            }
            F::Text => plain(vec![self.readable(&all[0])?], TEXT),
            F::Concat => plain(all.iter().map(|one| self.readable(one)).collect::<Checked<_>>()?, TEXT),
            F::Length => plain(vec![self.readable(&all[0])?], Type::Number),
            F::Lower | F::Upper | F::Trim => plain(self.each(all, &[TEXT])?, TEXT),
            F::Substring => plain(self.each(all, &[TEXT, Type::Number, Type::Number])?, TEXT),
            F::Contains | F::StartsWith | F::EndsWith => plain(self.each(all, &[TEXT, TEXT])?, Type::Truth),
            F::Matches => self.matches(all),
            F::Date => self.date(function, all),
            F::Year | F::Month | F::Day | F::Weekday => plain(self.each(all, &[Type::Date])?, Type::Number),
            F::AddDays | F::AddMonths => plain(self.each(all, &[Type::Date, Type::Number])?, Type::Date),
            F::DaysBetween | F::MonthsBetween | F::YearsBetween => {
                plain(self.each(all, &[Type::Date, Type::Date])?, Type::Number)
            }
            F::FormatDate => self.format(function, all),
        }
    }

    /// Whether this is an answer that each entry of exactly one repeat, which is not around here, has.
    fn is_one_in_each_entry(&self, expr: &Expr) -> bool {
        let Node::Name(name) = &expr.node else { return false };
        let known = self.names.get(name);
        known.is_some_and(|known| matches!(known.what, What::Answer(_)) && known.scope.len() == self.shared(known) + 1)
    }

    fn each(&self, all: &[Expr], kinds: &[Type]) -> Checked<Vec<Typed>> {
        all.iter().zip(kinds).map(|(one, kind)| self.expect(one, *kind)).collect()
    }

    /// Anything that a program can write as a text.
    fn readable(&self, expr: &Expr) -> Checked<Typed> {
        match self.single(expr)? {
            (_, Type::File) => mismatch(expr.at, TEXT, Type::File),
            (typed, _) => Ok(typed),
        }
    }

    /// Several that give the same.
    fn alike(&self, all: &[Expr]) -> Checked<(Vec<Typed>, Type)> {
        let mut typed = Vec::with_capacity(all.len());
        let mut kind = Type::Nothing;
        for expr in all {
            let (one, found) = self.single(expr)?;
            kind = match (kind, found) {
                (Type::Nothing, found) => found,
                (kind, Type::Nothing) => kind,
                (Type::Code(a), Type::Code(b)) if a != b => TEXT,
                (Type::Code(_), Type::Text) | (Type::Text, Type::Code(_)) => TEXT,
                (kind, found) if kind == found => kind,
                (kind, found) => return mismatch(expr.at, kind, found),
            };
            typed.push(one);
        }
        Ok((typed, kind))
    }

    fn branches(&self, function: Function, all: &[Expr]) -> Checked<(Typed, Kinded)> {
        let condition = self.expect(&all[0], Type::Truth)?;
        let (branches, kind) = self.alike(&all[1..])?;
        let typed = std::iter::once(condition).chain(branches).collect();
        Ok((Typed::Call(function, typed), one(kind)))
    }

    fn chosen(&self, function: Function, all: &[Expr]) -> Checked<(Typed, Kinded)> {
        let (typed, kind) = self.single(&all[0])?;
        let (Type::Code(list) | Type::Codes(list)) = kind else {
            let wanted = "one or several choices".to_owned();
            return fail(all[0].at, Why::Type { wanted, found: kind });
        };
        match function {
            Function::Label => Ok((Typed::Label(list, Box::new(typed)), one(TEXT))),
            Function::CountSelected => Ok((Typed::Call(function, vec![typed]), one(Type::Number))),
            Function::SelectedAt => {
                let place = self.expect(&all[1], Type::Number)?;
                Ok((Typed::Call(function, vec![typed, place]), one(Type::Code(list))))
            }
            _ => {
                let code = self.expect(&all[1], Type::Code(list))?;
                Ok((Typed::Call(function, vec![typed, code]), one(Type::Truth)))
            }
        }
    }

    /// One or many, all of the same type.
    fn gathered(&self, all: &[Expr], fits: fn(Type) -> bool) -> Checked<(Vec<Typed>, Type)> {
        let mut kind = Type::Nothing;
        let mut typed = Vec::with_capacity(all.len());
        for expr in all {
            let (one, found) = self.any(expr)?;
            let fine = found.kind == Type::Nothing || fits(found.kind) && (kind == Type::Nothing || kind == found.kind);
            if !fine {
                let wanted = if kind == Type::Nothing { Type::Number } else { kind };
                return mismatch(expr.at, wanted, found.kind);
            }
            if found.kind != Type::Nothing {
                kind = found.kind;
            }
            typed.push(one);
        }
        Ok((typed, kind))
    }

    fn count(&self, function: Function, all: &[Expr]) -> Checked<(Typed, Kinded)> {
        let mut typed = Vec::with_capacity(all.len());
        for expr in all {
            if let Node::Name(name) = &expr.node {
                let known = self.known(expr.at, name)?;
                if matches!(known.what, What::Repeat) {
                    let entries = Typed::Entries(known.slot, self.shared(known));
                    if all.len() == 1 {
                        return Ok((entries, one(Type::Number)));
                    }
                    return fail(expr.at, Why::NoAnswer(name.clone()));
                }
            }
            typed.push(self.any(expr)?.0);
        }
        Ok((Typed::Call(function, typed), one(Type::Number)))
    }

    fn position(&self, at: usize, all: &[Expr]) -> Checked<(Typed, Kinded)> {
        let depth = match all.first() {
            None => self.scope.len().checked_sub(1),
            Some(Expr { at, node: Node::Name(name) }) => {
                let slot = self.known(*at, name)?.slot;
                self.scope.iter().position(|repeat| *repeat == slot)
            }
            Some(other) => return fail(other.at, Why::Written("the name of a repeat")),
        };
        match depth {
            Some(depth) => Ok((Typed::Position(depth), one(Type::Number))),
            None => fail(at, Why::NoRepeat),
        }
    }

    fn matches(&self, all: &[Expr]) -> Checked<(Typed, Kinded)> {
        let text = self.expect(&all[0], TEXT)?;
        let Node::Text(pattern) = &all[1].node else {
            return fail(all[1].at, Why::Written("the pattern"));
        };
        match RegexBuilder::new(&format!("^(?:{pattern})$")).size_limit(PATTERN).build() {
            Ok(regex) => Ok((Typed::Matches(Box::new(text), regex), one(Type::Truth))),
            Err(error) => {
                let why = error.to_string();
                let last = why.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
                fail(all[1].at, Why::Pattern(last))
            }
        }
    }

    fn date(&self, function: Function, all: &[Expr]) -> Checked<(Typed, Kinded)> {
        if let Node::Text(text) = &all[0].node {
            return match date(text) {
                Some(date) => Ok((Typed::Constant(Some(Value::Date(date))), one(Type::Date))),
                None => fail(all[0].at, Why::NoDate(text.clone())),
            };
        }
        match self.single(&all[0])? {
            (typed, Type::Date | Type::Moment | Type::Text | Type::Nothing) => {
                Ok((Typed::Call(function, vec![typed]), one(Type::Date)))
            }
            (_, other) => mismatch(all[0].at, Type::Date, other),
        }
    }

    fn format(&self, function: Function, all: &[Expr]) -> Checked<(Typed, Kinded)> {
        let day = self.expect(&all[0], Type::Date)?;
        let Node::Text(pattern) = &all[1].node else {
            return fail(all[1].at, Why::Written("the pattern"));
        };
        let mut letters = pattern.split('%').skip(1).map(|rest| rest.chars().next());
        if let Some(odd) = letters.find(|letter| !matches!(letter, Some('Y' | 'm' | 'd'))) {
            let odd = odd.map(String::from).unwrap_or_default();
            return fail(all[1].at, Why::Pattern(format!("`%{odd}` is none of %Y, %m, %d")));
        }
        let pattern = Typed::Constant(Some(Value::Text(pattern.clone())));
        Ok((Typed::Call(function, vec![day, pattern]), one(TEXT)))
    }
}
