//! The program as its operator starts it.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::json;
use uuid::Uuid;

/// Starts the program on a folder, free of this process's own settings.
pub fn belfry(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_belfry"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("BELFRY_")) {
        command.env_remove(name);
    }
    command.args(arguments).arg("--data").arg(data).stdin(Stdio::null());
    command
}

/// Runs it to its end.
pub fn run(data: &Path, arguments: &[&str]) -> Output {
    belfry(data, arguments).output().expect("belfry runs")
}

/// Runs it, and gives what it printed.
pub fn told(data: &Path, arguments: &[&str]) -> String {
    let output = run(data, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// An analyst who can import: `ana@aqua.example`.
pub fn analyst(data: &Path) {
    let add = ["user", "add", "ana@aqua.example", "--name", "Ana", "--organisation", "Aqua", "--role", "csirt-analyst"];
    assert!(told(data, &add).contains("can sign in"));
}

/// A MISP event with this many attributes.
pub fn event(number: u128, attributes: u128) -> String {
    let attributes: Vec<_> = (0..attributes)
        .map(|n| {
            json!({"uuid": Uuid::from_u128(number << 64 | (n + 1)), "type": "domain", "category": "Network activity",
                   "value": format!("host{n}.event{number}.example.org"), "timestamp": "1700000000", "to_ids": true})
        })
        .collect();
    let uuid = Uuid::from_u128(number << 64 | 0xffff_ffff);
    json!({"Event": {"uuid": uuid, "info": format!("Event {number}"), "date": "2026-01-01", "timestamp": "1700000000",
                     "published": false, "Attribute": attributes}})
    .to_string()
}

#[test]
fn an_import_ends_with_one_line_of_json_and_a_second_one_finds_nothing_new() {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, file) = (folder.path().join("data"), folder.path().join("event.json"));
    std::fs::write(&file, event(1, 3)).expect("the file");
    analyst(&data);
    let file = file.display().to_string();
    let import = ["import", "misp", &file, "--as", "ana@aqua.example", "--json"];
    let first: serde_json::Value = serde_json::from_str(&told(&data, &import)).expect("JSON");
    assert_eq!(first, json!({"new": 1, "updated": 0, "unchanged": 0, "failed": 0, "attributes": 3, "objects": 0}));
    let second: serde_json::Value = serde_json::from_str(&told(&data, &import)).expect("JSON");
    assert_eq!(second, json!({"new": 0, "updated": 0, "unchanged": 1, "failed": 0, "attributes": 0, "objects": 0}));
    assert!(told(&data, &["ledger", "verify"]).contains("entries fit"));
}

#[test]
fn a_folder_gives_its_files_whatever_the_case_of_their_ending_and_says_what_it_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, files) = (folder.path().join("data"), folder.path().join("files"));
    std::fs::create_dir_all(files.join("deeper")).expect("folders");
    analyst(&data);
    let run = |json: bool| {
        let mut arguments = vec!["import", "misp", files.to_str().expect("a path"), "--as", "ana@aqua.example"];
        arguments.extend(json.then_some("--json"));
        let output = run(&data, &arguments);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.success(), text(&output.stdout), text(&output.stderr))
    };
    std::fs::write(files.join("notes.txt"), "x").expect("a file");
    let (fine, _, said) = run(true);
    assert!(!fine && said.contains("1 file was left alone") && said.contains("notes.txt"), "{said}");
    for (n, name) in ["a.json", "b.Json", "deeper/c.JSON"].into_iter().enumerate() {
        std::fs::write(files.join(name), event(n as u128 + 1, 1)).expect("a file");
    }
    for n in 0..6 {
        std::fs::write(files.join(format!("more{n}.csv")), "x").expect("a file");
    }
    let (fine, out, said) = run(false);
    assert!(fine && out.contains("3 new, 0 updated") && out.contains("0 galaxy clusters written"), "{out}");
    assert!(
        said.contains("7 files were left alone") && said.contains("more0.csv") && !said.contains("notes.txt"),
        "{said}"
    );
}

#[test]
fn a_broken_file_is_refused_with_line_and_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, file) = (folder.path().join("data"), folder.path().join("broken.json"));
    std::fs::write(&file, "{\"Event\": {\n  \"info\": \"x\",\n  oops\n}}").expect("the file");
    analyst(&data);
    let output = run(&data, &["import", "misp", &file.display().to_string(), "--as", "ana@aqua.example"]);
    assert!(!output.status.success());
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("line 3"), "{told}");
}

