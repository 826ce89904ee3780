//! Identities: time-ordered 64-bit numbers inside, UUIDs wherever something leaves the program.

use std::sync::Mutex;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::time::Clock;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl From<i64> for $name {
            fn from(number: i64) -> Self {
                Self(number)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// A person who can sign in, or once could.
    PersonId,
    /// A member organisation.
    OrganisationId,
    /// A trust circle (MISP: sharing group).
    CircleId,
    /// A record with a page of its own.
    SubjectId,
    /// An interned label.
    LabelId,
}

/// 2020-01-01T00:00:00Z in Unix milliseconds: the zero of inside ids.
const EPOCH_MILLIS: i64 = 1_577_836_800_000;
const NODE_BITS: u32 = 12;
const SEQUENCE_BITS: u32 = 10;

/// Where randomness comes from; an argument like the clock, so that tests repeat.
pub trait Chance: Send + Sync {
    /// Fills `bytes` with random ones, fit for secrets.
    fn fill(&self, bytes: &mut [u8]);
}

/// Makes inside ids and UUIDs.
///
/// An inside id is `milliseconds since 2020 << 22 | node << 10 | sequence`: ids of one process strictly grow, and those of
/// several processes interleave by time. The node is drawn at random at start; should two processes draw the same one, a
/// clash shows as a unique violation and the transaction is tried again.
pub struct Ids {
    clock: std::sync::Arc<dyn Clock>,
    chance: std::sync::Arc<dyn Chance>,
    node: i64,
    last: Mutex<i64>,
}

/// When an inside id was made: the beginning of its millisecond.
pub fn made(id: i64) -> jiff::Timestamp {
    let millis = (id >> (NODE_BITS + SEQUENCE_BITS)) + EPOCH_MILLIS;
    jiff::Timestamp::from_millisecond(millis).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
}

impl Ids {
    /// A generator over a clock and a source of randomness.
    pub fn new(clock: std::sync::Arc<dyn Clock>, chance: std::sync::Arc<dyn Chance>) -> Self {
        let mut bytes = [0; 2];
        chance.fill(&mut bytes);
        let node = i64::from(u16::from_le_bytes(bytes)) & ((1 << NODE_BITS) - 1);
        Self { clock, chance, node, last: Mutex::new(0) }
    }

    /// The next inside id: larger than every one given before by this generator.
    pub fn next<T: From<i64>>(&self) -> T {
        let millis = (self.clock.now().as_millisecond() - EPOCH_MILLIS).max(0);
        let mut last = self.last.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut tick = (millis << SEQUENCE_BITS).max(*last + 1);
        if *last == 0 {
            tick = tick.max(1);
        }
        *last = tick;
        let (millis, sequence) = (tick >> SEQUENCE_BITS, tick & ((1 << SEQUENCE_BITS) - 1));
        T::from(millis << (NODE_BITS + SEQUENCE_BITS) | self.node << SEQUENCE_BITS | sequence)
    }

    /// A random UUID (RFC 9562 version 4).
    pub fn uuid(&self) -> Uuid {
        let mut bytes = [0; 16];
        self.chance.fill(&mut bytes);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }

    /// Random bytes, fit for keys.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.chance.fill(&mut bytes);
        bytes
    }

    /// 256 random bits as 43 characters of URL-safe base64, for links, sessions and API keys.
    pub fn secret(&self) -> String {
        const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let mut bytes = [0; 43];
        self.chance.fill(&mut bytes);
        bytes.iter().map(|b| char::from(ALPHABET[usize::from(b & 63)])).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::time::FixedClock;

    struct Counting;
    impl Chance for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            for (n, byte) in bytes.iter_mut().enumerate() {
                *byte = n as u8;
            }
        }
    }

    #[test]
    fn ids_grow_even_when_the_clock_stands_or_steps_back() {
        let clock = Arc::new(FixedClock::at("2026-01-01T00:00:00Z"));
        let ids = Ids::new(clock.clone(), Arc::new(Counting));
        let mut last = 0;
        for round in 0..5_000 {
            if round == 2_000 {
                clock.advance(jiff::SignedDuration::from_secs(-3_600));
            }
            let id: SubjectId = ids.next();
            assert!(id.0 > last, "{} after {last}", id.0);
            last = id.0;
        }
    }

    #[test]
    fn an_id_tells_when_it_was_made() {
        let clock = Arc::new(FixedClock::at("2026-01-01T00:00:00Z"));
        let ids = Ids::new(clock.clone(), Arc::new(Counting));
        assert_eq!(made(ids.next()), clock.now());
    }
}
