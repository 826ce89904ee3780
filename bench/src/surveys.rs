//! Surveys: everything that is told of a million answers, beside the bare aggregate that a database makes of them, on each database;
//! disclosure control on a large table; pages that are saved, a class that hands in at once, and all answers as a workbook beside a bare
//! writer, by the running program. What a form costs by itself is measured in `forms`.

use std::fmt::Write;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, ensure};
use belfry_forms::core::form::{Choice, Choose, Element, Form, Group, Kind, List, Question};
use belfry_forms::core::{Language, Name, Text};
use belfry_forms::store as forms;
use belfry_identity::Secret;
use belfry_kernel::access::decide;
use belfry_kernel::{Actor, Clause, Label, OrganisationId, PersonId, SubjectId, Tlp};
use belfry_store::subject::{self, Subject};
use belfry_store::{Act, Db, Key, Options, Tx, Value, args, scope};
use belfry_surveys::campaign::link::store as links;
use belfry_surveys::campaign::store::{self, Plan};
use belfry_surveys::campaign::{CAMPAIGN, Level, Mode, State, Unit};
use belfry_surveys::disclosure::{LEAST, cross::cross};
use belfry_surveys::result::load;
use belfry_testkit::{Engine, TestDb};
use uuid::Uuid;

use crate::client::{Connection, EACH, get, load as press, post};
use crate::figures::{anonymous, median, ratio, time, told};
use crate::pages::{Analyst, RUN, start};

/// Questions of the form.
const QUESTIONS: usize = 50;
/// Choices of each.
const CHOICES: u64 = 5;
/// The secret of the open link.
const SECRET: &str = "bench";
/// A class that hands in at once: so many, from as many addresses.
const BURST: u16 = 1_000;
/// Connections that are open at once then.
const AT_ONCE: u16 = 50;
/// Rows that are written in one statement.
const ROWS: u32 = 200;

