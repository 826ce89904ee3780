//! What every answer has in common: security headers, a request id, one line in the access log, a time limit.
//!
//! [`finish`] wraps the whole application, its 404 and its 405 included, and so must be the last thing done to a router. From the
//! outside in: this middleware, compression, the net for panics, the routes.
//!
//! The log and the metrics name the *pattern* of a route (`/threats/events/{id}`), never a concrete path, a query or a body: who
//! looked at what stands in the ledger, under its own rules, and nowhere else.

mod compression;
mod deadline;

use std::any::Any;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;

use crate::lanes::Refusal;
use crate::metrics::record;

/// The policy of every page: scripts, styles and images of our own and nothing inline. A response that needs a narrower one (a
/// download: `sandbox`) sets its own.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// One year, as ASVS 5.0 row 3.4.1 asks.
const STRICT_TRANSPORT_SECURITY: &str = "max-age=31536000; includeSubDomains";

const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Headers that an answer has unless it sets its own.
const DEFAULTS: [(HeaderName, HeaderValue); 7] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CONTENT_SECURITY_POLICY)),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store, private")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ),
];

/// The reference number of a request: in its `x-request-id`, in the log, on its error page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestId(u64);

impl fmt::Display for RequestId {
    /// Ten signs of Crockford's base 32, 50 bits, in two groups: short enough to be read out on the telephone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        for place in (0..10).rev() {
            let five = usize::try_from((self.0 >> (5 * place)) & 31).unwrap_or_default();
            write!(f, "{}", char::from(SIGNS[five]))?;
            if place == 5 {
                f.write_str("-")?;
            }
        }
        Ok(())
    }
}

/// A request that was not answered by its route: for the page that says so.
#[derive(Debug)]
pub struct Unanswered {
    /// 503 when there was too much to do or it took too long, 500 after a panic.
    pub status: StatusCode,
    /// The reference number to show.
    pub id: RequestId,
    /// The request's `Accept`.
    pub accept: Option<HeaderValue>,
    /// The request's `Accept-Language`.
    pub language: Option<HeaderValue>,
}

/// A source of random numbers for request ids.
pub type RandomIds = Arc<dyn Fn() -> u64 + Send + Sync>;
/// Draws the page for an [`Unanswered`] request.
pub type UnansweredPage = Arc<dyn Fn(&Unanswered) -> Response + Send + Sync>;

/// How the outermost layer behaves.
#[derive(Clone)]
pub struct Edge {
    /// Whether browsers reach us by HTTPS only; then they are told to insist on it.
    pub behind_tls: bool,
    /// How long a route may take to begin its answer, counted from the last piece of the request's body. What it had begun in a lane
    /// runs on; the client gets a 503.
    pub time_limit: Duration,
    /// Requests at once, up to the beginning of their answers; one more gets a 503.
    pub requests: usize,
    /// Request ids: any 64 bits.
    pub ids: RandomIds,
    /// The page for a request that no route answered; a plain line of text without it.
    pub page: Option<UnansweredPage>,
}

impl Edge {
    /// 30 seconds, 4,096 requests at once, no TLS in front, plain pages.
    pub fn new(ids: RandomIds) -> Self {
        Self { behind_tls: false, time_limit: Duration::from_secs(30), requests: 4096, ids, page: None }
    }
}

/// The edge and its count of running requests.
#[derive(Clone)]
struct Guard {
    edge: Arc<Edge>,
    running: Arc<AtomicUsize>,
}

