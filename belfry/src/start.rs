//! From a configuration to a house: database, words, lanes.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use belfry_identity::{Passwords, Seal, Secret};
use belfry_kernel::id::Chance;
use belfry_kernel::time::SystemClock;
use belfry_kernel::{Clock, Ids};
use belfry_outbound::{Mailer, NoMail, Smtp, SmtpSettings, SmtpTls};
use belfry_store::migrate::{is_current, migrate};
use belfry_store::{Act, Db, Dialect, Options};
use belfry_threats::vocabulary::builtin;
use belfry_web::House;
use belfry_web::house::{Provider, Settings};
use belfry_web::lanes::{LaneSizes, Lanes};
use belfry_words::{Catalogue, Source};

use crate::areas::{areas, migrations};
use crate::config::{Config, Protection};

/// The machine's source of randomness.
pub struct SystemChance;

impl Chance for SystemChance {
    #[expect(clippy::disallowed_methods, clippy::expect_used, reason = "the one place that asks the machine")]
    fn fill(&self, bytes: &mut [u8]) {
        // Without randomness no secret is one: nothing may go on.
        getrandom::fill(bytes).expect("the machine gives random bytes"); // tidy: without randomness nothing may go on
    }
}

/// The clock and the ids of a running program.
pub fn clock_and_ids() -> (Arc<dyn Clock>, Arc<Ids>) {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let ids = Arc::new(Ids::new(clock.clone(), Arc::new(SystemChance)));
    (clock, ids)
}

/// Opens the configured database. An embedded one is made and brought up to date; a PostgreSQL has to be, by `migrate`.
pub fn open(config: &Config) -> anyhow::Result<Db> {
    let readers = if config.database.readers > 0 { config.database.readers } else { readers() };
    let options = Options { readers, ..Options::default() };
    let url = config.database.url.reveal();
    if !url.is_empty() {
        let db = Db::open(url, options)?;
        belfry_store::server::refuse_superuser(&db)?;
        if !is_current(&db, &migrations())? {
            bail!("the database is not at this program's version: run `belfry migrate`");
        }
        return Ok(db);
    }
    std::fs::create_dir_all(&config.data).with_context(|| format!("making {}", config.data.display()))?;
    let path = config.data.join("belfry.db");
    let db = Db::open(&path.display().to_string(), options)?;
    migrate(&db, &migrations(), None).context("bringing the database up to date")?;
    Ok(db)
}

/// The same for commands that have nothing to do in an empty place: a mistyped folder is told, not filled.
pub fn there(config: &Config) -> anyhow::Result<Db> {
    if config.database.url.reveal().is_empty() && !config.data.join("belfry.db").exists() {
        bail!("there is no database in {}: name its folder with --data or the configuration", config.data.display());
    }
    open(config)
}

/// `belfry migrate`: brings the configured database up to date.
pub fn migrate_now(config: &Config) -> anyhow::Result<usize> {
    let owner = config.database.owner_url.reveal();
    if config.database.url.reveal().is_empty() {
        std::fs::create_dir_all(&config.data)?;
        let path = config.data.join("belfry.db");
        let db = Db::open(&path.display().to_string(), Options::default())?;
        return Ok(migrate(&db, &migrations(), None)?);
    }
    if owner.is_empty() {
        bail!("database.owner_url is not set: migrations need the role that owns the tables");
    }
    let role = belfry_store::server::role_of(config.database.url.reveal())
        .context("database.url names no role: postgres://ROLE@HOST/NAME")?;
    let db = Db::open(owner, Options { statement: Duration::from_secs(3_600), ..Options::default() })?;
    Ok(migrate(&db, &migrations(), Some(&role))?)
}

/// Readers for this machine: twice its cores, at least four.
fn readers() -> usize {
    std::thread::available_parallelism().map_or(4, |n| (n.get() * 2).max(4))
}

/// As many pages at once as there are readers. Where the database has one writer, more may wait for it than work: what they change
/// is made to last together.
pub fn lane_sizes(db: &Db) -> LaneSizes {
    let write = if db.dialect() == Dialect::Sqlite { 8 } else { 4 };
    LaneSizes { page: readers(), write, ..LaneSizes::default() }
}

/// Every word of every area.
pub fn words() -> anyhow::Result<Catalogue> {
    let of = |name, words: &'static [(&'static str, &'static str)]| {
        words.iter().map(move |(language, text)| Source { language, name, text })
    };
    let mut sources: Vec<Source> = of("web", belfry_web::WORDS).chain(of("forms", belfry_forms::WORDS)).collect();
    sources.extend(of("discussion", belfry_discussion::WORDS));
    areas().iter().for_each(|area| sources.extend(of(area.name, area.words)));
    Catalogue::load(&sources).map_err(|errors| {
        let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("the words: {}", told.join("; "))
    })
}

