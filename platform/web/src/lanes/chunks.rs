//! Answers that are made chunk by chunk, at the speed of their reader.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::Body;
use bytes::Bytes;
use hyper::body::Frame;

use super::{Lane, Lanes, Refusal};

/// A body that is made chunk by chunk in the export lane.
///
/// Each call of `make` takes a place for itself, yields one chunk (of at most 64 KiB, better 16) and gives the place back; the
/// next call comes only when the client has taken the chunk before. So a slow reader holds neither a place nor a database
/// connection, and no more memory than one chunk and the connection's write buffer: 500 readers who took nothing cost 44 MiB
/// with chunks of 32 KiB. `None` ends the body. An error, or a panic in `make`, breaks the connection: the client sees an
/// incomplete answer, never a short one that looks whole.
pub fn stream<M>(lanes: Arc<Lanes>, make: M) -> Body
where
    M: FnMut() -> Option<Result<Bytes, String>> + Send + 'static,
{
    Body::new(Chunks { lanes, state: State::Ready(make) })
}

type Made<M> = Result<(M, Option<Result<Bytes, String>>), Refusal>;

enum State<M> {
    Ready(M),
    Making(Pin<Box<dyn Future<Output = Made<M>> + Send>>),
    Done,
}

struct Chunks<M> {
    lanes: Arc<Lanes>,
    state: State<M>,
}

// Nothing in it is ever pinned but the boxed future.
impl<M> Unpin for Chunks<M> {}

/// Why a streamed body ended early.
#[derive(Debug)]
struct Broken(String);

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Broken {}

impl<M> Chunks<M>
where
    M: FnMut() -> Option<Result<Bytes, String>> + Send + 'static,
{
    fn next(&self, mut make: M) -> State<M> {
        let lanes = Arc::clone(&self.lanes);
        State::Making(Box::pin(async move {
            lanes
                .go_on(Lane::Export, move || {
                    let chunk = make();
                    (make, chunk)
                })
                .await
        }))
    }
}

impl<M> hyper::body::Body for Chunks<M>
where
    M: FnMut() -> Option<Result<Bytes, String>> + Send + 'static,
{
    type Data = Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let mut making = match std::mem::replace(&mut self.state, State::Done) {
            State::Ready(make) => match self.next(make) {
                State::Making(making) => making,
                State::Ready(_) | State::Done => return Poll::Ready(None),
            },
            State::Making(making) => making,
            State::Done => return Poll::Ready(None),
        };
        match making.as_mut().poll(cx) {
            Poll::Pending => {
                self.state = State::Making(making);
                Poll::Pending
            }
            Poll::Ready(Ok((make, Some(Ok(chunk))))) => {
                self.state = State::Ready(make);
                Poll::Ready(Some(Ok(Frame::data(chunk))))
            }
            Poll::Ready(Ok((_, None))) => Poll::Ready(None),
            Poll::Ready(Ok((_, Some(Err(why))))) => {
                tracing::error!(%why, "a streamed answer was broken off");
                Poll::Ready(Some(Err(Broken(why).into())))
            }
            Poll::Ready(Err(refusal)) => {
                tracing::error!(why = %refusal, "a streamed answer was broken off");
                Poll::Ready(Some(Err(refusal.into())))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.state, State::Done)
    }
}
