//! Lanes: how synchronous work leaves the async threads, and how much of it runs at once.
//!
//! A job first takes a place in its lane, then runs on a blocking thread. The place travels *into* the job, so that a client who
//! goes away cannot free a place that is still busy, and a transaction is committed or rolled back by the job alone. The number of
//! those who wait is bounded; beyond it the answer is [`Refusal::Busy`], a 503. Without separate lanes one export or a burst of
//! writers takes every thread and no page is served.
//!
//! ```text
//! page     as many as there are readers          a page, an API read
//! write    8 on SQLite, which has one writer     everything that begins a write transaction
//! export   1 or 2                                long reads, one chunk at a time: `stream`
//! door     4                                     signing in: hashing, asking other places; writes only briefly
//! ```
//!
//! Changes and long reads run on threads of their own, which give way on the processor to those of pages: a change waits for the
//! disk and for others who change something, a page for nothing but a core.
//!
//! The runtime's `max_blocking_threads` should be [`LaneSizes::threads`] and a few more. [`Lanes::drain`] waits for running jobs;
//! it belongs after the server has stopped and before the database is dropped.

mod chunks;
mod knocks;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use metrics::{Counter, Gauge};
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

pub use chunks::stream;

/// The stack of a thread on which jobs run, in bytes.
pub const STACK: usize = 1024 * 1024;

/// Which lane a job belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// Reads for a page or a short answer.
    Page,
    /// Anything that begins a write transaction.
    Write,
    /// Chunks of long reads.
    Export,
    /// Signing in: long work for one person that is neither.
    Door,
}

impl Lane {
    /// Every lane, in the order of the metrics.
    pub const ALL: [Lane; 4] = [Lane::Page, Lane::Write, Lane::Export, Lane::Door];

    /// The lane's name in metrics and logs.
    pub fn name(self) -> &'static str {
        match self {
            Lane::Page => "page",
            Lane::Write => "write",
            Lane::Export => "export",
            Lane::Door => "door",
        }
    }
}

/// How many jobs run at once in each lane, and how many may wait for a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LaneSizes {
    /// Places of the page lane: the database's readers.
    pub page: usize,
    /// Places of the write lane: few on SQLite, which has one writer.
    pub write: usize,
    /// Places of the export lane: 1 or 2.
    pub export: usize,
    /// Places of the door: few, since a hash takes a core for some 40 ms.
    pub door: usize,
    /// How many callers may wait per lane before the next one is refused. Chunks of an export that has begun are not counted.
    pub waiters: usize,
}

impl Default for LaneSizes {
    fn default() -> Self {
        Self { page: 4, write: 1, export: 1, door: 4, waiters: 512 }
    }
}

impl LaneSizes {
    /// The blocking threads that all lanes together can occupy.
    pub fn threads(&self) -> usize {
        self.page + self.write + self.export + self.door
    }
}

/// Why a job gave no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Too many wait already; nothing was started. Answer 503 and [`Refusal::RETRY_AFTER`].
    Busy,
    /// The server is stopping; nothing was started. Answer 503.
    Closing,
    /// The job panicked. What it had not committed is rolled back. Answer 500.
    Panicked,
}

impl Refusal {
    /// The value of `Retry-After` that goes with [`Refusal::Busy`] and [`Refusal::Closing`], in seconds.
    pub const RETRY_AFTER: u32 = 2;
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Refusal::Busy => "too many requests wait for this kind of work",
            Refusal::Closing => "the server is stopping",
            Refusal::Panicked => "the job panicked",
        })
    }
}

impl std::error::Error for Refusal {}

/// What a lane is doing now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    /// Jobs that hold a place.
    pub busy: usize,
    /// Callers that wait for a place.
    pub waiting: usize,
}

/// The lanes of a process. Make it after the metrics recorder is installed: the gauges are looked up once, here.
pub struct Lanes {
    lanes: [Track; 4],
    knocks: knocks::Knocks,
    sent: knocks::Knocks,
    closing: AtomicBool,
    /// The threads of those who give way. Were there none to be had, they would work on those of pages.
    behind: Option<Runtime>,
}

impl Drop for Lanes {
    fn drop(&mut self) {
        if let Some(threads) = self.behind.take() {
            threads.shutdown_background();
        }
    }
}

