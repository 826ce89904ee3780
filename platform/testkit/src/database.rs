//! A database for each test.
//!
//! SQLite: a file in a temporary folder, copied from one that was migrated once. PostgreSQL: a database made from a
//! migrated template. The servers' addresses come in `BELFRY_TEST_POSTGRES` (the owner, who may create databases) and
//! `BELFRY_TEST_POSTGRES_APP` (the role that the program runs as); `cargo xtask test` starts one and sets both.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use belfry_kernel::Ids;
use belfry_kernel::id::Chance;
use belfry_kernel::time::FixedClock;
use belfry_store::migrate::{Migrations, migrate};
use belfry_store::{Act, Db, Key, Options};
use tempfile::TempDir;

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    /// Embedded.
    Sqlite,
    /// A server.
    Postgres,
}

/// A migrated, empty database, gone with the value.
pub struct TestDb {
    /// The database, as the program sees it.
    pub db: Db,
    /// What `Db::open` was given.
    pub target: String,
    /// A clock that stands until it is moved.
    pub clock: Arc<FixedClock>,
    /// Ids that repeat from run to run.
    pub ids: Arc<Ids>,
    engine: Engine,
    folder: TempDir,
}

/// Numbers that look random and repeat.
pub struct RepeatingChance(Mutex<u64>);

impl RepeatingChance {
    /// The same numbers for the same seed.
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }
}

impl Chance for RepeatingChance {
    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for byte in bytes {
            // SplitMix64.
            *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = *state;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            *byte = (z ^ (z >> 31)) as u8;
        }
    }
}

static COUNT: AtomicU32 = AtomicU32::new(0);
static TEMPLATES: Mutex<Option<HashMap<(Engine, String), Template>>> = Mutex::new(None);

#[derive(Clone)]
enum Template {
    File(Arc<Vec<u8>>),
    Database(String),
}

impl TestDb {
    /// A database with the tables of these areas.
    ///
    /// # Panics
    /// When the database cannot be made: a test cannot go on without.
    pub fn new(engine: Engine, areas: &[Migrations]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let clock = Arc::new(FixedClock::at("2026-03-02T09:00:00Z"));
        let ids = Arc::new(Ids::new(clock.clone(), Arc::new(RepeatingChance::new(7))));
        let template = template(engine, areas);
        let target = match template {
            Template::File(bytes) => {
                let path = folder.path().join("belfry.db");
                std::fs::write(&path, bytes.as_slice()).expect("the template's copy");
                path.display().to_string()
            }
            Template::Database(template) => {
                let name = unique("t");
                admin(&format!("create database {name} template {template}"));
                format!("{}/{name}", application_url())
            }
        };
        let db = Db::open(&target, options()).expect("the database opens");
        Self { db, target, clock, ids, engine, folder }
    }

    /// The folder for the files of this test.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Which database it is.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// A change by the program itself, now.
    pub fn act(&self) -> Act<'_> {
        use belfry_kernel::Clock;
        Act { actor: None, now: self.clock.now(), ids: &self.ids }
    }
}

fn options() -> Options {
    Options { readers: 3, ..Options::default() }
}

fn unique(prefix: &str) -> String {
    format!("belfry_{prefix}_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

fn owner_url() -> String {
    std::env::var("BELFRY_TEST_POSTGRES").expect(
        "BELFRY_TEST_POSTGRES names the owner's PostgreSQL for tests; `cargo xtask test` starts one and sets it",
    )
}

fn application_url() -> String {
    std::env::var("BELFRY_TEST_POSTGRES_APP").expect("BELFRY_TEST_POSTGRES_APP names the application's role")
}

/// Runs one statement as the owner, outside a transaction of ours.
fn admin(statement: &str) {
    belfry_store::server::administer(&format!("{}/postgres", owner_url()), statement).expect("the owner's statement");
}

fn template(engine: Engine, areas: &[Migrations]) -> Template {
    let names: Vec<&str> = areas.iter().flat_map(|a| a.steps.iter().map(|s| s.name)).collect();
    let mut templates = TEMPLATES.lock().unwrap_or_else(PoisonError::into_inner);
    let kept = templates.get_or_insert_default();
    let key = (engine, format!("{names:?}"));
    if let Some(template) = kept.get(&key) {
        return template.clone();
    }
    let made = match engine {
        Engine::Sqlite => {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let path = folder.path().join("template.db");
            let db = Db::open(&path.display().to_string(), options()).expect("the template opens");
            migrate(&db, areas, None).expect("migrations run on SQLite");
            let copy = folder.path().join("copy.db");
            db.copy_to(&copy, |_, _| {}).expect("the template's copy");
            Template::File(Arc::new(std::fs::read(&copy).expect("the template's bytes")))
        }
        Engine::Postgres => {
            let name = unique("template");
            admin(&format!("create database {name}"));
            let db = Db::open(&format!("{}/{name}", owner_url()), options()).expect("the template opens");
            let application = application_url();
            let role = application.split("://").nth(1).and_then(|rest| rest.split(['@', ':']).next());
            migrate(&db, areas, role).expect("migrations run on PostgreSQL");
            Template::Database(name)
        }
    };
    kept.insert(key, made.clone());
    made
}

impl Drop for TestDb {
    fn drop(&mut self) {
        if self.engine == Engine::Postgres
            && let Some(name) = self.target.rsplit('/').next()
        {
            // A failure to clean up must not hide why the test failed.
            let statement = format!("drop database if exists {name} with (force)");
            let _ = belfry_store::server::administer(&format!("{}/postgres", owner_url()), &statement);
        }
    }
}

/// Everything is visible to the program itself.
pub const SYSTEM: Key = Key::SYSTEM;
