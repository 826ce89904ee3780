//! Faults on purpose: a test puts another statement in the place of one, such as one without its scope, and then looks whether
//! the suites find the leak (`belfry/tests/it/leaks.rs`).
//!
//! This module and what calls it exist in builds with debug assertions only. A release has none: neither setting, argument nor
//! header could switch on what is not there. [`MARK`] is what a test looks for in a binary.

use std::sync::atomic::{AtomicU64, Ordering};

/// Stands in every binary that can be tampered with.
pub const MARK: &str = "belfry-store: statements can be tampered with in this build";

/// What becomes of a statement: another text, or none when it stays as it is. The second argument says whether it runs in a write
/// transaction.
pub type Fault = fn(&str, bool) -> Option<String>;

/// A fault, and how often it has struck.
pub struct Tamper {
    fault: Fault,
    struck: AtomicU64,
}

impl Tamper {
    /// A fault that has not struck yet.
    pub fn new(fault: Fault) -> Self {
        // Also keeps the mark in the binary.
        tracing::warn!("{MARK}");
        Self { fault, struck: AtomicU64::new(0) }
    }

    pub(crate) fn instead_of(&self, text: &str, writes: bool) -> Option<String> {
        let other = (self.fault)(text, writes)?;
        self.struck.fetch_add(1, Ordering::Relaxed);
        Some(other)
    }
}

impl crate::Db {
    /// How many statements the fault has changed.
    pub fn struck(&self) -> u64 {
        self.tampering().map_or(0, |tamper| tamper.struck.load(Ordering::Relaxed))
    }
}
