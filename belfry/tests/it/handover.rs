//! Two Belfrys that run: a package goes from one point of contact to the other, and its receipt comes back. One that was changed on its way
//! is refused there and leaves nothing.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use belfry::config::Config;
use belfry::start;
use belfry_handover::package::{Addressee, FORMAT, Incident, KIND, Office, Package};
use belfry_handover::{Envelope, PublicKey};
use belfry_identity::organisation::{self, OrganisationFields, OrganisationKind};
use belfry_incidents::handover::{State, Way, back, key, partner, send, store};
use belfry_kernel::{OrganisationId, SubjectId, Tlp};
use belfry_store::{Act, Key, args};
use belfry_web::House;
use jiff::SignedDuration;
use tempfile::TempDir;

use crate::command_line::{belfry, run, told};

/// How long a package may be under way on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// One installation with its point of contact.
struct Side {
    folder: TempDir,
    house: Arc<House>,
    contact: OrganisationId,
    name: &'static str,
}

impl Side {
    fn new(name: &'static str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let config = Config { data: folder.path().join("data"), ..Config::default() };
        let house = start::house(&config, start::open(&config).expect("a database"), false).expect("a house");
        let fields = OrganisationFields {
            name: name.into(),
            short_name: name.into(),
            kind: OrganisationKind::Spoc,
            sector: None,
            country: Some("LU".into()),
            about: String::new(),
            website: None,
        };
        let tx = house.db.write(Key::SYSTEM).expect("tx");
        let (contact, _) = organisation::create(&tx, act(&house), fields).expect("an organisation");
        tx.commit().expect("commit");
        Self { folder, house, contact, name }
    }

    fn data(&self) -> std::path::PathBuf {
        self.folder.path().join("data")
    }

    fn key(&self) -> PublicKey {
        key::own(&self.house).expect("a key").public()
    }

    /// Registers the other; by which number.
    fn registers(&self, other: &Self, base: &str) -> i64 {
        let tx = self.house.db.write(Key::SYSTEM).expect("tx");
        let new = partner::New { name: other.name.into(), country: "LU".into(), base: base.into(), key: other.key() };
        assert!(partner::add(&tx, act(&self.house), self.contact, &new).expect("a partner"));
        tx.commit().expect("commit");
        partner::by_fingerprint(&self.house.db.read(Key::SYSTEM).expect("read"), other.key().fingerprint()).expect("it")
            [0]
        .id
    }

    /// Signs a package for the other and puts it on its way.
    fn hands_over(&self, other: &Self, partner: i64) -> (SubjectId, String) {
        self.hands_over_from(other, partner, "")
    }

    /// The same, from an address to which a receipt can go.
    fn hands_over_from(&self, other: &Self, partner: i64, base: &str) -> (SubjectId, String) {
        let receipts = if base.is_empty() { String::new() } else { format!("{base}{}", send::RECEIPTS) };
        let now = self.house.clock.now();
        let made = Package {
            format: FORMAT.into(),
            id: self.house.ids.uuid(),
            made: now,
            expires: now + SignedDuration::from_hours(24),
            from: Office { name: self.name.into(), country: "LU".into(), receipts },
            to: Addressee { key: other.key().fingerprint(), name: other.name.into(), country: "LU".into() },
            tlp: "amber".into(),
            exercise: false,
            title: "Ransomware at two utilities".into(),
            note: String::new(),
            incident: Incident { sector: "energy".into(), ..Incident::default() },
            steps: Vec::new(),
            references: Vec::new(),
        };
        let envelope = Envelope::sign(&key::own(&self.house).expect("a key"), KIND, made.write()).write();
        let kept = store::Package {
            way: Way::Sent,
            package: made.id,
            partner,
            notification: None,
            state: State::Under,
            tlp: Tlp::Amber,
            exercise: false,
            envelope: envelope.clone(),
            receipt: None,
            receipted: None,
            number: String::new(),
            expires: made.expires,
            routed: None,
            error: String::new(),
        };
        let tx = self.house.db.write(Key::SYSTEM).expect("tx");
        let subject = store::put_sent(&tx, act(&self.house), self.contact, &made.title, &kept).expect("kept");
        send::begin(&tx, act(&self.house), subject.id).expect("on its way");
        tx.commit().expect("commit");
        (subject.id, envelope)
    }

    fn count(&self) -> i64 {
        let read = self.house.db.read(Key::SYSTEM).expect("read");
        read.one("select count(*) from incidents_packages where way = 'received'", args![], |row| row.get(0))
            .expect("a count")
    }
}

fn act(house: &House) -> Act<'_> {
    Act { actor: None, now: house.clock.now(), ids: &house.ids }
}

