//! The running program: its pages, its exports, its memory.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use belfry_identity::organisation::{self, OrganisationFields, OrganisationKind};
use belfry_identity::person::{self, NewPerson};
use belfry_identity::{Email, Passwords, demand, key, membership, session, signed_in};
use belfry_kernel::Role;
use belfry_store::{Act, Db, Key, Options};

use crate::client::{Answer, Connection, get, load, post, slow_readers};
use crate::figures::{anonymous, cpu, resident, told};
use crate::world;

/// How long a rate is measured.
pub const RUN: Duration = Duration::from_secs(6);

/// Ours and the bare page take turns, so that a machine which others slow down slows both; the turn in the middle counts.
const TURNS: usize = 9;
const TURN: Duration = Duration::from_millis(1_500);

/// Measures pages on a world of a million attributes, and one event of this many if one is wanted.
pub fn run(large: Option<u32>) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let world = world::build(folder.path(), 1_000_000)?;
    let analyst = Analyst::new(&world.db)?;
    let path = world.path.clone();
    drop(world);
    std::fs::rename(&path, folder.path().join("belfry.db"))?;
    for end in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{path}{end}"));
    }
    let program = start(folder.path())?;
    list(&program, &analyst, folder.path())?;
    let Some(large) = large else { return Ok(()) };
    let event = import(&program, &analyst, large)?;
    crowd(&program, &analyst, &event)?;
    Ok(())
}

/// The password of the analyst.
pub const PASSPHRASE: &str = "a-passphrase-for-measuring";

/// Somebody who is signed in, and his API key.
pub struct Analyst {
    /// His session.
    pub cookie: String,
    /// The token of his forms.
    pub token: String,
    key: String,
}

impl Analyst {
    /// Enters him.
    pub fn new(db: &Db) -> Result<Self> {
        let (clock, ids) = belfry::start::clock_and_ids();
        let act = Act { actor: None, now: clock.now(), ids: &ids };
        let hash = Passwords::new().hash(PASSPHRASE, &ids).map_err(|_| anyhow::anyhow!("no hash"))?;
        let tx = db.write(Key::SYSTEM)?;
        let fields = OrganisationFields {
            name: "Measuring".into(),
            short_name: "Measuring".into(),
            kind: OrganisationKind::Csirt,
            sector: None,
            country: None,
            about: String::new(),
            website: None,
        };
        let (home, _) = organisation::create(&tx, act, fields).map_err(|error| anyhow::anyhow!("{error:?}"))?;
        let new = NewPerson {
            email: Email::parse("analyst@bench.example").context("an address")?,
            name: "Analyst".into(),
            password: Some(hash),
            language: "en".into(),
            time_zone: "UTC".into(),
        };
        let (person, _) = person::create(&tx, act, &new).map_err(|error| anyhow::anyhow!("{error:?}"))?;
        membership::confirm(&tx, act, person, home, &[Role::CsirtAnalyst])?;
        // What is measured are pages, not second factors.
        demand::set(&tx, act, None, &[]).map_err(|error| anyhow::anyhow!("{error:?}"))?;
        let cookie = session::open(&tx, act, person, "bench", None)?.token.expose().to_owned();
        let ends = act.now + jiff::SignedDuration::from_hours(24);
        let (_, secret) = key::create(&tx, act, person, "bench", key::Scope::Write, ends)
            .map_err(|error| anyhow::anyhow!("{error:?}"))?;
        tx.commit()?;
        let found = signed_in(db, &cookie, act.now)?.context("a session")?;
        let token = belfry_web::visit::form_token(found.csrf.expose(), "bench");
        Ok(Self { cookie, token, key: secret.expose().to_owned() })
    }
}

