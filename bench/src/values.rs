//! Lookup and correlation, scoped, among a million attributes and, when asked, among eight.

use std::time::{Duration, Instant};

use anyhow::Result;
use belfry_kernel::SubjectId;
use belfry_threats::value::{Asked, correlate, lookup, lookup_many};
use rusqlite::Connection;

use crate::figures::{median, ratio, time, told};
use crate::world::{World, build, value_of};

/// The size that others are compared with.
const BASE: u32 = 1_000_000;

/// What one question takes, for a reader who sees most and one who sees little; of a lookup also what it takes without the house.
type Figures = Vec<(&'static str, Duration)>;

/// A lookup of what nobody asked for just now, and of the same value again: then what it reads is near the processor (the bar for
/// larger sizes is for what is cached).
struct Lookups {
    first: Figures,
    again: Figures,
}

/// The name of what SQLite alone takes.
const RAW: &str = "raw";

/// Ours at one size and at the other take turns, since the machine swings; the turn in the middle counts.
const TURNS: usize = 3;

/// Rounds through the values that are asked for, of which the middle one counts.
const ROUNDS: usize = 9;

/// Measures at this size; beyond a million also at a million, and how many times its cost that is.
pub fn run(size: u32) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let world = build(folder.path(), size)?;
    println!("values: {size} attributes in {} events", world.events);
    let mut turns = vec![(one(&world)?, correlations(&world)?)];
    many(&world)?;
    told_one(&turns[0].0.first);
    told_correlations(&world, &turns[0].1);
    if size <= BASE {
        return Ok(());
    }
    let base = build(folder.path(), BASE)?;
    let mut bases = vec![(one(&base)?, correlations(&base)?)];
    while bases.len() < TURNS {
        turns.push((one(&world)?, correlations(&world)?));
        bases.push((one(&base)?, correlations(&base)?));
    }
    let first: Vec<_> = turns.iter().zip(&bases).map(|(here, base)| (&here.0.first, &base.0.first)).collect();
    let again: Vec<_> = turns.iter().zip(&bases).map(|(here, base)| (&here.0.again, &base.0.again)).collect();
    let correlated: Vec<_> = turns.iter().zip(&bases).map(|(here, base)| (&here.1, &base.1)).collect();
    compare("lookup of one value", size, &first, None);
    compare("lookup of one value again", size, &again, Some(1.3));
    compare("correlations of 400 attributes", size, &correlated, Some(1.5));
    Ok(())
}

fn compare(what: &str, size: u32, turns: &[(&Figures, &Figures)], bar: Option<f64>) {
    for (n, (name, _)) in turns[0].0.iter().enumerate() {
        let mut sorted: Vec<_> =
            turns.iter().map(|(here, base)| (ratio(here[n].1, base[n].1), here[n].1, base[n].1)).collect();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (times, here, base) = sorted[sorted.len() / 2];
        let figure = format!("{times:.2} times its cost at {BASE} ({} against {})", time(here), time(base));
        let what = format!("{what} among {size}, {name}");
        match bar {
            Some(bar) if *name != RAW => told(&what, &figure, &format!("at most {bar} times"), times <= bar),
            _ => println!("         {what}: {figure}"),
        }
    }
}

/// Values that stand in four events each.
fn some(world: &World, count: i64) -> Vec<String> {
    (0..count).map(|n| value_of(n * 7_919 % world.events, 1, world.events)).collect()
}

fn one(world: &World) -> Result<Lookups> {
    let values = some(world, 500);
    let raw = Connection::open(&world.path)?;
    raw.execute_batch("pragma cache_size = -4000; pragma mmap_size = 2147418112; pragma query_only = on;")?;
    raw.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    let mut statement = raw.prepare(
        "select k.event_id, s.uuid, s.title, k.attribute_id, a.uuid, a.type, a.value from threats_keys k \
         join store_subjects s on s.id = k.event_id join threats_attributes a on a.id = k.attribute_id \
         where k.hash = ? order by k.event_id desc limit 50",
    )?;
    let mut all = Lookups { first: Figures::new(), again: Figures::new() };
    let mut took = |name, ask: &mut dyn FnMut(&str) -> Result<()>| {
        let (first, again) = twice(&values, ask)?;
        all.first.push((name, first));
        all.again.push((name, again));
        anyhow::Ok(())
    };
    took(RAW, &mut |value| {
        let hash = belfry_threats::value::meanings(value).0[0];
        let mut rows = statement.query([hash])?;
        while let Some(row) = rows.next()? {
            std::hint::black_box((row.get::<_, i64>(0)?, row.get::<_, String>(6)?));
        }
        Ok(())
    })?;
    for (name, key) in [("most visible", world.dense), ("little visible", world.sparse)] {
        let read = world.db.read(key)?;
        took(name, &mut |value| {
            std::hint::black_box(lookup(&read, value, None, 50)?);
            Ok(())
        })?;
    }
    Ok(all)
}

/// What a question about a value takes, and what it takes when it is asked once more at once: medians of rounds through all values.
fn twice(values: &[String], ask: &mut dyn FnMut(&str) -> Result<()>) -> Result<(Duration, Duration)> {
    let (mut first, mut again) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (mut one, mut other) = (Duration::ZERO, Duration::ZERO);
        for value in values {
            for spent in [&mut one, &mut other] {
                let began = Instant::now();
                ask(value)?;
                *spent += began.elapsed();
            }
        }
        first.push(one);
        again.push(other);
    }
    let middle = |mut all: Vec<Duration>| {
        all.sort_unstable();
        all[all.len() / 2] / u32::try_from(values.len()).unwrap_or(u32::MAX)
    };
    Ok((middle(first), middle(again)))
}

fn told_one(figures: &Figures) {
    let raw = figures[0].1;
    for (name, figure) in &figures[1..] {
        let times = ratio(*figure, raw);
        let told_as = format!("{} each, {times:.2} times raw ({})", time(*figure), time(raw));
        told(&format!("lookup of one value, {name}"), &told_as, "at most 3 times raw", times <= 3.0);
    }
}

fn many(world: &World) -> Result<()> {
    let read = world.db.read(world.dense)?;
    for (name, place, each) in [("each in one event", 2, 1), ("each in four events", 1, 4)] {
        let values: Vec<String> =
            (0..10_000).map(|n| value_of(n * 7_919 % world.events, place, world.events)).collect();
        let figure = median(5, || {
            std::hint::black_box(lookup_many(&read, &values, 20)?);
            Ok(())
        })?;
        let rate = 10_000.0 / figure.as_secs_f64();
        let what = format!("lookup of 10,000 values in one join, {name}");
        if each == 1 {
            let figure = format!("{}, {rate:.0} values a second", time(figure));
            told(&what, &figure, "at least 150,000 a second", rate >= 150_000.0);
        } else {
            // Found rows are what takes time: the bar is of values.
            println!(
                "         {what}: {}, {rate:.0} values and {:.0} found a second",
                time(figure),
                rate * f64::from(each)
            );
        }
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
        figures.push((name, figure));
    }
    Ok(figures)
}

fn told_correlations(world: &World, figures: &Figures) {
    for (name, figure) in figures {
        let what = format!("correlations of 400 attributes, one value in {} events, {name}", world.events);
        told(&what, &time(*figure), "under 60 ms", figure.as_millis() < 60);
    }
}
