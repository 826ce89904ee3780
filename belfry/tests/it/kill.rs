//! `kill -9` while importing: what was acknowledged is there once, nothing is half there, and starting again is quick.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use belfry_store::{Db, Key, Options, args};
use uuid::Uuid;

use crate::command_line::{analyst, belfry, event, told};

const EVENTS: u128 = 30;
const ATTRIBUTES: u128 = 120;

#[test]
fn an_import_that_is_killed_again_and_again_loses_and_doubles_nothing() {
    let rounds: u64 = if std::env::var_os("BELFRY_DEEP").is_some() { 1_000 } else { 20 };
    let folder = tempfile::tempdir().expect("a folder");
    let (files, mut data) = (folder.path().join("files"), folder.path().join("data"));
    std::fs::create_dir_all(&files).expect("a folder");
    for number in 1..=EVENTS {
        std::fs::write(files.join(format!("{number:04}.json")), event(number, ATTRIBUTES)).expect("a file");
    }
    analyst(&data);
    let mut acknowledged = BTreeSet::new();
    for round in 0..rounds {
        if acknowledged.len() == EVENTS as usize {
            // Everything is in: begin anew, so that every round kills an import at work.
            finish(&data, &files);
            data = folder.path().join(format!("data{round}"));
            analyst(&data);
            acknowledged.clear();
        }
        // Spread over the whole run by a fixed, uneven stride.
        let wait = Duration::from_millis(15 + (round * 37) % 160);
        import_and_kill(&data, &files, wait, &mut acknowledged);
        check(&data, &acknowledged);
    }
    finish(&data, &files);
}

fn import_and_kill(data: &Path, files: &Path, wait: Duration, acknowledged: &mut BTreeSet<Uuid>) {
    let files = files.display().to_string();
    let mut child = belfry(data, &["import", "misp", &files, "--as", "ana@aqua.example"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("belfry starts");
    let output = BufReader::new(child.stdout.take().expect("its output"));
    let reader = std::thread::spawn(move || {
        let lines = output.lines().map_while(Result::ok);
        lines.filter_map(|line| line.split_whitespace().nth(1)?.parse().ok()).collect::<Vec<Uuid>>()
    });
    std::thread::sleep(wait);
    let _ = child.kill();
    let _ = child.wait();
    acknowledged.extend(reader.join().expect("the reader"));
}

/// Every acknowledged event is there once, and every event that is there is whole.
fn check(data: &Path, acknowledged: &BTreeSet<Uuid>) {
    let began = Instant::now();
    let db = Db::open(&data.join("belfry.db").display().to_string(), Options::default()).expect("it opens");
    let read = db.read(Key::SYSTEM).expect("it answers");
    let there = read
        .rows(
            "select s.uuid, count(*), e.attributes, \
             (select count(*) from threats_attributes a where a.event_id = e.id), \
             (select count(*) from threats_keys k where k.event_id = e.id) \
             from store_subjects s join threats_events e on e.id = s.id where e.state <> 'staged' \
             group by s.uuid, e.attributes, e.id",
            args![],
            |row| Ok((row.get::<Uuid>(0)?, [row.get::<i64>(1)?, row.get(2)?, row.get(3)?, row.get(4)?])),
        )
        .expect("events");
    assert!(began.elapsed() < Duration::from_secs(2), "starting again took {:?}", began.elapsed());
    let whole = ATTRIBUTES as i64;
    for (uuid, figures) in &there {
        assert_eq!(*figures, [1, whole, whole, whole], "event {uuid}");
    }
    let present: BTreeSet<Uuid> = there.into_iter().map(|(uuid, _)| uuid).collect();
    let lost: Vec<_> = acknowledged.difference(&present).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
}

/// One import to the end: everything is there, the ledger fits.
fn finish(data: &Path, files: &Path) {
    told(data, &["import", "misp", &files.display().to_string(), "--as", "ana@aqua.example"]);
    let all: BTreeSet<Uuid> = (1..=EVENTS).map(|number| Uuid::from_u128(number << 64 | 0xffff_ffff)).collect();
    check(data, &all);
    assert!(told(data, &["ledger", "verify"]).contains("entries fit"));
}
