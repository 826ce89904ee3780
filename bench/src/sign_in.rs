//! Guessing at the door: 200 tries a second from 200 addresses, while others read and somebody signs in.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use belfry_store::{Db, Options};

use crate::client::{Connection, get, load, post};
use crate::figures::{ratio, time, told};
use crate::pages::{Analyst, PASSPHRASE, start};

/// Addresses that guess, each once a second.
const GUESSERS: u32 = 200;
/// How long a rate is measured.
const RUN: Duration = Duration::from_secs(10);
/// An honest sign-in may take so long.
const PATIENCE: Duration = Duration::from_secs(3);

/// Measures on a fresh installation.
pub fn run() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("belfry.db").display().to_string();
    let db = Db::open(&path, Options::default())?;
    belfry_store::migrate::migrate(&db, &belfry::areas::migrations(), None)?;
    let analyst = Analyst::new(&db)?;
    drop(db);
    let program = start(folder.path())?;
    let page = get("/members/organisations", &analyst.cookie);
    load(program.address, 2, Duration::from_secs(1), &page, 200)?;
    let calm = load(program.address, 2, RUN, &page, 200)?;

    let (stop, tries) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    let guessers: Vec<_> = (0..GUESSERS).map(|n| guess(program.address, n, stop.clone(), tries.clone())).collect();
    std::thread::sleep(Duration::from_secs(2));
    let honest = {
        let address = program.address;
        std::thread::spawn(move || (0..5).map(|n| enter(address, n)).collect::<Result<Vec<Duration>>>())
    };
    let (began, before) = (Instant::now(), tries.load(Ordering::Relaxed));
    let busy = load(program.address, 2, RUN, &page, 200)?;
    let rate = (tries.load(Ordering::Relaxed) - before) as f64 / began.elapsed().as_secs_f64();
    let entered = honest.join().map_err(|_| anyhow::anyhow!("a client panicked"))??;
    stop.store(true, Ordering::Relaxed);
    guessers.into_iter().for_each(|guesser| drop(guesser.join()));

    ensure!(busy.refused == 0, "{} pages were refused", busy.refused);
    let times = ratio(busy.p99, calm.p99);
    let figure =
        format!("p99 {} beside {} calm, {times:.1} times, {rate:.0} tries a second", time(busy.p99), time(calm.p99));
    told("pages while 200 addresses guess", &figure, "at most 3 times", times <= 3.0);
    let slowest = entered.into_iter().max().unwrap_or(PATIENCE * 2);
    told("an honest sign-in meanwhile", &format!("slowest of 5: {}", time(slowest)), "under 3 s", slowest < PATIENCE);
    Ok(())
}

fn form(email: &str, password: &str) -> Vec<u8> {
    let body = format!("email={email}&password={password}&next=/").replace('@', "%40");
    post("/sign-in", "", &body)
}

/// One address that tries another password every second, whatever it is told.
fn guess(to: SocketAddr, n: u32, stop: Arc<AtomicBool>, tries: Arc<AtomicU64>) -> std::thread::JoinHandle<()> {
    std::thread::spawn(move || {
        let from = IpAddr::V4(Ipv4Addr::from(0x7f01_0001 + n));
        let request = form(&format!("victim{n}@bench.example"), "guessed-by-somebody");
        std::thread::sleep(Duration::from_millis(u64::from(n) * 1_000 / u64::from(GUESSERS)));
        while !stop.load(Ordering::Relaxed) {
            let began = Instant::now();
            if Connection::open_from(to, from).and_then(|mut c| c.ask(&request)).is_ok() {
                tries.fetch_add(1, Ordering::Relaxed);
            }
            std::thread::sleep(Duration::from_secs(1).saturating_sub(began.elapsed()));
        }
    })
}

/// Somebody signs in and, when told to come back, does so.
fn enter(to: SocketAddr, n: u32) -> Result<Duration> {
    let from = IpAddr::V4(Ipv4Addr::from(0x7f02_0001 + n));
    let request = form("analyst@bench.example", PASSPHRASE);
    let began = Instant::now();
    loop {
        let status = Connection::open_from(to, from)?.ask(&request)?.status;
        if status == 303 || began.elapsed() > PATIENCE * 3 {
            return Ok(began.elapsed());
        }
        std::thread::sleep(Duration::from_millis(500));
    }
}
