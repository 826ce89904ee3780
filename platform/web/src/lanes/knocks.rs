//! Who comes too often of late: at the door while others wait, told to come back before anything is read, counted or hashed; and
//! at what anybody may send, where nobody is to be noted down.
//!
//! Not the brakes on guessing, which are a table and hold for all processes ([`belfry_identity`]): this lives in memory only and
//! forgets within minutes. Somebody who comes once is never in its way.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Who knocks for the first time waits behind so many others.
const FIRST: usize = 32;
/// Who knocks again, as one does who mistyped, waits behind so many.
const AGAIN: usize = 8;
/// Networks that are remembered.
const MOST: usize = 20_000;

/// The networks that knocked lately, each with how often, less what is forgotten.
#[derive(Debug)]
pub struct Knocks {
    known: Mutex<HashMap<String, (Instant, f32)>>,
    /// Knocks that are nothing unusual.
    free: f32,
    /// One knock is forgotten after so long.
    forgotten: Duration,
}

impl Knocks {
    /// At the door: what counts as one person's.
    pub fn at_door() -> Self {
        Self { known: Mutex::default(), free: 2.0, forgotten: Duration::from_secs(30) }
    }

    /// At what anybody may send: a school sends from one address, all of a class at once.
    pub fn of_many() -> Self {
        Self { known: Mutex::default(), free: 120.0, forgotten: Duration::from_secs(5) }
    }

    /// Notes a knock; how many may wait before it. None for who has knocked more than his share of late: he comes in only where
    /// nobody else would. So a first try is never far behind, however many guess.
    pub fn ahead_of(&self, network: String, now: Instant) -> usize {
        match self.level(network, now) {
            level if level > self.free => 0,
            level if level > 1.0 => AGAIN,
            _ => FIRST,
        }
    }

    /// Notes a knock; whether the network has knocked more than its share of late.
    pub fn is_eager(&self, network: String, now: Instant) -> bool {
        self.level(network, now) > self.free
    }

    /// Notes a knock; how many there were, less what is forgotten.
    fn level(&self, network: String, now: Instant) -> f32 {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.retain(|_, (last, level)| now.duration_since(*last) < self.forgotten.mul_f32(*level));
        }
        if known.len() >= MOST {
            known.clear();
        }
        let (last, level) = known.entry(network).or_insert((now, 0.0));
        let forgotten = now.duration_since(*last).as_secs_f32() / self.forgotten.as_secs_f32();
        *level = ((*level - forgotten).max(0.0) + 1.0).min(self.free + 1.0);
        *last = now;
        *level
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_third_knock_within_half_a_minute_is_eager_and_patience_helps() {
        let (knocks, now) = (Knocks::at_door(), Instant::now());
        let knock =
            |network: &str, seconds: u64| knocks.ahead_of(network.to_owned(), now + Duration::from_secs(seconds));
        assert_eq!([0, 1, 2].map(|second| knock("192.0.2.1", second)), [FIRST, AGAIN, 0]);
        assert_eq!(knock("192.0.2.2", 2), FIRST, "others are not meant");
        assert!((3..60).all(|second| knock("192.0.2.1", second) == 0), "hammering does not help");
        assert_eq!(knock("192.0.2.1", 160), FIRST);
    }

    #[test]
    fn a_class_of_a_hundred_is_no_flood_and_a_program_is() {
        let (knocks, now) = (Knocks::of_many(), Instant::now());
        let knock = |millis: u64| knocks.is_eager("192.0.2.1".to_owned(), now + Duration::from_millis(millis));
        assert!((0..100).all(|n| !knock(n)));
        assert!((100..200).any(knock), "it goes on and on");
        assert!(knock(201) && !knock(30_000), "and is forgotten");
    }
}
