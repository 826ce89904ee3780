//! Numbers that organisations gave: their middle and spread, where no single one shines through.

use rust_decimal::Decimal;

/// Quartiles are values of single organisations; so there must be several around each.
const QUARTILES_FROM: usize = 10;
/// Of a sum, what the largest may be of it: more, and the sum tells of the largest (dominance, the (1, 50) rule).
const LARGEST_SHARE: i64 = 2;

/// What is shown of numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Middle {
    /// The mean; none where one organisation dominates it.
    pub mean: Option<Decimal>,
    /// The three quartiles, rounded to two digits; none where there are too few.
    pub quartiles: Option<[Decimal; 3]>,
}

/// Of at least `least` numbers; `None` of fewer. The lowest and the highest are never told.
#[must_use]
pub fn middle(values: &[Decimal], least: u64) -> Option<Middle> {
    if (values.len() as u64) < least {
        return None;
    }
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let sum = sorted.iter().try_fold(Decimal::ZERO, |sum, value| sum.checked_add(value.abs()));
    let signed = sorted.iter().try_fold(Decimal::ZERO, |sum, value| sum.checked_add(*value));
    let largest = sorted.iter().map(Decimal::abs).max().unwrap_or_default();
    let dominated = sum.is_none_or(|sum| largest.saturating_mul(LARGEST_SHARE.into()) > sum);
    let mean = signed.filter(|_| !dominated).map(|sum| rounded(sum / Decimal::from(sorted.len())));
    let at = |quarter: usize| rounded(sorted[(sorted.len() - 1) * quarter / 4]);
    Some(Middle { mean, quartiles: (sorted.len() >= QUARTILES_FROM).then(|| [at(1), at(2), at(3)]) })
}

/// To two digits that mean something.
fn rounded(value: Decimal) -> Decimal {
    value.round_sf(2).unwrap_or(value).normalize()
}
