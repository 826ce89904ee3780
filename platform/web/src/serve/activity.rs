//! What one connection is doing, noted by its socket and its bodies, judged by its task.
//!
//! Times are milliseconds since the connection began, plus one; zero means "not now".

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use tokio::time::Instant;

use super::Limits;

/// Why a connection is ended from our side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// Nothing was asked for a while.
    Idle,
    /// A request head began and did not end.
    Header,
    /// A reader takes nothing.
    Reader,
}

impl Cut {
    pub(super) fn name(self) -> &'static str {
        match self {
            Cut::Idle => "idle",
            Cut::Header => "header",
            Cut::Reader => "reader",
        }
    }
}

/// The notes of one connection.
#[derive(Debug)]
pub(super) struct Activity {
    born: Instant,
    /// Requests whose answer has not been handed over whole.
    in_flight: AtomicUsize,
    /// When the last answer was finished.
    finished: AtomicU64,
    /// When the last byte moved, either way.
    moved: AtomicU64,
    /// Since when a request head is open.
    head: AtomicU64,
    /// Since when the socket takes no byte.
    blocked: AtomicU64,
    /// Since when each answer's body has not been asked for more.
    readers: Mutex<Vec<Weak<AtomicU64>>>,
    /// A request came with two different lengths.
    ambiguous: AtomicBool,
}

impl Activity {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self {
            born: Instant::now(),
            in_flight: AtomicUsize::new(0),
            finished: AtomicU64::new(1),
            moved: AtomicU64::new(1),
            head: AtomicU64::new(0),
            blocked: AtomicU64::new(0),
            readers: Mutex::default(),
            ambiguous: AtomicBool::new(false),
        })
    }

    fn now(&self) -> u64 {
        let since = self.born.elapsed().as_millis();
        u64::try_from(since).unwrap_or(u64::MAX - 1) + 1
    }

    pub(super) fn note_read(&self, in_head: bool, ambiguous: bool) {
        let now = self.now();
        self.moved.store(now, Ordering::Relaxed);
        if !in_head {
            self.head.store(0, Ordering::Relaxed);
        } else if self.head.load(Ordering::Relaxed) == 0 {
            self.head.store(now, Ordering::Relaxed);
        }
        if ambiguous {
            self.ambiguous.store(true, Ordering::Relaxed);
        }
    }

    pub(super) fn note_write(&self, pending: bool) {
        if !pending {
            self.moved.store(self.now(), Ordering::Relaxed);
            self.blocked.store(0, Ordering::Relaxed);
        } else if self.blocked.load(Ordering::Relaxed) == 0 {
            self.blocked.store(self.now(), Ordering::Relaxed);
        }
    }

    pub(super) fn is_ambiguous(&self) -> bool {
        self.ambiguous.load(Ordering::Relaxed)
    }

    pub(super) fn begin(self: &Arc<Self>) -> Running {
        self.in_flight.fetch_add(1, Ordering::Relaxed);
        Running(Arc::clone(self))
    }

    /// A clock for the reader of one answer, see [`ReaderClock`].
    pub(super) fn reader(self: &Arc<Self>) -> ReaderClock {
        let since = Arc::new(AtomicU64::new(0));
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        readers.retain(|reader| reader.strong_count() > 0);
        readers.push(Arc::downgrade(&since));
        drop(readers);
        ReaderClock { activity: Arc::clone(self), since }
    }

    /// Whether the connection has outstayed a limit.
    pub(super) fn verdict(&self, limits: &Limits) -> Option<Cut> {
        let now = self.now();
        let over =
            |since: u64, limit: Duration| since != 0 && u128::from(now.saturating_sub(since)) >= limit.as_millis();
        if over(self.blocked.load(Ordering::Relaxed), limits.write_idle) {
            return Some(Cut::Reader);
        }
        if self.in_flight.load(Ordering::Relaxed) > 0 {
            let readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
            let stalled = readers
                .iter()
                .filter_map(Weak::upgrade)
                .any(|since| over(since.load(Ordering::Relaxed), limits.write_idle));
            return stalled.then_some(Cut::Reader);
        }
        let finished = self.finished.load(Ordering::Relaxed);
        let head = self.head.load(Ordering::Relaxed);
        // While an answer was on its way nobody read what may have arrived of the next head.
        if head != 0 && over(head.max(finished), limits.header) {
            return Some(Cut::Header);
        }
        let moved = self.moved.load(Ordering::Relaxed);
        over(moved.max(finished), limits.idle).then_some(Cut::Idle)
    }
}

/// One request in flight, until it is dropped.
#[derive(Debug)]
pub(super) struct Running(Arc<Activity>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.finished.store(self.0.now(), Ordering::Relaxed);
        self.0.in_flight.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Knows since when an answer's body has had a reader who asks for nothing. On HTTP/2 a reader can stop one stream while the socket
/// stays writable, so that the socket alone would not tell.
#[derive(Debug)]
pub(super) struct ReaderClock {
    activity: Arc<Activity>,
    since: Arc<AtomicU64>,
}

impl ReaderClock {
    /// The reader has something to take before he will ask again.
    pub(super) fn start(&self) {
        self.since.store(self.activity.now(), Ordering::Relaxed);
    }

    /// The reader asks for more; from here on it is our turn.
    pub(super) fn stop(&self) {
        self.since.store(0, Ordering::Relaxed);
    }
}
