//! What kind of answer a name has: XPath compares everything with everything, here it depends.

use std::collections::HashMap;

use crate::core::Name;
use crate::core::form::{Element, Kind};

/// What kind of answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// One or several choices, by code.
    Choice,
    /// `yes` or `no` there, a truth here.
    YesNo,
    /// `OK` there, a truth here.
    Consent,
    /// A number.
    Number,
    /// Computed: a truth is `true` or `false` there.
    Computed,
    /// A repeat.
    Repeat,
    /// Anything else.
    Other,
}

impl Sort {
    /// How yes is written there.
    pub fn yes(self) -> Option<&'static str> {
        match self {
            Self::YesNo => Some("yes"),
            Self::Consent => Some("OK"),
            Self::Computed => Some("true"),
            _ => None,
        }
    }

    /// How no is written there.
    pub fn no(self) -> Option<&'static str> {
        match self {
            Self::YesNo => Some("no"),
            Self::Computed => Some("false"),
            _ => None,
        }
    }
}

/// The sort of every name in a form.
pub fn sorts(elements: &[Element]) -> HashMap<Name, Sort> {
    let mut all = HashMap::new();
    collect(elements, &mut all);
    all
}

fn collect(elements: &[Element], all: &mut HashMap<Name, Sort>) {
    for element in elements {
        match element {
            Element::Group(group) => collect(&group.elements, all),
            Element::Repeat(repeat) => {
                all.insert(repeat.name.clone(), Sort::Repeat);
                collect(&repeat.elements, all);
            }
            Element::Question(question) => {
                if let Kind::Matrix { rows, .. } = &question.kind {
                    all.extend(rows.iter().map(|row| (row.name.clone(), Sort::Choice)));
                }
                all.insert(question.name.clone(), sort(&question.kind));
            }
        }
    }
}

/// The sort of a kind.
pub fn sort(kind: &Kind) -> Sort {
    match kind {
        Kind::One(_) | Kind::Several(_) | Kind::Rank(_) => Sort::Choice,
        Kind::YesNo => Sort::YesNo,
        Kind::Consent => Sort::Consent,
        Kind::Whole | Kind::Decimal | Kind::Scale { .. } | Kind::Money { .. } => Sort::Number,
        Kind::Calculated => Sort::Computed,
        _ => Sort::Other,
    }
}
