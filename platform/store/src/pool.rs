//! A pool of connections: last used first, a bound, and patience. Who waits longest is served next: somebody who gives a
//! connection back and asks again at once, as a long import does with the one writer, goes to the end of the queue. Only who is
//! next is woken.
//!
//! A pool may be one whose connections nest: who holds one already and asks for another would wait for those who wait for him, so he
//! is served beyond the bound, and what is beyond is closed when it comes back.
//!
//! In such a pool who gives way to pages ([`crate::give_way_to_pages`]) stands behind those who do not, and of its connections only so
//! many are for him: on the processor he is slow, and a page that waits for what he holds would be as slow.

use std::collections::VecDeque;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{Thread, ThreadId};
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::way;

/// Who gives way waits until nobody has used a connection for so long,
const QUIET: Duration = Duration::from_millis(2);
/// and this long at most: then it stands in the queue like everybody. So does who gives way to pages.
const GIVING_WAY: Duration = Duration::from_millis(50);

type Make<C> = Box<dyn Fn() -> Result<C> + Send + Sync>;

/// Connections of one kind.
pub(crate) struct Pool<C> {
    make: Make<C>,
    size: usize,
    patience: Duration,
    nests: bool,
    /// How many are for those who give way to pages.
    behind: usize,
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
    /// How many are lent to those who give way to pages.
    behind: usize,
    /// When somebody who gives way to nobody gave one back.
    used: Option<Instant>,
}

struct Waiting {
    number: u64,
    thread: Thread,
    gives_way: bool,
    /// Whether he gives way to pages still.
    behind: bool,
}

impl<C> State<C> {
    fn release(&mut self, holder: Option<ThreadId>, behind: bool) {
        self.behind -= usize::from(behind);
        let place = holder.and_then(|holder| self.holders.iter().position(|one| *one == holder));
        place.map(|place| self.holders.swap_remove(place));
    }

    /// Who is next, if there is a connection for him.
    fn next(&self, pool: &Pool<C>) -> Option<&Waiting> {
        if self.idle.is_empty() && self.open >= pool.size {
            return None;
        }
        let others = || self.queue.front().filter(|_| self.behind < pool.behind);
        self.queue.iter().find(|one| !one.behind).or_else(others)
    }

    fn serves(&self, number: u64, pool: &Pool<C>) -> bool {
        self.next(pool).is_some_and(|next| next.number == number)
    }

    /// Wakes who is next.
    fn wake(&self, pool: &Pool<C>) {
        if let Some(next) = self.next(pool) {
            next.thread.unpark();
        }
    }

    /// Somebody has given way for long enough.
    fn hurry(&mut self, number: u64) {
        if let Some(one) = self.queue.iter_mut().find(|one| one.number == number) {
            one.behind = false;
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
    /// Whether it counts as one of those who give way to pages.
    behind: bool,
}

impl<C> Pool<C> {
    pub(crate) fn new(size: usize, patience: Duration, make: Make<C>) -> Arc<Self> {
        Arc::new(Self::of(size, size, patience, make, false))
    }

    /// One whose connections nest; of its `size` so many are for those who give way to pages.
    pub(crate) fn nesting(size: usize, behind: usize, patience: Duration, make: Make<C>) -> Arc<Self> {
        Arc::new(Self::of(size, behind, patience, make, true))
    }

    fn of(size: usize, behind: usize, patience: Duration, make: Make<C>, nests: bool) -> Self {
        let (idle, queue, holders) = (Vec::new(), VecDeque::new(), Vec::new());
        let state = Mutex::new(State { idle, open: 0, queue, next: 0, holders, behind: 0, used: None });
        Self { make, size: size.max(1), behind: behind.max(1), patience, nests, state }
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
        let mut lease = Lease { pool: self.clone(), conn: idle, gave_way: false, holder: Some(holder), behind: false };
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
        let behind = self.nests && way::is_behind_pages();
        state.queue.push_back(Waiting { number, thread: std::thread::current(), gives_way, behind });
        let mut served = state.serves(number, self);
        let mut until = if behind { GIVING_WAY.min(self.patience) } else { self.patience };
        while !served {
            let Some(left) = until.checked_sub(began.elapsed()) else {
                if until == self.patience {
                    break;
                }
                until = self.patience;
                state.hurry(number);
                served = state.serves(number, self);
                continue;
            };
            drop(state);
            std::thread::park_timeout(left);
            state = self.state();
            served = state.serves(number, self);
        }
        let place = state.queue.iter().position(|one| one.number == number);
        let behind = place.and_then(|place| state.queue.remove(place)).is_some_and(|one| one.behind) && served;
        state.behind += usize::from(behind);
        let conn = if served { state.idle.pop() } else { None };
        if served && conn.is_none() {
            state.open += 1;
        }
        let holder = self.holder().filter(|_| served);
        state.holders.extend(holder);
        // There may be another one, or whoever stood before all others has gone.
        state.wake(self);
        drop(state);
        let conn = match conn {
            Some(conn) => conn,
            None if served => (self.make)().inspect_err(|_| self.forget(holder, behind))?,
            None => return Err(Error::Busy),
        };
        Ok(Lease { pool: self.clone(), conn: Some(conn), gave_way: gives_way, holder, behind })
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
        Some(Lease { pool: self.clone(), conn: Some(conn), gave_way: true, holder: None, behind: false })
    }

    /// How many connections are lent out.
    pub(crate) fn lent(&self) -> usize {
        let state = self.state();
        state.open - state.idle.len()
    }

    fn forget(&self, holder: Option<ThreadId>, behind: bool) {
        let mut state = self.state();
        state.open -= 1;
        state.release(holder, behind);
        state.wake(self);
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
        let Some(conn) = self.conn.take() else { return self.pool.forget(self.holder, self.behind) };
        let mut state = self.pool.state();
        if state.open > self.pool.size {
            drop(state);
            drop(conn);
            return self.pool.forget(self.holder, self.behind);
        }
        state.release(self.holder, self.behind);
        state.idle.push(conn);
        if !self.gave_way {
            state.used = Some(crate::lite::now());
        }
        state.wake(&self.pool);
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
        let pool = Pool::nesting(1, 1, Duration::from_secs(60), Box::new(|| Ok(())));
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
    fn a_page_does_not_wait_for_those_who_give_way_to_it_and_they_not_for_ever() {
        let pool = Pool::nesting(2, 1, Duration::from_secs(5), Box::new(|| Ok(())));
        let began = crate::lite::now();
        let behind = || {
            let pool = pool.clone();
            std::thread::spawn(move || {
                way::give_way_to_pages();
                let lease = pool.get().expect("one");
                (crate::lite::now(), lease)
            })
        };
        let (_, first) = behind().join().expect("a thread");
        let second = behind();
        while pool.state().queue.is_empty() && began.elapsed() < GIVING_WAY {
            std::thread::yield_now();
        }
        let page = pool.get().expect("what is kept for it");
        let (at, _second) = {
            // The page ends after the second has given way for long enough.
            std::thread::sleep(GIVING_WAY * 2);
            drop(page);
            second.join().expect("a thread")
        };
        assert!(at.duration_since(began) >= GIVING_WAY, "the second one waited while a connection was free");
        assert_eq!(pool.state().behind, 1, "and stands like everybody then");
        drop(first);
        assert_eq!(pool.state().behind, 0);
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
