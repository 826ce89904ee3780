//! A running site without a network: people act on it, its clock is moved, its jobs are run by hand.

use std::sync::Arc;
use std::time::Duration;

use belfry_identity::circle::{self, CircleFields};
use belfry_identity::organisation::{self, OrganisationFields};
use belfry_identity::person::{self, NewPerson};
use belfry_identity::{Email, Passwords, Seal, Secret, key, membership, session};
use belfry_kernel::{CircleId, Clock, OrganisationId, Person, PersonId, Role, Tlp};
use belfry_outbound::Outbox;
use belfry_store::{Act, Key, job, ledger, setting};
use belfry_web::area::JobProblem;
use belfry_web::headers::{Edge, finish};
use belfry_web::house::Settings;
use belfry_web::lanes::{LaneSizes, Lanes};
use belfry_web::{Area, House, Site};
use belfry_words::{Catalogue, Source};

use crate::database::{Engine, TestDb};
use crate::visitor::Visitor;

/// A site with only the areas of a test mounted.
pub struct TestSite {
    /// The database behind it, with the clock.
    pub db: TestDb,
    /// What its requests find.
    pub house: Arc<House>,
    /// The mail it sent.
    pub outbox: Arc<Outbox>,
    pub(crate) router: axum::Router,
    pub(crate) runtime: tokio::runtime::Runtime,
    areas: Vec<Area>,
}

impl TestSite {
    /// A site of these areas on a database of its own.
    ///
    /// # Panics
    /// When it cannot be made: a test cannot go on without.
    pub fn new(engine: Engine, areas: &[Area]) -> Self {
        Self::with(engine, areas, |_| {})
    }

    /// As [`new`](Self::new), with other settings.
    ///
    /// # Panics
    /// When it cannot be made.
    pub fn with(engine: Engine, areas: &[Area], change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = Settings { community: "Trial".into(), tell_queries: true, ..Settings::default() };
        change(&mut settings);
        let mut migrations = vec![
            belfry_identity::MIGRATIONS,
            belfry_discussion::MIGRATIONS,
            belfry_catalogue::MIGRATIONS,
            belfry_forms::MIGRATIONS,
        ];
        migrations.extend(areas.iter().map(|area| area.migrations));
        let db = TestDb::new(engine, &migrations);
        for area in areas {
            area.hears.iter().for_each(|(fact, job)| db.db.subscribe(fact, job));
        }
        // Stories sign in with a password; those of second factors ask for them themselves.
        let tx = db.db.write(Key::SYSTEM).expect("tx");
        setting::put(&tx, "identity-demand", "").expect("a setting");
        tx.commit().expect("commit");
        let outbox = Arc::new(Outbox::default());
        let house = Arc::new(House {
            db: db.db.clone(),
            clock: db.clock.clone(),
            ids: db.ids.clone(),
            words: words(areas),
            lanes: Arc::new(Lanes::new(LaneSizes { page: 2, write: 1, export: 1, door: 1, waiters: 64 })),
            // Hashing is tested where it lives; here it only has to be quick.
            passwords: Passwords::with_memory(64),
            seal: Arc::new(Seal::new(&Secret::new("a key for trials"))),
            kinds: areas.iter().flat_map(|area| area.kinds).copied().collect(),
            places: areas.iter().flat_map(Area::places).collect(),
            personal: areas.iter().filter_map(|area| area.personal).collect(),
            figures: areas.iter().filter_map(|area| area.figures).collect(),
            events: areas.iter().find_map(|area| area.events),
            points: areas.iter().filter_map(|area| area.points).collect(),
            lessons: areas.iter().filter_map(|area| area.lessons).collect(),
            parties: areas.iter().filter_map(|area| area.parties).collect(),
            keeps: areas.iter().filter_map(|area| area.keeps).collect(),
            identifies: areas.iter().filter_map(|area| area.identifies).collect(),
            mandates: areas.iter().find_map(|area| area.mandates),
            called: areas.iter().filter_map(|area| area.called).collect(),
            texts: areas.iter().filter_map(|area| area.texts).collect(),
            mailer: outbox.clone(),
            files: db.folder().to_path_buf(),
            settings,
            chosen: belfry_web::chosen::Chosen::default(),
            openapi: std::sync::OnceLock::new(),
            says: std::sync::OnceLock::new(),
        });
        let edge = Edge { time_limit: Duration::from_secs(60), ..Edge::new(Arc::new(|| 7)) };
        let router = finish(Site::of(areas).router(house.clone()), edge);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .max_blocking_threads(8)
            .build()
            .expect("runtime");
        Self { db, house, outbox, router, runtime, areas: areas.to_vec() }
    }

