//! Lookup and correlation, scoped, among a million attributes and, when asked, among eight.

use std::time::Duration;

use anyhow::Result;
use belfry_kernel::SubjectId;
use belfry_threats::value::{Asked, correlate, lookup, lookup_many};
use rusqlite::Connection;

use crate::figures::{median, ratio, time, told};
use crate::world::{World, build, value_of};

/// The size that others are compared with.
const BASE: u32 = 1_000_000;

/// What one question takes, for a reader who sees most and one who sees little.
type Figures = Vec<(&'static str, Duration)>;

/// Measures at this size; beyond a million also at a million, and how many times its cost that is.
pub fn run(size: u32) -> Result<()> {
    let (lookups, correlated) = at(size)?;
    if size > BASE {
        let (base_lookups, base_correlated) = at(BASE)?;
        compare("lookup of one value", size, &lookups, &base_lookups, 1.3);
        compare("correlations of 400 attributes", size, &correlated, &base_correlated, 1.5);
    }
    Ok(())
}

fn at(size: u32) -> Result<(Figures, Figures)> {
    let folder = tempfile::tempdir()?;
    let world = build(folder.path(), size)?;
    println!("values: {size} attributes in {} events", world.events);
    let lookups = one(&world)?;
    many(&world)?;
    Ok((lookups, correlations(&world)?))
}

fn compare(what: &str, size: u32, figures: &Figures, base: &Figures, bar: f64) {
    for ((name, figure), (_, base)) in figures.iter().zip(base) {
        let times = ratio(*figure, *base);
        let told_as = format!("{times:.2} times its cost at {BASE} ({} against {})", time(*figure), time(*base));
        told(&format!("{what} among {size}, {name}"), &told_as, &format!("at most {bar} times"), times <= bar);
    }
}

/// Values that stand in four events each.
fn some(world: &World, count: i64) -> Vec<String> {
    (0..count).map(|n| value_of(n * 7_919 % world.events, 1, world.events)).collect()
}

fn one(world: &World) -> Result<Figures> {
    let values = some(world, 500);
    let raw = Connection::open(&world.path)?;
    raw.execute_batch("pragma cache_size = -4000; pragma mmap_size = 2147418112; pragma query_only = on;")?;
    raw.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    let mut statement = raw.prepare(
        "select k.event_id, s.uuid, s.title, k.attribute_id, a.uuid, a.type, a.value from threats_keys k \
         join store_subjects s on s.id = k.event_id join threats_attributes a on a.id = k.attribute_id \
         where k.hash = ? order by k.event_id desc limit 50",
    )?;
    let baseline = median(7, || {
        for value in &values {
            let hash = belfry_threats::value::meanings(value).0[0];
            let mut rows = statement.query([hash])?;
            while let Some(row) = rows.next()? {
                std::hint::black_box((row.get::<_, i64>(0)?, row.get::<_, String>(6)?));
            }
        }
        Ok(())
    })?;
    let mut figures = Figures::new();
    for (name, key) in [("most visible", world.dense), ("little visible", world.sparse)] {
        let read = world.db.read(key)?;
        let figure = median(7, || {
            for value in &values {
                std::hint::black_box(lookup(&read, value, None, 50)?);
            }
            Ok(())
        })?;
        let times = ratio(figure, baseline);
        let told_as = format!("{} each, {times:.2} times raw ({})", time(figure / 500), time(baseline / 500));
        told(&format!("lookup of one value, {name}"), &told_as, "at most 3 times raw", times <= 3.0);
        figures.push((name, figure / 500));
    }
    Ok(figures)
}

fn many(world: &World) -> Result<()> {
    let read = world.db.read(world.dense)?;
    for (name, place) in [("each in one event", 2), ("each in four events", 1)] {
        let values: Vec<String> =
            (0..10_000).map(|n| value_of(n * 7_919 % world.events, place, world.events)).collect();
        let figure = median(5, || {
            std::hint::black_box(lookup_many(&read, &values, 20)?);
            Ok(())
        })?;
        let rate = 10_000.0 / figure.as_secs_f64();
        let figure = format!("{}, {rate:.0} values a second", time(figure));
        let what = format!("lookup of 10,000 values in one join, {name}");
        told(&what, &figure, "at least 150,000 a second", rate >= 150_000.0);
    }
    Ok(())
}

fn correlations(world: &World) -> Result<Figures> {
    // An event of 400 attributes: the hot value and what 399 others hold.
    let texts: Vec<String> = std::iter::once(value_of(0, 0, world.events)).chain(some(world, 399)).collect();
    let asked: Vec<Asked<'_>> = texts
        .iter()
        .enumerate()
        .map(|(n, value)| Asked { attribute: i64::try_from(n).unwrap_or_default(), kind: "domain", value })
        .collect();
    let mut figures = Figures::new();
    for (name, key) in [("most visible", world.dense), ("little visible", world.sparse)] {
        let read = world.db.read(key)?;
        let figure = median(7, || {
            std::hint::black_box(correlate(&read, SubjectId(1), &asked)?);
            Ok(())
        })?;
        let what = format!("correlations of 400 attributes, one value in {} events, {name}", world.events);
        told(&what, &time(figure), "under 60 ms", figure.as_millis() < 60);
        figures.push((name, figure));
    }
    Ok(figures)
}
