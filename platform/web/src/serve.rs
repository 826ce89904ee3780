//! The accept loop: HTTP/1.1 and HTTP/2 with prior knowledge, and a limit on everything a stranger can hold.
//!
//! The loop that comes with axum keeps idle sockets, half a head and half a body open for ever; this one does not. Two mechanisms
//! share the work: what belongs to a request fails inside it (a body that stops arriving becomes 408), what belongs to the connection
//! is noted by its socket and its bodies ([`activity`]) and judged by its task a few times per limit.
//!
//! ```text
//! socket.rs     notes what is read and written          framing.rs    where a head begins and ends; two lengths
//! bodies.rs     a body that must keep coming or going    addresses.rs  how many connections each address has
//! ```

mod activity;
mod addresses;
mod bodies;
mod framing;
mod limits;
mod socket;

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::header::{CACHE_CONTROL, CONNECTION, CONTENT_TYPE, TRANSFER_ENCODING, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderValue, Request, Response, StatusCode, Version};
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tower::{Service, ServiceExt};

use activity::{Activity, Cut, Running};
use addresses::{Addresses, Counted};
pub use bodies::BodyTimeout;
use bodies::{Arriving, Leaving};
pub use limits::Limits;
use socket::Watched;

/// What the kernel may hold of an answer that its reader does not take, in bytes; Linux doubles it. Left to itself it grows to 4 MiB
/// a connection. At 100 ms to the reader it still lets 2.5 MB a second through.
const SEND_BUFFER: u32 = 128 * 1024;

/// Connections that the kernel keeps for us while we are at [`Limits::connections`] or busy.
const BACKLOG: u32 = 1024;

/// Listens on `address`, with a bound on what slow readers can hold in the kernel. Accepted sockets inherit it.
///
/// # Errors
/// As the system gives them: the address is in use, or not ours.
pub fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4(),
        SocketAddr::V6(_) => TcpSocket::new_v6(),
    }?;
    // A restart must not wait for the last connections of the one before.
    socket.set_reuseaddr(true)?;
    socket.set_send_buffer_size(SEND_BUFFER)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// What all connections of one listener share.
struct Shared<S> {
    service: S,
    limits: Limits,
    builder: Builder<TokioExecutor>,
    stopping: watch::Receiver<bool>,
}

/// Accepts connections and answers them with `service` until `shutdown` is ready, then lets running requests finish within
/// [`Limits::grace`]. Requests carry [`ConnectInfo`] with the peer's address.
///
/// # Errors
/// None at present: errors of single connections are theirs alone, and when accepting fails (no file descriptor left) it is tried
/// again after a pause.
pub async fn serve<S>(
    listener: TcpListener,
    service: S,
    limits: Limits,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()>
where
    S: Service<Request<Body>, Response = Response<Body>, Error = Infallible>,
    S: Clone + Send + Sync + 'static,
    S::Future: Send,
{
    let (stop, stopping) = watch::channel(false);
    let grace = limits.grace;
    let places = Arc::new(Semaphore::new(limits.connections.max(1)));
    let shared = Arc::new(Shared { service, builder: limits.builder(), limits, stopping });
    let mut connections = JoinSet::new();
    {
        let mut shutdown = pin!(shutdown);
        let mut accepting = pin!(accept(&listener, &places, &shared, &mut connections));
        tokio::select! {
            () = &mut shutdown => {}
            never = &mut accepting => match never {},
        }
    }
    drop(listener);
    stop.send_replace(true);
    let finished = async { while connections.join_next().await.is_some() {} };
    if tokio::time::timeout(grace, finished).await.is_err() {
        tracing::warn!(left = connections.len(), "connections cut at shutdown");
        connections.shutdown().await;
    }
    Ok(())
}

/// Accepts for ever.
async fn accept<S>(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
    shared: &Arc<Shared<S>>,
    connections: &mut JoinSet<()>,
) -> Infallible
where
    S: Service<Request<Body>, Response = Response<Body>, Error = Infallible>,
    S: Clone + Send + Sync + 'static,
    S::Future: Send,
{
    let addresses = Arc::new(Addresses::default());
    let mut pause = FIRST_PAUSE;
    loop {
        while connections.try_join_next().is_some() {}
        let Ok(place) = Arc::clone(places).acquire_owned().await else {
            // The semaphore is never closed.
            return std::future::pending().await;
        };
        let (stream, peer) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(error) if is_peers_fault(&error) => continue,
            Err(error) => {
                tracing::error!(%error, "accepting failed; trying again");
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(LONGEST_PAUSE);
                continue;
            }
        };
        pause = FIRST_PAUSE;
        let limit = if shared.limits.is_exempt(peer.ip()) { usize::MAX } else { shared.limits.per_address };
        let Some(counted) = addresses.enter(peer.ip(), limit) else {
            metrics::counter!("belfry_http_connections_refused_total").increment(1);
            continue;
        };
        let seat = Seat::new(place, counted);
        connections.spawn(connection(stream, peer, Arc::clone(shared), seat));
    }
}

const FIRST_PAUSE: Duration = Duration::from_millis(20);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// Errors of `accept` that concern one connection only.
fn is_peers_fault(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset
    )
}