/// Threads that give way to those of pages.
fn threads_behind(size: usize) -> Option<Runtime> {
    Builder::new_current_thread()
        .max_blocking_threads(size)
        .thread_name("behind")
        .thread_stack_size(STACK)
        .on_thread_start(belfry_store::give_way_to_pages)
        .build()
        .ok()
}

struct Track {
    places: Arc<Semaphore>,
    size: usize,
    waiters: usize,
    waiting: AtomicUsize,
    busy: Arc<AtomicUsize>,
    busy_gauge: Gauge,
    waiting_gauge: Gauge,
    refused: Counter,
}

/// A place in a lane; it travels into the job.
struct Place {
    _permit: OwnedSemaphorePermit,
    busy: Arc<AtomicUsize>,
    gauge: Gauge,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.busy.fetch_sub(1, Ordering::Relaxed);
        self.gauge.decrement(1.0);
    }
}

/// Counts one who waits, until it is dropped.
struct Waiting<'a>(&'a Track);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::Relaxed);
        self.0.waiting_gauge.decrement(1.0);
    }
}

impl Track {
    fn new(lane: Lane, size: usize, waiters: usize) -> Self {
        let size = size.max(1);
        Self {
            places: Arc::new(Semaphore::new(size)),
            size,
            waiters,
            waiting: AtomicUsize::new(0),
            busy: Arc::default(),
            busy_gauge: metrics::gauge!("belfry_lane_busy", "lane" => lane.name()),
            waiting_gauge: metrics::gauge!("belfry_lane_waiting", "lane" => lane.name()),
            refused: metrics::counter!("belfry_lane_refused_total", "lane" => lane.name()),
        }
    }

    /// Takes a place, waiting for one if need be; at most `bound` callers wait.
    async fn place(&self, bound: usize) -> Result<Place, Refusal> {
        // A freed place goes to the one who has waited longest, so this overtakes nobody.
        if let Ok(permit) = Arc::clone(&self.places).try_acquire_owned() {
            return Ok(self.taken(permit));
        }
        let ahead = self.waiting.fetch_add(1, Ordering::Relaxed);
        self.waiting_gauge.increment(1.0);
        let waiting = Waiting(self);
        if ahead >= bound {
            self.refused.increment(1);
            return Err(Refusal::Busy);
        }
        let permit = Arc::clone(&self.places).acquire_owned().await;
        drop(waiting);
        permit.map(|permit| self.taken(permit)).map_err(|_closed| Refusal::Closing)
    }

    fn taken(&self, permit: OwnedSemaphorePermit) -> Place {
        self.busy.fetch_add(1, Ordering::Relaxed);
        self.busy_gauge.increment(1.0);
        Place { _permit: permit, busy: Arc::clone(&self.busy), gauge: self.busy_gauge.clone() }
    }
}

impl Lanes {
    /// Lanes of the given sizes; a size of zero counts as one.
    pub fn new(sizes: LaneSizes) -> Self {
        Self {
            lanes: [
                Track::new(Lane::Page, sizes.page, sizes.waiters),
                Track::new(Lane::Write, sizes.write, sizes.waiters),
                Track::new(Lane::Export, sizes.export, sizes.waiters),
                Track::new(Lane::Door, sizes.door, sizes.waiters),
            ],
            knocks: knocks::Knocks::at_door(),
            sent: knocks::Knocks::of_many(),
            closing: AtomicBool::new(false),
            behind: threads_behind(sizes.write.max(1) + sizes.export.max(1)),
        }
    }

    /// Where the jobs of a lane run.
    fn threads(&self, lane: Lane) -> Handle {
        let behind = self.behind.as_ref().filter(|_| matches!(lane, Lane::Write | Lane::Export));
        behind.map_or_else(Handle::current, |threads| threads.handle().clone())
    }

    fn track(&self, lane: Lane) -> &Track {
        match lane {
            Lane::Page => &self.lanes[0],
            Lane::Write => &self.lanes[1],
            Lane::Export => &self.lanes[2],
            Lane::Door => &self.lanes[3],
        }
    }

