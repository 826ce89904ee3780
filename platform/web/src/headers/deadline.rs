//! How long a route may take to begin its answer.

use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use bytes::Bytes;
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use tokio::time::Instant;

/// The route's answer, or `None` when it did not begin in time. An upload that keeps coming is not late: its own clocks are in
/// `serve`, and the time counts from its last piece.
pub(super) async fn within(limit: Duration, request: Request, next: Next) -> Option<Response> {
    let began = Instant::now();
    let latest = Arc::new(AtomicU64::new(0));
    let request = request.map(|body| {
        if body.is_end_stream() {
            return body;
        }
        let latest = Arc::clone(&latest);
        Body::new(Noted { inner: body, began, latest })
    });
    let mut answer = pin!(next.run(request));
    loop {
        let due = began + Duration::from_millis(latest.load(Ordering::Relaxed)) + limit;
        if due <= Instant::now() {
            return None;
        }
        tokio::select! {
            response = &mut answer => return Some(response),
            () = tokio::time::sleep_until(due) => {}
        }
    }
}

/// A request's body that notes when its last piece came.
struct Noted {
    inner: Body,
    began: Instant,
    /// Milliseconds after `began`.
    latest: Arc<AtomicU64>,
}

impl HttpBody for Noted {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.inner).poll_frame(cx);
        if polled.is_ready() {
            let now = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX);
            self.latest.store(now, Ordering::Relaxed);
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
