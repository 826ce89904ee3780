//! Search over a million subjects, two words, on each database: the first page with "1,000+" and its facets. One question in ten
//! has a word that stands in a tenth of all.

use std::time::{Duration, Instant};

use anyhow::Result;
use belfry_kernel::{CircleId, Clause, Grants, Label, OrganisationId, PersonId, Tlp};
use belfry_store::search::{self, COUNTED, Document, Narrow};
use belfry_store::{Db, Key, Kind, Options, Value, args, scope};
use belfry_testkit::{Engine, TestDb};

use crate::figures::{time, told};

const EVENT: Kind = belfry_threats::event::EVENT;
/// Words of which each stands in about eight of a thousand subjects.
const FREQUENT: u64 = 1_000;
/// Words of which each stands in a few.
const RARE: u64 = 200_000;
/// Questions asked, after as many that warm up.
const QUESTIONS: u64 = 200;

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// Measures at this size, on SQLite, and on PostgreSQL when one is there (`cargo xtask postgres ..`).
pub fn run(size: u32) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("search.db").display().to_string();
    let lite = Db::open(&path, Options { statement: Duration::from_secs(600), ..Options::default() })?;
    belfry_store::migrate::migrate(&lite, &belfry::areas::migrations(), None)?;
    measure(&lite, "SQLite", size, Duration::from_millis(50))?;
    if std::env::var_os("BELFRY_TEST_POSTGRES").is_none() {
        println!("search: no PostgreSQL is here; `cargo xtask postgres cargo xtask bench search` brings one");
        return Ok(());
    }
    let server = TestDb::new(Engine::Postgres, &belfry::areas::migrations());
    measure(&server.db, "PostgreSQL", size, Duration::from_millis(150))
}

/// The questions come as soon as everything is in: PostgreSQL has not counted then what it holds, as after any large import.
fn measure(db: &Db, name: &str, size: u32, bar: Duration) -> Result<()> {
    let began = Instant::now();
    let reader = fill(db, size)?;
    println!("search on {name}: {size} subjects, made in {} s", began.elapsed().as_secs());
    let mut dice = Dice(7);
    let (mut times, mut frequent, mut full) = (Vec::new(), Vec::new(), 0_u32);
    for n in 0..QUESTIONS * 2 {
        let often = n % 10 == 0;
        let first = if often { "everywhere".to_owned() } else { word(dice.below(FREQUENT)) };
        let question = format!("{first} {}", word(dice.below(FREQUENT)));
        let began = Instant::now();
        let found = ask(db, reader, &question)?;
        let took = began.elapsed();
        if n >= QUESTIONS {
            times.push(took);
            if often {
                frequent.push(took);
            }
            full += u32::from(found > COUNTED as usize);
        }
    }
    // One word alone that stands in a tenth of all: "1,000+".
    let began = Instant::now();
    let common = ask(db, reader, "everywhere")?;
    let alone = began.elapsed();
    assert!(common > COUNTED as usize || size < 20_000, "{common}");
    times.sort_unstable();
    frequent.sort_unstable();
    let at = |list: &[Duration], share: usize| list.get(list.len() * share / 100).copied().unwrap_or_default();
    let figure = format!(
        "p95 {}, median {}; with the frequent word median {}, worst {}; that word alone {}; {full} of {QUESTIONS} beyond a thousand",
        time(at(&times, 95)),
        time(at(&times, 50)),
        time(at(&frequent, 50)),
        time(frequent.last().copied().unwrap_or_default()),
        time(alone)
    );
    told(
        &format!("search of two words on {name}"),
        &figure,
        &format!("p95 under {} ms", bar.as_millis()),
        at(&times, 95) < bar,
    );
    Ok(())
}

/// What the page asks: the hits, then what its facets and lines are made of.
fn ask(db: &Db, key: Key, question: &str) -> Result<usize> {
    let read = db.read(key)?;
    let kinds = [EVENT];
    let found = search::find(&read, question, &Narrow { kinds: &kinds, ..Narrow::default() }, None, COUNTED + 1)?;
    let ids: Vec<i64> = found.iter().map(|hit| hit.subject.0).collect();
    let seen = read.rows(
        "select s.id, s.title, s.owner_id, l.tlp, l.canonical from store_subjects s join store_labels l on l.id = s.label_id \
         where s.id in {ints $1} \
         and exists (select 1 from store_visible v where v.grant_key = $2 and v.label_id = s.label_id)",
        args![ids, read.key()],
        |row| Ok((row.get::<i64>(0)?, row.get::<String>(1)?, row.get::<i64>(2)?, row.get::<String>(3)?)),
    )?;
    assert_eq!(seen.len(), found.len());
    Ok(found.len())
}

fn word(n: u64) -> String {
    format!("often{n}")
}

/// Subjects of eight words each; four in five are the reader's to see.
fn fill(db: &Db, size: u32) -> Result<Key> {
    let now = jiff::Timestamp::UNIX_EPOCH;
    let grants = Grants {
        person: Some(PersonId(1)),
        organisations: [OrganisationId(1)].into(),
        circles: (1..=50).map(CircleId).collect(),
        community: true,
        ..Grants::default()
    };
    let reader = scope::key_of(db, &grants, now)?;
    let tx = db.write(Key::SYSTEM)?;
    let community = scope::intern(&tx, &Label::new(Tlp::Green, Clause::Community))?;
    let other = scope::intern(&tx, &Label::new(Tlp::Amber, Clause::CircleOrOwner(CircleId(900), OrganisationId(9))))?;
    tx.commit()?;
    let mut dice = Dice(1);
    let mut id = 0_i64;
    while id < i64::from(size) {
        let tx = db.write(Key::SYSTEM)?;
        let mut subjects = Vec::new();
        let mut texts = Vec::new();
        for _ in 0..5_000 {
            id += 1;
            let label = if id % 5 == 0 { other } else { community };
            let uuid = uuid::Uuid::from_u128(u128::from(id.unsigned_abs()));
            subjects.extend([
                Value::Int(id),
                Value::Int(10),
                Value::from(uuid),
                label.into(),
                Value::Int(9),
                Value::from(format!("Subject {id}")),
                Value::Int(id),
            ]);
            texts.push((id, text(&mut dice)));
        }
        let columns = ["id", "kind", "uuid", "label_id", "owner_id", "title", "updated"];
        tx.insert_many("store_subjects", &columns, "", &subjects)?;
        let documents: Vec<Document<'_>> = texts
            .iter()
            .map(|(id, text)| Document { id: *id, subject: belfry_kernel::SubjectId(*id), label: None, text })
            .collect();
        search::add(&tx, &documents)?;
        tx.commit()?;
    }
    Ok(reader)
}

fn text(dice: &mut Dice) -> String {
    let mut words: Vec<String> = (0..8).map(|_| word(dice.below(FREQUENT))).collect();
    words.extend((0..2).map(|_| format!("rare{}", dice.below(RARE))));
    if dice.below(10) == 0 {
        words.push("everywhere".to_owned());
    }
    words.join(" ")
}