/// The house over an open database.
pub fn house(config: &Config, db: Db, demo: bool) -> anyhow::Result<Arc<House>> {
    let (clock, ids) = clock_and_ids();
    // The demonstration tells its story with names and addresses for examples.
    let silent: &[&str] = if demo { &builtin::OF_EXAMPLES } else { &[] };
    builtin::ensure(&db, Act { actor: None, now: clock.now(), ids: &ids }, silent)?;
    belfry_catalogue::builtin::ensure(&db, Act { actor: None, now: clock.now(), ids: &ids })?;
    belfry_incidents::regime::store::load(&db.read(belfry_store::Key::SYSTEM)?)?;
    for area in areas() {
        area.hears.iter().for_each(|(fact, job)| db.subscribe(fact, job));
    }
    let sizes = lane_sizes(&db);
    let seal = seal(config, &ids)?;
    Ok(Arc::new(House {
        db,
        clock,
        ids,
        words: words()?,
        lanes: Arc::new(Lanes::new(sizes)),
        passwords: Passwords::default(),
        seal: Arc::new(seal),
        kinds: areas().iter().flat_map(|area| area.kinds).copied().collect(),
        places: areas().iter().flat_map(belfry_web::Area::places).collect(),
        personal: areas().iter().filter_map(|area| area.personal).collect(),
        figures: areas().iter().filter_map(|area| area.figures).collect(),
        events: areas().iter().find_map(|area| area.events),
        points: areas().iter().filter_map(|area| area.points).collect(),
        lessons: areas().iter().filter_map(|area| area.lessons).collect(),
        parties: areas().iter().filter_map(|area| area.parties).collect(),
        keeps: areas().iter().filter_map(|area| area.keeps).collect(),
        identifies: areas().iter().filter_map(|area| area.identifies).collect(),
        mandates: areas().iter().find_map(|area| area.mandates),
        called: areas().iter().filter_map(|area| area.called).collect(),
        texts: areas().iter().filter_map(|area| area.texts).collect(),
        mailer: mailer(config)?,
        files: config.data.clone(),
        settings: Settings {
            community: config.community.name.clone(),
            base_url: config.server.base_url.trim_end_matches('/').to_owned(),
            behind_tls: config.server.behind_tls,
            proxies: proxies(config)?,
            mail: !config.mail.host.is_empty(),
            sender: config.mail.from.clone(),
            providers: providers(config)?,
            source: String::new(),
            demo,
            tell_queries: demo,
            upload_limit: config.server.upload_mib * 1024 * 1024,
            inside: config.outbound.inside.split(',').map(|host| host.trim().to_owned()).collect(),
        },
        chosen: belfry_web::chosen::Chosen::default(),
        openapi: std::sync::OnceLock::new(),
        says: std::sync::OnceLock::new(),
    }))
}

/// The configured proxies.
fn proxies(config: &Config) -> anyhow::Result<Vec<IpAddr>> {
    let named: Vec<&str> = config.server.proxies.split(',').map(str::trim).filter(|one| !one.is_empty()).collect();
    let parsed = |one: &str| one.parse::<IpAddr>().with_context(|| format!("server.proxies: {one:?} is no address"));
    named.into_iter().map(parsed).map(|one| one.map(|address| address.to_canonical())).collect()
}

/// The configured places that vouch for people.
fn providers(config: &Config) -> anyhow::Result<Vec<Provider>> {
    let mut all: Vec<Provider> = Vec::new();
    for one in &config.providers {
        let fine =
            !one.key.is_empty() && one.key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        anyhow::ensure!(fine, "providers: the key {:?} is not of small letters, digits and hyphens", one.key);
        anyhow::ensure!(all.iter().all(|other| other.key != one.key), "providers: {} is there twice", one.key);
        all.push(Provider {
            key: one.key.clone(),
            name: one.name.clone(),
            issuer: one.issuer.clone(),
            client_id: one.client_id.clone(),
            client_secret: Secret::new(one.client_secret.reveal()),
            inside: one.inside,
            domains: one.domains.iter().map(|(domain, name)| (domain.to_lowercase(), name.clone())).collect(),
        });
    }
    Ok(all)
}

/// The key of what is sealed: the configured one, or that of the folder, which is made when it is first needed. Several
/// processes on one PostgreSQL need the same, so there it is configured.
pub fn seal(config: &Config, ids: &Ids) -> anyhow::Result<Seal> {
    let configured = config.security.seal_key.reveal();
    if !configured.is_empty() {
        if configured.chars().count() < SEAL_KEY {
            bail!("security.seal_key is too short: at least {SEAL_KEY} characters, made at random");
        }
        return Ok(Seal::new(&Secret::new(configured)));
    }
    std::fs::create_dir_all(&config.data)?;
    let path = config.data.join("seal.key");
    if !path.exists() {
        let mut file = std::fs::OpenOptions::new();
        file.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
        let mut file = file.open(&path).with_context(|| format!("making {}", path.display()))?;
        std::io::Write::write_all(&mut file, ids.secret().as_bytes())?;
        file.sync_all()?;
    }
    let key = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    anyhow::ensure!(key.trim().len() >= SEAL_KEY, "{} is damaged: put its backup in its place", path.display());
    Ok(Seal::new(&Secret::new(key.trim())))
}

/// Characters of a key, at least: what [`Ids::secret`] makes has 43, of six bits each.
const SEAL_KEY: usize = 32;

/// Mail by SMTP where a host is configured, otherwise none.
fn mailer(config: &Config) -> anyhow::Result<Arc<dyn Mailer>> {
    let mail = &config.mail;
    if mail.host.is_empty() {
        return Ok(Arc::new(NoMail));
    }
    let settings = SmtpSettings {
        host: mail.host.clone(),
        port: mail.port,
        tls: match mail.tls {
            Protection::Starttls => SmtpTls::StartTls,
            Protection::Implicit => SmtpTls::Implicit,
            Protection::None => SmtpTls::None,
        },
        credentials: (!mail.user.is_empty()).then(|| (mail.user.clone(), mail.password.reveal().to_owned())),
        from: mail.from.clone(),
        timeout: Duration::from_secs(30),
    };
    Ok(Arc::new(Smtp::new(&settings).map_err(|error| anyhow::anyhow!("mail: {error}"))?))
}
