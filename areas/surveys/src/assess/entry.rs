//! What is said of one item.

use belfry_catalogue::Framework;
use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;

/// In the place of a level: the item does not apply to this organisation.
pub const APART: i64 = -1;
/// How much an item counts, from usual to most.
pub const WEIGHTS: &[i64] = &[1, 2, 3];

/// What is said of one item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The place of the step on the framework's scale, from 0; [`APART`] where the item does not apply; none where nothing is said yet.
    pub level: Option<i64>,
    /// The step aimed at, where it is another than the assessment's.
    pub target: Option<i64>,
    /// How much it counts.
    pub weight: i64,
    /// Why it is so.
    pub comment: String,
    /// By what it is shown: words and links.
    pub evidence: String,
    /// Until when the target is to be reached.
    pub due: Option<Date>,
    /// When it was saved last.
    pub saved: Option<Timestamp>,
}

impl Entry {
    /// Whether something is said of the item.
    #[must_use]
    pub fn is_said(&self) -> bool {
        self.level.is_some()
    }

    /// Its level, where the item applies.
    #[must_use]
    pub fn measured(&self) -> Option<i64> {
        self.level.filter(|level| *level >= 0)
    }

    /// How much it counts, where nothing was said as usual.
    #[must_use]
    pub fn counts(&self) -> i64 {
        self.weight.max(1)
    }
}

/// A framework's scale as shares: 0 for the lowest step, 1 for the highest.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scale(Vec<f64>);

impl Scale {
    /// Of a framework; its steps may count any amounts.
    #[must_use]
    pub fn of(framework: &Framework) -> Self {
        let scores: Vec<f64> = framework.scale.iter().map(|step| step.score.to_f64().unwrap_or_default()).collect();
        let low = scores.iter().copied().fold(f64::INFINITY, f64::min);
        let span = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max) - low;
        Self(scores.iter().map(|score| if span > 0.0 { (score - low) / span } else { 0.0 }).collect())
    }

    /// The share of a step; none for what is no step.
    #[must_use]
    pub fn share(&self, step: i64) -> Option<f64> {
        usize::try_from(step).ok().and_then(|step| self.0.get(step)).copied()
    }

    /// How many steps there are.
    #[must_use]
    pub fn steps(&self) -> i64 {
        i64::try_from(self.0.len()).unwrap_or(i64::MAX)
    }

    /// The highest step that a share reaches.
    #[must_use]
    pub fn reached(&self, share: f64) -> Option<i64> {
        let reached = self.0.iter().rposition(|step| *step <= share + 1e-9)?;
        i64::try_from(reached).ok()
    }
}
