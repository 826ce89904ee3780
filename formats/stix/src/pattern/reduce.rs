//! The plain values in a pattern: what a platform of indicators can keep of a small program, and what it cannot.

use super::{Comparison, ObjectPath, Observation, Operator, Pattern, Test, Value};

/// What [`observables`] found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reduced {
    /// Equality tests and members of `IN` lists, in order. Any one of them matching is all that is left of the pattern's logic.
    pub values: Vec<(ObjectPath, Value)>,
    /// What the values do not say any more. Empty: the values joined by "or" mean what the pattern means.
    pub lost: Vec<Loss>,
}

/// A part of a pattern that plain values do not express.
#[derive(Debug, Clone, PartialEq)]
pub enum Loss {
    /// A test that gives no value: another operator, or a negation.
    Test(Test),
    /// Tests of one observation that hold only together; their values were taken one by one.
    TogetherInOne,
    /// Observations that hold only together; their values were taken one by one.
    Together,
    /// Observations whose order matters; their values were taken one by one.
    Order,
    /// `START`, `WITHIN`, `REPEATS`.
    Qualifier,
}

/// The values of a pattern's equality tests, and what is lost by looking at them alone.
#[must_use]
pub fn observables(pattern: &Pattern) -> Reduced {
    let mut reduced = Reduced::default();
    observation(&pattern.observation, &mut reduced);
    reduced
}

fn observation(from: &Observation, into: &mut Reduced) {
    match from {
        Observation::Compare(inner) => comparison(inner, into),
        Observation::Qualified(inner, _) => {
            into.lost.push(Loss::Qualifier);
            observation(inner, into);
        }
        Observation::And(items) => {
            into.lost.push(Loss::Together);
            items.iter().for_each(|item| observation(item, into));
        }
        Observation::FollowedBy(items) => {
            into.lost.push(Loss::Order);
            items.iter().for_each(|item| observation(item, into));
        }
        Observation::Or(items) => items.iter().for_each(|item| observation(item, into)),
    }
}

fn comparison(from: &Comparison, into: &mut Reduced) {
    match from {
        Comparison::And(items) => {
            into.lost.push(Loss::TogetherInOne);
            items.iter().for_each(|item| comparison(item, into));
        }
        Comparison::Or(items) => items.iter().for_each(|item| comparison(item, into)),
        Comparison::Test(test) => match &test.operator {
            Operator::Equal(value) if !test.negated => into.values.push((test.path.clone(), value.clone())),
            Operator::In(values) if !test.negated => {
                let pairs = values.iter().map(|v| (test.path.clone(), v.clone()));
                into.values.extend(pairs);
            }
            _ => into.lost.push(Loss::Test(test.clone())),
        },
    }
}