/// Measures with so many sets of answers.
pub fn run(answers: u32) -> Result<()> {
    control()?;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("belfry.db");
    let db =
        Db::open(&path.display().to_string(), Options { statement: Duration::from_secs(600), ..Options::default() })?;
    belfry_store::migrate::migrate(&db, &belfry::areas::migrations(), None)?;
    let analyst = Analyst::new(&db)?;
    let (person, home) = db.read(Key::SYSTEM)?.one(
        "select m.person_id, m.organisation_id from identity_memberships m",
        args![],
        |row| Ok((row.get::<PersonId>(0)?, row.get::<OrganisationId>(1)?)),
    )?;
    let bare = "select j.key, j.value, count(*) from surveys_ballots b, json_each(b.answers, '$.values') j \
         where b.campaign_id = $1 group by 1, 2";
    let over = statistics(&db, "SQLite", (person, home), answers, bare)?;
    let open = opened(&db, (person, home))?;
    drop(db);
    answering(folder.path(), &analyst, over, open, answers)?;
    if std::env::var_os("BELFRY_TEST_POSTGRES").is_none() {
        println!("surveys: no PostgreSQL is here; `cargo xtask postgres cargo xtask bench surveys` brings one");
        return Ok(());
    }
    let server = TestDb::new(Engine::Postgres, &belfry::areas::migrations());
    Analyst::new(&server.db)?;
    let (person, home) = server.db.read(Key::SYSTEM)?.one(
        "select m.person_id, m.organisation_id from identity_memberships m",
        args![],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let bare = "select j.key, j.value::text, count(*) from surveys_ballots b, json_each(b.answers::json -> 'values') j \
         where b.campaign_id = $1 group by 1, 2";
    statistics(&server.db, "PostgreSQL", (person, home), answers, bare).map(drop)
}

/// A table of forty groups by twelve answers, sparse.
fn control() -> Result<()> {
    let mut dice = Dice(3);
    let table: Vec<Vec<u64>> = (0..40)
        .map(|_| (0..12).map(|_| if dice.below(3) == 0 { dice.below(4) } else { 5 + dice.below(30) }).collect())
        .collect();
    let took = median(21, || {
        std::hint::black_box(cross(&table, LEAST));
        Ok(())
    })?;
    told("disclosure control on 40 x 12", &time(took), "50 ms", took < Duration::from_millis(50));
    Ok(())
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

fn word<T>(text: &str, parse: fn(&str) -> Option<T>) -> Result<T> {
    parse(text).with_context(|| format!("`{text}` is no name"))
}

/// Five pages: most questions of one choice, some of several, some numbers.
fn form(name: &str) -> Result<Form> {
    let language = word("en", Language::parse)?;
    let said = |text: &str| Text::new(&language, text);
    let list = word("list", Name::parse)?;
    let choice = |n| Choice {
        code: format!("c{n}"),
        label: said(&format!("Choice {n}")),
        columns: Default::default(),
        was: None,
    };
    let choices = List { choices: (0..CHOICES).map(choice).collect(), source: None };
    let mut elements = Vec::new();
    for page in 0..QUESTIONS / 10 {
        let mut inside = Vec::new();
        for n in page * 10..(page + 1) * 10 {
            let kind = match n % 10 {
                8 => Kind::Several(Choose::from(list.clone())),
                9 => Kind::Whole,
                _ => Kind::One(Choose::from(list.clone())),
            };
            inside.push(Element::Question(Box::new(Question::new(
                word(&format!("q{n}"), Name::parse)?,
                kind,
                said("Is it so?"),
            ))));
        }
        let (name, label) = (word(&format!("page{page}"), Name::parse)?, said("A page"));
        elements.push(Element::Group(Group {
            name,
            label,
            page: true,
            relevance: None,
            weight: None,
            item: None,
            elements: inside,
        }));
    }
    let (name, title) = (word(name, Name::parse)?, said("Bench"));
    Ok(Form { name, title, languages: vec![language], lists: [(list, choices)].into(), elements, rating: None })
}

/// What somebody answers, as it is kept.
fn answered(dice: &mut Dice) -> String {
    let mut text = String::from("{\"values\":{");
    for n in 0..QUESTIONS {
        let comma = if n > 0 { "," } else { "" };
        let _ = match n % 10 {
            8 => write!(text, "{comma}\"q{n}\":{{\"codes\":[\"c{}\",\"c4\"]}}", dice.below(4)),
            9 => write!(text, "{comma}\"q{n}\":{{\"number\":\"{}\"}}", dice.below(500)),
            _ => write!(text, "{comma}\"q{n}\":{{\"code\":\"c{}\"}}", dice.below(CHOICES)),
        };
    }
    text.push_str("}}");
    text
}

/// A survey of a published form, as a record; nobody is invited.
fn campaign(
    tx: &Tx,
    name: &str,
    mode: Mode,
    unit: Unit,
    (person, home): (PersonId, OrganisationId),
) -> Result<(SubjectId, Uuid)> {
    let (clock, ids) = belfry::start::clock_and_ids();
    let act = Act { actor: Some(person), now: clock.now(), ids: &ids };
    let rules = belfry_forms::access::RULES;
    let granted =
        decide::<belfry_forms::access::Create>(&Actor::System, rules, None).map_err(|_| anyhow!("may not"))?;
    let label = Label::new(Tlp::Green, Clause::Community);
    forms::create(tx, act, &granted, home, &label, &form(name)?)?;
    let uuid = forms::by_name(tx, home, name)?.context("the form")?;
    let found = subject::load::<belfry_forms::access::Edit>(tx, &Actor::System, rules, forms::FORM, uuid);
    let found = found.map_err(|why| anyhow!("{why}"))?;
    let version = forms::publish_draft(tx, act, &found)?;
    let plan = Plan {
        form: found.id,
        version,
        about: String::new(),
        mode,
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
        most: 100_000,
    };
    let (id, uuid): (SubjectId, Uuid) = (ids.next(), ids.uuid());
    let label_id = scope::intern(tx, &label)?;
    let (author, updated, title) = (Some(person), act.now, name.to_owned());
    subject::insert(tx, &Subject { id, uuid, kind: CAMPAIGN.code, label_id, owner: home, author, title, updated })?;
    store::insert(tx, id, &plan, None, 1)?;
    store::step(tx, id, State::Draft, State::Open)?;
    Ok((id, uuid))
}

/// Everything that is told of many answers, beside what the database counts of them; the survey's address.
fn statistics(db: &Db, name: &str, who: (PersonId, OrganisationId), answers: u32, bare: &'static str) -> Result<Uuid> {
    let tx = db.write(Key::SYSTEM)?;
    let (id, uuid) = campaign(&tx, "over", Mode::Anonymous, Unit::Link, who)?;
    let mut dice = Dice(11);
    for block in 0..answers.div_ceil(ROWS) {
        let mut rows = Vec::new();
        for n in block * ROWS..answers.min((block + 1) * ROWS) {
            rows.extend([Value::Int(i64::from(n) + 1), id.into(), Value::from(answered(&mut dice))]);
        }
        tx.insert_many("surveys_ballots", &["id", "campaign_id", "answers"], "", &rows)?;
    }
    store::step(&tx, id, State::Open, State::Told)?;
    tx.commit()?;
    let counted = median(3, || {
        let mut groups = 0;
        let read = db.read_for(Key::SYSTEM, Duration::from_secs(600))?;
        read.each(bare, args![id], |_| {
            groups += 1;
            Ok(true)
        })?;
        ensure!(groups > QUESTIONS, "{groups} counts");
        Ok(())
    })?;
    let words = belfry::start::words()?.words("en");
    let ours = median(5, || {
        let read = db.read_for(Key::SYSTEM, Duration::from_secs(600))?;
        let campaign = store::of(&read, id)?.context("the survey")?;
        let subject = read.one(
            "select s.id, s.uuid, s.kind, s.label_id, s.owner_id, s.author_id, s.title, s.updated from store_subjects s where s.id = $1",
            args![id],
            |row| Subject::from_row(row, 0),
        )?;
        let outcome = load::of(&read, &words, (subject, campaign), "q:q0", None).map_err(|why| anyhow!("{why}"))?;
        ensure!(outcome.told.is_some_and(|told| told.len() == QUESTIONS));
        Ok(())
    })?;
    let times = ratio(ours, counted);
    let figure =
        format!("{} for {answers} x {QUESTIONS}, {times:.2} times the bare aggregate ({})", time(ours), time(counted));
    let reached = times <= 2.0 && ours < Duration::from_secs(1);
    told(&format!("statistics with a split on {name}"), &figure, "at most 2 times it, under 1 s", reached);
    Ok(uuid)
}

/// Two surveys that are open: one for the analyst's organisation, one by a link.
fn opened(db: &Db, who: (PersonId, OrganisationId)) -> Result<(Uuid, SubjectId)> {
    let tx = db.write(Key::SYSTEM)?;
    let (id, uuid) = campaign(&tx, "named", Mode::Confidential, Unit::Organisation, who)?;
    store::invite(&tx, id, &[who.1.0])?;
    let (open, _) = campaign(&tx, "link", Mode::Anonymous, Unit::Link, who)?;
    links::begin(&tx, open, &Secret::new(SECRET), Vec::new(), 100_000)?;
    tx.commit()?;
    Ok((uuid, open))
}

fn answering(data: &Path, analyst: &Analyst, over: Uuid, (named, open): (Uuid, SubjectId), answers: u32) -> Result<()> {
    let program = start(data)?;
    let mut page = format!("csrf={}&page=0&go=next", analyst.token);
    (0..10).for_each(|n| {
        let value = if n == 9 { String::from_utf8_lossy(EACH).into_owned() } else { "c1".into() };
        let _ = write!(page, "&q{n}={value}");
    });
    let request = post(&format!("/surveys/campaigns/{named}/answer"), &analyst.cookie, &page);
    let saved = press(program.address, 8, RUN, &request, 303)?;
    ensure!(saved.refused == 0, "{} pages were not saved", saved.refused);
    let figure = format!("{:.0} a second, p99 {}", saved.rate(), time(saved.p99));
    let reached = saved.rate() >= 100.0 && saved.p99 < Duration::from_millis(100);
    told("pages of answers saved", &figure, "100 a second, p99 under 100 ms", reached);
    burst(program.address)?;
    let db = Db::open(&data.join("belfry.db").display().to_string(), Options::default())?;
    let kept: i64 = db.read(Key::SYSTEM)?.one(
        "select count(*) from surveys_ballots where campaign_id = $1",
        args![open],
        |row| row.get(0),
    )?;
    ensure!(kept == i64::from(BURST), "{kept} of {BURST} answers are kept");
    drop(db);
    workbook(&program, analyst, over, answers)
}

/// A thousand hand in at once, each from an address of its own.
fn burst(to: SocketAddr) -> Result<()> {
    let began = Instant::now();
    let threads: Vec<_> = (0..AT_ONCE)
        .map(|thread| {
            std::thread::spawn(move || -> Result<()> {
                for n in (thread..BURST).step_by(usize::from(AT_ONCE)) {
                    let [high, low] = n.to_be_bytes();
                    let mut connection = Connection::open_from(to, IpAddr::V4(Ipv4Addr::new(127, 1, high, low)))?;
                    let carried = answered(&mut Dice(u64::from(n)));
                    let carried = carried.replace('"', "%22").replace('{', "%7B").replace('}', "%7D");
                    let body = format!("page=5&go=send&ballot={}&carried={carried}", 10_000_000 + u32::from(n));
                    let answer = connection.ask(&post(&format!("/surveys/link/{SECRET}"), "", &body))?;
                    ensure!(answer.status == 303, "an answer is met with {}", answer.status);
                }
                Ok(())
            })
        })
        .collect();
    for thread in threads {
        thread.join().map_err(|_| anyhow!("a client panicked"))??;
    }
    let took = began.elapsed();
    told(
        &format!("{BURST} hand in at once"),
        &format!("all acknowledged in {}", time(took)),
        "3 s",
        took.as_secs() < 3,
    );
    Ok(())
}

/// All answers as a workbook, beside a bare writer of the same cells.
fn workbook(program: &crate::pages::Program, analyst: &Analyst, over: Uuid, answers: u32) -> Result<()> {
    let request = get(&format!("/surveys/campaigns/{over}/answers.xlsx"), &analyst.cookie);
    Connection::open(program.address)?.ask(&request)?;
    let before = anonymous(program.child.id());
    let began = Instant::now();
    let answer = Connection::open(program.address)?.ask(&request)?;
    let took = began.elapsed();
    ensure!(answer.status == 200 && answer.body.len() > 10_000, "the workbook answers {}", answer.status);
    let grown = anonymous(program.child.id()).saturating_sub(before) / 1024;
    let bare = median(3, || {
        let folder = tempfile::tempdir()?;
        let mut book = rust_xlsxwriter::Workbook::new();
        book.set_tempdir(folder.path())?;
        let sheet = book.add_worksheet_with_constant_memory()?;
        for row in 0..answers {
            for column in 0..QUESTIONS as u16 {
                sheet.write_string(row, column, ["c0", "c1", "c2", "c3"][row as usize % 4])?;
            }
        }
        std::hint::black_box(book.save_to_buffer()?);
        Ok(())
    })?;
    let speed = ratio(bare, took);
    let figure =
        format!("{}, {speed:.2} of the bare writer's speed ({}); memory grew by {grown} MiB", time(took), time(bare));
    told(
        &format!("workbook of {answers} answers"),
        &figure,
        "at least half the speed, no more than 16 MiB",
        speed >= 0.5 && grown <= 16,
    );
    Ok(())
}
