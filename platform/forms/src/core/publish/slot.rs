//! What stands in a published form, one after the other.

use super::Part;
use crate::core::check::{SlotId, Typed};
use crate::core::form::{Group, Kind, Points, Question, Repeat};
use crate::core::name::{Name, Text};
use crate::core::value::Type;

/// One thing in a published form.
#[derive(Clone, Debug)]
pub struct Slot {
    /// Its name.
    pub name: Name,
    /// What it is.
    pub asked: Asked,
    /// The group or repeat that it is in.
    pub parent: Option<SlotId>,
    /// The matrix whose row it is.
    pub matrix: Option<SlotId>,
    /// The repeats around it, outermost first.
    pub scope: Vec<SlotId>,
    /// Its page, from 0.
    pub page: usize,
    /// The type of its answer, if it has one.
    pub kind: Option<Type>,
    /// Its expressions.
    pub rules: Rules,
}

/// What a slot is. Of groups and repeats only the head: what is in them has slots of its own.
#[derive(Clone, Debug)]
pub enum Asked {
    /// A group.
    Group(Box<Group>),
    /// A repeat.
    Repeat(Box<Repeat>),
    /// A question.
    Question(Box<Question>),
    /// A row of a matrix.
    Row(Text),
}

/// The typed expressions of a slot.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// When it is asked.
    pub relevance: Option<Typed>,
    /// What an answer must fulfil.
    pub constraint: Option<Typed>,
    /// When an answer is due.
    pub required: Option<Typed>,
    /// What it is computed by.
    pub calculation: Option<Typed>,
    /// What stands there first.
    pub default: Option<Typed>,
    /// Which choices are offered.
    pub filter: Option<Typed>,
    /// How many entries.
    pub count: Option<Typed>,
    /// Its points.
    pub points: Option<Typed>,
}

impl Slot {
    /// The question, if it is one.
    #[must_use]
    pub fn question(&self) -> Option<&Question> {
        match &self.asked {
            Asked::Question(question) => Some(question),
            _ => None,
        }
    }

    /// What is read at its head.
    #[must_use]
    pub fn label(&self) -> &Text {
        match &self.asked {
            Asked::Group(group) => &group.label,
            Asked::Repeat(repeat) => &repeat.label,
            Asked::Question(question) => &question.label,
            Asked::Row(label) => label,
        }
    }

    /// Whether anything of it is shown.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        !self.question().is_some_and(|question| matches!(question.kind, Kind::Calculated | Kind::Hidden))
    }

    /// Whether the respondent writes its answer.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        match &self.asked {
            Asked::Row(_) => true,
            Asked::Question(question) => {
                self.kind.is_some() && self.is_shown() && question.calculation.is_none() && !question.read_only
            }
            _ => false,
        }
    }

    /// Its expressions as they were written.
    pub(super) fn sources(&self) -> Vec<(Part, &str)> {
        let mut all = Vec::new();
        match &self.asked {
            Asked::Group(group) => all.extend(group.relevance.as_deref().map(|text| (Part::Relevance, text))),
            Asked::Repeat(repeat) => {
                all.extend(repeat.relevance.as_deref().map(|text| (Part::Relevance, text)));
                all.extend(repeat.count.as_deref().map(|text| (Part::Count, text)));
            }
            Asked::Question(question) => {
                for (part, text) in [
                    // The calculation first: it says what kind of answer this is.
                    (Part::Calculation, &question.calculation),
                    (Part::Relevance, &question.relevance),
                    (Part::Constraint, &question.constraint),
                    (Part::Required, &question.required),
                    (Part::Default, &question.default),
                ] {
                    all.extend(text.as_deref().map(|text| (part, text)));
                }
                if let Kind::One(choose) | Kind::Several(choose) | Kind::Rank(choose) = &question.kind {
                    all.extend(choose.filter.as_deref().map(|text| (Part::Filter, text)));
                }
                if let Some(Points::Expression(text)) = question.score.as_ref().map(|score| &score.points) {
                    all.push((Part::Score, text));
                }
            }
            Asked::Row(_) => {}
        }
        all
    }
}