/// The program at work on a folder.
pub struct Program {
    /// The process.
    pub child: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts it, and waits for its first page.
pub fn start(data: &Path) -> Result<Program> {
    let binary = std::env::current_exe()?.with_file_name("belfry");
    ensure!(binary.exists(), "{} is not built: cargo build --release -p belfry", binary.display());
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let began = Instant::now();
    let child = Command::new(&binary)
        .args(["serve", "--listen", &address.to_string(), "--data"])
        .arg(data)
        .env("BELFRY_LOG", "error")
        .stdout(Stdio::null())
        .spawn()?;
    let program = Program { child, address };
    while Connection::open(address).and_then(|mut c| c.ask(&get("/sign-in", ""))).is_err() {
        ensure!(began.elapsed() < Duration::from_secs(30), "the program does not answer");
        std::thread::sleep(Duration::from_millis(2));
    }
    let took = began.elapsed();
    let figure = format!("{} ms to the first page", took.as_millis());
    told("start on a database of 1 M attributes", &figure, "under 300 ms", took.as_millis() < 300);
    std::thread::sleep(Duration::from_secs(2));
    let memory = resident(program.child.id());
    told("idle memory", &format!("{} MiB resident", memory / 1024), "under 60 MiB", memory < 60 * 1024);
    Ok(program)
}

fn list(program: &Program, analyst: &Analyst, data: &Path) -> Result<()> {
    let request = get("/threats/events", &analyst.cookie);
    let answer = Connection::open(program.address)?.ask(&request)?;
    ensure!(answer.status == 200, "the list answers {}", answer.status);
    ensure!(rows(&answer) == 51, "the list shows {} rows", rows(&answer));
    let (bare, stop) = bare_page(data)?;
    let plain = Connection::open(bare)?.ask(&get("/", ""))?;
    ensure!(rows(&plain) == 50, "the bare page shows {} rows", rows(&plain));
    load(program.address, 4, TURN, &request, 200)?;
    load(bare, 4, TURN, &get("/", ""), 200)?;
    let mut turns = Vec::new();
    for _ in 0..TURNS {
        let before = cpu(program.child.id());
        let ours = load(program.address, 4, TURN, &request, 200)?;
        let each = (cpu(program.child.id()) - before) / u32::try_from(ours.count.max(1))?;
        ensure!(ours.refused == 0, "{} pages were refused", ours.refused);
        let theirs = load(bare, 4, TURN, &get("/", ""), 200)?;
        turns.push((ours.rate() / theirs.rate(), ours.rate(), theirs.rate(), each));
    }
    stop.store(true, Ordering::Relaxed);
    turns.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (share, ours, theirs, each) = turns[TURNS / 2];
    let figure = format!(
        "{ours:.0} a second of {} bytes, {share:.2} of a bare page ({theirs:.0} of {} bytes; {:.2} to {:.2} in {TURNS} turns)",
        answer.body.len(),
        plain.body.len(),
        turns[0].0,
        turns[TURNS - 1].0
    );
    told("list of 50 events, signed in", &figure, "at least 0.5", share >= 0.5);
    told("its CPU", &format!("{} us a page", each.as_micros()), "at most 800 us", each.as_micros() <= 800);
    Ok(())
}

/// The rows of the tables of a page, heads too.
fn rows(answer: &Answer) -> usize {
    answer.body.windows(3).filter(|three| three == b"<tr").count()
}

/// A page of the same rows by one query, on the same accept loop: a server of its own in this process.
fn bare_page(data: &Path) -> Result<(SocketAddr, Arc<AtomicBool>)> {
    let (stop, asked) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
    let path = data.join("belfry.db").display().to_string();
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    drop(listener);
    let stopping = stop.clone();
    std::thread::spawn(move || -> Result<()> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let db = Db::open(&path, Options::default())?;
        runtime.block_on(async {
            let listener = belfry_web::serve::listen(address)?;
            let asking = db.clone();
            let page = move || {
                let db = asking.clone();
                async move { tokio::task::spawn_blocking(move || bare_rows(&db)).await.unwrap_or_default() }
            };
            let router = axum::Router::new().route("/", axum::routing::get(page));
            asked.store(true, Ordering::Relaxed);
            let until = async move {
                while !stopping.load(Ordering::Relaxed) {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            };
            belfry_web::serve::serve(listener, router, belfry_web::serve::Limits::default(), until).await
        })?;
        Ok(())
    });
    while Connection::open(address).is_err() {
        std::thread::sleep(Duration::from_millis(5));
    }
    Ok((address, stop))
}

/// Fifty rows as our list shows them, cell by cell and byte by byte but for the day's words, by one query and without the
/// house: nobody is asked who he is, nothing is scoped, counted or translated, and no layout stands around it. What is
/// measured is what the house adds to that.
fn bare_rows(db: &Db) -> String {
    use std::fmt::Write;
    let mut page = String::from("<!doctype html><table>");
    let told = db.read(Key::SYSTEM).and_then(|read| {
        read.each(
            "select s.uuid, s.title, e.date, e.tlp, e.attributes, o.short_name from store_subjects s \
             cross join threats_events e left join identity_organisations o on o.id = s.owner_id \
             where s.kind = 10 and e.id = s.id order by s.id desc limit 50",
            &[],
            |row| {
                let uuid: uuid::Uuid = row.get(0)?;
                let text = |at| row.get::<String>(at).map(|text| escaped(&text));
                let (title, date, tlp, owner) = (text(1)?, text(2)?, text(3)?, text(5)?);
                let (attributes, word) = (row.get::<i64>(4)?, tlp.to_ascii_uppercase());
                let _ = writeln!(
                    page,
                    "<tr><th scope=\"row\" class=\"grow\"><a class=\"row-link\" href=\"/threats/events/{uuid}\">{title}</a>\
                     </th><td>{owner}</td><td class=\"nowrap\"><span class=\"tlp {tlp}\">TLP:{word}</span></td>\
                     <td class=\"nowrap\">{date}</td><td class=\"num\" data-label=\"Attributes\">{attributes}</td></tr>"
                );
                Ok(true)
            },
        )
    });
    // A page that cannot be made is short, and seen to be.
    told.map_or_else(|error| error.to_string(), |()| page)
}

fn escaped(text: &str) -> String {
    if text.contains(['&', '<', '>', '"', '\'']) {
        return text.replace('&', "&#38;").replace('<', "&#60;").replace('>', "&#62;").replace('"', "&#34;");
    }
    text.to_owned()
}

/// Puts a large event in through the API, and watches the memory of the program; the event's UUID.
fn import(program: &Program, analyst: &Analyst, attributes: u32) -> Result<String> {
    let idle = anonymous(program.child.id());
    let peak = Peak::watch(program.child.id());
    // Far from those of the world.
    let uuid = uuid::Uuid::from_u128(0xb1c << 64).to_string();
    let file = large_event(&uuid, attributes);
    let head = "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"large.json\"\r\n\r\n";
    let mut socket = std::net::TcpStream::connect(program.address)?;
    write!(
        socket,
        "POST /api/v1/threats/import?format=misp&reach=own HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {}\r\n\
         Content-Type: multipart/form-data; boundary=edge\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{head}",
        analyst.key,
        head.len() + file.len() + "\r\n--edge--\r\n".len()
    )?;
    socket.write_all(file.as_bytes())?;
    socket.write_all(b"\r\n--edge--\r\n")?;
    let mut status = String::new();
    BufReader::new(&socket).read_line(&mut status)?;
    ensure!(status.contains(" 202") || status.contains(" 200"), "the import answers {status}");
    drop(file);
    let began = Instant::now();
    let page = get(&format!("/threats/events/{uuid}"), &analyst.cookie);
    while Connection::open(program.address)?.ask(&page)?.status != 200 {
        ensure!(began.elapsed() < Duration::from_secs(600), "the import does not end");
        std::thread::sleep(Duration::from_millis(200));
    }
    let took = began.elapsed();
    let stop = Arc::new(AtomicBool::new(false));
    let export = get(&format!("/threats/events/{uuid}/export/misp"), &analyst.cookie);
    let readers = slow_readers(program.address, 1, &export, &stop);
    std::thread::sleep(Duration::from_secs(5));
    stop.store(true, Ordering::Relaxed);
    readers.into_iter().for_each(|reader| drop(reader.join()));
    let more = peak.end().saturating_sub(idle) / 1024;
    let figure = format!("idle + {more} MiB; imported in {} s", took.as_secs());
    told(&format!("an event of {attributes} attributes, in, seen, out"), &figure, "under idle + 64 MiB", more < 64);
    Ok(uuid)
}

fn large_event(uuid: &str, attributes: u32) -> String {
    use std::fmt::Write;
    let mut text = format!(
        "{{\"Event\":{{\"uuid\":\"{uuid}\",\"info\":\"A large event\",\"date\":\"2026-01-01\",\"timestamp\":\"1700000000\",\
         \"published\":true,\"Attribute\":["
    );
    for n in 0..attributes {
        let id = uuid::Uuid::from_u128(0xa_0000_0000 + u128::from(n));
        let _ = write!(
            text,
            "{}{{\"uuid\":\"{id}\",\"type\":\"domain\",\"category\":\"Network activity\",\"to_ids\":true,\
             \"value\":\"large{n}.example.org\",\"timestamp\":\"1700000000\"}}",
            if n == 0 { "" } else { "," }
        );
    }
    text.push_str("]}}");
    text
}

/// Sixty-four who write and five hundred who read slowly, beside readers of pages.
fn crowd(program: &Program, analyst: &Analyst, event: &str) -> Result<()> {
    let page = get("/threats/events", &analyst.cookie);
    let calm = load(program.address, 4, RUN, &page, 200)?;
    let idle = anonymous(program.child.id());
    let peak = Peak::watch(program.child.id());
    let stop = Arc::new(AtomicBool::new(false));
    let export = get(&format!("/threats/events/{event}/export/misp"), &analyst.cookie);
    let readers = slow_readers(program.address, 500, &export, &stop);
    let body = format!("csrf={}&text=Remark+EACHTIME+while+others+read", analyst.token);
    let write = post(&format!("/threats/events/{event}/discuss"), &analyst.cookie, &body);
    let address = program.address;
    let writers = std::thread::spawn(move || load(address, 64, RUN + Duration::from_secs(1), &write, 303));
    std::thread::sleep(Duration::from_secs(1));
    let busy = load(program.address, 4, RUN, &page, 200)?;
    let written = writers.join().map_err(|_| anyhow::anyhow!("the writers panicked"))??;
    stop.store(true, Ordering::Relaxed);
    readers.into_iter().for_each(|reader| drop(reader.join()));
    let more = peak.end().saturating_sub(idle) / 1024;
    let times = busy.p99.as_secs_f64() / calm.p99.as_secs_f64();
    let figure = format!(
        "p99 {:.1} ms, {times:.1} times calm ({:.1} ms); half within {:.1} ms ({:.1} ms); {:.0} pages ({:.0}) and {:.0} writes a \
         second, {} refused",
        millis(busy.p99),
        millis(calm.p99),
        millis(busy.median),
        millis(calm.median),
        busy.rate(),
        calm.rate(),
        written.rate(),
        written.refused
    );
    told("64 writers and 500 slow readers beside pages", &figure, "at most 3 times calm", times <= 3.0);
    told("memory meanwhile", &format!("idle + {more} MiB"), "under idle + 64 MiB", more < 64);
    Ok(())
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The largest anonymous memory of a process while it is watched.
struct Peak {
    most: Arc<AtomicU64>,
    stop: Arc<AtomicBool>,
}

impl Peak {
    fn watch(pid: u32) -> Self {
        let (most, stop) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
        let (seen, ended) = (most.clone(), stop.clone());
        std::thread::spawn(move || {
            while !ended.load(Ordering::Relaxed) {
                seen.fetch_max(anonymous(pid), Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(20));
            }
        });
        Self { most, stop }
    }

    fn end(self) -> u64 {
        self.stop.store(true, Ordering::Relaxed);
        self.most.load(Ordering::Relaxed)
    }
}
