//! A pool of connections: last used first, a bound, and patience. Who waits longest is served next: somebody who gives a
//! connection back and asks again at once, as a long import does with the one writer, goes to the end of the queue. Only who is
//! next is woken.
//!
//! A pool may be one whose connections nest: who holds one already and asks for another would wait for those who wait for him, so he
//! is served beyond the bound, and what is beyond is closed when it comes back.

use std::collections::VecDeque;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{Thread, ThreadId};
use std::time::{Duration, Instant};

use crate::error::{Error, Result};

/// Who gives way waits until nobody has used a connection for so long,
const QUIET: Duration = Duration::from_millis(2);
/// and this long at most: then it stands in the queue like everybody.
const GIVING_WAY: Duration = Duration::from_millis(50);

type Make<C> = Box<dyn Fn() -> Result<C> + Send + Sync>;

/// Connections of one kind.
pub(crate) struct Pool<C> {
    make: Make<C>,
    size: usize,
    patience: Duration,
    nests: bool,
    state: Mutex<State<C>>,
}

struct State<C> {
    idle: Vec<C>,
    open: usize,
    /// Those who wait, in the order in which they came.
    queue: VecDeque<Waiting>,
    next: u64,
    /// Who holds one, where they nest.
    holders: Vec<ThreadId>,
    /// When somebody who gives way to nobody gave one back.
    used: Option<Instant>,
}

struct Waiting {
    number: u64,
    thread: Thread,
    gives_way: bool,
}

impl<C> State<C> {
    fn release(&mut self, holder: Option<ThreadId>) {
        let place = holder.and_then(|holder| self.holders.iter().position(|one| *one == holder));
        place.map(|place| self.holders.swap_remove(place));
    }

    fn serves(&self, number: u64, size: usize) -> bool {
        self.queue.front().is_some_and(|first| first.number == number) && (!self.idle.is_empty() || self.open < size)
    }

    /// Wakes who is next.
    fn wake(&self) {
        if let Some(first) = self.queue.front() {
            first.thread.unpark();
        }
    }
}

/// A connection on loan. It goes back when dropped, unless it was found broken.
pub(crate) struct Lease<C> {
    pool: Arc<Pool<C>>,
    conn: Option<C>,
    gave_way: bool,
    /// Who asked for it, where they nest.
    holder: Option<ThreadId>,
}

impl<C> Pool<C> {
    pub(crate) fn new(size: usize, patience: Duration, make: Make<C>) -> Arc<Self> {
        Arc::new(Self::of(size, patience, make, false))
    }

    /// One whose connections nest.
    pub(crate) fn nesting(size: usize, patience: Duration, make: Make<C>) -> Arc<Self> {
        Arc::new(Self::of(size, patience, make, true))
    }

    fn of(size: usize, patience: Duration, make: Make<C>, nests: bool) -> Self {
        let (idle, queue, holders) = (Vec::new(), VecDeque::new(), Vec::new());
        let state = Mutex::new(State { idle, open: 0, queue, next: 0, holders, used: None });
        Self { make, size: size.max(1), patience, nests, state }
    }

    /// Borrows a connection, opening one while the bound allows. [`Error::Busy`] when none comes free in time.
    pub(crate) fn get(self: &Arc<Self>) -> Result<Lease<C>> {
        let state = self.state();
        match self.holder() {
            Some(holder) if state.holders.contains(&holder) => self.beyond(state, holder),
            _ => self.stand(state, false),
        }
    }

    /// Who asks, where it matters.
    fn holder(&self) -> Option<ThreadId> {
        self.nests.then(|| std::thread::current().id())
    }

    /// Another connection for somebody who has one: an idle one, or one more than there should be.
    fn beyond(self: &Arc<Self>, mut state: MutexGuard<'_, State<C>>, holder: ThreadId) -> Result<Lease<C>> {
        let idle = state.idle.pop();
        if idle.is_none() {
            state.open += 1;
        }
        state.holders.push(holder);
        drop(state);
        let mut lease = Lease { pool: self.clone(), conn: idle, gave_way: false, holder: Some(holder) };
        if lease.conn.is_none() {
            // Dropped without a connection, a lease is forgotten.
            lease.conn = Some((self.make)()?);
        }
        Ok(lease)
    }

    fn state(&self) -> MutexGuard<'_, State<C>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn stand<'a>(self: &'a Arc<Self>, mut state: MutexGuard<'a, State<C>>, gives_way: bool) -> Result<Lease<C>> {
        let began = crate::lite::now();
        let number = state.next;
        state.next += 1;
        state.queue.push_back(Waiting { number, thread: std::thread::current(), gives_way });
        let mut served = state.serves(number, self.size);
        while !served && let Some(left) = self.patience.checked_sub(began.elapsed()) {
            drop(state);
            std::thread::park_timeout(left);
            state = self.state();
            served = state.serves(number, self.size);
        }
        state.queue.retain(|one| one.number != number);
        let conn = if served { state.idle.pop() } else { None };
        if served && conn.is_none() {
            state.open += 1;
        }
        let holder = self.holder().filter(|_| served);
        state.holders.extend(holder);
        // There may be another one, or whoever stood before all others has gone.
        state.wake();
        drop(state);
        let conn = match conn {
            Some(conn) => conn,
            None if served => (self.make)().inspect_err(|_| self.forget(holder))?,
            None => return Err(Error::Busy),
        };
        Ok(Lease { pool: self.clone(), conn: Some(conn), gave_way: gives_way, holder })
    }

