//! Answers of surveys and the running program: what was acknowledged survives `kill -9`, once; and nothing that is logged or kept says of
//! an anonymous answer whose it is.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use belfry_identity::{Secret, session, signed_in};
use belfry_kernel::access::decide;
use belfry_kernel::{Actor, Clause, Label, OrganisationId, PersonId, SubjectId, Tlp};
use belfry_store::subject::{self, Subject};
use belfry_store::{Act, Db, Key, Options, Tx, args, scope};
use belfry_surveys::campaign::link::store as links;
use belfry_surveys::campaign::store::{self, Plan};
use belfry_surveys::campaign::{CAMPAIGN, Level, Mode, State, Unit, close};
use uuid::Uuid;

use crate::command_line::{belfry, told};

const SECRET: &str = "a-link-for-the-test";
const MOST: i64 = 1_000_000;

/// The program at work, and every line that it logs.
struct Program {
    child: Child,
    address: SocketAddr,
    log: Arc<Mutex<Vec<String>>>,
}

impl Program {
    fn start(data: &Path) -> Self {
        let mut command = belfry(data, &["serve", "--listen", "127.0.0.1:0"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("belfry starts");
        let mut lines = BufReader::new(child.stderr.take().expect("its log")).lines().map_while(Result::ok);
        let log = Arc::new(Mutex::new(Vec::new()));
        let address = lines.find_map(|line| line.split_once("http://")?.1.trim().parse().ok()).expect("an address");
        let kept = log.clone();
        std::thread::spawn(move || lines.for_each(|line| kept.lock().expect("the log").push(line)));
        Self { child, address, log }
    }

    fn stop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Sends a form; the head of the answer, none where the program has gone.
fn post(to: SocketAddr, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Option<String> {
    let quoted = |text: &str| {
        let byte = |b: u8| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") };
        text.bytes().map(byte).collect::<String>()
    };
    let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", quoted(value))).collect();
    let body = body.join("&");
    let mut socket = TcpStream::connect(to).ok()?;
    socket.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
    write!(
        socket,
        "POST {path} HTTP/1.1\r\nHost: here\r\nOrigin: http://here\r\nCookie: belfry={cookie}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .ok()?;
    let mut answer = Vec::new();
    socket.read_to_end(&mut answer).ok()?;
    let text = String::from_utf8_lossy(&answer).into_owned();
    text.split_once("\r\n\r\n").map(|(head, _)| head.to_owned())
}

fn open(data: &Path) -> Db {
    Db::open(&data.join("belfry.db").display().to_string(), Options::default()).expect("it opens")
}

/// A survey that is open, of a form with one number.
fn campaign(tx: &Tx, act: Act<'_>, home: OrganisationId, unit: Unit) -> (SubjectId, Uuid) {
    const FORM: &str = "name = \"one\"\ntitle = { en = \"One\" }\nlanguages = [\"en\"]\n[[elements]]\n[elements.question]\n\
                        name = \"staff\"\nkind = \"whole\"\nlabel = { en = \"How many?\" }\n";
    let rules = belfry_forms::access::RULES;
    let granted = decide::<belfry_forms::access::Create>(&Actor::System, rules, None).expect("the program may");
    let label = Label::new(Tlp::Green, Clause::Community);
    belfry_forms::store::create(tx, act, &granted, home, &label, &toml::from_str(FORM).expect("a form")).expect("kept");
    let form = belfry_forms::store::by_name(tx, home, "one").expect("asked").expect("the form");
    let kind = belfry_forms::store::FORM;
    let form = subject::load::<belfry_forms::access::Edit>(tx, &Actor::System, rules, kind, form).expect("the form");
    let plan = Plan {
        form: form.id,
        version: belfry_forms::store::publish_draft(tx, act, &form).expect("published"),
        about: String::new(),
        mode: Mode::Anonymous,
        unit,
        level: Level::European,
        country: String::new(),
        kinds: Vec::new(),
        sectors: Vec::new(),
        places: Vec::new(),
        circle: None,
        opens: act.now,
        closes: act.now + jiff::SignedDuration::from_hours(24),
        least: 5,
        most: MOST,
    };
    let (id, uuid): (SubjectId, Uuid) = (act.ids.next(), act.ids.uuid());
    let label_id = scope::intern(tx, &label).expect("a label");
    let (author, updated, title) = (None, act.now, "One".to_owned());
    let record = Subject { id, uuid, kind: CAMPAIGN.code, label_id, owner: home, author, title, updated };
    subject::insert(tx, &record).expect("kept");
    store::insert(tx, id, &plan, None, 1).expect("kept");
    store::step(tx, id, State::Draft, State::Open).expect("open");
    (id, uuid)
}

fn add(data: &Path, name: &str) {
    let email = format!("{}@{}.example", name.to_lowercase(), name.to_lowercase());
    let home = format!("Home of {name}");
    told(data, &["user", "add", &email, "--name", name, "--organisation", &home, "--role", "nis-implementer"]);
}

fn everybody(db: &Db) -> Vec<(PersonId, OrganisationId, String)> {
    let sql = "select p.id, m.organisation_id, p.name from identity_people p join identity_memberships m on m.person_id = p.id \
               order by p.id";
    db.read(Key::SYSTEM)
        .expect("read")
        .rows(sql, args![], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .expect("people")
}

#[test]
fn answers_that_were_acknowledged_survive_being_killed_and_are_there_once() {
    let rounds: i64 = if std::env::var_os("BELFRY_DEEP").is_some() { 200 } else { 6 };
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    add(&data, "Ana");
    let db = open(&data);
    let (clock, ids) = belfry::start::clock_and_ids();
    let act = Act { actor: None, now: clock.now(), ids: &ids };
    let tx = db.write(Key::SYSTEM).expect("write");
    let (id, _) = campaign(&tx, act, everybody(&db)[0].1, Unit::Link);
    links::begin(&tx, id, &Secret::new(SECRET), Vec::new(), MOST).expect("a link");
    tx.commit().expect("kept");
    drop(db);
    let mut acknowledged = BTreeSet::new();
    for round in 0..rounds {
        let program = Arc::new(Mutex::new(Program::start(&data)));
        let address = program.lock().expect("the program").address;
        let killer = program.clone();
        let wait = Duration::from_millis(60 + (round.unsigned_abs() * 71) % 200);
        let clients: Vec<_> = (0..4)
            .map(|client| {
                std::thread::spawn(move || {
                    let mut done = Vec::new();
                    for n in 0..28_i64 {
                        let number = 1 + round * 1_000 + client * 100 + n;
                        let (carried, ballot) =
                            (format!(r#"{{"values":{{"staff":{{"number":"{number}"}}}}}}"#), number.to_string());
                        let fields =
                            [("page", "1"), ("go", "send"), ("carried", carried.as_str()), ("ballot", ballot.as_str())];
                        // What is sent twice, since nobody knows whether it came, is there once.
                        for _ in 0..2 {
                            match post(address, &format!("/surveys/link/{SECRET}"), "", &fields) {
                                Some(head) if head.starts_with("HTTP/1.1 303") => done.push(number),
                                _ => return done,
                            }
                        }
                    }
                    done
                })
            })
            .collect();
        std::thread::sleep(wait);
        killer.lock().expect("the program").stop();
        acknowledged.extend(clients.into_iter().flat_map(|client| client.join().expect("a client")));
        let read = open(&data).read(Key::SYSTEM).expect("it answers");
        let there: Vec<i64> = read
            .rows("select id from surveys_ballots where campaign_id = $1", args![id], |row| row.get(0))
            .expect("answers");
        let there: BTreeSet<i64> = there.into_iter().collect();
        let lost: Vec<_> = acknowledged.difference(&there).collect();
        assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
        let left = links::of(&read, id).expect("the link").expect("the link").left;
        assert_eq!(left, MOST - there.len() as i64, "what is left is what was not taken");
    }
    assert!(acknowledged.len() > 20, "{}", acknowledged.len());
}

#[test]
fn neither_the_log_nor_the_ledger_says_whose_an_anonymous_answer_is() {
    const MANY: usize = 16;
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let names: Vec<String> = (0..MANY).map(|n| format!("Person{}", char::from(b'a' + n as u8))).collect();
    names.iter().for_each(|name| add(&data, name));
    let db = open(&data);
    let (clock, ids) = belfry::start::clock_and_ids();
    let act = Act { actor: None, now: clock.now(), ids: &ids };
    let people = everybody(&db);
    let tx = db.write(Key::SYSTEM).expect("write");
    belfry_identity::demand::set(&tx, act, None, &[]).expect("no second factor");
    let (id, uuid) = campaign(&tx, act, people[0].1, Unit::Organisation);
    store::invite(&tx, id, &people.iter().map(|(_, home, _)| home.0).collect::<Vec<_>>()).expect("invited");
    let sessions: Vec<String> = people
        .iter()
        .map(|(person, ..)| {
            session::open(&tx, act, *person, "test", None).expect("a session").token.expose().to_owned()
        })
        .collect();
    tx.commit().expect("kept");
    let mut program = Program::start(&data);
    // Each comes in an order that is not theirs, and answers what only he would.
    let order: Vec<usize> = (0..MANY).map(|n| (n * 5 + 3) % MANY).collect();
    let here = format!("/surveys/campaigns/{uuid}/answer");
    for who in &order {
        let found = signed_in(&db, &sessions[*who], clock.now()).expect("asked").expect("a session");
        let token = belfry_web::visit::form_token(found.csrf.expose(), "test");
        let carried = format!(r#"{{"values":{{"staff":{{"number":"{}"}}}}}}"#, 700_000 + who);
        let fields = [("csrf", token.as_str()), ("page", "1"), ("go", "send"), ("carried", carried.as_str())];
        let head = post(program.address, &here, &sessions[*who], &fields).expect("an answer");
        assert!(head.starts_with("HTTP/1.1 303"), "{head}");
    }
    program.stop();
    close::close(&db, Act { actor: None, now: clock.now(), ids: &ids }, id).expect("closed");
    let log = program.log.lock().expect("the log").clone();
    let handed_in: Vec<&String> = log.iter().filter(|line| line.contains("/surveys/campaigns/{uuid}/answer")).collect();
    assert_eq!(handed_in.len(), MANY, "a line for each: {log:?}");
    // Nothing in the log names a person, an organisation, a session, the survey, or what was answered.
    for line in &log {
        let parsed: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
        for (at, (person, home, name)) in people.iter().enumerate() {
            let telling = [
                person.0.to_string(),
                home.0.to_string(),
                name.clone(),
                sessions[at].clone(),
                (700_000 + at).to_string(),
            ];
            assert!(telling.iter().all(|what| !line.contains(what.as_str())), "{line}");
        }
        assert!(!line.contains(&uuid.to_string()), "{line}");
        if let Some(fields) = parsed["fields"].as_object().filter(|fields| fields.contains_key("route")) {
            let known = ["method", "route", "status", "micros", "request", "message"];
            assert!(fields.keys().all(|field| known.contains(&field.as_str())), "{line}");
        }
    }
    // The log says in which order they came, and how long each took: neither fits how the answers lie.
    let read = db.read(Key::SYSTEM).expect("read");
    let lying: Vec<usize> = read
        .rows("select answers from surveys_ballots", args![], |row| row.get::<String>(0))
        .expect("answers")
        .iter()
        .map(|text| {
            text.chars().filter(char::is_ascii_digit).collect::<String>().parse::<usize>().expect("a number") - 700_000
        })
        .collect();
    let micros =
        |line: &&String| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["fields"]["micros"].as_u64();
    let mut slow: Vec<(Option<u64>, usize)> = handed_in.iter().map(micros).zip(order.iter().copied()).collect();
    slow.sort_unstable();
    for seen in [order, slow.into_iter().map(|(_, who)| who).collect()] {
        let hits = |seen: &[usize]| seen.iter().zip(&lying).filter(|(a, b)| a == b).count();
        let turned: Vec<usize> = seen.iter().rev().copied().collect();
        assert!(hits(&seen) <= 7 && hits(&turned) <= 7, "the log tells who they are");
    }
    // The ledger knows that it was closed, and of nobody who answered.
    let facts: Vec<(String, Option<i64>)> = read
        .rows("select fact, actor_id from store_ledger where subject_id = $1", args![id], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .expect("the ledger");
    assert!(facts.iter().all(|(what, actor)| what != "surveys.answer-signed" && actor.is_none()), "{facts:?}");
    assert!(facts.iter().any(|(what, _)| what == "surveys.campaign-closed"), "{facts:?}");
}
