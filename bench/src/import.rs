//! Import of MISP events, durable, indexed, with ledger and search, against a raw loop that writes the same rows.

use std::io::Cursor;
use std::time::{Duration, Instant};

use anyhow::Result;
use belfry_kernel::OrganisationId;
use belfry_store::{Db, Key, Options};
use belfry_threats::event::import::{ImportContext, Reach, import_misp};
use rusqlite::Connection;
use rusqlite::types::Value;

use crate::figures::{ratio, told};

/// Rows of one batch of the raw loop: what an import writes at once, about.
const BATCH: usize = 600;

/// Imports so many events of 100 attributes.
pub fn run(events: u32) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("imported.db").display().to_string();
    let db = Db::open(&path, Options::default())?;
    belfry_store::migrate::migrate(&db, &belfry::areas::migrations(), None)?;
    let (clock, ids) = belfry::start::clock_and_ids();
    let context = ImportContext {
        db: &db,
        ids: &ids,
        clock: &*clock,
        person: None,
        organisation: OrganisationId(1),
        reach: Reach::Community,
        tlp: None,
    };
    let files: Vec<String> = (0..events).map(event).collect();
    let waits = beside(&db);
    let began = Instant::now();
    for file in &files {
        import_misp(&context, &mut Cursor::new(file), &mut |_| true).map_err(|error| anyhow::anyhow!("{error}"))?;
    }
    let ours = began.elapsed();
    let waited = waits.end();
    drop(db);
    let raw = raw(&path, &folder.path().join("raw.db").display().to_string())?;
    let attributes = f64::from(events) * 100.0;
    let share = ratio(raw, ours);
    let figure = format!(
        "{:.0} attributes a second, {share:.2} of the raw loop ({:.0})",
        attributes / ours.as_secs_f64(),
        attributes / raw.as_secs_f64()
    );
    told(&format!("import of {events} events of 100 attributes"), &figure, "at least 0.25", share >= 0.25);
    let told_as = format!("p99 {} ms", waited.as_millis());
    told("a page's write meanwhile", &told_as, "under 50 ms", waited.as_millis() < 50);
    Ok(())
}

fn event(number: u32) -> String {
    let attributes: Vec<serde_json::Value> = (0..100_u32)
        .map(|n| {
            let (kind, value) = match n % 4 {
                0 => ("domain", format!("host{n}.e{number}.example.org")),
                1 => ("ip-dst", format!("10.{}.{}.{n}", number / 250 % 250, number % 250)),
                2 => ("sha256", format!("{:064x}", u128::from(number) * 7_919_000_003 + u128::from(n))),
                _ => ("url", format!("https://e{number}.example.net/path/{n}")),
            };
            serde_json::json!({"uuid": uuid::Uuid::from_u128(u128::from(number) << 64 | u128::from(n + 1)), "type": kind,
                "category": "Network activity", "value": value, "to_ids": true, "timestamp": "1700000000", "comment": "as seen"})
        })
        .collect();
    serde_json::json!({"Event": {"uuid": uuid::Uuid::from_u128(u128::from(number) << 64 | 0xffff_ffff), "info": format!("Event {number}"),
        "date": "2026-01-01", "timestamp": "1700000000", "published": true, "Attribute": attributes,
        "Tag": [{"name": "tlp:green"}]}})
    .to_string()
}

/// Somebody who writes a setting every few milliseconds, and how long that takes.
struct Beside {
    stop: std::sync::Arc<std::sync::atomic::AtomicBool>,
    thread: std::thread::JoinHandle<Vec<Duration>>,
}

fn beside(db: &Db) -> Beside {
    let stop = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let (ended, db) = (stop.clone(), db.clone());
    let thread = std::thread::spawn(move || {
        let mut times = Vec::new();
        while !ended.load(std::sync::atomic::Ordering::Relaxed) {
            let began = Instant::now();
            let done = db.write(Key::SYSTEM).and_then(|tx| {
                belfry_store::setting::put(&tx, "bench", "x")?;
                tx.commit()
            });
            if done.is_ok() {
                times.push(began.elapsed());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        times
    });
    Beside { stop, thread }
}

impl Beside {
    fn end(self) -> Duration {
        self.stop.store(true, std::sync::atomic::Ordering::Relaxed);
        let mut times = self.thread.join().unwrap_or_default();
        times.sort_unstable();
        times.get(times.len() * 99 / 100).copied().unwrap_or_default()
    }
}

/// Writes every row of the imported database into an empty one with the same tables and indexes, event after event, in
/// batches as durable as ours.
fn raw(from: &str, to: &str) -> Result<Duration> {
    let fresh = Db::open(to, Options::default())?;
    belfry_store::migrate::migrate(&fresh, &belfry::areas::migrations(), None)?;
    drop(fresh);
    let source = Connection::open(from)?;
    let mut rows: Vec<(String, Vec<Value>)> = Vec::new();
    let tables = [
        "store_subjects",
        "threats_events",
        "threats_attributes",
        "threats_keys",
        "threats_addresses",
        "store_search_docs",
        "threats_event_tags",
        "store_ledger",
    ];
    for table in tables {
        let mut statement = source.prepare(&format!("select * from {table}"))?;
        let width = statement.column_count();
        let marks = vec!["?"; width].join(", ");
        let insert = format!("insert or ignore into {table} values ({marks})");
        let mut all = statement.query([])?;
        while let Some(row) = all.next()? {
            rows.push((insert.clone(), (0..width).map(|n| row.get(n)).collect::<Result<_, _>>()?));
        }
    }
    let mut words = source.prepare("select id, value || ' ' || comment from threats_attributes")?;
    let mut all = words.query([])?;
    while let Some(row) = all.next()? {
        let insert = "insert into store_search (rowid, body) values (?, ?)".to_owned();
        rows.push((insert, vec![row.get(0)?, row.get(1)?]));
    }
    // An import writes an event's rows of all tables together: so does the raw loop.
    let labels: Vec<(i64, String, String)> = source
        .prepare("select id, tlp, canonical from store_labels")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    let mut target = Connection::open(to)?;
    target.execute_batch("pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -16000;")?;
    for (id, tlp, canonical) in labels {
        target.execute("insert or ignore into store_labels values (?, ?, ?)", (id, tlp, canonical))?;
    }
    interleave(&mut rows);
    let began = Instant::now();
    for batch in rows.chunks(BATCH) {
        let tx = target.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        for (insert, values) in batch {
            tx.prepare_cached(insert)?.execute(rusqlite::params_from_iter(values))?;
        }
        tx.commit()?;
    }
    Ok(began.elapsed())
}

/// Mixes the tables as an import does: the n-th share of each table after the other.
fn interleave(rows: &mut Vec<(String, Vec<Value>)>) {
    let mut tables: Vec<(String, Vec<Vec<Value>>)> = Vec::new();
    for (insert, values) in rows.drain(..) {
        match tables.iter_mut().find(|(known, _)| *known == insert) {
            Some((_, list)) => list.push(values),
            None => tables.push((insert, vec![values])),
        }
    }
    const SHARES: usize = 400;
    for share in 0..SHARES {
        for (insert, list) in &mut tables {
            let (from, to) = (list.len() * share / SHARES, list.len() * (share + 1) / SHARES);
            for values in &mut list[from..to] {
                rows.push((insert.clone(), std::mem::take(values)));
            }
        }
    }
}
