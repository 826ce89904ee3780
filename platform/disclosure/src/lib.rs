//! What may be told of counts without telling of few: pure, and the same for every page, file and wave.
//!
//! | module | holds |
//! |---|---|
//! | this | what is shown of a count, groups that are told together, one question by itself |
//! | [`cross`] | a question by groups, or by another question: what has to be withheld so that nothing can be taken away again |
//! | [`cohort`] | whose answers count in a wave, so that two waves do not tell of who came or went |
//! | [`magnitude`] | middles and spreads of numbers |
//!
//! What is counted are respondents: organisations, or people where each answers for himself. A count under the threshold is
//! *sensitive*. What somebody can compute from everything that is published, with all sums known and no count below nothing, must
//! leave open at least as much as the threshold for each of them; `areas/surveys/tests/it/disclosure.rs` computes it (Hundepool and
//! others, Statistical Disclosure Control, 2012, chapter 4, has the theory).
//!
//! Deliberately absent: noise. In sectors of five to forty organisations it would drown what is to be seen.

pub mod cohort;
pub mod cross;
pub mod magnitude;

/// The fewest organisations that a count may be of, unless a survey asks for more.
pub const LEAST: u64 = 5;

/// What is shown of a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The count.
    Count(u64),
    /// Nothing: few, or needed to keep few from being computed. Which of the two is not told.
    Withheld,
    /// All, or all but fewer than the threshold: more than half.
    Nearly,
    /// None, or fewer than the threshold, where one other answer has most or all.
    Hardly,
}

impl Shown {
    /// The count, where it is shown.
    #[must_use]
    pub fn count(self) -> Option<u64> {
        match self {
            Self::Count(n) => Some(n),
            _ => None,
        }
    }
}

/// Whether "all but fewer than the threshold" of so many is more than half.
pub(crate) fn says_something(all: u64, least: u64) -> bool {
    all >= 2 * least
}

/// What is shown of one question whose answers exclude each other; `None` where there are too few altogether. The sum is told.
#[must_use]
pub fn alone(counts: &[u64], least: u64) -> Option<Vec<Shown>> {
    let all: u64 = counts.iter().sum();
    let (at, most) = counts.iter().copied().enumerate().max_by_key(|(at, n)| (*n, std::cmp::Reverse(*at)))?;
    if all < least {
        return None;
    }
    // Everybody said the same: that is known of each of them. That few did not is told neither.
    if all - most < least {
        let band = |other: usize| match () {
            () if !says_something(all, least) => Shown::Withheld,
            () if other == at => Shown::Nearly,
            () => Shown::Hardly,
        };
        return Some((0..counts.len()).map(band).collect());
    }
    let mut withheld: Vec<usize> = (0..counts.len()).filter(|at| (1..least).contains(&counts[*at])).collect();
    let mut others: Vec<usize> = (0..counts.len()).filter(|at| counts[*at] >= least).collect();
    others.sort_by_key(|at| (counts[*at], *at));
    let mut next = others.into_iter();
    while !withheld.is_empty() && (withheld.len() < 2 || withheld.iter().map(|at| counts[*at]).sum::<u64>() < least) {
        withheld.push(next.next()?);
    }
    let show = |(at, n): (usize, &u64)| if withheld.contains(&at) { Shown::Withheld } else { Shown::Count(*n) };
    Some(counts.iter().enumerate().map(show).collect())
}

/// Which groups are told together, by their sizes: those under the threshold are joined, and with them the smallest of the others
/// until they are enough. Each inner list holds places in `sizes`; a group of nobody is in none.
#[must_use]
pub fn join(sizes: &[u64], least: u64) -> Vec<Vec<usize>> {
    let there = (0..sizes.len()).filter(|at| sizes[*at] > 0);
    let (mut large, mut small): (Vec<usize>, Vec<usize>) = there.partition(|at| sizes[*at] >= least);
    let mut by_size = large.clone();
    by_size.sort_by_key(|at| (sizes[*at], *at));
    let mut next = by_size.into_iter();
    while !small.is_empty() && small.iter().map(|at| sizes[*at]).sum::<u64>() < least {
        let Some(at) = next.next() else { break };
        large.retain(|other| *other != at);
        small.push(at);
    }
    let mut groups: Vec<Vec<usize>> = large.into_iter().map(|at| vec![at]).collect();
    if !small.is_empty() {
        small.sort_unstable();
        groups.push(small);
    }
    groups
}
