//! Whether an incident is significant, and why: thresholds of a regime, held against what is known.
//!
//! | module | holds |
//! |---|---|
//! | this | the thresholds, and the answer with its reasons; pure |
//! | [`read`] | thresholds out of a regime's file |
//! | [`line`] | for programs, a line of JSON each |
//! | [`said`] | reasons in words: "6.2 % > 5 %" |
//! | [`decide`] | the page of an incident: asks what its type needs, says the result, keeps it |
//! | [`store`] | the SQL of what was decided |
//!
//! What is not known leaves a criterion open rather than unmet: nobody is told "not significant" by an empty form. "More than 5 % or 1
//! million users, whichever number is smaller" is met as soon as one of the two is passed: that is what the smaller of two limits means.

pub mod decide;
pub mod line;
pub mod read;
pub mod said;
pub mod store;

use std::collections::{BTreeMap, BTreeSet};

use belfry_forms::core::Text;
use serde::{Deserialize, Serialize};

belfry_kernel::codes! {
    /// What a metric is counted in.
    Unit {
        /// Yes or no.
        YesNo = "yes_no",
        /// Things or people.
        Count = "count",
        /// Parts of a hundred.
        Percent = "percent",
        /// Minutes.
        Minutes = "minutes",
        /// Seconds.
        Seconds = "seconds",
        /// Euro.
        Euro = "euro",
    }
    /// How a value is held against a limit.
    Op {
        /// More than.
        More = ">",
        /// At least.
        AtLeast = ">=",
        /// Less than.
        Less = "<",
        /// At most.
        AtMost = "<=",
        /// Is yes, is no.
        Is = "is",
    }
    /// What of an incident's record says what a metric asks.
    Prefill {
        /// Its costs.
        Loss = "loss",
        /// The users who were hit.
        Users = "users",
        /// Their share.
        Share = "share",
        /// How long it lasted.
        Minutes = "minutes",
        /// Whether malice is suspected.
        Malice = "malice",
        /// How often there was one of the same cause within six months.
        Recurring = "recurring",
        /// What those cost together.
        RecurringLoss = "recurring-loss",
    }
    /// Whether a criterion is met.
    Outcome {
        /// It is.
        Met = "met",
        /// It is not.
        Unmet = "unmet",
        /// What is known does not tell.
        Open = "open",
    }
}

/// Something that is known of an incident.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Fact {
    /// Yes or no.
    Truth(bool),
    /// A number in the metric's unit.
    Number(f64),
}

/// What is known, by the codes of metrics.
pub type Facts = BTreeMap<String, Fact>;

/// Something that can be known of an incident.
#[derive(Clone, Debug)]
pub struct Metric {
    /// Its code.
    pub code: String,
    /// What it is counted in.
    pub unit: Unit,
    /// The question.
    pub ask: Text,
    /// Whether it is only computed, never asked.
    pub hidden: bool,
    /// How it follows from others, where it was not given.
    pub follows: Option<Follows>,
    /// What of an incident's record says it; none where nothing does.
    pub prefill: Option<Prefill>,
}

/// How one metric follows from two others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Follows {
    /// The first in per cent of the second.
    Ratio(String, String),
    /// The first times the second, which is in minutes, in hours.
    Hours(String, String),
}

/// A type of entity that has criteria of its own.
#[derive(Clone, Debug)]
pub struct Type {
    /// Its code: that of the register, where it is one of the register's.
    pub code: String,
    /// What it is called.
    pub title: Text,
}

/// What makes an incident significant.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// Its code.
    pub code: String,
    /// Where it stands.
    pub article: String,
    /// For which types of entity.
    pub types: Vec<String>,
    /// What it says.
    pub text: Text,
    /// Whether it makes an incident *not* significant, whatever else is met.
    pub excludes: bool,
    /// When it is met.
    pub test: Test,
}

