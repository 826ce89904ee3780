//! Bodies with clocks: what a client sends must keep coming, what it takes must keep going.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use hyper::body::{Body as HttpBody, Frame, Incoming, SizeHint};
use tokio::time::{Instant, Sleep};

use super::activity::{ReaderClock, Running};

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The client stopped sending its body. The server answers 408 whatever the handler makes of it.
#[derive(Debug)]
pub struct BodyTimeout;

impl fmt::Display for BodyTimeout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the request's body did not arrive in time")
    }
}

impl std::error::Error for BodyTimeout {}

/// A request's body that fails when no byte comes for a while, or too few over a longer while. Only time spent waiting for the client
/// counts, not the time that the reader of the body takes.
pub(super) struct Arriving {
    inner: Incoming,
    idle: Duration,
    rate: u64,
    bytes: u64,
    waited: Duration,
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
    late: Arc<AtomicBool>,
}

impl Arriving {
    /// `rate` in bytes a second; `late` is set when the body fails for its slowness.
    pub(super) fn new(inner: Incoming, idle: Duration, rate: u64, late: Arc<AtomicBool>) -> Self {
        Self { inner, idle, rate, bytes: 0, waited: Duration::ZERO, waiting: None, late }
    }

    /// Whether the body as a whole comes too slowly.
    fn crawls(&self) -> bool {
        self.waited > self.idle && self.bytes < self.rate.saturating_mul(self.waited.as_secs())
    }

    fn fail(&self) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.late.store(true, Ordering::Relaxed);
        Poll::Ready(Some(Err(BodyTimeout.into())))
    }
}

impl HttpBody for Arriving {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = &mut *self;
        if let Poll::Ready(frame) = Pin::new(&mut this.inner).poll_frame(cx) {
            if let Some((since, _)) = this.waiting.take() {
                this.waited += since.elapsed();
            }
            if let Some(Ok(frame)) = &frame {
                this.bytes += frame.data_ref().map_or(0, |data| data.len() as u64);
            }
            if this.crawls() {
                return this.fail();
            }
            return Poll::Ready(frame.map(|result| result.map_err(Into::into)));
        }
        let idle = this.idle;
        let (_, sleep) = this.waiting.get_or_insert_with(|| (Instant::now(), Box::pin(tokio::time::sleep(idle))));
        match sleep.as_mut().poll(cx) {
            Poll::Ready(()) => this.fail(),
            Poll::Pending => Poll::Pending,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

/// An answer's body that runs its reader's clock and ends its request when it is dropped.
pub(super) struct Leaving {
    inner: Body,
    clock: ReaderClock,
    _running: Running,
}

impl Leaving {
    pub(super) fn new(inner: Body, clock: ReaderClock, running: Running) -> Self {
        Self { inner, clock, _running: running }
    }
}

impl HttpBody for Leaving {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        self.clock.stop();
        let polled = Pin::new(&mut self.inner).poll_frame(cx);
        if matches!(polled, Poll::Ready(Some(Ok(_)))) {
            self.clock.start();
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
