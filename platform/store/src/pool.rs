//! A pool of connections: last used first, a bound, and patience. Who waits longest is served next: somebody who gives a
//! connection back and asks again at once, as a long import does with the one writer, goes to the end of the queue.

use std::collections::VecDeque;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use crate::error::{Error, Result};

type Make<C> = Box<dyn Fn() -> Result<C> + Send + Sync>;

/// Connections of one kind.
pub(crate) struct Pool<C> {
    make: Make<C>,
    size: usize,
    patience: Duration,
    state: Mutex<State<C>>,
    freed: Condvar,
}

struct State<C> {
    idle: Vec<C>,
    open: usize,
    /// Numbers of those who wait, in the order in which they came.
    queue: VecDeque<u64>,
    next: u64,
}

/// A connection on loan. It goes back when dropped, unless it was found broken.
pub(crate) struct Lease<C> {
    pool: Arc<Pool<C>>,
    conn: Option<C>,
}

impl<C> Pool<C> {
    pub(crate) fn new(size: usize, patience: Duration, make: Make<C>) -> Arc<Self> {
        let state = Mutex::new(State { idle: Vec::new(), open: 0, queue: VecDeque::new(), next: 0 });
        Arc::new(Self { make, size: size.max(1), patience, state, freed: Condvar::new() })
    }

    /// Borrows a connection, opening one while the bound allows. [`Error::Busy`] when none comes free in time.
    pub(crate) fn get(self: &Arc<Self>) -> Result<Lease<C>> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let mine = state.next;
        state.next += 1;
        state.queue.push_back(mine);
        let (mut state, _) = self
            .freed
            .wait_timeout_while(state, self.patience, |state| {
                state.queue.front() != Some(&mine) || (state.idle.is_empty() && state.open >= self.size)
            })
            .unwrap_or_else(PoisonError::into_inner);
        let served = state.queue.front() == Some(&mine) && (!state.idle.is_empty() || state.open < self.size);
        state.queue.retain(|number| *number != mine);
        if !state.queue.is_empty() {
            self.freed.notify_all();
        }
        if !served {
            return Err(Error::Busy);
        }
        if let Some(conn) = state.idle.pop() {
            return Ok(Lease { pool: self.clone(), conn: Some(conn) });
        }
        state.open += 1;
        drop(state);
        match (self.make)() {
            Ok(conn) => Ok(Lease { pool: self.clone(), conn: Some(conn) }),
            Err(error) => {
                self.forget();
                Err(error)
            }
        }
    }

    /// How many connections are lent out.
    pub(crate) fn lent(&self) -> usize {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.open - state.idle.len()
    }

    fn forget(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).open -= 1;
        self.freed.notify_all();
    }
}

impl<C> Lease<C> {
    /// Closes the connection instead of giving it back.
    pub(crate) fn discard(mut self) {
        self.conn = None;
    }
}

impl<C> Drop for Lease<C> {
    fn drop(&mut self) {
        match self.conn.take() {
            Some(conn) => {
                self.pool.state.lock().unwrap_or_else(PoisonError::into_inner).idle.push(conn);
                self.pool.freed.notify_all();
            }
            None => self.pool.forget(),
        }
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