    /// Runs `job` on a blocking thread once the lane has a place for it.
    ///
    /// Dropping the future before the job has started means that it never starts; afterwards it runs to its end and keeps its place
    /// until then.
    ///
    /// # Errors
    /// [`Refusal::Busy`] beyond the bound on waiters, [`Refusal::Closing`] after [`Lanes::drain`] began, [`Refusal::Panicked`].
    pub async fn run<T, J>(&self, lane: Lane, job: J) -> Result<T, Refusal>
    where
        T: Send + 'static,
        J: FnOnce() -> T + Send + 'static,
    {
        self.run_behind(lane, self.track(lane).waiters, job).await
    }

    /// As [`Lanes::run`], unless more than `ahead` wait already.
    ///
    /// # Errors
    /// As [`Lanes::run`].
    pub async fn run_behind<T, J>(&self, lane: Lane, ahead: usize, job: J) -> Result<T, Refusal>
    where
        T: Send + 'static,
        J: FnOnce() -> T + Send + 'static,
    {
        if self.closing.load(Ordering::Acquire) {
            return Err(Refusal::Closing);
        }
        let track = self.track(lane);
        let place = track.place(ahead.min(track.waiters)).await?;
        start(&self.threads(lane), place, job).await
    }

    /// As [`Lanes::run`], for the next chunk of an answer that has begun: it waits however many wait before it, for to refuse it
    /// now would break the answer in the middle.
    async fn go_on<T, J>(&self, lane: Lane, job: J) -> Result<T, Refusal>
    where
        T: Send + 'static,
        J: FnOnce() -> T + Send + 'static,
    {
        let place = self.track(lane).place(usize::MAX).await?;
        start(&self.threads(lane), place, job).await
    }

    /// What each lane is doing now.
    pub fn figures(&self, lane: Lane) -> Figures {
        let track = self.track(lane);
        Figures { busy: track.busy.load(Ordering::Relaxed), waiting: track.waiting.load(Ordering::Relaxed) }
    }

    /// Notes that a network knocks at the door; how many may wait before it, or nothing when it is to come back later, because
    /// others are there and it has had its share.
    pub fn knock(&self, network: String) -> Option<usize> {
        let ahead = self.knocks.ahead_of(network, std::time::Instant::now());
        (ahead > 0 || self.figures(Lane::Door).busy < self.track(Lane::Door).size).then_some(ahead)
    }

    /// Notes that a network has sent something that anybody may send; whether it does so all the time, as no class at a school would.
    /// In memory only: nothing says afterwards who sent.
    pub fn floods(&self, network: String) -> bool {
        self.sent.is_eager(network, std::time::Instant::now())
    }

    /// Refuses new jobs, lets those who wait and those who run finish, then returns. Later jobs are refused.
    pub async fn drain(&self) {
        self.closing.store(true, Ordering::Release);
        for track in &self.lanes {
            let size = u32::try_from(track.size).unwrap_or(u32::MAX);
            let all = track.places.acquire_many(size).await;
            track.places.close();
            drop(all);
        }
    }

    /// [`Lanes::drain`] with a limit.
    ///
    /// # Errors
    /// [`Refusal::Busy`] when jobs still ran after `limit`.
    pub async fn drain_within(&self, limit: Duration) -> Result<(), Refusal> {
        tokio::time::timeout(limit, self.drain()).await.map_err(|_elapsed| Refusal::Busy)
    }
}

/// Runs a job with its place inside, unless its caller has gone before a thread was free.
async fn start<T, J>(threads: &Handle, place: Place, job: J) -> Result<T, Refusal>
where
    T: Send + 'static,
    J: FnOnce() -> T + Send + 'static,
{
    let caller = Arc::new(());
    let still_there = Arc::downgrade(&caller);
    let begun = threads.spawn_blocking(move || {
        let _place = place;
        still_there.upgrade().map(|_caller| job())
    });
    let outcome = begun.await;
    drop(caller);
    match outcome {
        Ok(Some(answer)) => Ok(answer),
        // The caller is this very future, so a missing answer means that the runtime is going down.
        Ok(None) => Err(Refusal::Closing),
        Err(error) if error.is_panic() => Err(Refusal::Panicked),
        Err(_cancelled) => Err(Refusal::Closing),
    }
}