#[test]
fn an_import_reads_a_pipe_and_tells_its_caller_when_a_part_was_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, files) = (folder.path().join("data"), folder.path().join("files"));
    let piped = |arguments: &[&str], text: &str| {
        let mut child = belfry(&data, arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("belfry starts");
        child.stdin.take().expect("its input").write_all(text.as_bytes()).expect("the text");
        let output = child.wait_with_output().expect("it ends");
        (
            output.status.success(),
            String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr),
        )
    };
    let misp = ["import", "misp", "-", "--as", "ana@aqua.example", "--json"];
    let (fine, told) = piped(&misp, "{}");
    assert!(!fine && told.contains("there is no database"), "a mistyped folder is not filled: {told}");
    analyst(&data);
    let (fine, told) = piped(&misp, &event(1, 3));
    assert!(fine && told.contains("\"new\":1"), "{told}");
    let text = ["import", "text", "-", "--as", "ana@aqua.example"];
    let (fine, told) = piped(&text, "seen at hxxps://lure[.]meter-update[.]net/a");
    assert!(!fine && told.contains("--title"), "{told}");
    let (fine, told) =
        piped(&[&text[..], &["--title", "A mail"]].concat(), "seen at hxxps://lure[.]meter-update[.]net/a");
    assert!(fine && told.contains("1 new"), "{told}");

    std::fs::create_dir(&files).expect("a folder");
    let import = ["import", "misp", &files.display().to_string(), "--as", "ana@aqua.example"];
    let (fine, told) = piped(&import, "");
    assert!(!fine && told.contains("no file that ends in .json"), "{told}");
    std::fs::write(files.join("good.json"), event(2, 1)).expect("a file");
    std::fs::write(files.join("broken.json"), "{").expect("a file");
    let (fine, told) = piped(&import, "");
    assert!(!fine && told.contains("1 new") && told.contains("1 could not be imported"), "{told}");
}

#[test]
fn a_person_without_the_role_cannot_import() {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, file) = (folder.path().join("data"), folder.path().join("event.json"));
    std::fs::write(&file, event(1, 1)).expect("the file");
    let add = ["user", "add", "ben@aqua.example", "--name", "Ben", "--organisation", "Aqua", "--role", "reader"];
    told(&data, &add);
    let output = run(&data, &["import", "misp", &file.display().to_string(), "--as", "ben@aqua.example"]);
    assert!(!output.status.success());
}

#[test]
fn whoever_may_not_publish_shares_nothing_by_importing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, file) = (folder.path().join("data"), folder.path().join("event.json"));
    std::fs::write(&file, event(1, 1)).expect("the file");
    let add =
        ["user", "add", "ivo@aqua.example", "--name", "Ivo", "--organisation", "Aqua", "--role", "nis-implementer"];
    told(&data, &add);
    let file = file.display().to_string();
    let output = run(&data, &["import", "misp", &file, "--as", "ivo@aqua.example", "--community"]);
    let why = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.code() == Some(1) && why.contains("Your role does not let you share events at once"),
        "{why}"
    );
    let own = told(&data, &["import", "misp", &file, "--as", "ivo@aqua.example", "--json"]);
    assert!(own.contains("\"new\":1"), "for his own organisation: {own}");
}

#[test]
fn what_is_refused_is_said_in_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let why = |arguments: &[&str]| {
        let output = run(&data, arguments);
        assert!(!output.status.success(), "{arguments:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let add = |name: &'static str| {
        ["user", "add", "ana@aqua.example", "--name", name, "--organisation", "Aqua", "--role", "reader"]
    };
    let nameless = why(&add(""));
    assert!(nameless.contains("name is empty") && !nameless.contains("Field"), "{nameless}");
    let mut short = belfry(&data, &[&add("Ana")[..], &["--password-stdin"]].concat());
    let mut child = short.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("belfry runs");
    child.stdin.take().expect("a pipe").write_all(b"short\n").expect("a line");
    let output = child.wait_with_output().expect("an end");
    let short = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && short.contains("fewer than 12 characters"), "{short}");
    let empty = folder.path().join("empty");
    std::fs::write(&empty, "").expect("a file");
    let restored = why(&["restore", &empty.display().to_string()]);
    assert!(restored.contains("is no backup") && !restored.contains("store_ledger"), "{restored}");
}

