//! What functions compute.

use jiff::Span;
use jiff::civil::Date;
use rust_decimal::{Decimal, RoundingStrategy};

use super::{Evaluated, LONGEST, Run, TooMuch, add_days, days, text, whole};
use crate::core::check::{self, Typed};
use crate::core::function::Function;
use crate::core::value::Value;

impl Run<'_> {
    pub(super) fn call(&mut self, function: Function, all: &[Typed]) -> Evaluated<Option<Value>> {
        use Function as F;
        match function {
            F::If => {
                let branch = if self.truth(&all[0])? { &all[1] } else { &all[2] };
                self.value(branch)
            }
            F::Coalesce => {
                for one in all {
                    if let Some(value) = self.value(one)? {
                        return Ok(Some(value));
                    }
                }
                Ok(None)
            }
            F::Selected => {
                let (chosen, code) = (self.value(&all[0])?, self.value(&all[1])?);
                let code = code.as_ref().and_then(Value::as_str);
                let is = |code: &str| chosen.iter().flat_map(Value::codes).any(|one| one == code);
                Ok(Some(Value::Truth(code.is_some_and(is))))
            }
            F::CountSelected => Ok(Some(whole(self.value(&all[0])?.map_or(0, |value| value.codes().len())))),
            F::SelectedAt => {
                let (chosen, place) = (self.value(&all[0])?, self.number(&all[1])?);
                let place = place.and_then(|n| usize::try_from(n).ok());
                Ok(place.and_then(|n| chosen?.codes().get(n).cloned()).map(Value::Code))
            }
            F::Sum | F::Min | F::Max | F::Mean | F::Count => self.statistic(function, all),
            F::EntryOf => {
                let place = self.number(&all[1])?.and_then(|n| u16::try_from(n).ok()).and_then(|n| n.checked_sub(1));
                let Typed::All(slot, shared) = all[0] else { return Ok(None) };
                let at = place.and_then(|n| self.at.outer(shared).inside(n));
                Ok(at.and_then(|at| self.ground.value(slot, at)).cloned())
            }
            F::Join => {
                let separator = self.written(&all[0])?;
                let values: Vec<String> = self.gather(&all[1])?.iter().map(ToString::to_string).collect();
                let length = values.iter().map(String::len).sum::<usize>() + separator.len() * values.len();
                if length > LONGEST { Err(TooMuch) } else { text(values.join(&separator)) }
            }
            F::Today => Ok(Some(Value::Date(self.now.date()))),
            F::Now => Ok(Some(Value::Moment(self.now))),
            F::Int | F::Round | F::Floor | F::Ceiling | F::Abs => self.rounded(function, all),
            F::Number => Ok(match self.value(&all[0])? {
                Some(Value::Truth(truth)) => Some(Value::Number(Decimal::from(u8::from(truth)))),
                Some(value) => value.as_number().or_else(|| check::number(value.as_str()?)).map(Value::Number),
                None => None,
            }),
            F::Date
            | F::Year
            | F::Month
            | F::Day
            | F::Weekday
            | F::AddDays
            | F::AddMonths
            | F::DaysBetween
            | F::MonthsBetween
            | F::YearsBetween
            | F::FormatDate => self.dated(function, all),
            F::Position | F::Label | F::Matches => Ok(None),
            _ => self.worded(function, all),
        }
    }

    /// As a program writes it; nothing for what is empty.
    fn written(&mut self, typed: &Typed) -> Evaluated<String> {
        Ok(self.value(typed)?.map(|value| value.to_string()).unwrap_or_default())
    }

    fn statistic(&mut self, function: Function, all: &[Typed]) -> Evaluated<Option<Value>> {
        let mut values = Vec::new();
        for one in all {
            values.extend(self.gather(one)?);
        }
        if function == Function::Count {
            return Ok(Some(whole(values.len())));
        }
        let dates: Vec<Date> = values.iter().filter_map(day).collect();
        let least = function == Function::Min;
        if !dates.is_empty() {
            let date = if least { dates.into_iter().min() } else { dates.into_iter().max() };
            return Ok(date.map(Value::Date));
        }
        let numbers: Vec<Decimal> = values.iter().filter_map(Value::as_number).collect();
        let sum = || numbers.iter().try_fold(Decimal::ZERO, |sum, n| sum.checked_add(*n));
        let number = match function {
            Function::Sum => sum(),
            Function::Mean => sum().and_then(|sum| sum.checked_div(Decimal::from(numbers.len()))),
            _ if least => numbers.iter().min().copied(),
            _ => numbers.iter().max().copied(),
        };
        Ok(number.map(Value::Number))
    }

    fn rounded(&mut self, function: Function, all: &[Typed]) -> Evaluated<Option<Value>> {
        let Some(number) = self.number(&all[0])? else { return Ok(None) };
        let places = match all.get(1) {
            Some(places) => self.number(places)?.and_then(|n| u32::try_from(n).ok()).unwrap_or(0).min(28),
            None => 0,
        };
        Ok(Some(Value::Number(match function {
            Function::Int => number.trunc(),
            Function::Floor => number.floor(),
            Function::Ceiling => number.ceil(),
            Function::Abs => number.abs(),
            _ => number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero),
        })))
    }

    fn worded(&mut self, function: Function, all: &[Typed]) -> Evaluated<Option<Value>> {
        if function == Function::Concat {
            let mut whole = String::new();
            for one in all {
                whole.push_str(&self.written(one)?);
                if whole.len() > LONGEST {
                    return Err(TooMuch);
                }
            }
            return text(whole);
        }
        let first = self.written(&all[0])?;
        self.step(first.len() / 16)?;
        let truth = |truth| Ok(Some(Value::Truth(truth)));
        match function {
            Function::Length => Ok(Some(whole(first.chars().count()))),
            Function::Lower => text(first.to_lowercase()),
            Function::Upper => text(first.to_uppercase()),
            Function::Trim => text(first.trim().to_owned()),
            Function::Substring => {
                let place = |number: Option<Decimal>| number.and_then(|n| usize::try_from(n).ok());
                let from = place(self.number(&all[1])?).unwrap_or(0);
                let to = match all.get(2) {
                    Some(to) => place(self.number(to)?).unwrap_or(0),
                    None => usize::MAX,
                };
                text(first.chars().take(to).skip(from).collect())
            }
            Function::Contains | Function::StartsWith | Function::EndsWith => {
                let second = self.written(&all[1])?;
                match function {
                    Function::Contains => truth(first.contains(&second)),
                    Function::StartsWith => truth(first.starts_with(&second)),
                    _ => truth(first.ends_with(&second)),
                }
            }
            _ => text(first),
        }
    }

    fn dated(&mut self, function: Function, all: &[Typed]) -> Evaluated<Option<Value>> {
        let Some(date) = self.value(&all[0])?.as_ref().and_then(day) else { return Ok(None) };
        let second = match all.get(1) {
            Some(second) => self.value(second)?,
            None => None,
        };
        let number = |n: i64| Some(Value::Number(Decimal::from(n)));
        Ok(match function {
            Function::Year => number(date.year().into()),
            Function::Month => number(date.month().into()),
            Function::Day => number(date.day().into()),
            Function::Weekday => number(date.weekday().to_monday_one_offset().into()),
            Function::AddDays => second.and_then(|n| add_days(date, n.as_number()?)),
            Function::AddMonths => second.and_then(|n| add_months(date, n.as_number()?)),
            Function::DaysBetween => second.as_ref().and_then(day).map(|to| Value::Number(days(date, to))),
            Function::MonthsBetween => second.as_ref().and_then(day).and_then(|to| number(months(date, to))),
            Function::YearsBetween => second.as_ref().and_then(day).and_then(|to| number(months(date, to) / 12)),
            Function::FormatDate => {
                let pattern = second.as_ref().and_then(Value::as_str).unwrap_or_default();
                let written = pattern.replace("%Y", &format!("{:04}", date.year()));
                let written = written.replace("%m", &format!("{:02}", date.month()));
                text(written.replace("%d", &format!("{:02}", date.day())))?
            }
            _ => Some(Value::Date(date)),
        })
    }
}

fn day(value: &Value) -> Option<Date> {
    match value {
        Value::Date(date) => Some(*date),
        Value::Moment(moment) => Some(moment.date()),
        Value::Text(text) => check::date(text),
        _ => None,
    }
}

fn add_months(date: Date, months: Decimal) -> Option<Value> {
    let span = Span::new().try_months(i64::try_from(months.trunc()).ok()?).ok()?;
    date.checked_add(span).ok().map(Value::Date)
}

/// Whole months from one day to another; negative where the other is earlier.
fn months(from: Date, to: Date) -> i64 {
    let whole = |from: Date, to: Date| {
        let months =
            (i64::from(to.year()) - i64::from(from.year())) * 12 + i64::from(to.month()) - i64::from(from.month());
        // The last of a month is a whole month after any later day of the month before.
        let last = to.day() == to.days_in_month();
        if to.day() < from.day() && !last { months - 1 } else { months }
    };
    if to < from { -whole(to, from) } else { whole(from, to) }
}
