//! The inbox of an authority with many notifications, and early warnings: calm, and five hundred at once.

use std::time::Duration;

use anyhow::{Result, anyhow, ensure};
use belfry_identity::organisation::{self, OrganisationFields, OrganisationKind, directory::SECTORS};
use belfry_incidents::access::Notify;
use belfry_incidents::incident::{Kind, Said};
use belfry_incidents::notification::send::Begin;
use belfry_incidents::{regime, warn};
use belfry_kernel::{Actor, OrganisationId};
use belfry_store::{Act, Db, Key, Options, args};

use crate::client::{Connection as Client, bursts, get, load, post};
use crate::figures::{cpu, time, told};
use crate::pages::{Analyst, RUN, start};

/// What is asked of the inbox: words of the report, and the address.
const ASKED: &[(&str, &str)] = &[
    ("no filter", "/incidents/inbox"),
    ("a sector", "/incidents/inbox?sector=energy"),
    ("a state and a sector", "/incidents/inbox?state=received&sector=health"),
    ("nobody takes care", "/incidents/inbox?whose=nobody"),
    ("a law under which nothing came", "/incidents/inbox?law=dora"),
    ("a state and that law", "/incidents/inbox?state=received&law=dora"),
    ("a law and a sector", "/incidents/inbox?law=nis2&sector=health"),
    ("a law under which nothing came, nobody takes care", "/incidents/inbox?law=dora&whose=nobody"),
    ("a state that one takes care of", "/incidents/inbox?state=received&whose=me"),
];
/// Entities that notify.
const ENTITIES: u32 = 200;
/// Notifications written together.
const BATCH: u32 = 250;
/// Early warnings that arrive at once.
const AT_ONCE: usize = 500;
/// How often they do.
const ROUNDS: usize = 10;

/// Measures an inbox of so many notifications.
pub fn run(notifications: u32) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("belfry.db").display().to_string();
    let db = Db::open(&path, Options::default())?;
    belfry_store::migrate::migrate(&db, &belfry::areas::migrations(), None)?;
    let analyst = Analyst::new(&db)?;
    let (authority, entities) = organisations(&db)?;
    fill(&db, notifications, authority, &entities)?;
    drop(db);
    let program = start(folder.path())?;
    for (words, address) in ASKED {
        let request = get(address, &analyst.cookie);
        let answer = Client::open(program.address)?.ask(&request)?;
        ensure!(answer.status == 200, "{address} answers {}", answer.status);
        load(program.address, 4, Duration::from_secs(1), &request, 200)?;
        let before = cpu(program.child.id());
        let ours = load(program.address, 4, RUN, &request, 200)?;
        let each = (cpu(program.child.id()) - before) / u32::try_from(ours.count.max(1))?;
        ensure!(ours.refused == 0, "{} pages were refused", ours.refused);
        let figure = format!("{} us of CPU a page, {:.0} pages a second", each.as_micros(), ours.rate());
        let name = format!("inbox of {notifications}, {words}");
        told(&name, &figure, "at most 1,500 us", each.as_micros() <= 1_500);
    }
    let body =
        format!("csrf={}&what=Pumps+EACHTIME+are+down.&suspected=yes&border=no&authority={authority}", analyst.token);
    let request = post("/incidents/warn", &analyst.cookie, &body);
    load(program.address, 1, Duration::from_secs(1), &request, 303)?;
    let calm = load(program.address, 1, RUN, &request, 303)?;
    ensure!(calm.refused == 0, "{} early warnings were refused", calm.refused);
    let figure = format!("{} at the 99th percentile, {:.0} a second", time(calm.p99), calm.rate());
    told("early warning, calm", &figure, "under 50 ms", calm.p99 < Duration::from_millis(50));
    let busy = bursts(program.address, AT_ONCE, ROUNDS, &request, 303)?;
    let (p99, rate, refused) = (time(busy.p99), busy.rate(), busy.refused);
    let figure = format!("{p99} at the 99th percentile, {rate:.0} a second, {refused} refused");
    let reached = busy.p99 < Duration::from_millis(500) && busy.refused == 0;
    told(&format!("early warning, {AT_ONCE} at once"), &figure, "under 500 ms, none refused", reached);
    Ok(())
}

/// The analyst's own organisation, which receives, and those that notify.
fn organisations(db: &Db) -> Result<(OrganisationId, Vec<OrganisationId>)> {
    let (clock, ids) = belfry::start::clock_and_ids();
    let act = Act { actor: None, now: clock.now(), ids: &ids };
    let tx = db.write(Key::SYSTEM)?;
    let sql = "select id from identity_organisations where name = 'Measuring'";
    let authority = tx.one(sql, args![], |row| row.get(0))?;
    let mut entities = Vec::new();
    for n in 0..ENTITIES {
        let fields = OrganisationFields {
            name: format!("Entity {n:03}"),
            short_name: format!("Entity {n:03}"),
            kind: OrganisationKind::Oes,
            sector: None,
            country: Some("LU".into()),
            about: String::new(),
            website: None,
        };
        entities.push(organisation::create(&tx, act, fields).map_err(|error| anyhow!("{error:?}"))?.0);
    }
    tx.commit()?;
    Ok((authority, entities))
}

/// Notifications as the program itself files them, over the last weeks.
fn fill(db: &Db, notifications: u32, authority: OrganisationId, entities: &[OrganisationId]) -> Result<()> {
    let (clock, ids) = belfry::start::clock_and_ids();
    let regime = regime::latest(warn::USUAL).ok_or_else(|| anyhow!("no regime"))?;
    for batch in 0..notifications.div_ceil(BATCH) {
        let tx = db.write(Key::SYSTEM)?;
        for n in batch * BATCH..((batch + 1) * BATCH).min(notifications) {
            let now = clock.now() - jiff::SignedDuration::from_mins(i64::from(n) * 7);
            let act = Act { actor: None, now, ids: &ids };
            let at = n as usize;
            let warning = warn::Warning {
                what: format!("Something happens to service {n}."),
                suspected: Said::Unknown,
                border: Said::No,
                kind: Kind::Incident,
                aware: now,
                zone: "Europe/Luxembourg".into(),
                exercise: false,
            };
            let begin = Begin {
                regime: regime.clone(),
                authority,
                recipients: vec![(authority, vec!["nca".into()])],
                country: "LU".into(),
                sector: SECTORS[at % SECTORS.len()].into(),
                voluntary: false,
                trust: false,
                contact: String::new(),
            };
            let owner = entities[at % entities.len()];
            warn::file::<Notify>(&tx, act, &Actor::System, (owner, &warning), &[begin])
                .map_err(|error| anyhow!("{error}"))?;
        }
        tx.commit()?;
    }
    Ok(())
}
