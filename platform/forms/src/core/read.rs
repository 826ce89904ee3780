//! Typed values from what a page or a program sends as text. What is empty is no answer; what cannot be read is refused.

use rust_decimal::Decimal;

use super::check;
use super::form::Kind;
use super::publish::{Asked, Slot};
use super::validate::Reason;
use super::value::{Money, Type, Value};

/// Reads an answer from the fields that were sent for it: several for several choices, amount and currency for money.
///
/// # Errors
/// [`Reason::WrongKind`] or [`Reason::NotWhole`], for what is no answer of this kind.
pub fn read(slot: &Slot, sent: &[&str]) -> Result<Option<Value>, Reason> {
    let first = sent.first().map_or("", |text| text.trim());
    let kind = slot.question().map(|question| &question.kind);
    if let Some(Kind::Money { currencies }) = kind {
        return money(first, sent.get(1).copied(), currencies);
    }
    if let Some(Type::Codes(_)) = slot.kind {
        let codes: Vec<String> = sent.iter().flat_map(|text| text.split_whitespace()).map(str::to_owned).collect();
        return Ok((!codes.is_empty()).then_some(Value::Codes(codes)));
    }
    if first.is_empty() {
        return Ok(None);
    }
    let value = match (slot.kind, &slot.asked) {
        (Some(Type::Truth), _) => match first {
            "yes" | "true" | "1" | "on" | "OK" => Some(Value::Truth(true)),
            "no" | "false" | "0" => Some(Value::Truth(false)),
            _ => None,
        },
        (Some(Type::Number), _) => number(first).map(Value::Number),
        (Some(Type::Text), Asked::Question(question)) => Some(Value::Text(match question.kind {
            Kind::LongText => sent[0].replace("\r\n", "\n"),
            Kind::Country | Kind::Region => first.to_ascii_uppercase(),
            _ => first.to_owned(),
        })),
        (Some(Type::Date), _) => check::date(first).map(Value::Date),
        (Some(Type::Time), _) => check::time(first).map(Value::Time),
        (Some(Type::Moment), _) => first.parse().ok().map(Value::Moment),
        (Some(Type::Code(_)), _) => Some(Value::Code(first.to_owned())),
        _ => None,
    };
    match (value, kind) {
        (Some(Value::Number(number)), Some(Kind::Whole)) if !number.fract().is_zero() => Err(Reason::NotWhole),
        (Some(value), _) => Ok(Some(value)),
        (None, _) => Err(Reason::WrongKind),
    }
}

fn money(amount: &str, currency: Option<&str>, offered: &[String]) -> Result<Option<Value>, Reason> {
    if amount.is_empty() {
        return Ok(None);
    }
    let currency = currency.map(str::trim).filter(|code| !code.is_empty()).or(offered.first().map(String::as_str));
    match (number(amount), currency) {
        (Some(amount), Some(currency)) => Ok(Some(Value::Money(Money { amount, currency: currency.to_owned() }))),
        _ => Err(Reason::WrongKind),
    }
}

/// A number as people write it: a point or a comma before the fraction, spaces between thousands.
fn number(text: &str) -> Option<Decimal> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\u{202f}' && *c != '\u{a0}').collect();
    let plain = plain.replace(['\u{2212}', '\u{2013}'], "-");
    match (plain.matches(',').count(), plain.matches('.').count()) {
        (1, 0) => check::number(&plain.replace(',', ".")),
        (0, _) => check::number(&plain),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, read) in [
            ("1,5", Some("1.5")),
            ("1 234.50", Some("1234.50")),
            ("\u{2212}3", Some("-3")),
            ("1,234.5", None),
            ("1e5", None),
        ] {
            assert_eq!(number(text), read.map(|n| n.parse().unwrap()), "{text}");
        }
    }
}
