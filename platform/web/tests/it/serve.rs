//! The accept loop against clients that are slow, greedy or sly.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::response::Response;
use axum::routing::{get, post};
use belfry_web::lanes::{LaneSizes, Lanes, stream};
use belfry_web::serve::Limits;
use bytes::Bytes;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::Notify;

use crate::wire::{LONG, SHORT, Server, patient, read_until, to_end};

const GET: &str = "GET / HTTP/1.1\r\nHost: belfry.example\r\n\r\n";

fn hello() -> Router {
    Router::new().route("/", get(|| async { "hello" })).route("/echo", post(|body: Bytes| async move { body })).route(
        "/peer",
        get(|ConnectInfo(peer): ConnectInfo<std::net::SocketAddr>| async move { peer.ip().to_string() }),
    )
}

/// Closed by the server, and neither at once nor late.
fn is_about(short: Duration, took: Duration) {
    assert!(took >= short / 2, "cut after {took:?}");
    assert!(took < Duration::from_secs(5), "cut after {took:?}");
}

#[tokio::test]
async fn a_socket_without_a_byte_is_cut() {
    let limits = Limits { first_byte: SHORT, ..patient() };
    let server = Server::start(hello(), limits).await;
    let (text, took) = to_end(&mut server.connect().await).await;
    assert_eq!(text, "");
    is_about(SHORT, took);
}

#[tokio::test]
async fn half_a_head_is_cut() {
    for half in ["G", "GET / HTTP/1.1\r\nHost: belfry.example\r\nX-Slow", "PRI * HT"] {
        let limits = Limits { header: SHORT, ..patient() };
        let server = Server::start(hello(), limits).await;
        let mut stream = server.connect().await;
        stream.write_all(half.as_bytes()).await.expect("sends");
        is_about(SHORT, to_end(&mut stream).await.1);
    }
}

#[tokio::test]
async fn a_head_that_drips_is_cut() {
    let limits = Limits { header: SHORT, ..patient() };
    let server = Server::start(hello(), limits).await;
    let (mut reader, mut writer) = server.connect().await.into_split();
    let drip = tokio::spawn(async move {
        while writer.write_all(b"GET").await.is_ok() {
            tokio::time::sleep(SHORT / 10).await;
        }
    });
    let mut all = Vec::new();
    let closed = tokio::time::timeout(SHORT * 8, reader.read_to_end(&mut all)).await;
    assert!(closed.is_ok(), "bytes that drip must not keep a head open");
    drip.abort();
}

#[tokio::test]
async fn an_idle_connection_is_cut_but_not_before() {
    let limits = Limits { header: SHORT / 2, idle: SHORT * 2, ..patient() };
    let server = Server::start(hello(), limits).await;
    let mut stream = server.connect().await;
    for _ in 0..2 {
        stream.write_all(GET.as_bytes()).await.expect("sends");
        assert!(read_until(&mut stream, "hello").await.starts_with("HTTP/1.1 200"));
        // Longer than a head may take, shorter than it may be idle.
        tokio::time::sleep(SHORT).await;
    }
    let (text, took) = to_end(&mut stream).await;
    assert_eq!(text, "");
    is_about(SHORT, took);
}

