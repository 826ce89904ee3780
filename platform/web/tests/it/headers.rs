//! What every answer has in common, whatever went wrong.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::http::{Request, Response, StatusCode};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::{Extension, http};
use belfry_web::headers::{CONTENT_SECURITY_POLICY, Edge, RequestId, finish};
use belfry_web::lanes::{LaneSizes, Lanes, stream};
use belfry_web::metrics::{Metrics, serve_private};
use bytes::Bytes;
use http_body_util::BodyExt;
use tokio::io::AsyncWriteExt;
use tokio::sync::Notify;
use tower::ServiceExt;

use crate::wire::{SHORT, Server, patient, to_end};

/// Ids that count from one.
fn edge() -> Edge {
    let next = AtomicU64::new(1);
    Edge::new(Arc::new(move || next.fetch_add(1, Ordering::Relaxed)))
}

fn broken() -> &'static str {
    std::panic::resume_unwind(Box::new("quiet"))
}

fn routes() -> Router {
    let lanes = Arc::new(Lanes::new(LaneSizes::default()));
    let long = move || {
        let mut left = 3;
        let body = stream(Arc::clone(&lanes), move || {
            left -= 1;
            (left >= 0).then(|| Ok(Bytes::from(vec![b'x'; 4096])))
        });
        async move { ([("content-type", "text/csv")], Response::new(body)) }
    };
    Router::new()
        .route("/", get(|| async { "home" }))
        .route("/things/{id}", get(|Path(id): Path<String>| async move { id }))
        .route("/id", get(|Extension(id): Extension<RequestId>| async move { id.to_string() }))
        .route("/page", get(|| async { axum::response::Html("<p>long</p>".repeat(200)) }))
        .route("/export", get(long))
        .route("/panic", get(|| async { broken() }))
        .route("/never", get(std::future::pending::<()>))
        .route("/upload", post(|body: Bytes| async move { body.len().to_string() }))
        .route(
            "/logo",
            get(|| async { ([("cache-control", "max-age=60"), ("content-security-policy", "sandbox")], "logo") }),
        )
}

async fn ask(router: &Router, method: &str, path: &str) -> Response<Body> {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("accept-encoding", "gzip")
        .body(Body::empty())
        .expect("a request");
    router.clone().oneshot(request).await.expect("infallible")
}

async fn text(response: Response<Body>) -> String {
    let bytes = response.into_body().collect().await.expect("whole").to_bytes();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn header<'a>(response: &'a Response<Body>, name: &str) -> &'a str {
    response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[tokio::test]
