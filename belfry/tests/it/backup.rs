//! A backup of either database is restored into either.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::process::Output;

use belfry_store::{Db, Key, Kind, Options, args, carry, search, server};
use belfry_threats::event::EVENT;

use crate::command_line::{analyst, belfry, event, run, told};

const KINDS: &[Kind] = &[EVENT];
/// Bytes of the line that a backup ends with: a mark, a hash in hexadecimal, the line's end.
const LAST_LINE: u64 = "\nbelfry-backup sha256 ".len() as u64 + 65;

/// An embedded installation with one event whose title has accents, and one document.
struct Place {
    folder: tempfile::TempDir,
    data: PathBuf,
    import: Vec<String>,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path().join("data");
        let file = folder.path().join("event.json");
        std::fs::write(&file, event(1, 3).replace("Event 1", "Événement de l'été")).expect("the file");
        analyst(&data);
        let import = ["import", "misp", &file.display().to_string(), "--as", "ana@aqua.example", "--json"];
        let import: Vec<String> = import.iter().map(ToString::to_string).collect();
        let this = Self { folder, data, import };
        assert!(told(&this.data, &this.import()).contains("\"new\":1"));
        std::fs::create_dir_all(this.data.join("documents/ab")).expect("a folder");
        std::fs::write(this.data.join("documents/ab/cdef"), vec![7_u8; 3 << 20]).expect("a document");
        this
    }

    fn import(&self) -> Vec<&str> {
        self.import.iter().map(String::as_str).collect()
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }
}

/// An empty database of a server, gone with the value.
struct Server {
    name: String,
    owner: String,
    application: String,
}

impl Server {
    fn new(name: &str) -> Self {
        let url = |variable| std::env::var(variable).expect("cargo xtask test names a server");
        let name = format!("belfry_backup_{name}_{}", std::process::id());
        let this = Self { name, owner: url("BELFRY_TEST_POSTGRES"), application: url("BELFRY_TEST_POSTGRES_APP") };
        this.administer(&format!("create database {}", this.name));
        this
    }

    fn administer(&self, statement: &str) {
        server::administer(&format!("{}/postgres", self.owner), statement).expect("the owner's statement");
    }

    fn run(&self, data: &Path, arguments: &[&str]) -> Output {
        let mut command = belfry(data, arguments);
        command.env("BELFRY_DATABASE_URL", format!("{}/{}", self.application, self.name));
        command.env("BELFRY_DATABASE_OWNER_URL", format!("{}/{}", self.owner, self.name));
        command.output().expect("belfry runs")
    }

    fn told(&self, data: &Path, arguments: &[&str]) -> String {
        let output = self.run(data, arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.administer(&format!("drop database if exists {} with (force)", self.name));
    }
}

fn said(output: &Output) -> String {
    assert!(!output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn head(words: &str) -> String {
    words.split("Ledger head: ").nth(1).and_then(|rest| rest.split(' ').next()).expect("a head").to_owned()
}

#[test]
fn a_backup_is_checked_and_restored() {
    let place = Place::new();
    let (file, other) = (place.path("belfry.backup"), place.folder.path().join("other"));
    let made = told(&place.data, &["backup", &file]);
    assert!(made.contains("complete and checked") && made.contains("1 documents"), "{made}");
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&file).expect("the file").permissions());
    assert_eq!(mode & 0o777, 0o600, "its owner's alone");
    assert!(said(&run(&place.data, &["backup", &file])).contains("exists already"));
    let put = told(&other, &["restore", &file]);
    assert!(put.contains("stands in its place") && head(&put) == head(&made), "{put}");
    assert!(told(&other, &place.import()).contains("\"unchanged\":1"), "the restored database holds the event");
    assert_eq!(std::fs::read(other.join("documents/ab/cdef")).expect("the document").len(), 3 << 20);
    assert!(!other.join("restored.part").exists());
    let mut bytes = std::fs::read(&file).expect("the backup");
    let middle = bytes.len() / 2 / 4_096 * 4_096;
    bytes[middle..middle + 4_096].fill(0x55);
    std::fs::write(&file, bytes).expect("the damage");
    assert!(!run(&other, &["restore", &file]).status.success(), "a damaged backup is refused");
    assert!(told(&other, &place.import()).contains("\"unchanged\":1"), "and what stood there stands");
}

#[test]
fn a_backup_that_was_changed_or_is_newer_is_refused() {
    let place = Place::new();
    let other = place.folder.path().join("other");
    for (name, change, why) in [
        ("less", "delete from threats_keys", "threats_keys has 0 rows"),
        (
            "ledger",
            "drop trigger store_ledger_keeps; delete from store_ledger where seal_no = (select max(seal_no) from store_ledger)",
            "its ledger ends",
        ),
        (
            "newer",
            "insert into store_migrations (area, name, hash) values ('threats', '9999_tomorrow', '')",
            "newer than this program",
        ),
        (
            "format",
            "update backup_manifest set manifest = replace(manifest, '\"format\":2', '\"format\":3')",
            "newer program",
        ),
    ] {
        let file = place.path(name);
        told(&place.data, &["backup", &file]);
        // Without the last line, so that what stands beneath it is asked.
        let opened = OpenOptions::new().write(true).open(&file).expect("the file");
        opened.set_len(opened.metadata().expect("its length").len() - LAST_LINE).expect("cut");
        let db = Db::open(&file, Options::default()).expect("it opens");
        let tx = db.write(Key::SYSTEM).expect("tx");
        for statement in change.split("; ") {
            let statement: &'static str = Box::leak(statement.to_owned().into_boxed_str());
            tx.execute(statement, args![]).expect("the change");
        }
        tx.commit().expect("commit");
        drop(db);
        let words = said(&run(&other, &["restore", &file]));
        assert!(words.contains(why), "{name}: {words}");
        assert!(!other.join("belfry.db").exists());
    }
}

#[test]
fn a_backup_of_which_one_bit_is_other_or_missing_or_too_many_is_refused() {
    let place = Place::new();
    let (file, damaged, other) =
        (place.path("belfry.backup"), place.path("damaged"), place.folder.path().join("other"));
    told(&place.data, &["backup", &file]);
    let whole = std::fs::read(&file).expect("the backup");
    let (end, line) = (whole.len(), LAST_LINE as usize);
    let letter = whole.windows(9).position(|part| part == b"v\xc3\xa9nement").expect("the title of the event");
    let flipped = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        bytes
    };
    let cases: [(&str, Vec<u8>, &str); 8] = [
        ("a letter", flipped(letter), "is damaged"),
        ("its end", flipped(end - line - 1), "is damaged"),
        ("the hash", flipped(end - 9), "is damaged"),
        ("the mark of the hash", flipped(end - line + 3), "bytes stand behind its end"),
        ("garbage", [&whole[..], b"garbage"].concat(), "bytes stand behind its end"),
        ("a page of zeros", [&whole[..], &[0; 4_096]].concat(), "bytes stand behind its end"),
        ("half", whole[..end / 2].to_vec(), "it ends after"),
        ("no last line", whole[..end - line].to_vec(), "its last line is missing"),
    ];
    for (what, bytes, why) in cases {
        std::fs::write(&damaged, bytes).expect("the damage");
        let words = said(&run(&other, &["restore", &damaged]));
        assert!(words.contains(why), "{what}: {words}");
        let left: Vec<_> =
            std::fs::read_dir(&other).expect("a folder").map(|one| one.expect("one").file_name()).collect();
        assert_eq!(left, ["serve.lock"], "{what}: nothing is left");
    }
    // A copy that was made by hand says nothing of itself, and is taken; not one that is longer than it should be.
    let db = place.data.join("belfry.db");
    let bare = std::fs::read(&db).expect("the database");
    std::fs::write(&damaged, [&bare[..], b"garbage"].concat()).expect("the damage");
    assert!(said(&run(&other, &["restore", &damaged])).contains("7 bytes stand behind its end"));
    std::fs::write(&damaged, &bare).expect("the copy");
    assert!(told(&other, &["restore", &damaged]).contains("stands in its place"));
}