/// When a criterion is met.
#[derive(Clone, Debug)]
pub enum Test {
    /// All of these.
    All(Vec<Test>),
    /// One of these.
    Any(Vec<Test>),
    /// A value against a limit.
    Compare(Comparison),
}

/// A value against a limit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// Of which metric.
    pub metric: String,
    /// How: a code of [`Op`].
    pub op: String,
    /// Against what.
    pub limit: Fact,
    /// What is known.
    pub value: Option<Fact>,
    /// Whether it holds: a code of [`Outcome`].
    pub outcome: String,
}

/// The thresholds of a regime.
#[derive(Clone, Debug, Default)]
pub struct Thresholds {
    /// What the data were taken from.
    pub source: String,
    /// The types of entity.
    pub types: Vec<Type>,
    /// What can be known.
    pub metrics: Vec<Metric>,
    /// What makes an incident significant.
    pub criteria: Vec<Criterion>,
}

/// A criterion with what became of it; kept with the decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// The criterion's code.
    pub criterion: String,
    /// Where it stands.
    pub article: String,
    /// A code of [`Outcome`].
    pub outcome: String,
    /// Whether it makes the incident not significant.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub excludes: bool,
    /// What decided it.
    pub because: Vec<Comparison>,
}

/// The answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Whether it is significant.
    pub outcome: Outcome,
    /// Every criterion of the types: those that are met first, then those that are open.
    pub reasons: Vec<Reason>,
    /// Metrics that would close what is open.
    pub missing: Vec<String>,
}

impl Thresholds {
    /// A metric by its code.
    #[must_use]
    pub fn metric(&self, code: &str) -> Option<&Metric> {
        self.metrics.iter().find(|metric| metric.code == code)
    }

    /// A criterion by its code.
    #[must_use]
    pub fn criterion(&self, code: &str) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| criterion.code == code)
    }

    /// The criteria of some types of entity.
    pub fn of_types<'a>(&'a self, types: &'a [String]) -> impl Iterator<Item = &'a Criterion> {
        self.criteria.iter().filter(|criterion| criterion.types.iter().any(|one| types.contains(one)))
    }

    /// What has to be asked about some types of entity, in the order of the file: what their criteria compare, and what that follows from.
    #[must_use]
    pub fn asked<'a>(&'a self, types: &'a [String]) -> Vec<&'a Metric> {
        let mut needed = BTreeSet::new();
        for criterion in self.of_types(types) {
            criterion.test.metrics(&mut |code| {
                needed.insert(code.to_owned());
            });
        }
        for metric in self.metrics.iter().filter(|metric| needed.contains(&metric.code)).collect::<Vec<_>>() {
            if let Some(Follows::Ratio(a, b) | Follows::Hours(a, b)) = &metric.follows {
                needed.extend([a.clone(), b.clone()]);
            }
        }
        self.metrics.iter().filter(|metric| needed.contains(&metric.code) && !metric.hidden).collect()
    }

    /// Holds what is known against the criteria of some types of entity.
    #[must_use]
    pub fn decide(&self, types: &[String], facts: &Facts) -> Verdict {
        let mut known = facts.clone();
        for metric in &self.metrics {
            if !known.contains_key(&metric.code)
                && let Some(value) = metric.follows.as_ref().and_then(|follows| follows.from(facts))
            {
                known.insert(metric.code.clone(), Fact::Number(value));
            }
        }
        let (mut reasons, mut missing) = (Vec::new(), BTreeSet::new());
        for criterion in self.of_types(types) {
            let mut because = Vec::new();
            let outcome = criterion.test.hold(&known, &mut because);
            if outcome == Outcome::Open {
                missing.extend(because.iter().filter(|one| one.value.is_none()).map(|one| one.metric.clone()));
            }
            reasons.push(Reason {
                criterion: criterion.code.clone(),
                article: criterion.article.clone(),
                outcome: outcome.code().to_owned(),
                excludes: criterion.excludes,
                because,
            });
        }
        let outcome = settled(&reasons);
        // What is excluded or met already needs no more facts.
        let missing = if outcome == Outcome::Open { missing.into_iter().collect() } else { Vec::new() };
        let rank = |outcome: &str| match Outcome::parse(outcome) {
            Some(Outcome::Met) => 0,
            Some(Outcome::Open) => 1,
            _ => 2,
        };
        reasons.sort_by_key(|reason| (rank(&reason.outcome), !reason.excludes));
        Verdict { outcome, reasons, missing }
    }
}

