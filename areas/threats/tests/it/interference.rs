//! What somebody is told does not change when what he may not see changes.

use belfry_kernel::SubjectId;
use belfry_store::Key;
use belfry_testkit::{Engine, TestDb, both_databases};
use belfry_threats::event::import::Reach;
use belfry_threats::value::{Asked, correlate, lookup, lookup_many};
use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{AWAY, HOME, context, event, import, member, world};

const VALUES: &[(&str, &str)] = &[
    ("domain", "a.example"),
    ("hostname", "A.example"),
    ("ip-dst", "192.0.2.1"),
    ("ip-src", "192.0.2.0/24"),
    ("ip-src", "192.0.0.0/16"),
    ("domain|ip", "a.example|192.0.2.2"),
    ("sha1", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
];

#[derive(Clone, Debug)]
struct One {
    hidden: bool,
    parts: Vec<(usize, bool)>,
}

fn worlds() -> impl Strategy<Value = Vec<One>> {
    let part = (0..VALUES.len(), any::<bool>());
    let one = (any::<bool>(), proptest::collection::vec(part, 1..5)).prop_map(|(hidden, parts)| One { hidden, parts });
    proptest::collection::vec(one, 1..9)
}

/// The event as a file; without what a stranger may not see when `open` is set.
fn file(number: usize, one: &One, open: bool) -> Option<Value> {
    let attributes: Vec<Value> = one
        .parts
        .iter()
        .enumerate()
        .filter(|(_, (_, own))| !(open && *own))
        .map(|(n, (value, own))| {
            let (kind, value) = VALUES[*value];
            let uuid = Uuid::from_u128((number * 100 + n + 1_000) as u128);
            json!({"uuid": uuid, "type": kind, "value": value, "distribution": if *own { "0" } else { "5" }})
        })
        .collect();
    let mut file = event(number as u128 + 1, 1, &["tlp:green"], &attributes);
    if one.hidden {
        file["Event"]["distribution"] = json!("0");
    }
    if one.hidden && open { None } else { Some(file) }
}

/// Everything a stranger is told, in words that two databases share.
fn told(t: &TestDb, key: Key) -> Vec<String> {
    let read = t.db.read(key).expect("read");
    let mut all = Vec::new();
    for (_, value) in VALUES {
        for one in lookup(&read, value, None, 3).expect("lookup") {
            all.push(format!("{value}: {} {} {:?}", one.event_uuid, one.attribute_uuid, one.how));
        }
    }
    let texts: Vec<&str> = VALUES.iter().map(|(_, value)| *value).collect();
    let mut many: Vec<String> = lookup_many(&read, &texts, 2)
        .expect("many")
        .into_iter()
        .map(|one| format!("many {}: {} {} {:?}", one.value, one.event_uuid, one.attribute_uuid, one.how))
        .collect();
    many.sort();
    all.extend(many);
    let asked: Vec<Asked<'_>> = VALUES
        .iter()
        .enumerate()
        .map(|(n, (kind, value))| Asked { attribute: i64::try_from(n).expect("small"), kind, value })
        .collect();
    for one in correlate(&read, SubjectId(0), &asked).expect("correlate") {
        let hits: Vec<String> = one
            .hits
            .iter()
            .map(|hit| {
                let title: String = read
                    .one("select title from store_subjects where id = $1", belfry_store::args![hit.event], |row| {
                        row.get(0)
                    })
                    .expect("title");
                format!("{title} {:?}", hit.how)
            })
            .collect();
        all.push(format!("{} in {}: {hits:?}", one.attribute, one.events));
    }
    all
}

fn holds(engine: Engine, cases: u32) {
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(events in worlds())| {
        let (full, open) = (world(engine), world(engine));
        for (number, one) in events.iter().enumerate() {
            for (t, without) in [(&full, false), (&open, true)] {
                if let Some(file) = file(number, one, without) {
                    import(&context(t, HOME, Reach::Community), &file);
                }
            }
        }
        prop_assert_eq!(told(&full, member(&full, AWAY)), told(&open, member(&open, AWAY)));
    });
}

both_databases! {
    /// A value that stands in thousands of hidden rows is asked for by another plan, and answered the same.
    fn a_flood_that_nobody_sees_changes_nothing(engine) {
        let (full, open) = (world(engine), world(engine));
        let shown = |n: u128| event(n, 1, &["tlp:green"], &[crate::attribute(n, "domain", "a.example"), crate::attribute(n + 500, "ip-dst", "192.0.2.1")]);
        let flood: Vec<Value> = (0..2_100_u128).map(|n| crate::attribute(n + 10_000, "domain", "a.example")).collect();
        let mut hidden = event(99, 1, &["tlp:green"], &flood);
        hidden["Event"]["distribution"] = json!("0");
        for t in [&full, &open] {
            let ctx = context(t, HOME, Reach::Community);
            (1..4).for_each(|n| drop(import(&ctx, &shown(n))));
        }
        import(&context(&full, HOME, Reach::Community), &hidden);
        for t in [&full, &open] {
            import(&context(t, HOME, Reach::Community), &shown(4));
        }
        let told_in_the_open = told(&open, member(&open, AWAY));
        assert!(told_in_the_open.len() > 6);
        assert_eq!(told(&full, member(&full, AWAY)), told_in_the_open);
    }

    fn a_stranger_is_told_the_same_with_and_without_what_is_hidden(engine) {
        let deep = std::env::var_os("BELFRY_DEEP").is_some();
        let cases = match (engine, deep) {
            (Engine::Sqlite, false) => 24,
            (Engine::Postgres, false) => 6,
            (_, true) => 100,
        };
        holds(engine, cases);
    }
}
