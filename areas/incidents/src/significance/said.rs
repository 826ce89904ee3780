//! Reasons in words. What a criterion says is in the regime; what is known is told beside the limit, so that the reader can check it.

use belfry_words::Words;

use super::{Comparison, Fact, Op, Outcome, Reason, Thresholds, Unit};
use crate::regime;

/// A reason as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// A code of [`Outcome`].
    pub outcome: String,
    /// Where it stands.
    pub article: String,
    /// What the criterion says.
    pub text: String,
    /// What decided it: "6.2 % > 5 %".
    pub because: Vec<String>,
}

/// A reason in the reader's language.
#[must_use]
pub fn reason(t: &Words, thresholds: &Thresholds, reason: &Reason) -> Told {
    let text = thresholds.criterion(&reason.criterion).map_or("", |one| regime::said(&one.text, t.language()));
    Told {
        outcome: reason.outcome.clone(),
        article: t.cited_first(&reason.article),
        text: text.to_owned(),
        because: reason.because.iter().map(|one| comparison(t, thresholds, one)).collect(),
    }
}

/// A comparison in the reader's language: what is measured, its value, how it stands to the limit.
fn comparison(t: &Words, thresholds: &Thresholds, one: &Comparison) -> String {
    let metric = thresholds.metric(&one.metric);
    let name = metric.map_or(one.metric.as_str(), |metric| regime::said(&metric.ask, t.language()));
    let unit = metric.map_or(Unit::Count, |metric| metric.unit);
    // A question that is answered by a number is its name.
    let named = name.trim_end_matches('?').trim_end();
    match (one.value, one.limit) {
        (None, _) => t.a("incidents-significance-unknown", [("what", named.into())]),
        (Some(Fact::Truth(said)), _) => {
            let said = t.s(if said { "incidents-said-yes" } else { "incidents-said-no" });
            t.a("incidents-significance-answered", [("what", name.into()), ("said", said.as_str().into())])
        }
        (Some(Fact::Number(value)), Fact::Number(limit)) => {
            let (value, limit) = (amount(t, unit, value), amount(t, unit, limit));
            let held = [
                ("what", named.into()),
                ("value", value.as_str().into()),
                ("sign", sign(one).into()),
                ("limit", limit.as_str().into()),
            ];
            t.a("incidents-significance-compared", held)
        }
        (Some(Fact::Number(value)), Fact::Truth(_)) => amount(t, unit, value),
    }
}

/// How the value stands to the limit, which is not how the law puts it where the limit is not passed.
fn sign(one: &Comparison) -> &'static str {
    let met = one.outcome == Outcome::Met.code();
    match (Op::parse(&one.op), met) {
        (Some(Op::More), true) | (Some(Op::AtMost), false) => ">",
        (Some(Op::AtLeast), true) | (Some(Op::Less), false) => "≥",
        (Some(Op::Less), true) | (Some(Op::AtLeast), false) => "<",
        _ => "≤",
    }
}

// words: incidents-significance-unit-{percent,minutes,seconds,euro}

/// A number in its unit.
fn amount(t: &Words, unit: Unit, value: f64) -> String {
    let value = t.decimal(value, 2);
    match unit {
        Unit::YesNo | Unit::Count => value,
        unit => t.a(&format!("incidents-significance-unit-{}", unit.code()), [("value", value.as_str().into())]),
    }
}