    /// As [`get`](Self::get), but behind everybody else, within bounds: for work that nobody waits for.
    pub(crate) fn get_behind(self: &Arc<Self>) -> Result<Lease<C>> {
        let began = crate::lite::now();
        let is_used = |state: &State<C>| {
            !state.queue.is_empty()
                || state.idle.len() < state.open
                || state.used.is_some_and(|at| at.elapsed() < QUIET)
        };
        while began.elapsed() < GIVING_WAY && is_used(&self.state()) {
            std::thread::sleep(QUIET);
        }
        self.stand(self.state(), true)
    }

    /// A connection that nobody has at this moment, past the queue: for what must be ended before the next one begins.
    pub(crate) fn take_idle(self: &Arc<Self>) -> Option<Lease<C>> {
        let conn = self.state().idle.pop()?;
        Some(Lease { pool: self.clone(), conn: Some(conn), gave_way: true, holder: None })
    }

    /// How many connections are lent out.
    pub(crate) fn lent(&self) -> usize {
        let state = self.state();
        state.open - state.idle.len()
    }

    fn forget(&self, holder: Option<ThreadId>) {
        let mut state = self.state();
        state.open -= 1;
        state.release(holder);
        state.wake();
    }
}

impl<C> Lease<C> {
    /// Where it goes back to.
    pub(crate) fn pool(&self) -> Arc<Pool<C>> {
        self.pool.clone()
    }

    /// Whether nobody waits for its work.
    pub(crate) fn gives_way(&self) -> bool {
        self.gave_way
    }

    /// Whether the next in the queue does work that somebody waits for.
    pub(crate) fn is_followed(&self) -> bool {
        self.pool.state().queue.front().is_some_and(|next| !next.gives_way)
    }

    /// Closes the connection instead of giving it back.
    pub(crate) fn discard(mut self) {
        self.conn = None;
    }
}

impl<C> Drop for Lease<C> {
    fn drop(&mut self) {
        let Some(conn) = self.conn.take() else { return self.pool.forget(self.holder) };
        let mut state = self.pool.state();
        if state.open > self.pool.size {
            drop(state);
            drop(conn);
            return self.pool.forget(self.holder);
        }
        state.release(self.holder);
        state.idle.push(conn);
        if !self.gave_way {
            state.used = Some(crate::lite::now());
        }
        state.wake();
    }
}

impl<C> Deref for Lease<C> {
    type Target = C;
    #[expect(clippy::expect_used, reason = "only `discard` and `drop` take it, and both end the lease")]
    fn deref(&self) -> &C {
        self.conn.as_ref().expect("a lease holds its connection until it ends") // tidy: only ending a lease takes it
    }
}

impl<C> DerefMut for Lease<C> {
    #[expect(clippy::expect_used, reason = "only `discard` and `drop` take it, and both end the lease")]
    fn deref_mut(&mut self) -> &mut C {
        self.conn.as_mut().expect("a lease holds its connection until it ends") // tidy: only ending a lease takes it
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_holds_one_is_not_kept_from_another_by_those_who_wait_for_his() {
        let pool = Pool::nesting(1, Duration::from_secs(60), Box::new(|| Ok(())));
        let first = pool.get().expect("the one");
        let other = {
            let pool = pool.clone();
            std::thread::spawn(move || drop(pool.get().expect("in its turn")))
        };
        while pool.state().queue.is_empty() {
            std::thread::yield_now();
        }
        let second = pool.get().expect("one beyond the bound, at once");
        assert_eq!(pool.lent(), 2);
        drop((second, first));
        other.join().expect("a thread");
        let state = pool.state();
        assert_eq!((state.open, state.idle.len(), state.holders.len()), (1, 1, 0), "nothing is left beyond the bound");
    }

    #[test]
    fn who_gives_way_waits_for_those_who_work_and_not_for_ever() {
        let pool = Pool::new(1, Duration::from_secs(5), Box::new(|| Ok(())));
        let began = crate::lite::now();
        drop(pool.get_behind().expect("nobody works"));
        assert!(began.elapsed() < GIVING_WAY, "nothing to wait for");

        let (order, began) = (Arc::new(Mutex::new(Vec::new())), crate::lite::now());
        let first = pool.get().expect("the one");
        let others: Vec<_> = (0..4)
            .map(|n| {
                let (pool, order) = (pool.clone(), order.clone());
                std::thread::spawn(move || {
                    let lease = if n == 0 { pool.get_behind() } else { pool.get() };
                    order.lock().expect("order").push(n);
                    drop(lease);
                })
            })
            .collect();
        while pool.state.lock().expect("state").queue.len() < 3 {
            std::thread::yield_now();
        }
        let in_time = began.elapsed() < GIVING_WAY;
        drop(first);
        others.into_iter().for_each(|one| one.join().expect("a thread"));
        let last = order.lock().expect("order").last().copied();
        assert!(!in_time || last == Some(0), "three who work, then who gives way, not {last:?}");

        let kept = pool.get().expect("the one");
        let waiting = {
            let pool = pool.clone();
            std::thread::spawn(move || pool.get_behind().is_ok())
        };
        while pool.state.lock().expect("state").queue.is_empty() {
            std::thread::yield_now();
        }
        drop(kept);
        assert!(waiting.join().expect("a thread"), "after its bound it stands in the queue like everybody");
    }
}
