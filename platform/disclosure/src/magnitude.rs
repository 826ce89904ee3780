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

/// The same in groups whose sizes everybody knows, beside what is told of all: `None` where nothing is told of a group. Of each are given
/// the numbers of its members, none for those who gave none.
///
/// From the mean of all and those of the other groups the last could be computed: so what is not told is of enough together, and of no
/// single one mostly.
#[must_use]
pub fn grouped(groups: &[Vec<Option<Decimal>>], least: u64) -> Vec<Option<Middle>> {
    let given: Vec<Vec<Decimal>> = groups.iter().map(|group| group.iter().copied().flatten().collect()).collect();
    let of = |(group, given): (&Vec<Option<Decimal>>, &Vec<Decimal>)| {
        let missing = (group.len() - given.len()) as u64;
        middle(given, least).filter(|_| missing == 0 || missing >= least)
    };
    let mut told: Vec<Option<Middle>> = groups.iter().zip(&given).map(of).collect();
    let hides = |one: &Option<Middle>| one.is_none_or(|middle| middle.mean.is_none());
    let mut left: Vec<usize> = (0..told.len()).filter(|at| !hides(&told[*at])).collect();
    left.sort_by_key(|at| (std::cmp::Reverse(given[*at].len()), *at));
    loop {
        let hidden: Vec<Decimal> =
            (0..told.len()).filter(|at| hides(&told[*at])).flat_map(|at| given[at].iter().copied()).collect();
        if hidden.is_empty() || middle(&hidden, least).is_some_and(|together| together.mean.is_some()) {
            return told;
        }
        let Some(at) = left.pop() else { return told };
        told[at] = told[at].map(|middle| Middle { mean: None, ..middle }).filter(|middle| middle.quartiles.is_some());
    }
}

/// To two digits that mean something.
fn rounded(value: Decimal) -> Decimal {
    value.round_sf(2).unwrap_or(value).normalize()
}