/// A connection's place in all counts, until it is dropped.
struct Seat {
    _place: OwnedSemaphorePermit,
    _counted: Counted,
}

impl Seat {
    fn new(place: OwnedSemaphorePermit, counted: Counted) -> Self {
        metrics::gauge!("belfry_http_connections").increment(1.0);
        Self { _place: place, _counted: counted }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        metrics::gauge!("belfry_http_connections").decrement(1.0);
    }
}

/// One connection from its first byte to its end.
async fn connection<S>(stream: TcpStream, peer: SocketAddr, shared: Arc<Shared<S>>, _seat: Seat)
where
    S: Service<Request<Body>, Response = Response<Body>, Error = Infallible>,
    S: Clone + Send + Sync + 'static,
    S::Future: Send,
{
    let mut stopping = shared.stopping.clone();
    if *stopping.borrow_and_update() {
        return;
    }
    // Answers leave at once; a socket that refuses the option still works.
    let _ = stream.set_nodelay(true);
    // Reading the version has no clock of its own, so the first byte is awaited here.
    let mut first = [0];
    let spoke = tokio::select! {
        spoke = tokio::time::timeout(shared.limits.first_byte, stream.peek(&mut first)) => spoke,
        _ = stopping.changed() => return,
    };
    match spoke {
        Ok(Ok(1..)) => {}
        Ok(_) => return,
        Err(_elapsed) => return note_cut("first byte"),
    }
    let activity = Activity::new();
    let io = TokioIo::new(Watched::new(stream, Arc::clone(&activity)));
    let service = {
        let activity = Arc::clone(&activity);
        let shared = Arc::clone(&shared);
        hyper::service::service_fn(move |request: Request<Incoming>| {
            answer(request, peer, Arc::clone(&shared), Arc::clone(&activity))
        })
    };
    let mut conn = pin!(shared.builder.serve_connection(io, service));
    let mut tick = tokio::time::interval(shared.limits.tick());
    let mut closing = false;
    loop {
        tokio::select! {
            // An error here is the peer's: a reset, a broken head. There is nobody to tell.
            _ended = conn.as_mut() => return,
            _ = stopping.changed(), if !closing => {
                closing = true;
                conn.as_mut().graceful_shutdown();
            }
            _ = tick.tick() => match activity.verdict(&shared.limits) {
                None => {}
                Some(Cut::Idle) if !closing => {
                    // Says goodbye on HTTP/2; if the peer stays all the same, the next verdict ends it.
                    closing = true;
                    conn.as_mut().graceful_shutdown();
                }
                Some(cut) => return note_cut(cut.name()),
            },
        }
    }
}

fn note_cut(reason: &'static str) {
    tracing::debug!(reason, "connection cut");
    metrics::counter!("belfry_http_connections_cut_total", "reason" => reason).increment(1);
}

/// One request: clocks around its body, clocks around its answer.
async fn answer<S>(
    request: Request<Incoming>,
    peer: SocketAddr,
    shared: Arc<Shared<S>>,
    activity: Arc<Activity>,
) -> Result<Response<Body>, Infallible>
where
    S: Service<Request<Body>, Response = Response<Body>, Error = Infallible>,
    S: Clone + Send + Sync + 'static,
    S::Future: Send,
{
    let running = activity.begin();
    if activity.is_ambiguous() {
        return Ok(last_words(StatusCode::BAD_REQUEST, running, &activity));
    }
    if request.headers().len() > shared.limits.headers {
        let status = StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE;
        return Ok(last_words(status, running, &activity));
    }
    // The watcher of message boundaries does not follow chunks, so the connection ends with such a request (RFC 9112, 6.1).
    let chunked = request.version() < Version::HTTP_2 && request.headers().contains_key(TRANSFER_ENCODING);
    let late = Arc::new(AtomicBool::new(false));
    let limits = &shared.limits;
    let mut request = request.map(|body| {
        let late = Arc::clone(&late);
        Body::new(Arriving::new(body, limits.body_idle, limits.body_rate, late))
    });
    request.extensions_mut().insert(ConnectInfo(peer));
    let Ok(mut response) = shared.service.clone().oneshot(request).await;
    if late.load(Ordering::Relaxed) {
        return Ok(last_words(StatusCode::REQUEST_TIMEOUT, running, &activity));
    }
    if chunked {
        let close = HeaderValue::from_static("close");
        response.headers_mut().insert(CONNECTION, close);
    }
    Ok(response.map(|body| Body::new(Leaving::new(body, activity.reader(), running))))
}

/// A bare answer after which an HTTP/1 connection ends. The client broke the protocol, so there is no page to draw.
fn last_words(status: StatusCode, running: Running, activity: &Arc<Activity>) -> Response<Body> {
    let words = Body::from(status.canonical_reason().unwrap_or_default());
    let mut response = Response::new(Body::new(Leaving::new(words, activity.reader(), running)));
    *response.status_mut() = status;
    for (name, value) in [
        (CONNECTION, "close"),
        (CACHE_CONTROL, "no-store"),
        (CONTENT_TYPE, "text/plain; charset=utf-8"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