/// What a list of reasons comes to.
fn settled(reasons: &[Reason]) -> Outcome {
    let any = |excludes: bool, outcome: Outcome| {
        reasons.iter().any(|reason| reason.excludes == excludes && reason.outcome == outcome.code())
    };
    match () {
        () if any(true, Outcome::Met) => Outcome::Unmet,
        // Whether it was planned is asked for nothing else: not said, it was not.
        () if any(false, Outcome::Met) => Outcome::Met,
        () if any(false, Outcome::Open) || reasons.is_empty() => Outcome::Open,
        () => Outcome::Unmet,
    }
}

impl Follows {
    fn from(&self, facts: &Facts) -> Option<f64> {
        let number = |code: &String| match facts.get(code) {
            Some(Fact::Number(value)) => Some(*value),
            _ => None,
        };
        match self {
            Self::Ratio(a, b) => Some(number(a)? * 100.0 / number(b).filter(|whole| *whole > 0.0)?),
            Self::Hours(a, b) => Some(number(a)? * number(b)? / 60.0),
        }
    }
}

impl Test {
    /// Every metric that is compared.
    pub fn metrics(&self, each: &mut impl FnMut(&str)) {
        match self {
            Self::All(tests) | Self::Any(tests) => tests.iter().for_each(|test| test.metrics(each)),
            Self::Compare(one) => each(&one.metric),
        }
    }

    /// Holds what is known against it, and says by which comparisons it was decided.
    fn hold(&self, known: &Facts, because: &mut Vec<Comparison>) -> Outcome {
        match self {
            Self::Compare(one) => {
                let mut one = one.clone();
                one.value = known.get(&one.metric).copied();
                let outcome = compare(&one);
                outcome.code().clone_into(&mut one.outcome);
                because.push(one);
                outcome
            }
            Self::All(tests) => decided(tests, known, because, Outcome::Unmet, Outcome::Met),
            Self::Any(tests) => decided(tests, known, because, Outcome::Met, Outcome::Unmet),
        }
    }
}

/// Of several: one with `decides` decides; else one that is open leaves it open; else all are `otherwise`. Only what led there is kept.
fn decided(
    tests: &[Test],
    known: &Facts,
    because: &mut Vec<Comparison>,
    decides: Outcome,
    otherwise: Outcome,
) -> Outcome {
    let held: Vec<(Outcome, Vec<Comparison>)> = tests
        .iter()
        .map(|test| {
            let mut led = Vec::new();
            (test.hold(known, &mut led), led)
        })
        .collect();
    let there = |outcome: Outcome| held.iter().any(|(one, _)| *one == outcome);
    let outcome = if there(decides) {
        decides
    } else if there(Outcome::Open) {
        Outcome::Open
    } else {
        otherwise
    };
    because.extend(held.into_iter().filter(|(one, _)| *one == outcome).flat_map(|(_, led)| led));
    outcome
}

fn compare(one: &Comparison) -> Outcome {
    let holds = match (one.value, one.limit, Op::parse(&one.op)) {
        (Some(Fact::Truth(value)), Fact::Truth(limit), Some(Op::Is)) => value == limit,
        (Some(Fact::Number(value)), Fact::Number(limit), Some(op)) => match op {
            Op::More => value > limit,
            Op::AtLeast => value >= limit,
            Op::Less => value < limit,
            Op::AtMost => value <= limit,
            Op::Is => return Outcome::Open,
        },
        _ => return Outcome::Open,
    };
    if holds { Outcome::Met } else { Outcome::Unmet }
}