    /// A change by the program itself, now.
    pub fn act(&self) -> Act<'_> {
        self.db.act()
    }

    /// An organisation of the community.
    pub fn organisation(&self, name: &str, kind: &str) -> OrganisationId {
        let kind = organisation::OrganisationKind::parse(kind).expect("a kind of organisation");
        let tx = self.db.db.write(Key::SYSTEM).expect("tx");
        let fields = OrganisationFields {
            name: name.into(),
            short_name: name.into(),
            kind,
            sector: None,
            country: Some("BE".into()),
            about: String::new(),
            website: None,
        };
        let (id, _) = organisation::create(&tx, self.act(), fields).expect("an organisation");
        tx.commit().expect("commit");
        id
    }

    /// A trust circle of these organisations, founded by the first, all confirmed.
    pub fn circle(&self, name: &str, hidden: bool, members: &[OrganisationId]) -> CircleId {
        let speaker = |organisation| Person {
            id: PersonId(0),
            name: "Speaker".into(),
            organisation,
            roles: vec![(organisation, Role::CircleCoordinator)],
            may_write: true,
        };
        let fields = CircleFields {
            name: name.into(),
            purpose: format!("What {name} is for"),
            rules: String::new(),
            ceiling: Tlp::Clear,
            hidden,
        };
        let tx = self.db.db.write(Key::SYSTEM).expect("tx");
        let owner = speaker(members[0]);
        let (id, _) = circle::create(&tx, self.act(), &owner, members[0], fields).expect("a circle");
        for member in &members[1..] {
            circle::invite(&tx, self.act(), &owner, id, *member, false).expect("an invitation");
            circle::accept(&tx, self.act(), &speaker(*member), id, *member).expect("a member");
        }
        tx.commit().expect("commit");
        id
    }

    /// A person with roles for an organisation, signed in. The password is `the-passphrase-of-NAME` in lower case.
    pub fn person(&self, name: &str, organisation: OrganisationId, roles: &[Role]) -> Visitor<'_> {
        let lower = name.to_lowercase();
        let hash = self.house.passwords.hash(&format!("the-passphrase-of-{lower}"), &self.house.ids).expect("a hash");
        let tx = self.db.db.write(Key::SYSTEM).expect("tx");
        let new = NewPerson {
            email: Email::parse(&format!("{}@{}.example", lower.replace(' ', "."), organisation.0))
                .expect("an address"),
            name: name.to_owned(),
            password: Some(hash),
            language: "en".into(),
            time_zone: "Europe/Brussels".into(),
        };
        let (id, _) = person::create(&tx, self.act(), &new).expect("a person");
        membership::confirm(&tx, self.act(), id, organisation, roles).expect("a membership");
        tx.commit().expect("commit");
        self.sign_in(id)
    }

    /// A new session of a person.
    pub fn sign_in(&self, person: PersonId) -> Visitor<'_> {
        let tx = self.db.db.write(Key::SYSTEM).expect("tx");
        let opened = session::open(&tx, self.act(), person, "trial", None).expect("a session");
        tx.commit().expect("commit");
        Visitor::new(self, Some(person), Some(opened.token.expose().to_owned()))
    }

    /// Whoever's browser brings this session along.
    pub fn with_session(&self, token: &str) -> Visitor<'_> {
        Visitor::new(self, None, Some(token.to_owned()))
    }

    /// Somebody who is not signed in.
    pub fn stranger(&self) -> Visitor<'_> {
        Visitor::new(self, None, None)
    }

    /// An API key of a person.
    pub fn key(&self, person: PersonId, scope: key::Scope) -> String {
        let tx = self.db.db.write(Key::SYSTEM).expect("tx");
        let ends = self.db.clock.now() + jiff::SignedDuration::from_hours(24);
        let (_, secret) = key::create(&tx, self.act(), person, "trial", scope, ends).expect("a key");
        tx.commit().expect("commit");
        secret.expose().to_owned()
    }

    /// Runs every job that is due, and those that they put into the queue; how many.
    ///
    /// # Panics
    /// When one fails: a failure must not hide.
    pub fn run_jobs(&self) -> usize {
        self.run_all(|name, why| panic!("{name} failed: {why}"))
    }

    /// As [`run_jobs`](Self::run_jobs), where nobody outside is reached: what fails for that waits.
    pub fn run_jobs_alone(&self) -> usize {
        self.run_all(|_, _| {})
    }

    fn run_all(&self, later: impl Fn(&str, &str)) -> usize {
        let mut count = 0;
        ledger::seal(&self.db.db, 1_000).expect("seal");
        while let Some(job) = job::take(&self.db.db, self.db.clock.now()).expect("take") {
            let handler = self.areas.iter().flat_map(|area| area.jobs).find(|handler| handler.name == job.name);
            let handler = handler.unwrap_or_else(|| panic!("nobody does {}", job.name));
            let outcome = (handler.run)(&self.house, &job);
            let tx = self.db.db.write(Key::SYSTEM).expect("tx");
            match outcome {
                Ok(result) => job::finish(&tx, job.id, &result, self.db.clock.now()).expect("finish"),
                Err(JobProblem::Cancelled) => {}
                Err(JobProblem::GivesWay(payload)) => {
                    job::give_way(&tx, job.id, &payload, self.db.clock.now()).expect("give way");
                }
                Err(JobProblem::Never(why)) => {
                    job::fail(&tx, &job, &why, false, self.db.clock.now()).expect("fail");
                }
                Err(JobProblem::Later(why)) => {
                    later(&job.name, &why);
                    job::fail(&tx, &job, &why, true, self.db.clock.now()).expect("fail");
                }
            }
            tx.commit().expect("commit");
            count += 1;
        }
        count
    }

    /// Every route of the site.
    pub fn routes(&self) -> Vec<belfry_web::site::Route> {
        Site::of(&self.areas).routes
    }
}

/// Every word of the house and of these areas.
fn words(areas: &[Area]) -> Catalogue {
    let mut sources: Vec<Source> =
        belfry_web::WORDS.iter().map(|(language, text)| Source { language, name: "web", text }).collect();
    sources.extend(belfry_discussion::WORDS.iter().map(|(language, text)| Source {
        language,
        name: "discussion",
        text,
    }));
    sources.extend(belfry_forms::WORDS.iter().map(|(language, text)| Source { language, name: "forms", text }));
    for area in areas {
        sources.extend(area.words.iter().map(|(language, text)| Source { language, name: area.name, text }));
    }
    Catalogue::load(&sources).unwrap_or_else(|errors| panic!("the words: {errors:?}"))
}

impl Drop for TestSite {
    fn drop(&mut self) {
        // A story that panicked has told enough.
        if !std::thread::panicking() {
            let left = self.db.db.read(Key::SYSTEM).and_then(|read| job::is_any_due(&read, self.db.clock.now()));
            assert!(!left.unwrap_or(false), "a job was left in the queue: run_jobs() before the end");
        }
    }
}
