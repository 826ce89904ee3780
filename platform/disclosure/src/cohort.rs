//! Whose answers count in a wave.
//!
//! Two waves with nearly the same organisations tell, by what differs, of those who came or went. So a wave counts those whom an
//! earlier one of its series counted, all of them or all but at least the threshold, and besides them none or at least the threshold.

use std::collections::BTreeSet;

/// Those of `there` who are counted, given who was counted in each earlier wave. `rank` says who is left out first where some who stayed
/// have to be: the same for everybody who asks, and nothing to be guessed from outside.
#[must_use]
pub fn counted(
    there: &BTreeSet<i64>,
    earlier: &[BTreeSet<i64>],
    least: usize,
    rank: impl Fn(i64) -> u64,
) -> BTreeSet<i64> {
    let mut counted = there.clone();
    // Each round only takes away; so it ends.
    loop {
        let before = counted.len();
        for wave in earlier {
            let came: Vec<i64> = counted.difference(wave).copied().collect();
            if (1..least).contains(&came.len()) {
                counted.retain(|one| !came.contains(one));
            }
            let gone = wave.difference(&counted).count();
            if (1..least).contains(&gone) {
                let mut stayed: Vec<i64> = counted.intersection(wave).copied().collect();
                stayed.sort_by_key(|one| (rank(*one), *one));
                stayed.truncate(least - gone);
                counted.retain(|one| !stayed.contains(one));
            }
        }
        if counted.len() == before {
            return if counted.len() < least { BTreeSet::new() } else { counted };
        }
    }
}