#[test]
fn one_machine_moves_to_a_server_and_back_and_nothing_is_lost() {
    let place = Place::new();
    let (file, back) = (place.path("belfry.backup"), place.path("server.backup"));
    let (data, other) = (place.folder.path().join("server"), place.folder.path().join("other"));
    let made = told(&place.data, &["backup", &file]);
    let target = Server::new("target");
    let put = target.told(&data, &["restore", &file]);
    assert!(put.contains("stands in the server's database") && head(&put) == head(&made), "{put}");
    assert!(data.join("documents/ab/cdef").exists() && !data.join("restored.part").exists());
    assert!(target.told(&data, &place.import()).contains("\"unchanged\":1"), "the same event, the same people");
    let again = place.folder.path().join("again");
    assert!(said(&target.run(&again, &["restore", &file])).contains("somebody has worked in this database already"));
    assert!(!again.join("documents").exists(), "nor are its documents there");

    // Work goes on: new ids come after the old, and the ledger is sealed behind what was carried.
    let more = place.path("more.json");
    std::fs::write(&more, event(2, 2)).expect("the file");
    assert!(target.told(&data, &["import", "misp", &more, "--as", "ana@aqua.example", "--json"]).contains("\"new\":1"));
    // Whatever else writes in the cluster at this moment delays the seal.
    let verified = || target.told(&data, &["ledger", "verify"]);
    let checked =
        (0..100).map(|_| verified()).find(|told| told.contains("0 wait to be sealed")).unwrap_or_else(verified);
    assert!(checked.contains("0 wait to be sealed"), "{checked}");
    let made = target.told(&data, &["backup", &back]);
    assert!(checked.contains(&head(&made)), "{checked} {made}");
    let put = told(&other, &["restore", &back]);
    assert_eq!(head(&put), head(&made));
    assert!(told(&other, &place.import()).contains("\"unchanged\":1"));

    let server = Db::open(&format!("{}/{}", target.owner, target.name), Options::default()).expect("the server");
    let machine = Db::open(&other.join("belfry.db").display().to_string(), Options::default()).expect("the file");
    let (server, machine) = (server.read(Key::SYSTEM).expect("read"), machine.read(Key::SYSTEM).expect("read"));
    assert_eq!(carry::counts(&server).expect("counts"), carry::counts(&machine).expect("counts"));
    for words in ["evenement été", "ÉVÉNEMENT", "host1.event1.example.org", "\"event2 example\"", "nothing"] {
        let of = |read| search::newest(read, words, KINDS, None, 100).expect("search");
        assert_eq!(of(&server), of(&machine), "{words}");
        assert_eq!(of(&machine).is_empty(), words == "nothing", "{words}");
    }
}