#[tokio::test]
async fn a_slow_answer_is_not_idle() {
    let router = Router::new().route(
        "/",
        get(|| async {
            tokio::time::sleep(SHORT * 3).await;
            "at last"
        }),
    );
    let limits = Limits { header: SHORT, idle: SHORT, write_idle: SHORT, ..patient() };
    let server = Server::start(router, limits).await;
    let mut stream = server.connect().await;
    stream.write_all(GET.as_bytes()).await.expect("sends");
    assert!(read_until(&mut stream, "at last").await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn a_body_that_stops_is_answered_408() {
    let limits = Limits { body_idle: SHORT, ..patient() };
    let server = Server::start(hello(), limits).await;
    for head in ["Content-Length: 100", "Transfer-Encoding: chunked"] {
        let mut stream = server.connect().await;
        let text = format!("POST /echo HTTP/1.1\r\nHost: belfry.example\r\n{head}\r\n\r\n1");
        stream.write_all(text.as_bytes()).await.expect("sends");
        let (text, took) = to_end(&mut stream).await;
        assert!(text.starts_with("HTTP/1.1 408"), "{text}");
        is_about(SHORT, took);
    }
}

#[tokio::test]
async fn a_body_that_drips_is_answered_408() {
    let limits = Limits { body_idle: SHORT, body_rate: 100_000, ..patient() };
    let server = Server::start(hello(), limits).await;
    let (mut reader, mut writer) = server.connect().await.into_split();
    let head = b"POST /echo HTTP/1.1\r\nHost: belfry.example\r\nContent-Length: 100\r\n\r\n";
    let drip = tokio::spawn(async move {
        let _ = writer.write_all(head).await;
        while writer.write_all(b"x").await.is_ok() {
            tokio::time::sleep(SHORT / 2).await;
        }
    });
    let mut all = Vec::new();
    let closed = tokio::time::timeout(Duration::from_secs(5), reader.read_to_end(&mut all)).await;
    assert!(closed.is_ok());
    assert!(all.starts_with(b"HTTP/1.1 408"));
    drip.abort();
}

/// Counts chunks that were made; falls to rest when the body is dropped.
struct Endless(Arc<AtomicUsize>, Arc<Notify>);

impl Drop for Endless {
    fn drop(&mut self) {
        self.1.notify_one();
    }
}

fn endless() -> (Router, Arc<AtomicUsize>, Arc<Notify>) {
    let (made, dropped) = (Arc::new(AtomicUsize::new(0)), Arc::new(Notify::new()));
    let lanes = Arc::new(Lanes::new(LaneSizes::default()));
    let (counter, notify) = (Arc::clone(&made), Arc::clone(&dropped));
    let router = Router::new().route(
        "/",
        get(move || {
            let endless = Endless(Arc::clone(&counter), Arc::clone(&notify));
            let lanes = Arc::clone(&lanes);
            async move {
                Response::new(stream(lanes, move || {
                    endless.0.fetch_add(1, Ordering::SeqCst);
                    Some(Ok(Bytes::from(vec![b'x'; CHUNK])))
                }))
            }
        }),
    );
    (router, made, dropped)
}

const CHUNK: usize = 32 * 1024;

#[tokio::test]
async fn a_reader_who_takes_nothing_is_cut_and_costs_little() {
    let (router, made, dropped) = endless();
    let limits = Limits { write_idle: SHORT, ..patient() };
    let server = Server::start(router, limits).await;
    let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
    socket.set_recv_buffer_size(16 * 1024).expect("a small buffer");
    let mut stream = socket.connect(server.address).await.expect("connects");
    stream.write_all(GET.as_bytes()).await.expect("sends");
    tokio::time::timeout(Duration::from_secs(10), dropped.notified()).await.expect("the body is dropped");
    // What was made fits the kernel's buffers, which `listen` bounds, and one write buffer.
    let bytes = made.load(Ordering::SeqCst) * CHUNK;
    assert!(bytes < 1 << 20, "{bytes} bytes were made for nobody");
}

#[tokio::test]
async fn a_reader_who_takes_slowly_is_served() {
    let router = Router::new().route("/", get(|| async { vec![b'x'; 3 << 20] }));
    let limits = Limits { write_idle: SHORT * 2, idle: SHORT * 2, ..patient() };
    let server = Server::start(router, limits).await;
    let mut stream = server.connect().await;
    let ask = "GET / HTTP/1.1\r\nHost: belfry.example\r\nConnection: close\r\n\r\n";
    stream.write_all(ask.as_bytes()).await.expect("sends");
    let (mut got, mut piece) = (0, vec![0; 512 * 1024]);
    loop {
        tokio::time::sleep(SHORT / 2).await;
        let n = stream.read(&mut piece).await.expect("reads");
        if n == 0 {
            break;
        }
        got += n;
    }
    assert!(got > 3 << 20, "only {got} bytes came");
}

#[tokio::test]
async fn an_address_has_only_so_many_connections() {
    let limits = Limits { per_address: 2, exempt_loopback: false, ..patient() };
    let server = Server::start(hello(), limits).await;
    let mut first = server.connect().await;
    let mut second = server.connect().await;
    for stream in [&mut first, &mut second] {
        stream.write_all(GET.as_bytes()).await.expect("sends");
        read_until(stream, "hello").await;
    }
    let (text, _) = to_end(&mut server.connect().await).await;
    assert_eq!(text, "");
    drop(first);
    let again = async {
        loop {
            if server.ask("GET / HTTP/1.0\r\n\r\n").await.contains("hello") {
                return;
            }
        }
    };
    tokio::time::timeout(LONG, again).await.expect("a place is free again");
}

#[tokio::test]
async fn all_connections_together_are_limited() {
    let limits = Limits { connections: 1, ..patient() };
    let server = Server::start(hello(), limits).await;
    let mut first = server.connect().await;
    first.write_all(GET.as_bytes()).await.expect("sends");
    read_until(&mut first, "hello").await;
    let mut second = server.connect().await;
    second.write_all(GET.as_bytes()).await.expect("sends");
    let mut piece = [0; 1];
    let early = tokio::time::timeout(SHORT / 2, second.read(&mut piece)).await;
    assert!(early.is_err(), "the second waits");
    drop(first);
    read_until(&mut second, "hello").await;
}

#[tokio::test]
async fn large_and_many_headers_are_431() {
    let server = Server::start(hello(), patient()).await;
    let large = format!("GET / HTTP/1.1\r\nHost: x\r\nX: {}\r\n\r\n", "a".repeat(40_000));
    assert!(server.ask(large).await.starts_with("HTTP/1.1 431"));
    let many = "X: y\r\n".repeat(101);
    let many = format!("GET / HTTP/1.1\r\nHost: x\r\n{many}\r\n");
    assert!(server.ask(many).await.starts_with("HTTP/1.1 431"));
}

#[tokio::test]
async fn two_lengths_are_refused() {
    let server = Server::start(hello(), patient()).await;
    let inner = "0\r\n\r\nGET / HTTP/1.1\r\nHost: smuggled.example\r\n\r\n";
    let te = "Transfer-Encoding: chunked\r\n";
    let cl = format!("Content-Length: {}\r\n", inner.len());
    for lengths in [format!("{te}{cl}"), format!("{cl}{te}")] {
        let ask = format!("POST /echo HTTP/1.1\r\nHost: x\r\n{lengths}\r\n{inner}");
        let text = server.ask(ask).await;
        assert!(text.starts_with("HTTP/1.1 400"), "{text}");
        assert_eq!(text.matches("HTTP/1.1").count(), 1, "{text}");
        assert!(!text.contains("hello"), "{text}");
    }
    // Two different lengths of the same kind, a length that is none, and an unknown coding.
    for bad in [
        "Content-Length: 3\r\nContent-Length: 4\r\n",
        "Content-Length: +3\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
    ] {
        let ask = format!("POST /echo HTTP/1.1\r\nHost: x\r\n{bad}\r\nabc");
        assert!(!server.ask(ask).await.contains("HTTP/1.1 200"), "{bad}");
    }
}

#[tokio::test]
async fn a_chunked_request_ends_its_connection() {
    let server = Server::start(hello(), patient()).await;
    let chunked = "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
    let text = server.ask(format!("{chunked}{GET}")).await;
    assert!(text.contains("connection: close"), "{text}");
    assert!(text.ends_with("abc"), "{text}");
}

#[tokio::test]
async fn pipelined_requests_and_the_peers_address() {
    let server = Server::start(hello(), patient()).await;
    let peer = "GET /peer HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    let text = server.ask(format!("{GET}{peer}")).await;
    assert!(text.contains("hello") && text.ends_with("127.0.0.1"), "{text}");
}

/// The preface, empty SETTINGS, then HEADERS on stream 1: GET, http, / from the static table (RFC 7541, appendix A), END_STREAM.
fn http2_get() -> Vec<u8> {
    let mut bytes = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec();
    bytes.extend_from_slice(&[0, 0, 0, 4, 0, 0, 0, 0, 0]);
    bytes.extend_from_slice(&[0, 0, 3, 1, 5, 0, 0, 0, 1, 0x82, 0x86, 0x84]);
    bytes
}

#[tokio::test]
async fn http2_with_prior_knowledge() {
    let limits = Limits { idle: SHORT, ..patient() };
    let server = Server::start(hello(), limits).await;
    let mut stream = server.connect().await;
    stream.write_all(&http2_get()).await.expect("sends");
    read_until(&mut stream, "hello").await;
    // Then it falls idle and is ended.
    to_end(&mut stream).await;
}

#[tokio::test]
async fn shutdown_lets_a_running_request_finish_and_nothing_else() {
    let (begun, go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let router = Router::new().route(
        "/",
        get({
            let (begun, go) = (Arc::clone(&begun), Arc::clone(&go));
            move || async move {
                begun.notify_one();
                go.notified().await;
                Body::from("finished")
            }
        }),
    );
    let server = Server::start(router, patient()).await;
    let address = server.address;
    let mut idle = server.connect().await;
    let mut busy = server.connect().await;
    busy.write_all(GET.as_bytes()).await.expect("sends");
    begun.notified().await;
    let stopped = server.stop();
    assert_eq!(to_end(&mut idle).await.0, "");
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
    go.notify_one();
    assert!(to_end(&mut busy).await.0.ends_with("finished"));
    stopped.await.expect("no panic").expect("no error");
}

#[tokio::test]
async fn shutdown_does_not_wait_for_ever() {
    let router = Router::new().route("/", get(std::future::pending::<()>));
    let limits = Limits { grace: SHORT, ..patient() };
    let server = Server::start(router, limits).await;
    let mut stream = server.connect().await;
    stream.write_all(GET.as_bytes()).await.expect("sends");
    tokio::time::sleep(Duration::from_millis(20)).await;
    let stopped = tokio::time::timeout(SHORT * 8, server.stop()).await;
    stopped.expect("in time").expect("no panic").expect("no error");
}

/// A reader on HTTP/2 who never widens the stream's window: the socket stays writable, only the stream stands still.
#[tokio::test]
async fn a_stalled_http2_stream_is_cut() {
    let (router, made, dropped) = endless();
    let limits = Limits { write_idle: SHORT, ..patient() };
    let server = Server::start(router, limits).await;
    let mut stream = server.connect().await;
    stream.write_all(&http2_get()).await.expect("sends");
    to_end(&mut stream).await;
    dropped.notified().await;
    let bytes = made.load(Ordering::SeqCst) * CHUNK;
    assert!(bytes < 256 * 1024, "{bytes} bytes were made for nobody");
}

#[tokio::test]
async fn too_many_headers_on_http2_are_431() {
    let server = Server::start(hello(), Limits { headers: 2, idle: SHORT, ..patient() }).await;
    let mut stream = server.connect().await;
    let mut bytes = http2_get();
    let frame = bytes.len() - 12;
    bytes.truncate(frame);
    // The same three fields and "a: b" thrice, as literals without indexing (RFC 7541, 6.2.2).
    let mut block = vec![0x82, 0x86, 0x84];
    for _ in 0..3 {
        block.extend_from_slice(&[0x00, 1, b'a', 1, b'b']);
    }
    bytes.extend_from_slice(&[0, 0, block.len() as u8, 1, 5, 0, 0, 0, 1]);
    bytes.extend_from_slice(&block);
    stream.write_all(&bytes).await.expect("sends");
    let text = to_end(&mut stream).await.0;
    assert!(text.contains("Request Header Fields Too Large"), "{text}");
}
