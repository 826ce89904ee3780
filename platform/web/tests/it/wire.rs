//! A server on loopback with short limits, and a client that speaks bytes.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::{Request, Response};
use belfry_web::serve::{Limits, listen, serve};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tower::Service;

/// The short limit of these tests.
pub const SHORT: Duration = Duration::from_millis(200);
/// A limit that no test reaches.
pub const LONG: Duration = Duration::from_secs(30);

/// Limits where nothing is short; a test shortens the one it is about.
pub fn patient() -> Limits {
    Limits {
        first_byte: LONG,
        header: LONG,
        idle: LONG,
        body_idle: LONG,
        body_rate: 0,
        write_idle: LONG,
        grace: Duration::from_secs(5),
        ..Limits::default()
    }
}

/// A running server.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<std::io::Result<()>>,
}

impl Server {
    /// Starts one on a free port.
    pub async fn start<S>(service: S, limits: Limits) -> Self
    where
        S: Service<Request<Body>, Response = Response<Body>, Error = Infallible>,
        S: Clone + Send + Sync + 'static,
        S::Future: Send,
    {
        let listener = listen(SocketAddr::from(([127, 0, 0, 1], 0))).expect("a port");
        let address = listener.local_addr().expect("an address");
        let (stop, stopped) = oneshot::channel::<()>();
        let task = tokio::spawn(serve(listener, service, limits, async {
            let _ = stopped.await;
        }));
        Self { address, stop, task }
    }

    /// A new connection.
    pub async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.expect("connects")
    }

    /// Begins the shutdown; the handle ends when the server has.
    pub fn stop(self) -> JoinHandle<std::io::Result<()>> {
        let _ = self.stop.send(());
        self.task
    }

    /// Sends `bytes`, then reads what comes until the server closes.
    pub async fn ask(&self, bytes: impl AsRef<[u8]>) -> String {
        let mut stream = self.connect().await;
        let _ = stream.write_all(bytes.as_ref()).await;
        to_end(&mut stream).await.0
    }
}

/// Everything until the server closes (a reset counts), and how long that took. Panics when it does not close.
pub async fn to_end(stream: &mut TcpStream) -> (String, Duration) {
    let began = Instant::now();
    let mut all = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut all)).await;
    assert!(read.is_ok(), "the connection was not closed");
    (String::from_utf8_lossy(&all).into_owned(), began.elapsed())
}

/// Reads until `end` has come.
pub async fn read_until(stream: &mut TcpStream, end: &str) -> String {
    let mut all = Vec::new();
    let mut piece = [0; 4096];
    while !String::from_utf8_lossy(&all).contains(end) {
        let n = tokio::time::timeout(Duration::from_secs(5), stream.read(&mut piece))
            .await
            .expect("something comes")
            .expect("it can be read");
        assert_ne!(n, 0, "closed after {:?}", String::from_utf8_lossy(&all));
        all.extend_from_slice(&piece[..n]);
    }
    String::from_utf8_lossy(&all).into_owned()
}
