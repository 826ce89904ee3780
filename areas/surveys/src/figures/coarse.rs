//! Means that leave open what single answers were.
//!
//! The counts behind a mean are told too, as far as they tell of nobody; the mean is one more equation about those that are withheld.
//! With it, two withheld counts can be computed. So a mean is rounded so coarsely that moving as many answers as the threshold, from one
//! end of the scale to the other, could still give the same.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Steps to which means are rounded, finest first, in hundredths of a point.
const STEPS: [i64; 5] = [10, 20, 25, 50, 100];

/// Of how many answers, from which scale, a mean is.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    /// The lowest answer.
    pub low: Decimal,
    /// The highest.
    pub high: Decimal,
}

/// The step to which a mean of `n` answers is rounded, where `least` have to stay open; `None` where no step is coarse enough and still
/// says something.
#[must_use]
pub fn step(n: u64, scale: Scale, least: u64) -> Option<Decimal> {
    let span = scale.high - scale.low;
    let open = Decimal::from(least + 1) * span;
    let steps = STEPS.iter().map(|hundredths| Decimal::new(*hundredths, 2));
    // Half of the scale at once says nothing.
    steps.filter(|step| *step * Decimal::TWO < span).find(|step| *step * Decimal::from(n) >= open)
}

/// The mean of a sum over `n` answers of `of` respondents, rounded as [`step`] says; `None` where it would tell of few.
#[must_use]
pub fn mean(sum: Decimal, n: u64, of: u64, scale: Scale, least: u64) -> Option<f64> {
    if of < least || n == 0 {
        return None;
    }
    let step = step(n, scale, least)?;
    let steps = (sum / Decimal::from(n) / step).round();
    (steps * step).normalize().to_f64()
}

#[cfg(test)]
mod tests {
    use super::{Scale, mean};
    use rust_decimal::Decimal;

    const SCALE: Scale = Scale { low: Decimal::ZERO, high: Decimal::from_parts(4, 0, 0, false, 0) };

    #[test]
    fn what_few_answered_could_be_another_by_the_threshold() {
        // Of every mean that is told, with all answers but two withheld counts known: how many values can one of the two have?
        for n in 5..120_u64 {
            for ends in [(0_u64, 4_u64), (0, 1), (1, 3), (2, 4)] {
                for first in 0..=n.min(10) {
                    let told = |first: u64| {
                        let sum = first * ends.0 + (n - first) * ends.1;
                        mean(sum.into(), n, n, SCALE, 5)
                    };
                    let Some(said) = told(first) else { continue };
                    let same: Vec<u64> = (0..=n).filter(|other| told(*other) == Some(said)).collect();
                    // Where nobody or everybody is possible, half of the step lies beyond the end of the scale.
                    let at_an_end = same.contains(&0) || same.contains(&n);
                    let open = same.len() as u64;
                    assert!(open >= if at_an_end { 3 } else { 5 }, "{n} {ends:?} {first}: {open}");
                }
            }
        }
    }

    #[test]
    fn of_many_it_is_finer_and_of_few_nothing() {
        let of = |sum: i64, n: u64| mean(sum.into(), n, n, SCALE, 5);
        assert_eq!(of(10, 5), None);
        assert_eq!(of(70, 60), Some(1.0));
        assert_eq!(of(270, 240), Some(1.1));
        // Ten questions of eight respondents.
        assert_eq!(mean(Decimal::from(170), 80, 8, SCALE, 5), Some(2.0));
        assert_eq!(mean(Decimal::from(170), 80, 4, SCALE, 5), None);
    }
}
