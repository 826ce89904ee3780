//! What fails around the program, and what people send that nobody should: it says so, goes on, and loses nothing.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use crate::command_line::{belfry, event};

/// The running demonstration, as a program meets it.
struct Demo {
    child: Child,
    address: String,
    key: String,
}

impl Demo {
    fn start(data: &Path) -> Self {
        let mut child = belfry(data, &["demo", "--json", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("belfry starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        let told: Value = serde_json::from_str(&line).expect("JSON");
        let address = told["url"].as_str().and_then(|url| url.strip_prefix("http://")).expect("an address").to_owned();
        let people = told["people"].as_array().expect("people");
        let analyst = people.iter().find(|person| person["role"] == "csirt-analyst").expect("an analyst");
        let key = analyst["api_key"].as_str().expect("a key").to_owned();
        Self { child, address: address.trim_end_matches('/').to_owned(), key }
    }

    /// Asks, with these lines in the head besides the key; the status, the head and the body.
    fn ask(&self, method: &str, path: &str, head: &str, body: &[u8]) -> (u16, String, String) {
        let mut socket = TcpStream::connect(&self.address).expect("it listens");
        socket.set_read_timeout(Some(Duration::from_secs(60))).expect("a limit");
        let start = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nAuthorization: Bearer {}\r\n{head}\r\n",
            self.address, self.key
        );
        socket.write_all(start.as_bytes()).expect("a request");
        // What is refused early is not read to its end.
        let _ = socket.write_all(body);
        let mut answer = Vec::new();
        let _ = socket.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or_default();
        (status, head.to_lowercase(), body.to_owned())
    }

    fn get(&self, path: &str) -> u16 {
        self.ask("GET", path, "", b"").0
    }

    fn import(&self, body: &[u8]) -> (u16, String, String) {
        let head = format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len());
        self.ask("POST", "/api/v1/threats/import?reach=own&tlp=green", &head, body)
    }

    /// Whether it lives.
    fn is_well(&mut self) -> bool {
        self.child.try_wait().expect("a state").is_none() && self.get("/api/v1/threats/events") == 200
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A disk of its own, small enough to be filled.
struct Disk(PathBuf);

impl Disk {
    /// None where this user may not mount one.
    fn new(at: &Path, mebibytes: u32) -> Option<Self> {
        std::fs::create_dir_all(at).ok()?;
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={mebibytes}m"), "tmpfs"]).arg(at).stderr(Stdio::null());
        mount.status().ok()?.success().then(|| Self(at.to_owned()))
    }

    /// Fills it to the last byte.
    fn fill(&self) -> PathBuf {
        let path = self.0.join("filler");
        let mut file = std::fs::File::create(&path).expect("a file");
        for size in [1 << 16, 1 << 10, 1] {
            while file.write_all(&vec![0; size]).is_ok() {}
        }
        path
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").args(["--lazy"]).arg(&self.0).status();
    }
}

#[test]
fn on_a_full_disk_reading_goes_on_writing_says_so_and_room_heals_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let Some(disk) = Disk::new(&folder.path().join("disk"), 48) else {
        eprintln!("skipped: only root may mount a disk that can be filled");
        return;
    };
    let mut demo = Demo::start(&disk.0);
    let filler = disk.fill();
    for _ in 0..3 {
        let (status, head, body) = demo.import(event(1, 400).as_bytes());
        assert!(matches!(status, 507 | 503), "{status}: {body}");
        assert!(head.contains("retry-after"), "{head}");
    }
    for path in ["/api/v1/threats/events", "/api/v1/threats/values?value=192.0.2.1"] {
        assert_eq!(demo.get(path), 200, "reading goes on: {path}");
    }
    assert!(demo.is_well());
    std::fs::remove_file(filler).expect("room");
    let (status, _, body) = demo.import(event(1, 400).as_bytes());
    assert_eq!(status, 202, "it needs no new start: {body}");
    let url = serde_json::from_str::<Value>(&body).expect("JSON")["url"].as_str().expect("an address").to_owned();
    let done = (0..600).any(|_| {
        let (_, _, body) = demo.ask("GET", &url, "", b"");
        std::thread::sleep(Duration::from_millis(50));
        body.contains("\"state\":\"done\"") && body.contains("\"new\":1")
    });
    assert!(done, "and the import ends well");
}

#[test]
fn bodies_that_are_too_long_too_deep_or_no_bodies_are_refused_with_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut demo = Demo::start(folder.path());
    let deep = format!("{{\"Event\":{}1{}}}", "[".repeat(200_000), "]".repeat(200_000));
    let wide = json!({"Event": {"info": "x", "Attribute": vec![json!({"type": "domain"}); 2_000]}}).to_string();
    let mut keys = String::from("{\"Event\":{");
    for n in 0..50_000 {
        let _ = write!(keys, "\"k{n}\":{{\"a\":[1,2,3]}},");
    }
    keys.push_str("\"info\":\"many keys\"}}");
    let long = vec![b'['; 17 << 20];
    let cases: [(&str, &[u8], &[u16]); 8] = [
        ("deep", deep.as_bytes(), &[422]),
        ("attributes without values", wide.as_bytes(), &[422]),
        ("many unknown keys", keys.as_bytes(), &[202, 422]),
        // The answer may be lost behind what is still being sent.
        ("longer than may be", &long, &[413, 0]),
        ("not UTF-8", b"{\"Event\":{\"info\":\"\xff\xfe\"}}", &[422]),
        ("a number without end", b"{\"Event\":{\"timestamp\":1e999999}}", &[422]),
        ("half", b"{\"Event\":{\"info\":\"x\"", &[422]),
        ("nothing", b"", &[422]),
    ];
    for (name, body, statuses) in cases {
        let (status, _, answer) = demo.import(body);
        assert!(statuses.contains(&status), "{name}: {status} {answer}");
        if ![202, 0].contains(&status) {
            let problem: Value =
                serde_json::from_str(&answer).unwrap_or_else(|error| panic!("{name}: {error} in {answer}"));
            assert_eq!(problem["status"], status, "{name}");
            assert!(problem["detail"].as_str().is_some_and(|words| words.len() > 5), "{name}: {problem}");
        }
    }
    // A length that is announced and too large is refused before anything is read.
    let (status, ..) = demo.ask("POST", "/api/v1/threats/import", "Content-Length: 99999999999999\r\n", b"{}");
    assert!(matches!(status, 0 | 400 | 408 | 413), "{status}");
    assert!(demo.is_well());
}
