//! Who knocks too often while others wait at the door: told to come back, before anything is read, counted or hashed.
//!
//! Not the brakes on guessing, which are a table and hold for all processes ([`belfry_identity`]): this only decides who takes
//! the few places when there are not enough, and forgets within minutes. Somebody who signs in once is never in its way.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Who knocks for the first time waits behind so many others.
const FIRST: usize = 32;
/// Who knocks again, as one does who mistyped, waits behind so many.
const AGAIN: usize = 8;
/// Knocks that count as one person's.
const FREE: f32 = 2.0;
/// One knock is forgotten after so long.
const FORGOTTEN: Duration = Duration::from_secs(30);
/// Networks that are remembered.
const MOST: usize = 20_000;

/// The networks that knocked lately, each with how often, less what is forgotten.
#[derive(Debug, Default)]
pub struct Knocks(Mutex<HashMap<String, (Instant, f32)>>);

impl Knocks {
    /// Notes a knock; how many may wait before it. None for who has knocked more than his share of late: he comes in only where
    /// nobody else would. So a first try is never far behind, however many guess.
    pub fn ahead_of(&self, network: String, now: Instant) -> usize {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.retain(|_, (last, level)| now.duration_since(*last) < FORGOTTEN.mul_f32(*level));
        }
        if known.len() >= MOST {
            known.clear();
        }
        let (last, level) = known.entry(network).or_insert((now, 0.0));
        let forgotten = now.duration_since(*last).as_secs_f32() / FORGOTTEN.as_secs_f32();
        *level = ((*level - forgotten).max(0.0) + 1.0).min(FREE + 1.0);
        *last = now;
        match *level {
            level if level > FREE => 0,
            level if level > 1.0 => AGAIN,
            _ => FIRST,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_third_knock_within_half_a_minute_is_eager_and_patience_helps() {
        let (knocks, now) = (Knocks::default(), Instant::now());
        let knock =
            |network: &str, seconds: u64| knocks.ahead_of(network.to_owned(), now + Duration::from_secs(seconds));
        assert_eq!([0, 1, 2].map(|second| knock("192.0.2.1", second)), [FIRST, AGAIN, 0]);
        assert_eq!(knock("192.0.2.2", 2), FIRST, "others are not meant");
        assert!((3..60).all(|second| knock("192.0.2.1", second) == 0), "hammering does not help");
        assert_eq!(knock("192.0.2.1", 130), FIRST);
    }
}