/// One running request, until it is dropped.
struct Running(Arc<AtomicUsize>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Wraps a complete router. Nothing may be added to it afterwards: what comes later goes out bare.
pub fn finish(router: Router, edge: Edge) -> Router {
    let guard = Guard { edge: Arc::new(edge), running: Arc::default() };
    router
        .layer(CatchPanicLayer::custom(after_panic))
        .layer(compression::layer())
        .layer(from_fn_with_state(guard, outermost))
}

/// Marks an answer that stands in for a panic.
#[derive(Debug, Clone, Copy)]
struct Panicked;

/// The panic's own words may quote what was being processed, so they are not logged here; the panic hook has the place.
fn after_panic(_words: Box<dyn Any + Send>) -> Response {
    let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
    response.extensions_mut().insert(Panicked);
    response
}

async fn outermost(State(guard): State<Guard>, mut request: Request, next: Next) -> Response {
    let began = Instant::now();
    let edge = &guard.edge;
    let id = RequestId((edge.ids)());
    request.extensions_mut().insert(id);
    let method = method_name(request.method());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let mut unanswered = Unanswered {
        status: StatusCode::SERVICE_UNAVAILABLE,
        id,
        accept: request.headers().get(header::ACCEPT).cloned(),
        language: request.headers().get(header::ACCEPT_LANGUAGE).cloned(),
    };
    let answer = match enter(&guard) {
        None => None,
        Some(_running) => deadline::within(edge.time_limit, request, next).await,
    };
    let mut response = match answer {
        Some(response) if response.extensions().get::<Panicked>().is_some() => {
            unanswered.status = StatusCode::INTERNAL_SERVER_ERROR;
            apologise(edge, &unanswered)
        }
        Some(response) => response,
        None => apologise(edge, &unanswered),
    };
    dress(response.headers_mut(), edge.behind_tls, id);
    let route = route.as_ref().map_or("none", MatchedPath::as_str);
    let took = began.elapsed();
    record(method, route, response.status(), took);
    tracing::info!(
        target: "belfry::access",
        method,
        route,
        status = response.status().as_u16(),
        micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
        request = %id,
    );
    response
}

fn enter(guard: &Guard) -> Option<Running> {
    let before = guard.running.fetch_add(1, Ordering::Relaxed);
    let running = Running(Arc::clone(&guard.running));
    (before < guard.edge.requests).then_some(running)
}

fn apologise(edge: &Edge, unanswered: &Unanswered) -> Response {
    let mut response = match &edge.page {
        Some(page) => page(unanswered),
        None => {
            let reason = unanswered.status.canonical_reason().unwrap_or_default();
            Body::from(format!("{reason} ({})\n", unanswered.id)).into_response()
        }
    };
    *response.status_mut() = unanswered.status;
    let headers = response.headers_mut();
    if unanswered.status == StatusCode::SERVICE_UNAVAILABLE {
        let seconds = HeaderValue::from(Refusal::RETRY_AFTER);
        headers.entry(header::RETRY_AFTER).or_insert(seconds);
    }
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    headers.entry(header::CONTENT_TYPE).or_insert(plain);
    response
}

/// Puts the common headers on an answer.
fn dress(headers: &mut HeaderMap, behind_tls: bool, id: RequestId) {
    // One growth instead of two: it was 2 % of the CPU of a list.
    headers.reserve(DEFAULTS.len() + 2);
    for (name, value) in DEFAULTS {
        headers.entry(name).or_insert(value);
    }
    if behind_tls {
        let value = HeaderValue::from_static(STRICT_TRANSPORT_SECURITY);
        headers.insert(header::STRICT_TRANSPORT_SECURITY, value);
    }
    if let Ok(value) = HeaderValue::try_from(id.to_string()) {
        headers.insert(X_REQUEST_ID, value);
    }
}

/// A known method's name; a stranger's invention must not become a label or a log line.
fn method_name(method: &Method) -> &'static str {
    const KNOWN: [(Method, &str); 7] = [
        (Method::GET, "GET"),
        (Method::HEAD, "HEAD"),
        (Method::POST, "POST"),
        (Method::PUT, "PUT"),
        (Method::PATCH, "PATCH"),
        (Method::DELETE, "DELETE"),
        (Method::OPTIONS, "OPTIONS"),
    ];
    KNOWN.iter().find(|(known, _)| known == method).map_or("other", |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::RequestId;

    #[test]
    fn a_request_id_is_ten_signs_in_two_groups() {
        assert_eq!(RequestId(0).to_string(), "00000-00000");
        assert_eq!(RequestId(u64::MAX).to_string(), "ZZZZZ-ZZZZZ");
        assert_eq!(RequestId(33).to_string(), "00000-00011");
    }
}