/// The program at work.
struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    /// `inside`: the host that the administrator allows to be sent to.
    fn start(data: &Path, inside: &str) -> Self {
        let mut command = belfry(data, &["serve", "--listen", "127.0.0.1:0"]);
        command.env("BELFRY_OUTBOUND_INSIDE", inside);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("belfry starts");
        let mut lines = BufReader::new(child.stderr.take().expect("its log")).lines().map_while(Result::ok);
        let address = lines.find_map(|line| line.split_once("http://")?.1.trim().parse().ok()).expect("an address");
        // Nobody reads on, but it must not meet a closed pipe.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, address }
    }

    /// Sends a body to the door for packages: status and answer.
    fn posts(&self, body: &str) -> (u16, String) {
        let mut socket = TcpStream::connect(self.address).expect("it listens");
        socket.set_read_timeout(Some(PATIENCE)).expect("a limit");
        write!(
            socket,
            "POST {} HTTP/1.1\r\nHost: here\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            send::DOOR,
            body.len()
        )
        .expect("it takes it");
        let mut answer = Vec::new();
        socket.read_to_end(&mut answer).expect("an answer");
        let text = String::from_utf8_lossy(&answer).into_owned();
        let status = text.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        (status, text.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_package_goes_from_one_running_belfry_to_another_and_a_tampered_one_is_refused() {
    let (here, there) = (Side::new("Contact Point One"), Side::new("Contact Point Two"));
    let server = Server::start(&there.data(), "");
    there.registers(&here, "");
    let partner = here.registers(&there, &format!("http://{}", server.address));
    // Not to an address of a private network, unless the administrator says so.
    let (package, envelope) = here.hands_over(&there, partner);
    let guarded = Server::start(&here.data(), "");
    let began = Instant::now();
    while store::of(&here.house.db.read(Key::SYSTEM).expect("read"), package).expect("it").error.is_empty() {
        assert!(began.elapsed() < PATIENCE, "it was not even tried");
        std::thread::yield_now();
    }
    drop(guarded);
    assert_eq!(there.count(), 0);
    // What was changed on its way, or was never one, is refused with a reason.
    let at = envelope.find("\"payload\": \"").expect("a payload") + 40;
    let mut tampered = envelope.clone();
    tampered.replace_range(at..=at, if envelope[at..].starts_with('A') { "B" } else { "A" });
    for (body, reason) in [(tampered.as_str(), "tampered"), ("{}", "unreadable")] {
        let (status, answer) = server.posts(body);
        assert!(status == 422 && answer.contains(reason), "{status} {answer}");
    }
    assert_eq!(server.posts(&" ".repeat(1_200_000)).0, 413);
    assert_eq!(there.count(), 0);
    // By the administrator's word it goes, and the receipt comes back.
    let _sender = Server::start(&here.data(), "127.0.0.1");
    let began = Instant::now();
    let sent = loop {
        let one = store::of(&here.house.db.read(Key::SYSTEM).expect("read"), package).expect("it");
        if one.receipt.is_some() {
            break one;
        }
        assert!(began.elapsed() < PATIENCE, "no receipt came back: {}", one.error);
        std::thread::yield_now();
    };
    assert_eq!((sent.state, there.count()), (State::Receipted, 1));
    assert!(!sent.number.is_empty());
    // Once more it is known, and whoever lost the receipt finds it in the answer.
    let (status, answer) = server.posts(&envelope);
    assert!(status == 409 && answer.contains("replayed") && answer.contains("receipt"), "{status} {answer}");
    assert_eq!(there.count(), 1);
}

#[test]
fn the_receipt_of_a_package_that_was_carried_by_hand_goes_back_by_itself() {
    let (here, there) = (Side::new("Contact Point One"), Side::new("Contact Point Two"));
    there.registers(&here, "");
    let partner = here.registers(&there, "");
    let server = Server::start(&here.data(), "");
    let (package, envelope) = here.hands_over_from(&there, partner, &format!("http://{}", server.address));
    let file = there.folder.path().join("package.json");
    std::fs::write(&file, &envelope).expect("a file");
    told(&there.data(), &["handover", "import", &file.display().to_string()]);
    let came = || {
        let read = there.house.db.read(Key::SYSTEM).expect("read");
        let id: SubjectId = read
            .one("select id from incidents_packages where way = 'received'", args![], |row| row.get(0))
            .expect("it came");
        (store::of(&read, id).expect("it").error, back::at(&read, id).expect("an answer"))
    };
    // Not into a private network, unless the administrator says so; whoever took it in reads why.
    let guarded = Server::start(&there.data(), "");
    let began = Instant::now();
    while came().0.is_empty() {
        assert!(began.elapsed() < PATIENCE, "it was not even tried");
        std::thread::yield_now();
    }
    drop(guarded);
    assert_eq!(came().1, None);
    let _open = Server::start(&there.data(), "127.0.0.1");
    let began = Instant::now();
    while came().1.is_none() {
        assert!(began.elapsed() < PATIENCE, "it did not go back: {}", came().0);
        std::thread::yield_now();
    }
    assert_eq!(came().0, "");
    let sent = store::of(&here.house.db.read(Key::SYSTEM).expect("read"), package).expect("it");
    assert_eq!(sent.state, State::Receipted);
    assert!(sent.receipt.is_some() && !sent.number.is_empty());
}

#[test]
fn on_the_command_line_keys_are_told_and_a_package_is_taken_in_once() {
    let (here, there) = (Side::new("Contact Point One"), Side::new("Contact Point Two"));
    there.registers(&here, "");
    let partner = here.registers(&there, "");
    let keys = told(&there.data(), &["handover", "keys"]);
    assert!(keys.contains(&there.key().to_string()) && keys.contains(&here.key().fingerprint().spoken()), "{keys}");
    let (package, envelope) = here.hands_over(&there, partner);
    let read = here.house.db.read(Key::SYSTEM).expect("read");
    let uuid: uuid::Uuid =
        read.one("select uuid from store_subjects where id = $1", args![package], |row| row.get(0)).expect("it");
    drop(read);
    assert_eq!(told(&here.data(), &["handover", "export", &uuid.to_string()]).trim_end(), envelope);
    let file = there.folder.path().join("package.json");
    std::fs::write(&file, &envelope).expect("a file");
    let import = ["handover", "import", &file.display().to_string()].map(str::to_owned);
    let import: Vec<&str> = import.iter().map(String::as_str).collect();
    let receipt = told(&there.data(), &import);
    assert!(receipt.contains("belfry.receipt"), "{receipt}");
    let again = run(&there.data(), &import);
    assert!(!again.status.success() && String::from_utf8_lossy(&again.stderr).contains("it came before"));
    assert_eq!(there.count(), 1);
}
