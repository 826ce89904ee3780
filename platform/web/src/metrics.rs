//! Figures about the process, for a private listener: Prometheus text, and the two probes.
//!
//! Labels are route patterns, methods, lanes and reasons, all from our own sources: never a name, an organisation, an address or a
//! path that someone typed. Even so the figures stay private, for the rhythm of a small community's requests tells something.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use metrics_exporter_prometheus::{BuildError, PrometheusBuilder, PrometheusHandle};
use tokio::net::TcpListener;

use crate::serve::{Limits, serve};

/// Bounds of the histogram's buckets, in seconds: from a cached page to the time limit.
const SECONDS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];

/// Samples are gathered this often, so that they do not pile up between two visits of a scraper.
const UPKEEP: Duration = Duration::from_secs(5);

/// Renders what was counted.
#[derive(Clone)]
pub struct Metrics(PrometheusHandle);

impl Metrics {
    /// Makes this process count. Until then (and in a program that never calls it) counting costs next to nothing and keeps nothing.
    /// Call it once, before [`crate::lanes::Lanes::new`], and have [`serve_private`] or a task call [`Metrics::upkeep`].
    ///
    /// # Errors
    /// When a recorder is installed already.
    pub fn install() -> Result<Self, BuildError> {
        let handle = PrometheusBuilder::new().set_buckets(&SECONDS)?.install_recorder()?;
        describe();
        Ok(Self(handle))
    }

    /// The figures in Prometheus' text format.
    pub fn render(&self) -> String {
        self.0.render()
    }

    /// Folds new samples of histograms into their buckets.
    pub fn upkeep(&self) {
        self.0.run_upkeep();
    }
}

fn describe() {
    use metrics::{describe_counter, describe_gauge, describe_histogram};
    describe_counter!("belfry_http_requests_total", "Requests by route, method and class of status");
    describe_histogram!("belfry_http_request_seconds", "Time until an answer began, by route");
    describe_gauge!("belfry_http_connections", "Open connections");
    describe_counter!("belfry_http_connections_refused_total", "Connections beyond the limit per address");
    describe_counter!("belfry_http_connections_cut_total", "Connections that outstayed a limit, by reason");
    describe_gauge!("belfry_lane_busy", "Jobs that hold a place in a lane");
    describe_gauge!("belfry_lane_waiting", "Callers that wait for a place");
    describe_counter!("belfry_lane_refused_total", "Callers refused because too many waited");
    describe_gauge!("belfry_disk_free_bytes", "Room on the disk of the folder for files");
    describe_gauge!("belfry_disk_total_bytes", "Size of that disk");
    describe_gauge!("belfry_mail_waiting", "Mails that wait to be sent");
    describe_gauge!("belfry_mail_failed", "Mails that were given up");
    describe_gauge!("belfry_mail_last_sent_seconds", "When a mail was sent last, in seconds since 1970");
    describe_gauge!("belfry_backup_last_seconds", "When a backup was taken last, in seconds since 1970");
}

/// Sets a figure that is asked for when somebody looks.
#[expect(clippy::cast_precision_loss, reason = "a figure for a chart")]
pub fn set(name: &'static str, value: u64) {
    metrics::gauge!(name).set(value as f64);
}

/// Counts one answered request.
pub(crate) fn record(method: &'static str, route: &str, status: StatusCode, took: Duration) {
    let class = match status.as_u16() {
        100..=199 => "1xx",
        200..=299 => "2xx",
        300..=399 => "3xx",
        400..=499 => "4xx",
        _ => "5xx",
    };
    metrics::counter!(
        "belfry_http_requests_total",
        "route" => route.to_owned(), "method" => method, "class" => class
    )
    .increment(1);
    metrics::histogram!("belfry_http_request_seconds", "route" => route.to_owned()).record(took);
}

/// `/healthz`: the process answers. `/readyz`: 200 when `ready` says so, else 503. Neither says more. `ready` runs on a blocking
/// thread, so it may ask the database.
pub fn probes<R>(ready: R) -> Router
where
    R: Fn() -> bool + Send + Sync + 'static,
{
    let ready = Arc::new(ready);
    let readyz = move || {
        let ready = Arc::clone(&ready);
        async move {
            match tokio::task::spawn_blocking(move || ready()).await {
                Ok(true) => (StatusCode::OK, "ready\n"),
                _ => (StatusCode::SERVICE_UNAVAILABLE, "not ready\n"),
            }
        }
    };
    Router::new().route("/healthz", get(|| async { "alive\n" })).route("/readyz", get(readyz))
}

/// Serves `/metrics` and the probes until `shutdown` is ready. The listener should be bound to a private address. `gather` runs on
/// a blocking thread before each answer, for figures that have to be asked for ([`set`]).
///
/// # Errors
/// As [`serve`].
pub async fn serve_private<R, G>(
    listener: TcpListener,
    metrics: Metrics,
    ready: R,
    gather: G,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()>
where
    R: Fn() -> bool + Send + Sync + 'static,
    G: Fn() + Send + Sync + 'static,
{
    let gather = Arc::new(gather);
    let upkeep = {
        let metrics = metrics.clone();
        async move {
            let mut tick = tokio::time::interval(UPKEEP);
            loop {
                tick.tick().await;
                metrics.upkeep();
            }
        }
    };
    let figures = get(move || async move {
        let _ = tokio::task::spawn_blocking(move || gather()).await;
        let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4")];
        (kind, metrics.render()).into_response()
    });
    let router = probes(ready).route("/metrics", figures);
    let limits = Limits { connections: 64, grace: Duration::from_secs(1), ..Limits::default() };
    tokio::select! {
        served = serve(listener, router, limits, shutdown) => served,
        () = upkeep => Ok(()),
    }
}