#[test]
fn the_demonstration_says_where_it_is_and_stops_when_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut child = belfry(folder.path(), &["demo", "--json", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("belfry starts");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
    let told: serde_json::Value = serde_json::from_str(&line).expect("JSON");
    let people = told["people"].as_array().expect("people");
    assert!(people.len() >= 10);
    for field in ["email", "password", "role", "organisation", "api_key"] {
        assert!(people.iter().all(|person| person[field].is_string()), "{field}");
    }
    let address = told["url"].as_str().and_then(|url| url.strip_prefix("http://")).expect("an address").to_owned();
    let mut socket = std::net::TcpStream::connect(&address).expect("it listens");
    write!(socket, "GET /sign-in HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").expect("a request");
    let mut status = String::new();
    BufReader::new(socket).read_line(&mut status).expect("an answer");
    assert!(status.contains("200"), "{status}");
    let asked = Command::new("kill").arg(child.id().to_string()).status().expect("kill");
    assert!(asked.success());
    assert!(child.wait().expect("it ends").success());
}

#[test]
fn the_machines_owner_helps_whoever_lost_his_way_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    analyst(&data);
    assert!(told(&data, &["user", "list"]).starts_with("ana@aqua.example\tAna\tactive\t0\tAqua (csirt-analyst)"));
    assert!(told(&data, &["user", "reset", "Ana@aqua.example"]).contains("/members/reset/"));
    assert!(told(&data, &["user", "factors", "ana@aqua.example", "--remove"]).contains("0 removed"));
    assert!(!run(&data, &["user", "reset", "nobody@aqua.example"]).status.success());
    told(&data, &["user", "end", "ana@aqua.example"]);
    assert!(told(&data, &["user", "list"]).contains("\tdisabled\t"));
    assert!(!run(&data, &["user", "end", "ana@aqua.example"]).status.success(), "it is closed already");
    assert!(told(&data, &["ledger", "verify"]).contains("entries fit"));
}

#[test]
fn who_loses_his_second_factors_to_the_machines_owner_is_told_by_mail() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    analyst(&data);
    let config = belfry::config::Config { data: data.clone(), ..Default::default() };
    let letters = || -> i64 {
        let read = belfry::start::open(&config).expect("the database").read(belfry_store::Key::SYSTEM).expect("read");
        let waiting = "select count(*) from store_jobs where name = 'members.mail'";
        read.one(waiting, belfry_store::args![], |row| row.get(0)).expect("a count")
    };
    let remove = ["user", "factors", "ana@aqua.example", "--remove"];
    let by_mail = || {
        let mut command = belfry(&data, &remove);
        command.env("BELFRY_MAIL_HOST", "mail.aqua.example").env("BELFRY_MAIL_FROM", "belfry@aqua.example");
        let output = command.output().expect("belfry runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    has_a_key(&config, 1);
    assert!(told(&data, &remove).contains("No mail goes out"));
    assert_eq!(letters(), 0);
    has_a_key(&config, 2);
    let said = by_mail();
    assert!(said.contains("1 removed") && said.contains("A letter tells so"), "{said}");
    assert_eq!(letters(), 1);
    assert!(!by_mail().contains("letter"), "nothing changed");
    assert_eq!(letters(), 1);
}

/// Ana has a passkey.
fn has_a_key(config: &belfry::config::Config, id: i64) {
    let tx = belfry::start::open(config).expect("the database").write(belfry_store::Key::SYSTEM).expect("tx");
    tx.execute(
        "insert into identity_factors (id, uuid, person_id, kind, name, secret, step, created) \
         select $1, $2, p.id, 'passkey', 'Key', $3, 0, 0 from identity_people p",
        belfry_store::args![id, Uuid::from_u128(7), &b"sealed"[..]],
    )
    .expect("a factor");
    tx.commit().expect("commit");
}

#[test]
fn an_unknown_setting_is_refused_with_its_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = belfry(folder.path(), &["migrate"]).env("BELFRY_SERVER_LISSTEN", "x").output().expect("belfry runs");
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("lissten"));
}

