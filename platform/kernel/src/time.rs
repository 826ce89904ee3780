//! Time comes in as an argument.

use std::sync::Mutex;

use jiff::{SignedDuration, Timestamp};

/// Tells the time. The one real implementation is [`SystemClock`]; tests move a [`FixedClock`].
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that asks the machine")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// A clock that stands until it is moved.
#[derive(Debug)]
pub struct FixedClock(Mutex<Timestamp>);

impl FixedClock {
    /// A clock that stands at `instant` (RFC 3339); the Unix epoch when it cannot be read.
    pub fn at(instant: &str) -> Self {
        Self(Mutex::new(instant.parse().unwrap_or(Timestamp::UNIX_EPOCH)))
    }

    /// Moves the clock, backwards when `by` is negative.
    pub fn advance(&self, by: SignedDuration) {
        let mut now = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *now = now.checked_add(by).unwrap_or(*now);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
