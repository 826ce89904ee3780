//! What a connection may take.

use std::net::IpAddr;
use std::time::Duration;

use hyper_util::rt::{TokioExecutor, TokioTimer};
use hyper_util::server::conn::auto::Builder;

/// Everything a connection may take: time, bytes, company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// From a connection's beginning to its first byte.
    pub first_byte: Duration,
    /// From the first byte of a request's head to its last.
    pub header: Duration,
    /// Between requests, while no byte moves.
    pub idle: Duration,
    /// Between two pieces of a request's body.
    pub body_idle: Duration,
    /// Bytes a second that a request's body must reach once it has been waited for longer than `body_idle`; 0 asks for none.
    pub body_rate: u64,
    /// How long a reader may take nothing of an answer.
    pub write_idle: Duration,
    /// Connections in all; further ones wait in the kernel's queue.
    pub connections: usize,
    /// Connections per address (per /64 on IPv6); further ones are closed at once.
    pub per_address: usize,
    /// Whether connections from this machine are exempt from `per_address`, as a proxy beside us needs.
    pub exempt_loopback: bool,
    /// Further addresses that are exempt: proxies in front of us.
    pub exempt: Vec<IpAddr>,
    /// Size of a request's head in bytes, at least 8,192. Also what is kept of an answer for a slow reader.
    pub header_bytes: usize,
    /// Number of a request's headers.
    pub headers: usize,
    /// Concurrent requests on one HTTP/2 connection.
    pub streams: u32,
    /// How long running requests may take after the shutdown began.
    pub grace: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            first_byte: Duration::from_secs(10),
            header: Duration::from_secs(10),
            idle: Duration::from_secs(60),
            body_idle: Duration::from_secs(15),
            body_rate: 512,
            write_idle: Duration::from_secs(60),
            connections: 2048,
            per_address: 256,
            exempt_loopback: true,
            exempt: Vec::new(),
            header_bytes: 32 * 1024,
            headers: 100,
            streams: 32,
            grace: Duration::from_secs(20),
        }
    }
}

impl Limits {
    /// How often a connection is judged: four times per shortest limit.
    pub(super) fn tick(&self) -> Duration {
        let shortest = self.header.min(self.idle).min(self.write_idle);
        (shortest / 4).max(Duration::from_millis(10))
    }

    pub(super) fn is_exempt(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        (self.exempt_loopback && address.is_loopback()) || self.exempt.contains(&address)
    }

    pub(super) fn builder(&self) -> Builder<TokioExecutor> {
        let bytes = self.header_bytes.max(8 * 1024);
        let mut builder = Builder::new(TokioExecutor::new());
        builder
            .http1()
            .timer(TokioTimer::new())
            // Counts from the end of the request before; `activity` has the finer clocks.
            .header_read_timeout(self.idle + self.header)
            .max_headers(self.headers)
            .max_buf_size(bytes);
        builder
            .http2()
            .timer(TokioTimer::new())
            .max_header_list_size(u32::try_from(bytes).unwrap_or(u32::MAX))
            .max_concurrent_streams(self.streams)
            .max_send_buf_size(bytes);
        builder
    }
}