#[test]
fn what_breaks_a_sharing_rule_is_not_imported_and_the_rule_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, file) = (folder.path().join("data"), folder.path().join("event.json"));
    analyst(&data);
    never_freer_than_amber(&data, "Aqua");
    let mut text: serde_json::Value = serde_json::from_str(&event(1, 3)).expect("JSON");
    text["Event"]["published"] = json!(true);
    text["Event"]["Tag"] = json!([{"name": "tlp:green"}]);
    std::fs::write(&file, text.to_string()).expect("the file");
    let file = file.display().to_string();
    let output = run(&data, &["import", "misp", &file, "--as", "ana@aqua.example", "--community", "--json"]);
    assert!(!output.status.success());
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("Event 1 (") && told.contains("was not taken in"), "{told}");
    assert!(told.contains("Aqua shares nothing that may be carried farther than TLP:AMBER"), "{told}");
    let counts: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&counts["failed"], &counts["attributes"]), (&json!(1), &json!(0)));
}

/// A rule of an organisation, as its administrator makes it.
fn never_freer_than_amber(data: &Path, organisation: &str) {
    use belfry_identity::sharing::{self, Holder};
    use belfry_kernel::{Person, PersonId, Role};
    use belfry_store::{Act, Key};
    let config = belfry::config::Config { data: data.to_owned(), ..Default::default() };
    let db = belfry::start::open(&config).expect("the database");
    let (clock, ids) = belfry::start::clock_and_ids();
    let tx = db.write(Key::SYSTEM).expect("tx");
    let id = belfry_identity::organisation::by_name(&tx, organisation).expect("a query").expect("the organisation").id;
    let by = Person {
        id: PersonId(1),
        name: "Speaker".into(),
        organisation: id,
        roles: vec![(id, Role::OrganisationAdministrator)],
        may_write: true,
    };
    let act = Act { actor: None, now: clock.now(), ids: &ids };
    sharing::make(&tx, act, &by, Holder::Organisation(id), sharing::AT_MOST, &["amber".into()], true).expect("a rule");
    tx.commit().expect("commit");
}

#[test]
fn an_export_leaves_its_file_as_it_was_unless_all_went_well() {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, file, to) =
        (folder.path().join("data"), folder.path().join("event.json"), folder.path().join("out.csv"));
    analyst(&data);
    std::fs::write(&file, event(1, 3)).expect("the file");
    told(&data, &["import", "misp", &file.display().to_string(), "--as", "ana@aqua.example"]);
    let uuid = Uuid::from_u128(1 << 64 | 0xffff_ffff).to_string();
    let holder: Uuid = {
        let config = belfry::config::Config { data: data.clone(), ..Default::default() };
        let db = belfry::start::open(&config).expect("the database");
        let tx = db.write(belfry_store::Key::SYSTEM).expect("tx");
        belfry_identity::organisation::by_name(&tx, "Aqua").expect("a query").expect("the organisation").uuid
    };
    let (held, nobody) = (format!("{uuid}@{holder}"), format!("{uuid}@{uuid}"));
    let out = to.display().to_string();
    let export =
        |rest: &[&str]| run(&data, &[&["export"], rest, &["--as", "ana@aqua.example", "--output", &out]].concat());
    std::fs::write(&to, "of yesterday").expect("the file");
    for (rest, code, why) in [
        (&["csv", "--event", &nobody][..], 1, "sees no event"),
        (&["csv", "--event", "one"], 2, "one is no UUID"),
        (&["csv", "--event", &uuid, "--where", "tlp=green"], 2, "cannot be used with"),
        (&["csv", "--where", "tlp=green", "--where", "tlp=red"], 1, "each name once"),
        (&["csv", "--bare"], 1, "are for a text"),
        (&["doc"], 2, "one of misp, stix, csv, text"),
    ] {
        let refused = export(rest);
        let told = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(refused.status.code() == Some(code) && told.contains(why), "{rest:?}: {told}");
        assert_eq!(std::fs::read_to_string(&to).expect("the file"), "of yesterday");
    }
    assert!(export(&["csv", "--event", &held]).status.success());
    let written = std::fs::read_to_string(&to).expect("the file");
    assert!(written.contains("host0.event1.example.org") && !written.contains("yesterday"), "{written}");
    assert!(!folder.path().join("out.csv.part").exists());
}
