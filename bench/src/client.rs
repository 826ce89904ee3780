//! A client of the running program: connections that stay, latencies, readers that take their time.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Barrier};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// One connection that stays.
pub struct Connection {
    socket: BufReader<TcpStream>,
}

/// What came back.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body as it came.
    pub body: Vec<u8>,
}

impl Connection {
    /// Connects.
    pub fn open(to: SocketAddr) -> Result<Self> {
        let socket = TcpStream::connect(to)?;
        socket.set_nodelay(true)?;
        socket.set_read_timeout(Some(Duration::from_secs(60)))?;
        Ok(Self { socket: BufReader::with_capacity(64 * 1024, socket) })
    }

    /// Connects from one of this machine's own addresses.
    pub fn open_from(to: SocketAddr, from: std::net::IpAddr) -> Result<Self> {
        let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None)?;
        socket.bind(&SocketAddr::new(from, 0).into())?;
        socket.connect(&to.into())?;
        let socket = TcpStream::from(socket);
        socket.set_nodelay(true)?;
        socket.set_read_timeout(Some(Duration::from_secs(60)))?;
        Ok(Self { socket: BufReader::with_capacity(16 * 1024, socket) })
    }

    /// Sends a request as it is and reads its answer.
    pub fn ask(&mut self, request: &[u8]) -> Result<Answer> {
        self.socket.get_mut().write_all(request)?;
        let (mut head, mut length, mut chunked) = (String::new(), 0, false);
        loop {
            let mut line = String::new();
            if self.socket.read_line(&mut line)? == 0 {
                bail!("the connection was closed");
            }
            let lower = line.to_ascii_lowercase();
            if let Some(value) = lower.strip_prefix("content-length:") {
                length = value.trim().parse()?;
            }
            chunked |= lower.starts_with("transfer-encoding:") && lower.contains("chunked");
            if line == "\r\n" {
                break;
            }
            head.push_str(&line);
        }
        let status = head.split(' ').nth(1).context("a status")?.parse()?;
        let mut body = Vec::new();
        if chunked {
            self.chunks(&mut body)?;
        } else {
            body.resize(length, 0);
            self.socket.read_exact(&mut body)?;
        }
        Ok(Answer { status, body })
    }

    fn chunks(&mut self, body: &mut Vec<u8>) -> Result<()> {
        loop {
            let mut line = String::new();
            self.socket.read_line(&mut line)?;
            let length = usize::from_str_radix(line.trim(), 16)?;
            let begin = body.len();
            body.resize(begin + length + 2, 0);
            self.socket.read_exact(&mut body[begin..])?;
            body.truncate(begin + length);
            if length == 0 {
                return Ok(());
            }
        }
    }
}

/// A request for a page with a session's cookie.
pub fn get(path: &str, cookie: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: bench\r\nCookie: belfry={cookie}\r\n\r\n").into_bytes()
}

/// A form with a session's cookie.
pub fn post(path: &str, cookie: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nHost: bench\r\nOrigin: http://bench\r\nCookie: belfry={cookie}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

/// What a run of requests showed.
pub struct Load {
    /// Requests answered.
    pub count: u64,
    /// For how long.
    pub time: Duration,
    /// Half were answered within.
    pub median: Duration,
    /// 99 in 100 were answered within.
    pub p99: Duration,
    /// Answers of another status than the one expected.
    pub refused: u64,
}

impl Load {
    /// Requests a second.
    pub fn rate(&self) -> f64 {
        self.count as f64 / self.time.as_secs_f64()
    }
}

/// Stands in a request for a number that is another each time.
pub const EACH: &[u8] = b"EACHTIME";

/// Asks again and again on so many connections for so long.
///
/// Where the request holds [`EACH`], every sending puts a number of its own: the same change sent twice is done once.
pub fn load(to: SocketAddr, connections: usize, time: Duration, request: &[u8], status: u16) -> Result<Load> {
    let began = Instant::now();
    asked(to, connections, request, status, &|_| began.elapsed() < time)
}

/// Asks once on each of so many connections at the same moment, and so again in every round.
pub fn bursts(to: SocketAddr, connections: usize, rounds: usize, request: &[u8], status: u16) -> Result<Load> {
    let together = Barrier::new(connections);
    asked(to, connections, request, status, &|round| {
        together.wait();
        round < rounds
    })
}

/// Numbers that were put in the place of [`EACH`]: what was sent before would be answered as it was then.
static SENT: AtomicU64 = AtomicU64::new(0);

/// Asks on so many connections, each as long as `goes_on` says so of its next round.
fn asked(
    to: SocketAddr,
    connections: usize,
    request: &[u8],
    status: u16,
    goes_on: &(dyn Fn(usize) -> bool + Sync),
) -> Result<Load> {
    let began = Instant::now();
    let place = request.windows(EACH.len()).position(|part| part == EACH);
    let refused = AtomicU64::new(0);
    let ask = || -> Result<Vec<Duration>> {
        let mut request = request.to_vec();
        let mut connection = Connection::open(to)?;
        let mut times = Vec::new();
        while goes_on(times.len()) {
            if let Some(place) = place {
                let number = format!("{:08}", SENT.fetch_add(1, Ordering::Relaxed));
                request[place..place + EACH.len()].copy_from_slice(number.as_bytes());
            }
            let asked = Instant::now();
            if connection.ask(&request)?.status != status {
                refused.fetch_add(1, Ordering::Relaxed);
            }
            times.push(asked.elapsed());
        }
        Ok(times)
    };
    let mut times = std::thread::scope(|scope| -> Result<Vec<Duration>> {
        let threads: Vec<_> = (0..connections).map(|_| scope.spawn(ask)).collect();
        let mut times = Vec::new();
        for thread in threads {
            times.extend(thread.join().map_err(|_| anyhow::anyhow!("a client panicked"))??);
        }
        Ok(times)
    })?;
    times.sort_unstable();
    let within = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
    let (median, p99, count) = (within(50), within(99), times.len() as u64);
    Ok(Load { count, time: began.elapsed(), median, p99, refused: refused.load(Ordering::Relaxed) })
}

/// Readers who take a kilobyte ten times a second, until told to stop.
pub fn slow_readers(
    to: SocketAddr,
    count: usize,
    request: &[u8],
    stop: &Arc<AtomicBool>,
) -> Vec<std::thread::JoinHandle<()>> {
    let request = Arc::new(request.to_vec());
    // One thread looks after many sockets: threads are memory too.
    (0..count.div_ceil(50))
        .map(|n| {
            let (request, stop) = (request.clone(), stop.clone());
            let mine = 50.min(count - n * 50);
            std::thread::spawn(move || {
                let mut sockets: Vec<TcpStream> = (0..mine)
                    .filter_map(|_| {
                        let mut socket = TcpStream::connect(to).ok()?;
                        socket.write_all(&request).ok()?;
                        socket.set_nonblocking(true).ok()?;
                        Some(socket)
                    })
                    .collect();
                let mut buffer = [0; 1024];
                while !stop.load(Ordering::Relaxed) {
                    for socket in &mut sockets {
                        let _ = socket.read(&mut buffer);
                    }
                    std::thread::sleep(Duration::from_millis(100));
                }
            })
        })
        .collect()
}