async fn every_answer_is_dressed() {
    let router = finish(routes(), Edge { time_limit: SHORT, ..edge() });
    for (method, path, status) in [
        ("GET", "/", 200),
        ("HEAD", "/", 200),
        ("GET", "/nowhere", 404),
        ("POST", "/nowhere", 404),
        ("POST", "/", 405),
        ("BREW", "/", 405),
        ("GET", "/panic", 500),
        ("GET", "/never", 503),
    ] {
        let response = ask(&router, method, path).await;
        assert_eq!(response.status().as_u16(), status, "{method} {path}");
        for (name, value) in [
            ("content-security-policy", CONTENT_SECURITY_POLICY),
            ("cache-control", "no-store, private"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("strict-transport-security", ""),
        ] {
            assert_eq!(header(&response, name), value, "{method} {path} {name}");
        }
        assert!(header(&response, "permissions-policy").contains("camera=()"));
        assert_eq!(header(&response, "x-request-id").len(), 11);
    }
}

#[tokio::test]
async fn a_nested_application_with_its_own_fallback_is_dressed_too() {
    let inner = Router::new().route("/a", get(|| async { "a" })).fallback(|| async { StatusCode::NOT_FOUND });
    let outer = Router::new()
        .nest("/inner", inner)
        .fallback(|| async { (StatusCode::NOT_FOUND, "nothing here") })
        .method_not_allowed_fallback(|| async { (StatusCode::METHOD_NOT_ALLOWED, "not so") });
    let router = finish(outer, edge());
    for (method, path) in [("GET", "/inner/b"), ("POST", "/inner/a"), ("GET", "/b")] {
        let response = ask(&router, method, path).await;
        assert!(response.status().is_client_error());
        assert_eq!(header(&response, "x-content-type-options"), "nosniff", "{method} {path}");
    }
}

#[tokio::test]
async fn what_an_answer_sets_itself_stays() {
    let router = finish(routes(), Edge { behind_tls: true, ..edge() });
    let response = ask(&router, "GET", "/logo").await;
    assert_eq!(header(&response, "cache-control"), "max-age=60");
    assert_eq!(header(&response, "content-security-policy"), "sandbox");
    assert!(header(&response, "strict-transport-security").starts_with("max-age=31536000"));
}

#[tokio::test]
async fn the_route_knows_its_request_id() {
    let router = finish(routes(), edge());
    let response = ask(&router, "GET", "/id").await;
    assert_eq!(header(&response, "x-request-id"), "00000-00001");
    assert_eq!(text(response).await, "00000-00001");
}

#[tokio::test]
async fn the_page_for_what_went_unanswered_can_be_ours() {
    let page = |why: &belfry_web::headers::Unanswered| {
        let language = why.language.as_ref().and_then(|value| value.to_str().ok());
        format!("{} {} {language:?}", why.status.as_u16(), why.id).into_response()
    };
    let router = finish(routes(), Edge { time_limit: SHORT, page: Some(Arc::new(page)), ..edge() });
    let response = ask(&router, "GET", "/never").await;
    assert_eq!(header(&response, "retry-after"), "2");
    assert_eq!(text(response).await, "503 00000-00001 None");
    let response = ask(&router, "GET", "/panic").await;
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(header(&response, "retry-after"), "");
    assert_eq!(text(response).await, "500 00000-00002 None");
}

#[tokio::test]
async fn long_texts_are_compressed_and_nothing_else() {
    let router = finish(routes(), edge());
    let page = ask(&router, "GET", "/page").await;
    assert_eq!(header(&page, "content-encoding"), "gzip");
    assert!(header(&page, "vary").contains("accept-encoding"));
    for plain in ["/", "/export"] {
        let response = ask(&router, "GET", plain).await;
        assert_eq!(header(&response, "content-encoding"), "", "{plain}");
    }
    let export = ask(&router, "GET", "/export").await;
    assert_eq!(text(export).await.len(), 3 * 4096);
}

#[tokio::test]
async fn an_upload_that_keeps_coming_is_not_late() {
    let router = finish(routes(), Edge { time_limit: SHORT, ..edge() });
    let server = Server::start(router, patient()).await;
    let mut stream = server.connect().await;
    let head = "POST /upload HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 6\r\n\r\n";
    stream.write_all(head.as_bytes()).await.expect("sends");
    for _ in 0..6 {
        tokio::time::sleep(SHORT / 3).await;
        stream.write_all(b"x").await.expect("sends");
    }
    let (text, _) = to_end(&mut stream).await;
    assert!(text.starts_with("HTTP/1.1 200"), "{text}");
}

#[tokio::test]
async fn too_many_at_once_are_turned_away() {
    let (begun, go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let router = Router::new().route(
        "/",
        get({
            let (begun, go) = (Arc::clone(&begun), Arc::clone(&go));
            move || async move {
                begun.notify_one();
                go.notified().await;
                "done"
            }
        }),
    );
    let router = finish(router, Edge { requests: 1, ..edge() });
    let first = tokio::spawn({
        let router = router.clone();
        async move { ask(&router, "GET", "/").await }
    });
    begun.notified().await;
    let second = ask(&router, "GET", "/").await;
    assert_eq!(second.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(header(&second, "retry-after"), "2");
    go.notify_one();
    assert_eq!(first.await.expect("no panic").status(), StatusCode::OK);
}

/// Keeps every field of every event of the access log.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl tracing::field::Visit for Log {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
        let mut log = self.0.lock().expect("unpoisoned");
        let _ = writeln!(log, "{field}={value:?}");
    }
}

impl tracing::Subscriber for Log {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, _: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        tracing::span::Id::from_u64(1)
    }
    fn record(&self, _: &tracing::span::Id, values: &tracing::span::Record<'_>) {
        values.record(&mut self.clone());
    }
    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}
    fn event(&self, event: &tracing::Event<'_>) {
        event.record(&mut self.clone());
    }
    fn enter(&self, _: &tracing::span::Id) {}
    fn exit(&self, _: &tracing::span::Id) {}
}

/// One test for both, as a process has one recorder.
#[tokio::test]
async fn log_and_metrics_name_patterns_never_content() {
    let metrics = Metrics::install().expect("the only recorder");
    let log = Log::default();
    let guard = tracing::subscriber::set_default(log.clone());
    let router = finish(routes(), edge());
    for path in ["/things/CNRY-1?q=CNRY-2", "/CNRY-3?token=CNRY-4"] {
        ask(&router, "GET", path).await;
    }
    ask(&router, "CNRY-5", "/").await;
    drop(guard);
    let logged = log.0.lock().expect("unpoisoned").clone();
    assert!(logged.contains("route=\"/things/{id}\""), "{logged}");
    assert!(logged.contains("request=00000-00001"), "{logged}");
    assert!(logged.contains("route=\"none\""), "{logged}");
    assert!(!logged.contains("CNRY"), "{logged}");

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let server = tokio::spawn(serve_private(listener, metrics, || false, || {}, std::future::pending()));
    let get = |path: &'static str| async move {
        let mut stream = tokio::net::TcpStream::connect(address).await.expect("connects");
        let ask = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        stream.write_all(ask.as_bytes()).await.expect("sends");
        to_end(&mut stream).await.0
    };
    let figures = get("/metrics").await;
    for part in [
        "belfry_http_requests_total{route=\"/things/{id}\",method=\"GET\",class=\"2xx\"} 1",
        "belfry_http_request_seconds_bucket{route=\"/things/{id}\",le=\"0.001\"}",
        "belfry_http_connections ",
        "method=\"other\"",
    ] {
        assert!(figures.contains(part), "{part} in {figures}");
    }
    assert!(!figures.contains("CNRY"), "{figures}");
    assert!(get("/healthz").await.starts_with("HTTP/1.1 200"));
    assert!(get("/readyz").await.starts_with("HTTP/1.1 503"));
    server.abort();
}

#[tokio::test]
async fn waiting_beyond_the_limit_is_measured_from_the_bodys_end() {
    let router = Router::new().route("/", post(|_: Bytes| std::future::pending::<()>()));
    let router = finish(router, Edge { time_limit: SHORT, ..edge() });
    let request = http::Request::post("/").body(Body::from("all of it")).expect("a request");
    let began = std::time::Instant::now();
    let response = router.oneshot(request).await.expect("infallible");
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(began.elapsed() < Duration::from_secs(5));
}
