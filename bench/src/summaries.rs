//! The summary of a quarter over many incidents, beside the bare aggregate that a database makes of them, on each database.

use std::time::Duration;

use anyhow::Result;
use belfry_incidents::summary::count::{self, Scope};
use belfry_store::{Db, Key, Options, args};
use belfry_testkit::{Engine, TestDb};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::figures::{median, ratio, time, told};

/// Entities that they happened to.
const ENTITIES: i64 = 500;
/// The bar.
const TIMES: f64 = 2.0;

/// What is summed up, and nothing else.
const BARE: &str = "select kind, voluntary, sector, cause, border, count(distinct incident_id) from incidents_notifications \
     where country = 'LU' and received >= $1 and received < $2 and exercise = 0 and regime = 'nis2' group by 1, 2, 3, 4, 5";

/// Measures over so many incidents of one quarter.
pub fn run(incidents: u32) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("belfry.db").display().to_string();
    let db = Db::open(&path, Options { statement: Duration::from_secs(600), ..Options::default() })?;
    belfry_store::migrate::migrate(&db, &belfry::areas::migrations(), None)?;
    measure(&db, "SQLite", incidents)?;
    if std::env::var_os("BELFRY_TEST_POSTGRES").is_none() {
        println!("summaries: no PostgreSQL is here; `cargo xtask postgres cargo xtask bench summaries` brings one");
        return Ok(());
    }
    measure(&TestDb::new(Engine::Postgres, &belfry::areas::migrations()).db, "PostgreSQL", incidents)
}

fn measure(db: &Db, engine: &str, incidents: u32) -> Result<()> {
    let from: Timestamp = "2026-07-01T00:00:00Z".parse()?;
    let until = from + SignedDuration::from_hours(92 * 24);
    fill(db, i64::from(incidents), from)?;
    let read = db.read(Key::SYSTEM)?;
    let bare = median(9, || {
        let rows = read.rows(BARE, args![from, until], |row| row.get::<i64>(5))?;
        std::hint::black_box(rows);
        Ok(())
    })?;
    let laws = ["nis2".to_owned()];
    let scope = Scope { regimes: &laws, country: "LU", since: from, until, zone: &TimeZone::UTC };
    let mut sum = None;
    let whole = median(9, || {
        sum = count::told(&count::counted(&read, &scope)?).all;
        Ok(())
    })?;
    anyhow::ensure!(sum == Some(u64::from(incidents)), "the summary is of {sum:?}");
    let times = ratio(whole, bare);
    let figure = format!("{} beside {} bare, {times:.2} times", time(whole), time(bare));
    told(&format!("summary of {incidents} incidents, {engine}"), &figure, "2 times the bare aggregate", times <= TIMES);
    Ok(())
}

/// Incidents with a notification each, spread over kinds, sectors, causes and the quarter.
fn fill(db: &Db, n: i64, from: Timestamp) -> Result<()> {
    let tx = db.write(Key::SYSTEM)?;
    let label = belfry_store::scope::intern(
        &tx,
        &belfry_kernel::Label::new(belfry_kernel::Tlp::Amber, belfry_kernel::Clause::Community),
    )?;
    for (offset, kind) in [(0_i64, 80_i64), (1, 81)] {
        for at in 1..=n {
            tx.execute(
                "insert into store_subjects (id, kind, uuid, label_id, owner_id, title, updated) values ($1, $2, $3, $4, $5, '', 0)",
                args![at * 2 + offset, kind, uuid::Uuid::from_u128((at * 2 + offset) as u128), label, at % ENTITIES + 1],
            )?;
        }
    }
    tx.commit()?;
    let tx = db.write(Key::SYSTEM)?;
    tx.execute(
        "insert into incidents_incidents (id, number, kind, state, exercise, zone, description, cause, rsit, suspected, border, \
         severity, impact, measures, place, opened) select s.id, cast(s.id as text), 'incident', 'open', 0, 'UTC', '', '', '', \
         'unknown', 'unknown', '', '', '', '', 0 from store_subjects s where s.kind = 80",
        args![],
    )?;
    tx.execute(
        "insert into incidents_notifications (id, incident_id, number, regime, version, authority_id, voluntary, exercise, kind, \
         trust, zone, country, sector, border, cause, state, contact, aware, received, step) \
         select s.id, s.id - 1, cast(s.id as text), 'nis2', '1', 1, case when s.id % 7 = 0 then 1 else 0 end, 0, \
         case s.id % 11 when 0 then 'threat' when 1 then 'near-miss' else 'incident' end, 0, 'UTC', 'LU', \
         case s.id % 5 when 0 then 'energy' when 1 then 'health' when 2 then 'transport' when 3 then 'banking' else 'space' end, \
         case s.id % 3 when 0 then 'yes' when 1 then 'no' else 'unknown' end, \
         case s.id % 4 when 0 then 'malicious-action' when 1 then 'human-error' when 2 then 'system-failure' else '' end, \
         'received', '', 0, cast($1 as bigint) + (s.id % 7900000) * 1000000, '' from store_subjects s where s.kind = 81",
        args![from],
    )?;
    Ok(tx.commit()?)
}
